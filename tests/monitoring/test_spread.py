"""Mean, median and quartiles, with the arithmetic written out."""

from decimal import Decimal as D

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from monitoring.spread import median, middle, spread, spread_of

NUMBERS = st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=30)


def test_nine_schools():
    """Sorted 1 2 3 4 5 6 7 8 99: the mean 135 : 9 = 15 is moved by one, the median 5 is not."""
    found = spread(map(D, [5, 1, 99, 3, 8, 2, 7, 4, 6]))
    assert (found.how_many, found.least, found.most) == (9, 1, 99)
    assert (found.mean, found.median) == (D(15), D(5))
    assert (found.lower, found.upper) == (D(3), D(7))


def test_quartiles_between_two_figures_are_in_proportion():
    """1 2 3 4: places 0,75, 1,5 and 2,25 from zero – 1,75, 2,5 and 3,25, as «КВАРТИЛЬ.ВКЛ» of a spreadsheet."""
    found = spread(map(D, [1, 2, 3, 4]))
    assert (found.lower, found.median, found.upper) == (D("1.75"), D("2.5"), D("3.25"))


def test_a_mean_is_exact_to_four_places():
    """(10 + 5 + 1) : 3 = 5,33333…"""
    assert spread(map(D, [10, 5, 1])).mean == D("5.3333")


def test_nothing_has_no_mean():
    assert spread([]) is None
    assert spread_of({D(5): 0}) is None


@for_any(NUMBERS)
def test_counted_figures_are_the_same_as_listed_ones(values):
    assert spread(values) == spread_of({value: values.count(value) for value in values})


@for_any(NUMBERS)
def test_quartiles_stand_in_their_order(values):
    found = spread(values)
    assert found.least <= found.lower <= found.median <= found.upper <= found.most


@for_any(NUMBERS)
def test_the_middle_of_an_ordered_list_is_its_median(values):
    assert median(sorted(values)[middle(len(values))]) == spread(values).median


@pytest.mark.parametrize(("how_many", "found"), [(0, []), (1, [1]), (2, [1, 2]), (3, [2]), (4, [2, 3])])
def test_one_or_two_figures_make_a_median(how_many, found):
    assert list(range(1, how_many + 1))[middle(how_many)] == found
