"""Every kind of rule by an example with its arithmetic written out."""

from decimal import Decimal as D

import pytest

from monitoring.scoring import (
    Against,
    AsIs,
    Assessor,
    Best,
    Choice,
    Cumulative,
    Highest,
    Penalty,
    Step,
    YesNo,
)

LEVELS = (
    Step("mun", "муниципальный", D(5)),
    Step("reg", "региональный", D(15)),
    Step("fed", "федеральный", D(25)),
)


def test_yes_or_no():
    rule = YesNo(D(10), D(0))
    assert (rule.points(True), rule.points(False)) == (10, 0)
    assert rule.words == "да – 10\xa0баллов; нет – 0\xa0баллов"
    assert (rule.most, rule.least) == (10, 0)


def test_a_no_may_be_the_better_answer():
    complaints = YesNo(D(0), D(15))
    assert (complaints.points(False), complaints.most) == (15, 15)


def test_a_chosen_answer_brings_its_points():
    rule = Choice((Step("0", "не владею", D(0)), Step("1", "знаю", D(1)), Step("2", "применяю", D(2))))
    assert rule.points("2") == 2
    assert rule.reason("1") == "знаю – 1\xa0балл"
    assert (rule.most, rule.least) == (2, 0)


@pytest.mark.parametrize("rule", [Choice(LEVELS), Highest(LEVELS), Cumulative(LEVELS)])
def test_an_unknown_step_is_refused(rule):
    with pytest.raises(KeyError, match="world"):
        rule.points("world" if isinstance(rule, Choice) else {"world": 1})


def test_prizes_of_all_levels_are_added():
    """2 × 5 + 1 × 15 = 25 (критерии призёров олимпиад, Мордовия)."""
    rule = Cumulative(LEVELS)
    assert rule.points({"mun": 2, "reg": 1, "fed": 0}) == 25
    assert rule.reason({"mun": 2, "reg": 1}) == "муниципальный 2 × 5 + региональный 1 × 15 = 25 – 25\xa0баллов"
    assert rule.most is None


def test_added_prizes_stop_at_the_ceiling():
    """3 × 25 = 75, cut to 50."""
    rule = Cumulative(LEVELS, ceiling=D(50))
    assert rule.points({"fed": 3}) == 50
    assert rule.reason({"fed": 3}) == "федеральный 3 × 25 = 75, но не больше 50 – 50\xa0баллов"
    assert rule.most == 50


def test_no_prize_is_zero_points_not_no_data():
    assert Cumulative(LEVELS).points({}) == Highest(LEVELS).points({"mun": 0}) == 0


def test_the_highest_level_alone_counts():
    rule = Highest(LEVELS)
    assert rule.points({"mun": 7, "reg": 1}) == 15
    assert rule.reason({"mun": 7, "reg": 1}) == "высший уровень: региональный – 15\xa0баллов"
    assert rule.most == 25


def test_every_case_takes_points_away():
    """1 − 1 × 3 = −2: the total may be negative where there is no floor."""
    assert Penalty(D(1), D(1)).points(D(3)) == -2
    assert Penalty(D(1), D(1)).reason(D(3)) == "1 − 3 × 1 – −2\xa0балла"


def test_a_penalty_stops_at_its_floor():
    rule = Penalty(D(10), D("2.5"), floor=D(0))
    assert [rule.points(D(cases)) for cases in (0, 1, 3, 4, 9)] == [D(10), D("7.5"), D("2.5"), 0, 0]
    assert (rule.most, rule.least) == (10, 0)


def test_an_assessor_sets_points_within_the_scale():
    rule = Assessor(D(10))
    assert rule.points(D("7.5")) == D("7.5")
    for outside in (D("10.5"), D(-1)):
        with pytest.raises(ValueError, match="вне шкалы"):
            rule.points(outside)
    assert rule.words == "эксперт ставит до 10 баллов"


def test_a_value_is_its_own_points_within_bounds():
    rule = AsIs(D(100), D(0))
    assert [rule.points(D(value)) for value in ("55.5", "104", "-3")] == [D("55.5"), 100, 0]
    assert rule.reason(D(104)) == "не больше 100 – 100\xa0баллов"


def test_the_best_of_all_gets_a_hundred_and_the_others_their_share():
    """40 : 50 × 100 = 80; 17 : 50 × 100 = 34."""
    rule = Best().against([D(50), D(40), D(17)])
    assert [rule.points(D(value)) for value in (50, 40, 17, 0)] == [100, 80, 34, 0]
    assert rule.reason(D(40)) == "40 : 50 × 100, лучшее значение 50 – 80\xa0баллов"


def test_where_less_is_better_the_least_gets_the_most():
    """2 : 5 × 10 = 4."""
    rule = Best(D(10), is_up=False).against([D(5), D(2)])
    assert [rule.points(D(value)) for value in (2, 5)] == [10, 4]


def test_a_third_of_the_best_is_rounded_to_a_ten_thousandth():
    assert Against(D(3), D(100)).points(D(1)) == D("33.3333")


@pytest.mark.parametrize(("best", "is_up"), [(D(0), True), (D(0), False)])
def test_when_everybody_has_nothing_everybody_is_the_best(best, is_up):
    assert Against(best, D(100), is_up).points(D(0)) == 100


def test_the_best_is_not_a_rule_before_values_are_known():
    with pytest.raises(ValueError):
        Best().against([])


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (Choice(()), "В шкале нет ни одной ступени."),
        (Choice((Step("a", "а", D(1)), Step("a", "б", D(2)))), "Код «a» стоит в шкале дважды."),
        (Penalty(D(1), D(0)), "Штраф за случай должен быть больше нуля."),
        (Assessor(D(0)), "Наибольший балл должен быть больше наименьшего."),
        (Best(D(0)), "Наибольший балл должен быть больше нуля."),
    ],
)
def test_a_rule_says_what_is_wrong_with_it(rule, fault):
    assert rule.problems() == [fault]
