from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.thresholds import Basis, Mark, Norm, Thresholds, gap, is_strong, shortfall


def words(found) -> str:
    return found.words.replace("\u00a0", " ")


USUAL = Thresholds(norm_percent=60, gap_steps=1, strong_percent=80)


def own(points: int, most: int = 5) -> Mark:
    return Mark("самооценка", True, str(points), None, Decimal(points), Decimal(most), points)


def external(points: int, most: int = 5, view: str = "внешняя оценка") -> Mark:
    return Mark(view, False, str(points), None, Decimal(points), Decimal(most), points)


def figure(number: str, points: int, most: int = 10) -> Mark:
    return Mark("", False, f"{number.replace('.', ',')}\u00a0%", Decimal(number), Decimal(points), Decimal(most))


def test_a_mark_below_sixty_per_cent_of_the_scale_is_a_shortfall():
    # 2 / 5 = 40 % < 60 %
    found = shortfall([own(2)], USUAL)
    assert (found.basis, words(found)) == (Basis.SELF, "Самооценка: 2 – 40 % шкалы, ниже 60 %")


def test_exactly_sixty_per_cent_is_none():
    assert shortfall([own(3)], USUAL) is None


def test_the_external_view_is_named_before_the_own_and_both_are_told():
    found = shortfall([own(2), external(1)], USUAL)
    assert found.basis is Basis.EXTERNAL
    assert words(found) == (
        "Внешняя оценка: 1 – 20 % шкалы, ниже 60 %; "
        "завышенная самооценка: 2 против 1 (внешняя оценка), выше на 1 ступень; "
        "самооценка: 2 – 40 % шкалы, ниже 60 %"
    )


def test_an_overrated_self_assessment_is_a_shortfall_even_when_both_are_high():
    found = shortfall([own(5), external(4)], USUAL)
    assert (found.basis, words(found)) == (
        Basis.GAP,
        "Завышенная самооценка: 5 против 4 (внешняя оценка), выше на 1 ступень",
    )


def test_an_underrated_self_assessment_is_none():
    assert shortfall([own(3), external(5)], USUAL) is None


def test_the_gap_is_to_the_lowest_of_external_views_and_nothing_is_averaged():
    views = [own(5), external(5), external(3, view="наставник")]
    assert gap(views) == 2
    assert words(shortfall(views, USUAL)).endswith("5 против 3 (наставник), выше на 2 ступени")


def test_a_figure_worse_than_its_norm():
    norm = Norm(Decimal(95))
    found = shortfall([figure("92", 8)], USUAL, norm=norm, is_figure=True)
    assert (found.basis, words(found), found.value, found.norm) == (
        Basis.FIGURE, "92 % – ниже нормы 95 %", Decimal(92), Decimal(95)
    )  # fmt: skip


def test_where_less_is_better_the_norm_is_missed_from_above():
    norm = Norm(Decimal(5), is_up=False)
    assert words(shortfall([figure("7", 10)], USUAL, norm=norm, is_figure=True)) == "7 % – выше нормы 5 %"
    assert shortfall([figure("5", 10)], USUAL, norm=norm, is_figure=True) is None


def test_both_grounds_of_one_figure_stand_in_one_sentence():
    found = shortfall([figure("40", 2)], USUAL, norm=Norm(Decimal(50)), is_figure=True)
    assert words(found) == "40 % – ниже нормы 50 %, это 20 % шкалы, ниже 60 %"


def test_no_data_is_no_shortfall():
    silent = Mark("самооценка", True, "нет данных")
    assert shortfall([silent], USUAL, norm=Norm(Decimal(50))) is None
    assert gap([silent, external(1)]) is None


def test_a_scale_without_a_ceiling_has_no_per_cent():
    assert shortfall([Mark("", False, "3", Decimal(3), Decimal(0), None)], USUAL, is_figure=True) is None
    assert shortfall([Mark("", False, "3", Decimal(3), Decimal(-6), Decimal(0))], USUAL, is_figure=True) is None


@given(st.lists(st.integers(0, 5), min_size=1, max_size=4))
def test_rules_that_are_switched_off_find_nothing(points):
    assert shortfall([own(points[0]), *map(external, points[1:])], Thresholds()) is None


@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 5))
def test_a_wider_gap_asked_for_never_finds_more(mine, theirs, asked):
    wide, narrow = Thresholds(gap_steps=asked + 1), Thresholds(gap_steps=asked)
    if shortfall([own(mine), external(theirs)], wide):
        assert shortfall([own(mine), external(theirs)], narrow)


@pytest.mark.parametrize(
    ("marks", "strong"),
    [
        ([external(4)], True),  # 4 / 5 = 80 %
        ([external(3)], False),
        ([own(5)], False),
        ([own(1), external(5)], True),
        ([external(5), external(3, view="наставник")], False),
    ],
)
def test_a_strength_is_what_every_external_view_says(marks, strong):
    assert is_strong(marks, USUAL) is strong


class TestFiguresInSentences:
    """Rounded half up to at most two decimals; the exact figure stands in «Почему столько баллов»."""

    def test_a_figure_is_told_shortly_with_the_unit_of_its_norm(self):
        # 7 of 12 = 58,3333…, kept as 58,3333
        found = shortfall([figure("58.3333", 5)], Thresholds(), norm=Norm(Decimal(95)), is_figure=True)
        assert (words(found), found.value) == ("58,33 % – ниже нормы 95 %", Decimal("58.3333"))

    @pytest.mark.parametrize(("digits", "said"), [(0, "58 %"), (1, "58,3 %"), (2, "58,33 %"), (4, "58,33 %")])
    def test_decimals_are_those_of_the_methodology_two_at_most(self, digits, said):
        found = shortfall([figure("58.3333", 5)], Thresholds(digits=digits), norm=Norm(Decimal(95)), is_figure=True)
        assert words(found) == f"{said} – ниже нормы 95 %"

    def test_a_figure_just_below_the_norm_is_not_told_as_the_norm(self):
        # 94,996 rounded to two decimals would read «95 % – ниже нормы 95 %»
        found = shortfall([figure("94.996", 5)], Thresholds(), norm=Norm(Decimal(95)), is_figure=True)
        assert words(found) == "94,996 % – ниже нормы 95 %"

    def test_nor_is_a_share_just_below_the_threshold(self):
        # 59 999 / 100 000 = 59,999 % < 60 %
        mark = Mark("самооценка", True, "вес", None, Decimal(59_999), Decimal(100_000))
        assert words(shortfall([mark], USUAL)) == "Самооценка: «вес» – 59,999 % шкалы, ниже 60 %"

    def test_the_words_of_an_answer_stand_in_quotes(self):
        knows = Mark("внешняя оценка", False, "знаю", None, Decimal(1), Decimal(3), 1)
        applies = Mark("самооценка", True, "применяю", None, Decimal(2), Decimal(3), 2)
        assert words(shortfall([applies, knows], USUAL)) == (
            "Внешняя оценка: «знаю» – 33,33 % шкалы, ниже 60 %; "
            "завышенная самооценка: «применяю» против «знаю» (внешняя оценка), выше на 1 ступень"
        )

    def test_words_have_no_figure_to_round(self):
        # a choice has a code, not a figure; «нет» is kept as 0
        said_no = Mark("", False, "нет", Decimal(0), Decimal(0), Decimal(10))
        found = shortfall([said_no], Thresholds(), norm=Norm(Decimal(1)), is_figure=True)
        assert words(found) == "«нет» – ниже нормы 1"
