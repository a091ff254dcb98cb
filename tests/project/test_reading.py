"""Figures beside their targets: shares, counts, no data."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership.project.reading import Reading, Standing


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "value", "standing", "missing"),
    [
        (6, 9, 50, Decimal("66.7"), Standing.REACHED, 0),
        (4, 9, 50, Decimal("44.4"), Standing.NOT_REACHED, 1),
        (5, 9, 50, Decimal("55.6"), Standing.REACHED, 0),
        (9, 9, 100, Decimal("100.0"), Standing.REACHED, 0),
        (8, 9, 100, Decimal("88.9"), Standing.NOT_REACHED, 1),
        (0, 9, 45, Decimal("0.0"), Standing.NOT_REACHED, 5),
        (0, 0, 100, None, Standing.NO_DATA, None),
        (1, None, 1, 1, Standing.REACHED, 0),
        (0, None, 1, 0, Standing.NOT_REACHED, 1),
        (9, 20, 45, Decimal("45.0"), Standing.REACHED, 0),
        (2999, 3000, 100, Decimal("100.0"), Standing.NOT_REACHED, 1),
    ],
)
def test_a_figure_stands_beside_its_target(numerator, denominator, target, value, standing, missing):
    reading = Reading(numerator, denominator, target)
    assert (reading.value, reading.standing, reading.missing) == (value, standing, missing)


def test_half_of_nine_heads_is_five():
    assert Reading(0, 9, 50).needed == 5


def test_words_say_how_many_are_wanting():
    assert Reading(4, 9, 50).standing_in_words == "не достигнут, не хватает 1"
    assert Reading(0, 0, 50).standing_in_words == "нет данных"


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 100))
def test_the_target_is_met_exactly_when_the_share_is_no_less(numerator, denominator, target):
    reading = Reading(min(numerator, denominator), denominator, target)
    met = reading.numerator * 100 >= target * denominator
    assert (reading.standing is Standing.REACHED) == met


@given(st.integers(1, 500), st.integers(1, 100))
def test_with_as_many_as_needed_the_target_is_met_and_with_one_less_it_is_not(denominator, target):
    needed = Reading(0, denominator, target).needed
    assert Reading(needed, denominator, target).standing is Standing.REACHED
    assert Reading(needed - 1, denominator, target).standing is Standing.NOT_REACHED
