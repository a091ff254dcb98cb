"""Totals, roundings, maxima, coverage, levels: examples with the arithmetic written out, and properties."""

from dataclasses import replace
from decimal import Decimal as D
from itertools import permutations

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from monitoring import scoring
from monitoring.scoring import (
    NO_DATA,
    NOT_APPLICABLE,
    AsIs,
    Assessor,
    Band,
    Bands,
    Best,
    Cumulative,
    Formula,
    Item,
    Level,
    Mode,
    Penalty,
    Scheme,
    Section,
    Step,
    Total,
    YesNo,
    given,
    rounded,
)

LEVELS = (Level("высокий", D(80)), Level("средний", D(50)), Level("низкий"))


def points(code, most=10, weight="1", section=""):
    return Item(code, rule=Assessor(D(most)), weight=D(weight), section=section)


def values(**answers):
    return {code: given(D(str(value))) for code, value in answers.items()}


@pytest.mark.parametrize(
    ("exact", "half_up", "half_even", "down"),
    [
        ("2.345", "2.35", "2.34", "2.34"),
        ("2.355", "2.36", "2.36", "2.35"),
        ("2.3449", "2.34", "2.34", "2.34"),
        ("-2.345", "-2.35", "-2.34", "-2.34"),
        ("0.005", "0.01", "0.00", "0.00"),
    ],
)
def test_three_ways_of_rounding(exact, half_up, half_even, down):
    found = [str(rounded(D(exact), 2, mode)) for mode in (Mode.HALF_UP, Mode.HALF_EVEN, Mode.DOWN)]
    assert found == [half_up, half_even, down]


def test_a_plain_sum_ignores_weights():
    outcome = Scheme((points("a", weight="0.5"), points("b"))).score(values(a=7, b="2.5"))
    assert (outcome.total, outcome.most, outcome.percent) == (D("9.5"), 20, D("47.5"))


def test_weight_times_score():
    """0,05 × 5 = 0,25; 0,1 × 3 = 0,3; together 0,55 of 0,75."""
    scheme = Scheme((points("a", 5, "0.05"), points("b", 5, "0.1")), total=Total.WEIGHTED)
    outcome = scheme.score(values(a=5, b=3))
    assert [line.contribution for line in outcome.lines] == [D("0.25"), D("0.3")]
    assert (outcome.total, outcome.most, outcome.percent) == (D("0.55"), D("0.75"), D("73.33"))


def test_a_percent_of_what_applies():
    """(7 + 2) : (10 + 10) × 100 = 45; the third does not apply and is in neither sum."""
    scheme = Scheme((points("a"), points("b"), points("c")), total=Total.PERCENT, rounds_parts=False)
    outcome = scheme.score({**values(a=7, b=2), "c": NOT_APPLICABLE})
    assert (outcome.total, outcome.most, outcome.answered, outcome.applicable) == (45, 100, 2, 2)


def test_a_mean_of_sections():
    """Sections 8 and (2 + 6) : 2 = 4; with weights 1 and 3: (8 + 3 × 4) : 4 = 5."""
    scheme = Scheme(
        (points("a", section="one"), points("b", section="two"), points("c", section="two")),
        (Section("one", "Первый", D(1)), Section("two", "Второй", D(3))),
        total=Total.SECTIONS,
    )
    outcome = scheme.score(values(a=8, b=2, c=6))
    assert outcome.total == 5
    assert [line.contribution for line in outcome.lines] == [D("2"), D("0.75"), D("2.25")]
    assert [part.value for part in outcome.subtotals] == [8, 4]


def test_a_section_without_answers_is_left_out_of_the_mean():
    scheme = Scheme(
        (points("a", section="one"), points("b", section="two")),
        (Section("one", "Первый"), Section("two", "Второй")),
        total=Total.SECTIONS,
    )
    assert scheme.score(values(a=8)).total == 8


def test_rounded_parts_are_added_as_they_are_printed():
    """Three times 1/3 × 1 = 0,33 + 0,33 + 0,33 = 0,99; a rounded total is 1 with the rest named."""
    items = tuple(Item(code, rule=AsIs(D(1)), weight=D("0.3333")) for code in "abc")
    parts = Scheme(items, total=Total.WEIGHTED)
    whole = replace(parts, rounds_parts=False)
    answers = values(a=1, b=1, c=1)
    assert (parts.score(answers).total, parts.score(answers).rounding) == (D("0.99"), 0)
    assert (whole.score(answers).total, whole.score(answers).rounding) == (D("1.00"), D("0.0001"))


def test_no_data_is_neither_points_nor_maximum():
    scheme = Scheme((points("a"), points("b")), least_coverage=60)
    outcome = scheme.score({**values(a=6), "b": NO_DATA})
    assert (outcome.total, outcome.most, outcome.percent, outcome.coverage) == (6, 10, 60, 50)
    assert outcome.said_coverage == "рассчитано по 1 из 2"
    assert not outcome.is_ranked


def test_what_does_not_apply_does_not_lower_the_coverage():
    outcome = Scheme((points("a"), points("b")), least_coverage=100).score({**values(a=6), "b": NOT_APPLICABLE})
    assert (outcome.coverage, outcome.is_ranked) == (100, True)


def test_without_answers_there_is_no_total():
    outcome = Scheme((points("a"),), levels=LEVELS).score({})
    assert (outcome.total, outcome.percent, outcome.level, outcome.is_ranked) == (None, None, None, False)


def test_inputs_of_a_formula_are_shown_but_not_counted():
    """45 : 60 × 100 = 75 %, which is within 70–90 and worth 10."""
    bands = Bands((Band(D(70), D(90), D(10)), Band(D(90), D(100), D(20), True, True), Band(None, D(70), D(0))))
    scheme = Scheme((Item("a"), Item("b"), Item("share", rule=bands, calculated=Formula("a / b * 100"), unit="%")))
    outcome = scheme.score(values(a=45, b=60))
    assert (outcome.total, outcome.answered, outcome.applicable) == (10, 1, 1)
    line = outcome.line("share")
    assert (line.said, line.reason) == ("75\xa0%", "от 70 и меньше 90 – 10\xa0баллов")


def test_a_share_of_few_is_marked():
    scheme = Scheme((Item("a"), Item("b"), Item("share", rule=AsIs(D(100)), calculated=Formula("a / b * 100"))))
    assert scheme.score(values(a=1, b=1)).line("share").is_fragile
    assert scheme.score(values(a=4, b=4)).line("share").is_fragile
    assert not scheme.score(values(a=5, b=5)).line("share").is_fragile


@pytest.mark.parametrize(("value", "level"), [(80, "высокий"), ("79.99", "средний"), (50, "средний"), (-5, "низкий")])
def test_a_level_is_reached_from_its_lower_bound_up(value, level):
    scheme = Scheme((Item("a", rule=AsIs()),), levels=LEVELS, levels_on_percent=False)
    assert scheme.score(values(a=value)).level.title == level


def test_a_penalty_may_take_the_total_below_zero_to_the_lowest_level():
    scheme = Scheme((Item("a", rule=Penalty(D(1), D(1))),), levels=LEVELS, levels_on_percent=False)
    outcome = scheme.score(values(a=4))
    assert (outcome.total, outcome.level.title) == (-3, "низкий")


def test_below_every_level_there_is_none():
    scheme = Scheme((points("a"),), levels=(Level("высокий", D(80)),))
    assert scheme.score(values(a=2)).level is None


def test_what_is_missing_to_the_next_level_is_told():
    """5 + 2 + 55 = 62 of 100: 18 lack to 80; room is 25 in c, 8 in b, 5 in a."""
    scheme = Scheme((points("a", 10), points("b", 10), points("c", 80)), levels=LEVELS)
    lacking = scheme.lacking(scheme.score(values(a=5, b=2, c=55)))
    assert (lacking.level.title, lacking.by) == ("высокий", 18)
    assert [(line.item.code, room) for line, room in lacking.nearest] == [("c", 25), ("b", 8), ("a", 5)]


def test_nothing_is_missing_at_the_top():
    scheme = Scheme((points("a"),), levels=LEVELS)
    assert scheme.lacking(scheme.score(values(a=10))) is None


def test_the_best_is_known_only_when_everybody_has_answered():
    scheme = Scheme((Item("a", rule=Best(D(100))),))
    assert scheme.relative == ("a",)
    with pytest.raises(ValueError, match="значения всех"):
        scheme.score(values(a=40))
    assert scheme.against({"a": [D(50), D(40)]}).score(values(a=40)).total == 80


def test_the_maximum_is_that_of_all_items():
    scheme = Scheme((points("a", 7), points("b", 8)), total=Total.WEIGHTED)
    assert scheme.maximum == 15
    unlimited = Item("c", rule=Cumulative((Step("m", "м", D(5)),)))
    assert replace(scheme, items=(*scheme.items, unlimited)).maximum is None


@pytest.mark.parametrize(
    ("scheme", "fault"),
    [
        (Scheme((Item("a"),)), "Ни один показатель не даёт баллов."),
        (Scheme((points("a"), points("a"))), "a: код стоит дважды."),
        (Scheme((points("a"), Item("s", calculated=Formula("x / 2")))), "s: в формуле нет такого показателя – «x»."),
        (Scheme((points("a"), Item("s", calculated=Formula("s + 1")))), "s: формула ссылается сама на себя."),
        (Scheme((Item("a", rule=Bands(())),)), "a: нет ни одного диапазона."),
        (
            Scheme((Item("a", rule=Bands((Band(D(0), D(5), D(1)), Band(D(6), D(9), D(2))))),)),
            "a: Значение от 5 и меньше 6 не попадает ни в один диапазон.",
        ),
        (
            Scheme((Item("a", rule=AsIs()),), total=Total.PERCENT),
            "a: у правила нет наибольшего балла, процент от максимума не посчитать.",
        ),
        (Scheme((points("a"),), total=Total.SECTIONS), "a: показатель не входит ни в один раздел."),
        (Scheme((points("a"),), levels=(Level("x"), Level("y"))), "Два уровня без нижней границы."),
        (Scheme((points("a"),), levels=(Level("x", D(5)), Level("y", D(5)))), "Два уровня начинаются с 5."),
    ],
)
def test_what_must_be_mended_before_measuring(scheme, fault):
    assert scoring.problems(scheme) == [fault]


def test_formulas_that_lead_to_each_other_are_found():
    scheme = Scheme((points("x"), Item("a", calculated=Formula("b")), Item("b", calculated=Formula("a"))))
    assert scoring.problems(scheme) == ["a: формула ссылается сама на себя.", "b: формула ссылается сама на себя."]


# Properties

marks = st.decimals(0, 10, places=2, allow_nan=False)
answered = st.one_of(marks.map(given), st.sampled_from([NO_DATA, NOT_APPLICABLE]))
CODES = ("a", "b", "c", "d")
schemes = st.builds(
    lambda total, mode, digits, parts, weights: Scheme(
        tuple(
            Item(code, rule=Assessor(D(10)), weight=weight, section="one" if code < "c" else "two")
            for code, weight in zip(CODES, weights, strict=True)
        ),
        (Section("one", "Первый", D(1)), Section("two", "Второй", D(2))),
        total=total,
        mode=mode,
        digits=digits,
        rounds_parts=parts,
        levels=LEVELS,
    ),
    st.sampled_from(Total),
    st.sampled_from(Mode),
    st.integers(0, 4),
    st.booleans(),
    st.tuples(*[st.decimals("0.01", 5, places=2)] * 4),
)
answers = st.fixed_dictionaries(dict.fromkeys(CODES, answered))


@for_any(schemes, answers)
def test_contributions_and_rounding_add_up_to_the_total_exactly(scheme, given_answers):
    outcome = scheme.score(given_answers)
    added = [line.contribution for line in outcome.lines if line.contribution is not None]
    if outcome.total is None:
        assert not added
    else:
        assert sum(added) + outcome.rounding == outcome.total


@for_any(schemes, answers)
def test_the_order_of_input_does_not_matter(scheme, given_answers):
    found = {scheme.score(dict(order)).total for order in permutations(given_answers.items())}
    assert len(found) == 1


@for_any(schemes, answers)
def test_an_item_that_does_not_apply_changes_nothing(scheme, given_answers):
    more = replace(scheme, items=(*scheme.items, Item("e", rule=YesNo(D(5), D(0)), section="two")))
    one, other = scheme.score(given_answers), more.score({**given_answers, "e": NOT_APPLICABLE})
    assert (one.total, one.most, one.percent, one.coverage, one.level) == (
        other.total, other.most, other.percent, other.coverage, other.level,
    )  # fmt: skip


@for_any(schemes, answers)
def test_missing_answers_never_count_as_zero(scheme, given_answers):
    """Without data an item weighs as if it did not apply: only the coverage tells them apart."""
    absent = {code: NOT_APPLICABLE if one is NO_DATA else one for code, one in given_answers.items()}
    one, other = scheme.score(given_answers), scheme.score(absent)
    assert (one.total, one.most, one.percent) == (other.total, other.most, other.percent)
    assert (one.coverage or 0) <= (other.coverage or 100)


@for_any(schemes, answers)
def test_a_percent_is_within_a_hundred_up_to_rounding(scheme, given_answers):
    exact = replace(scheme, digits=4, rounds_parts=False).score(given_answers)
    if exact.percent is not None:
        assert 0 <= exact.percent <= 100
