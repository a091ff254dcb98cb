"""Cells as they are written and what they mean."""

from datetime import date
from decimal import Decimal

import pytest

from schools.imports import values
from schools.imports.values import NotUnderstood


@pytest.mark.parametrize(
    "written",
    [
        date(2023, 9, 1), "01.09.2023", "1.9.2023", "2023-09-01", "01.09.2023 г.", "01.09.2023 года", "1 сентября 2023",
        "1 сентября 2023 г.", "01/09/2023", "01,09,2023", "1-9-2023", "01.09.2023, истёк",
        "2023-09-01 00:00:00", "01.09.2023 00:00", 45170, "45170",
    ],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_written(written):
    assert values.day(written) == date(2023, 9, 1)


@pytest.mark.parametrize(
    "written", ["31.02.2023", "осень", "2023", 2023, 99999, "01.09.23", "00.00.0000", "1 мартобря 2023"]
)
def test_what_is_no_day_is_refused_with_its_own_words(written):
    with pytest.raises(NotUnderstood, match=f"«{written}» – не дата"):
        values.day(written)


@pytest.mark.parametrize("written", ["2023/24", "2023/2024", "2023-2024", "2023 – 24", "2023"])
def test_a_school_year_is_told_by_its_first_one(written):
    assert values.year(written) == 2023


@pytest.mark.parametrize("written", ["2023/25", "23/24", "прошлый"])
def test_what_is_no_school_year_is_refused(written):
    with pytest.raises(NotUnderstood, match="не учебный год"):
        values.year(written)


@pytest.mark.parametrize(("written", "meant"), [(72, 72), ("72", 72), ("1 200", 1200), (Decimal("72.0"), 72)])
def test_a_number_is_whole(written, meant):
    assert values.number(written) == meant


@pytest.mark.parametrize("written", ["много", "7,5", Decimal("7.5"), "NaN", "Infinity", "1e999999999"])
def test_what_is_no_whole_number_is_refused(written):
    with pytest.raises(NotUnderstood, match="не целое число"):
        values.number(written)


@pytest.mark.parametrize(("written", "meant"), [("Да", True), ("+", True), ("нет", False), ("–", False)])
def test_a_truth_is_yes_or_no(written, meant):
    assert values.truth(written) is meant


def test_a_choice_is_meant_by_its_label_or_another_word_for_it():
    choices = (("director", "директор"), ("acting", "исполняющий обязанности"))
    assert values.choice("ДИРЕКТОР", choices) == "director"
    assert values.choice("и.о.", choices, (("и.о.", "acting"),)) == "acting"
    with pytest.raises(NotUnderstood, match="Можно: директор, исполняющий обязанности"):
        values.choice("завхоз", choices)
