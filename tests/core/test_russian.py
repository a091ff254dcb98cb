from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership.core import russian

DIRECTORS = ("руководитель", "руководителя", "руководителей")


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "руководителей"),
        (1, "руководитель"),
        (2, "руководителя"),
        (4, "руководителя"),
        (5, "руководителей"),
        (11, "руководителей"),
        (12, "руководителей"),
        (14, "руководителей"),
        (21, "руководитель"),
        (22, "руководителя"),
        (101, "руководитель"),
        (111, "руководителей"),
        (112, "руководителей"),
        (1002, "руководителя"),
        (-1, "руководитель"),
        (-11, "руководителей"),
        (-3, "руководителя"),
        (Decimal("1.5"), "руководителя"),
        (Decimal("0.5"), "руководителя"),
        (Decimal("5.0"), "руководителей"),
    ],
)
def test_the_word_agrees_with_its_number(n, form):
    assert russian.plural(n, *DIRECTORS) == form


@pytest.mark.parametrize(
    ("n", "words"),
    [(5, "5\u00a0руководителей"), (Decimal("1.5"), "1,5\u00a0руководителя"), (21, "21\u00a0руководитель")],
)
def test_a_number_and_its_word_stay_on_one_line(n, words):
    assert russian.counted(n, *DIRECTORS) == words


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "0"),
        (9999, None, "9999"),
        (10000, None, "10\u00a0000"),
        (1234567, None, "1\u00a0234\u00a0567"),
        (-12345, None, "\u221212\u00a0345"),
        (Decimal("2.10"), None, "2,1"),
        (Decimal("2.0"), None, "2"),
        (Decimal("100"), None, "100"),
        (Decimal("1E+2"), None, "100"),
        (Decimal("0.050"), None, "0,05"),
        (2, 1, "2,0"),
        (Decimal("2.25"), 1, "2,3"),
        (Decimal("-2.25"), 1, "\u22122,3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("9999.96"), 1, "10\u00a0000,0"),
        (Decimal("12345.6"), 0, "12\u00a0346"),
    ],
)
def test_figures_are_written_with_a_comma_and_in_threes(value, places, text):
    assert russian.number(value, places) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_written_number_reads_back_as_itself(value):
    written = russian.number(value)
    assert Decimal(written.replace("\u00a0", "").replace(",", ".").replace("\u2212", "-")) == value


@given(st.integers(-(10**12), 10**12))
def test_the_word_depends_on_the_last_two_digits_alone(n):
    assert russian.plural(n, *DIRECTORS) == russian.plural(abs(n) % 100, *DIRECTORS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("66.7"), "66,7\u00a0%"),
        (Decimal("66.65"), "66,7\u00a0%"),
        (Decimal("100.0"), "100\u00a0%"),
        (100, "100\u00a0%"),
        (0, "0\u00a0%"),
        (Decimal("-0.01"), "0\u00a0%"),
    ],
)
def test_per_cent_has_one_decimal_where_it_has_any(value, text):
    assert russian.percent(value) == text


def test_per_cent_takes_other_decimals_when_asked():
    assert russian.percent(Decimal("66.666"), places=2) == "66,67\u00a0%"


def test_a_day_is_written_in_figures_and_in_words():
    fifth = date(2021, 6, 5)
    assert russian.day(fifth) == "05.06.2021"
    assert russian.day_in_words(fifth) == "5\u00a0июня\u00a02021\u00a0г."
    assert russian.month_in_words(fifth) == "июнь\u00a02021\u00a0г."


def test_every_month_has_its_two_forms():
    assert russian.day_in_words(date(2024, 5, 1)) == "1\u00a0мая\u00a02024\u00a0г."
    assert russian.day_in_words(date(2024, 12, 31)) == "31\u00a0декабря\u00a02024\u00a0г."
    assert russian.month_in_words(date(2024, 1, 1)) == "январь\u00a02024\u00a0г."


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (("Совенко", "Елена", "Николаевна"), "Е.Н.\u00a0Совенко", "Совенко\u00a0Е.Н."),
        (("Ли", "Анна", ""), "А.\u00a0Ли", "Ли\u00a0А."),
        (
            ("Иванова-Петрова", "анна-мария", "Юрьевна"),
            "А.-М.Ю.\u00a0Иванова-Петрова",
            "Иванова-Петрова\u00a0А.-М.Ю.",
        ),
        (("Совенко", "", ""), "Совенко", "Совенко"),
    ],
)
def test_initials_stand_before_the_surname_or_after_it(name, before, after):
    assert russian.initials(*name) == before
    assert russian.surname_initials(*name) == after


@pytest.mark.parametrize(
    ("text", "unbroken"),
    [
        ("приказ № 12 от 5 июня 2021 г.", "приказ №_12 от 5_июня_2021_г."),
        ("Е.Н. Совенко и Л. Г. Иванова", "Е.Н._Совенко и Л._Г._Иванова"),
        ("директору Совенко Е.Н. и Петрову А. Б.", "директору Совенко_Е.Н. и Петрову_А._Б."),
        ("не менее 45 % руководителей", "не менее 45_% руководителей"),
        ("в 2021 г. и 2022–2024 гг.", "в 2021_г. и 2022–2024_гг."),
        ("на 3 л. в 1 экз.", "на 3_л. в 1_экз."),
        ("ноябрь 2023 года, 9 руководителей", "ноябрь 2023 года, 9 руководителей"),
        ("№ п/п", "№ п/п"),
        ("", ""),
    ],
)
def test_what_belongs_together_does_not_break(text, unbroken):
    assert russian.unbroken(text) == unbroken.replace("_", "\u00a0")


@given(st.text(alphabet="Е.Н Совенко№%г12июня\u00a0"))
def test_unbroken_text_differs_in_its_spaces_alone(text):
    once = russian.unbroken(text)
    assert "".join(once.split()) == "".join(text.split())
    assert russian.unbroken(once) == once
