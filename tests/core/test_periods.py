"""Periods in general, seen on a membership: the plainest record that has one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from schools.models import Membership
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 9, 1), date(2023, 5, 31)


@pytest.mark.parametrize(
    ("day", "is_true"),
    [
        (date(2022, 8, 31), False),
        (FIRST, True),
        (date(2023, 1, 1), True),
        (LAST, True),
        (date(2023, 6, 1), False),
    ],
)
def test_both_ends_belong_to_the_period(day, is_true):
    MembershipFactory(started_on=FIRST, ended_on=LAST)
    assert Membership.objects.as_of(day).exists() is is_true


def test_without_a_last_day_it_is_true_for_ever():
    MembershipFactory(started_on=FIRST)
    assert Membership.objects.as_of(date(2999, 12, 31)).exists()


@pytest.mark.parametrize(
    ("started_on", "ended_on", "overlaps"),
    [
        (date(2022, 1, 1), date(2022, 8, 31), False),
        (date(2022, 1, 1), FIRST, True),
        (date(2022, 10, 1), date(2022, 10, 2), True),
        (date(2022, 1, 1), None, True),
        (LAST, None, True),
        (date(2023, 6, 1), None, False),
        (date(2023, 6, 1), date(2024, 1, 1), False),
    ],
)
def test_periods_overlap_when_they_share_a_day(started_on, ended_on, overlaps):
    MembershipFactory(started_on=FIRST, ended_on=LAST)
    assert Membership.objects.overlapping(started_on, ended_on).exists() is overlaps


def test_an_open_period_overlaps_everything_after_its_start():
    MembershipFactory(started_on=FIRST)
    assert Membership.objects.overlapping(date(2030, 1, 1), date(2030, 1, 1)).exists()


def test_the_end_before_the_start_is_refused_at_its_field():
    with pytest.raises(ValidationError) as refusal:
        MembershipFactory.build(started_on=FIRST, ended_on=date(2022, 8, 31)).clean()
    assert refusal.value.message_dict == {"ended_on": ["Окончание раньше начала."]}


def test_the_database_itself_refuses_the_end_before_the_start():
    with pytest.raises(IntegrityError, match="schools_membership_ends_after_it_starts"):
        MembershipFactory(started_on=FIRST, ended_on=date(2022, 8, 31))


@given(started_on=st.dates(), length=st.integers(0, 3))
def test_a_period_of_one_day_and_more_is_accepted(started_on, length):
    ended_on = date.fromordinal(min(started_on.toordinal() + length, date.max.toordinal()))
    Membership(started_on=started_on, ended_on=ended_on).clean()
