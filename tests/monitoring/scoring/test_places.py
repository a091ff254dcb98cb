"""Places and how firm they are."""

from decimal import Decimal as D

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from monitoring.scoring import Assessor, Item, Scheme, Total, Trials, given, places


@pytest.mark.parametrize(
    ("totals", "dense", "gaps"),
    [
        ([90, 80, 70], [1, 2, 3], [1, 2, 3]),
        ([90, 90, 80], [1, 1, 2], [1, 1, 3]),
        ([70, None, 90, 70, 60], [2, None, 1, 2, 3], [2, None, 1, 2, 4]),
        ([], [], []),
        ([None, None], [None, None], [None, None]),
    ],
)
def test_equal_totals_share_a_place(totals, dense, gaps):
    assert places(totals) == dense
    assert places(totals, gaps=True) == gaps


def scheme(total=Total.SUM):
    return Scheme(tuple(Item(code, rule=Assessor(D(10))) for code in "abc"), total=total)


def tried(rows, groups=None, total=Total.SUM):
    trials = Trials(scheme(total))
    for number, row in enumerate(rows):
        answers = {code: given(D(value)) for code, value in zip("abc", row, strict=True)}
        trials.add(trials.scheme.score(answers), groups[number] if groups else "")
    return trials


def test_a_firm_place_has_an_interval_of_one():
    """10-10-10 leads whatever is left out; 0-0-0 is last."""
    assert [one.words for one in tried([(10, 10, 10), (5, 5, 5), (0, 0, 0)]).firmness().intervals] == ["1", "2", "3"]


def test_a_place_that_hangs_on_one_item_says_so():
    """20, 15, 14; without a 10, 15, 12 – the first becomes the third; without b 15, 7, 8 – so does the second."""
    trials = tried([(10, 5, 5), (0, 8, 7), (2, 6, 6)])
    assert [one.words for one in trials.firmness().intervals] == ["1–3", "1–3", "2–3"]
    assert trials.firmness().deciders()[0] == "a"


def test_a_weight_moved_by_a_tenth_is_enough_to_swap_neighbours():
    """15 and 15,5; with b a tenth heavier 15,9 and 15,6."""
    trials = tried([(6, 9, 0), (D("9.5"), 1, 5)])
    assert [one.words for one in trials.firmness().intervals] == ["1–2", "1–2"]


def test_groups_are_placed_apart():
    trials = tried([(10, 10, 10), (5, 5, 5), (1, 1, 1)], groups=["base", "small", "small"])
    assert [one.words for one in trials.firmness().intervals] == ["1", "1", "2"]


@pytest.mark.parametrize("total", Total)
def test_intervals_are_the_same_every_time(total):
    rows = [(10, 5, 5), (0, 8, 7), (2, 6, 6), (9, 1, 3)]
    sections = total is Total.SECTIONS
    found = [
        [one.words for one in tried(rows, total=Total.SUM if sections else total).firmness().intervals]
        for _ in range(3)
    ]
    assert found[0] == found[1] == found[2]


@for_any(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=1, max_size=12))
def test_the_place_itself_is_within_its_interval(rows):
    trials = tried(rows)
    as_it_is = places([sum(row) for row in rows])
    for place, interval in zip(as_it_is, trials.firmness().intervals, strict=True):
        assert interval.least <= place <= interval.most
