"""Whole years on a day: age, length of service, time in post."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.service import Term, in_post_since, whole_years, years_on

CRESTED, RED = 1, 2


@given(st.dates(date(1940, 1, 1), date(2030, 1, 1)), st.dates(date(1940, 1, 1), date(2030, 1, 1)))
def test_years_never_fall_as_days_go_by(since, day):
    if since <= day < date.max:
        assert whole_years(since, day) <= whole_years(since, date.fromordinal(day.toordinal() + 1))


def test_what_is_unknown_or_ahead_is_not_counted():
    assert years_on(None, date(2024, 1, 1)) is None
    assert years_on(date(2024, 1, 2), date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("terms", "since"),
    [
        ([], None),
        ([Term(CRESTED, date(2019, 9, 1), date(2022, 8, 31))], None),
        ([Term(CRESTED, date(2019, 9, 1))], date(2019, 9, 1)),
        # acting, and appointed the next day
        ([Term(CRESTED, date(2022, 3, 14), date(2022, 8, 31)), Term(CRESTED, date(2022, 9, 1))], date(2022, 3, 14)),
        # three in a row
        (
            [
                Term(CRESTED, date(2015, 1, 1), date(2018, 12, 31)),
                Term(CRESTED, date(2019, 1, 1), date(2020, 12, 31)),
                Term(CRESTED, date(2021, 1, 1)),
            ],
            date(2015, 1, 1),
        ),
        # a day between breaks the row
        ([Term(CRESTED, date(2022, 3, 14), date(2022, 8, 30)), Term(CRESTED, date(2022, 9, 1))], date(2022, 9, 1)),
        # another school is another post
        ([Term(RED, date(2015, 3, 14), date(2022, 8, 31)), Term(CRESTED, date(2022, 9, 1))], date(2022, 9, 1)),
        # of two schools at once, the longer
        ([Term(RED, date(2015, 3, 14)), Term(CRESTED, date(2022, 9, 1))], date(2015, 3, 14)),
        # an appointment still ahead
        ([Term(CRESTED, date(2025, 9, 1))], None),
    ],
)
def test_time_in_post_is_without_a_break_at_one_school(terms, since):
    assert in_post_since(terms, date(2024, 12, 30)) == since
    assert in_post_since(reversed(terms), date(2024, 12, 30)) == since
