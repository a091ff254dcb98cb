"""Bands: what is printed is what is executed; gaps and overlaps are found, and mended two ways."""

from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.scoring import Band, Bands, Emptiness, Gap, Overlap, Undecided


def bands(*rows, whole=False):
    """(lower, upper, points) with the lower bound included; `None` is open."""
    made = (
        Band(None if low is None else D(str(low)), None if up is None else D(str(up)), D(str(points)), *included)
        for low, up, points, *included in rows
    )
    return Bands(tuple(made), whole=whole)


#: госзадание: 90–100 % – 20, 70–89 % – 10, менее 70 % – 0
STATE_TASK = bands((90, 100, 20, True, True), (70, 89, 10, True, True), (None, 70, 0))
#: 50–65 – 1, 65–75 – 2, … with touching bounds (Кострома)
TOUCHING = bands(
    (50, 65, 1, True, True), (65, 75, 2, True, True), (75, 85, 3, True, True), (85, 95, 4, True, True),
    (95, 100, 5, True, True),
)  # fmt: skip


@pytest.mark.parametrize(("value", "points"), [(100, 20), (90, 20), (89, 10), (70, 10), ("69.99", 0), (0, 0)])
def test_the_band_gives_the_points(value, points):
    assert STATE_TASK.points(D(str(value))) == points


def test_a_printed_gap_is_found():
    """«90–100, 70–89»: where is 89,5?"""
    (gap,) = STATE_TASK.problems()
    assert isinstance(gap, Gap)
    assert gap.words == "Значение больше 89 и меньше 90 не попадает ни в один диапазон."


def test_a_value_in_a_gap_has_no_points_until_somebody_decides():
    with pytest.raises(Undecided, match="89,5 не попадает ни в один диапазон"):
        STATE_TASK.points(D("89.5"))


def test_whole_values_leave_no_gap_between_89_and_90():
    assert bands((70, 89, 10, True, True), (90, 100, 20, True, True), whole=True).problems() == []
    assert len(bands((70, 88, 10, True, True), (90, 100, 20, True, True), whole=True).problems()) == 1
    assert len(bands((70, 89, 10), (90, 100, 20, True, True), whole=True).problems()) == 1


def test_a_touching_bound_belongs_to_two_bands():
    faults = TOUCHING.problems()
    assert [type(fault) for fault in faults] == [Overlap] * 4
    assert faults[0].words == "Значение 65 попадает в два диапазона."
    with pytest.raises(Undecided, match="65 попадает в несколько"):
        TOUCHING.points(D(65))


def test_including_the_lower_bound_decides_touching_bands():
    mended = TOUCHING.with_lower_bounds_included()
    assert mended.problems() == []
    assert [mended.points(D(value)) for value in (50, 65, 75, 95, 100)] == [1, 2, 3, 5, 5]


def test_going_on_to_the_next_band_decides_a_gap():
    mended = STATE_TASK.stretched()
    assert mended.problems() == []
    assert [mended.points(D(str(value))) for value in ("89.5", 90)] == [10, 20]


def test_bands_that_run_into_each_other_are_named():
    (overlap,) = bands((0, 60, 1), (50, 100, 2)).problems()
    assert overlap.words == "Диапазоны «от 0 и меньше 60» и «от 50 и меньше 100» пересекаются."


@pytest.mark.parametrize("empty", [(10, 5, 1), (5, 5, 1)])
def test_a_band_without_values_is_named(empty):
    assert [type(fault) for fault in bands(empty).problems()] == [Emptiness]


def test_outside_all_bands_there_are_no_points_and_the_rule_says_so():
    assert TOUCHING.with_lower_bounds_included().points(D(40)) == 0
    assert bands((50, 100, 5, True, True)).words == (
        "от 50 до 100 – 5\xa0баллов; меньше 50 – 0\xa0баллов; больше 100 – 0\xa0баллов"
    )


def test_bands_on_a_count():
    """до 30 учащихся 5, от 30 до 100 10, от 100 до 200 15, от 200 20 (Мордовия)."""
    rule = bands((None, 30, 5), (30, 100, 10), (100, 200, 15), (200, None, 20), whole=True)
    assert [rule.points(D(pupils)) for pupils in (0, 29, 30, 99, 100, 200, 1500)] == [5, 5, 10, 10, 15, 20, 20]
    assert rule.problems() == []
    assert (rule.most, rule.least) == (20, 5)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band(D(70), D(90), D(1)), "от 70 и меньше 90"),
        (Band(D(90), D(100), D(1), True, True), "от 90 до 100"),
        (Band(D("0.8"), D("0.9"), D(1), False, True), "больше 0,8 и до 0,9"),
        (Band(D(50), None, D(1)), "от 50"),
        (Band(None, D(20), D(1)), "меньше 20"),
        (Band(D(5), D(5), D(1), True, True), "ровно 5"),
        (Band(None, None, D(1)), "любое значение"),
    ],
)
def test_a_band_in_words(band, words):
    assert band.words == words


edges = st.lists(st.integers(-50, 150), min_size=2, max_size=6, unique=True).map(sorted)


@given(edges, st.lists(st.booleans(), min_size=24, max_size=24), st.integers(-600, 1600))
def test_mended_bands_put_every_value_between_their_ends_into_exactly_one(points, flags, tenths):
    pairs = list(pairwise(points))
    raw = Bands(
        tuple(
            Band(D(low), D(up), D(number), flags[2 * number], flags[2 * number + 1])
            for number, (low, up) in enumerate(pairs)
        )
    )
    value = D(tenths) / 10
    for mended in (raw.with_lower_bounds_included(), raw.stretched()):
        assert mended.problems() == []
        assert sum(band.holds(value) for band in mended.bands) <= 1
        if points[0] < value < points[-1]:
            assert sum(band.holds(value) for band in mended.bands) == 1


@given(edges, st.lists(st.booleans(), min_size=24, max_size=24), st.integers(-600, 1600))
def test_only_a_value_named_by_a_problem_is_undecided(points, flags, tenths):
    rule = Bands(
        tuple(
            Band(D(low), D(up), D(number), flags[2 * number], flags[2 * number + 1])
            for number, (low, up) in enumerate(pairwise(points))
        )
    )
    value = D(tenths) / 10
    holding = sum(band.holds(value) for band in rule.bands)
    try:
        given_points = rule.points(value)
    except Undecided:
        assert holding != 1
        assert rule.problems()
    else:
        assert holding == 1 or given_points == 0
