"""How dates and measures stand on a day; how they are closed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leadership.project.models import Occurrence, State, state_of_measure
from tests.factories import MeasureRowFactory, OccurrenceFactory

NOVEMBER = {"starts_on": date(2022, 11, 1), "ends_on": date(2022, 11, 30)}


@pytest.mark.parametrize(
    ("day", "closing", "state"),
    [
        (date(2022, 10, 31), {}, State.AHEAD),
        (date(2022, 11, 1), {}, State.UNDER_WAY),
        (date(2022, 11, 30), {}, State.UNDER_WAY),
        (date(2022, 12, 1), {}, State.OVERDUE),
        (date(2022, 12, 1), {"outcome": "held", "closed_on": date(2022, 11, 20)}, State.DONE),
        (date(2022, 12, 1), {"outcome": "not_held", "closed_on": date(2022, 11, 20)}, State.NOT_HELD),
        (date(2022, 11, 19), {"outcome": "held", "closed_on": date(2022, 11, 20)}, State.UNDER_WAY),
        (date(2022, 12, 5), {"outcome": "held", "closed_on": date(2022, 12, 10)}, State.OVERDUE),
    ],
)
def test_a_date_stands_on_a_day(day, closing, state):
    assert Occurrence(**NOVEMBER, **closing).state_on(day) == state


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([], State.UNSCHEDULED),
        ([State.DONE, State.OVERDUE, State.AHEAD], State.OVERDUE),
        ([State.DONE, State.DONE], State.DONE),
        ([State.DONE, State.NOT_HELD], State.DONE),
        ([State.NOT_HELD], State.NOT_HELD),
        ([State.AHEAD, State.AHEAD], State.AHEAD),
        ([State.DONE, State.AHEAD], State.UNDER_WAY),
        ([State.UNDER_WAY], State.UNDER_WAY),
    ],
)
def test_a_measure_stands_as_its_dates_do(states, state):
    assert state_of_measure(states) == state


def test_a_measure_by_a_separate_schedule_is_never_overdue(passport):
    measure = passport.measures.with_rows().get(number=16)
    assert measure.state_on(date(2030, 1, 1)) == State.UNSCHEDULED


@pytest.mark.django_db
class TestClosing:
    def test_needs_a_proof(self):
        occurrence = OccurrenceFactory()
        occurrence.outcome, occurrence.closed_on = "held", date(2022, 11, 20)
        with pytest.raises(ValidationError, match="документ, №, дату"):
            occurrence.full_clean()

    def test_not_held_needs_a_reason(self):
        occurrence = OccurrenceFactory()
        occurrence.outcome, occurrence.closed_on = "not_held", date(2022, 11, 20)
        with pytest.raises(ValidationError, match="причину"):
            occurrence.full_clean()

    def test_the_database_holds_the_rule_too(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            OccurrenceFactory(outcome="held", closed_on=date(2022, 11, 20), proof="")


@pytest.mark.django_db
def test_a_date_cannot_end_before_it_begins():
    occurrence = OccurrenceFactory.build(row=MeasureRowFactory(), ends_on=date(2022, 10, 1))
    with pytest.raises(ValidationError, match="Окончание раньше начала"):
        occurrence.full_clean()


@pytest.mark.django_db
def test_overdue_and_due_are_questions_of_a_day():
    OccurrenceFactory(**NOVEMBER)
    assert Occurrence.objects.overdue(date(2022, 12, 1)).count() == 1
    assert Occurrence.objects.overdue(date(2022, 11, 30)).count() == 0
    first = date(2022, 11, 20)
    assert Occurrence.objects.due_between(first, first + timedelta(days=30)).count() == 1
