"""No arithmetic over what is published gets at fewer answers than the least."""

from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.surveys.disclosure import Hidden, publish

SLICES = "ABCDEFG"
counts = st.lists(st.integers(0, 12), min_size=1, max_size=len(SLICES)).map(
    lambda numbers: dict(zip(SLICES, numbers, strict=False))
)
least = st.integers(3, 7)


def sums(publication, answered):
    """Every set of slices whose sum is printed: each shown one, the others together, the total."""
    printed = [{one} for one in publication.shown]
    if publication.is_shown:
        printed.append(set(answered))
        printed.append(set(publication.hidden))
    return [one for one in printed if one]


def follows(wanted, printed, slices):
    """Whether the sum over `wanted` is a combination, with any coefficients, of the printed sums."""
    rows = [[Fraction(one in some) for one in slices] for some in printed]
    return rank([*rows, [Fraction(one in wanted) for one in slices]]) == rank(rows)


def rank(rows):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in range(found, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for row in range(len(rows)):
            if row != found and rows[row][column]:
                ratio = rows[row][column] / rows[found][column]
                rows[row] = [one - ratio * other for one, other in zip(rows[row], rows[found], strict=True)]
        found += 1
    return found


def groups(slices):
    return chain.from_iterable(combinations(slices, size) for size in range(1, len(slices) + 1))


@given(counts, least)
def test_nothing_that_follows_from_the_tables_is_smaller_than_the_least(answered, least):
    publication = publish(answered, least)
    printed = sums(publication, answered)
    for group in groups(list(answered)):
        number = sum(answered[one] for one in group)
        if 0 < number < least:
            assert not follows(set(group), printed, list(answered)), group


@given(counts, least, st.sets(st.sampled_from(SLICES)))
def test_a_table_beside_another_leaks_nothing_either(answered, least, apart):
    """A question that fewer have answered hides what the survey hides, and more."""
    publication = publish(answered, least, apart=apart)
    printed = sums(publication, answered)
    assert not apart & publication.shown
    for group in groups(list(answered)):
        if 0 < sum(answered[one] for one in group) < least:
            assert not follows(set(group), printed, list(answered)), group


@given(counts, least)
def test_every_slice_is_either_shown_or_hidden_for_a_reason(answered, least):
    publication = publish(answered, least)
    assert publication.shown | set(publication.hidden) == set(answered)
    assert not publication.shown & set(publication.hidden)
    for one, why in publication.hidden.items():
        assert (why is Hidden.EMPTY) == (answered[one] == 0)
        assert (why is Hidden.FEW) == (0 < answered[one] < least)


@given(counts, least)
def test_no_more_is_hidden_than_must_be(answered, least):
    """Every slice hidden for the sake of another is one without which the hidden ones were too few."""
    publication = publish(answered, least)
    if not publication.is_shown:
        return
    small = sum(number for number in answered.values() if number < least)
    added = sorted(answered[one] for one, why in publication.hidden.items() if why is Hidden.SUBTRACTION)
    for place in range(len(added)):
        assert small + sum(added[:place]) < least


@pytest.mark.parametrize(
    ("answered", "shown"),
    [
        ({"A": 9, "B": 7, "C": 3}, {"A"}),  # C alone is 19 − 16: the next smallest, B, is hidden too
        ({"A": 9, "B": 4, "C": 3}, {"A"}),  # B and C are 7 together: nothing more is hidden
        ({"A": 9, "B": 7, "C": 0}, {"A", "B"}),  # nobody's answers cannot be found out
        ({"A": 9, "B": 2, "C": 1}, set()),  # 3 together: A joins them, the total alone is left
        ({"A": 5, "B": 5}, {"A", "B"}),
        ({"A": 2, "B": 2}, set()),
    ],
)
def test_worked_examples(answered, shown):
    assert publish(answered, 5).shown == shown


def test_of_equals_the_first_is_hidden():
    assert publish({"A": 6, "B": 6, "C": 2, "D": 9}, 5).hidden == {"C": Hidden.FEW, "A": Hidden.SUBTRACTION}


def test_too_few_in_all_show_nothing():
    publication = publish({"A": 3, "B": 1}, 5)
    assert not publication.is_shown
    assert publication.hidden == {"A": Hidden.FEW, "B": Hidden.FEW}
    assert publication.others == 0


def test_a_reason_is_said_in_words():
    assert [why.reason for why in Hidden] == [
        "ответов нет",
        "ответов слишком мало",
        "скрыто, чтобы ответы малой группы нельзя было получить вычитанием",
    ]
