"""Contests, programmes of transition, the regional platform, the Association."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from schools.models import ContestEntry, InnovationParticipation, Membership, TransitionProgramme
from tests.factories import (
    ContestEntryFactory,
    ContestFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    PersonFactory,
    SchoolFactory,
    TransitionProgrammeFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 31)


def test_a_programme_counts_once_it_is_approved():
    TransitionProgrammeFactory(approved_on=None)
    TransitionProgrammeFactory(approved_on=date(2022, 6, 1))
    approved = TransitionProgrammeFactory(approved_on=DAY)
    assert list(TransitionProgramme.objects.developed_by(DAY)) == [approved]


def test_entries_are_counted_between_two_days_both_included():
    for day in (date(2021, 12, 31), date(2022, 1, 1), DAY, date(2022, 6, 1)):
        ContestEntryFactory(entered_on=day)
    assert ContestEntry.objects.entered_by(DAY).count() == 3
    assert ContestEntry.objects.entered_by(DAY, since=date(2022, 1, 1)).count() == 2


def test_a_school_enters_a_contest_once():
    entry = ContestEntryFactory()
    again = ContestEntryFactory.build(contest=entry.contest, school=entry.school)
    with pytest.raises(ValidationError, match="Эта школа в этом конкурсе уже записана."):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


def test_a_contest_of_one_day_is_entered_once():
    contest = ContestFactory()
    again = ContestFactory.build(municipality=contest.municipality, title=contest.title)
    with pytest.raises(ValidationError, match="Такой конкурс с этой датой итогов уже есть."):
        again.full_clean()


def test_a_yearly_contest_comes_again():
    contest = ContestFactory(held_on=date(2022, 5, 20))
    ContestFactory.build(municipality=contest.municipality, title=contest.title, held_on=date(2023, 5, 20)).full_clean()


def test_the_composition_of_the_platform_is_that_of_the_day():
    InnovationParticipationFactory(ended_on=date(2022, 5, 30))
    now = InnovationParticipationFactory()
    assert list(InnovationParticipation.objects.as_of(DAY)) == [now]


@pytest.mark.parametrize("factory", [MembershipFactory, InnovationParticipationFactory])
def test_the_end_before_the_start_is_refused_at_its_field(factory):
    with pytest.raises(ValidationError) as refusal:
        factory.build(ended_on=date(2020, 1, 1)).clean()
    assert "ended_on" in refusal.value.message_dict


def test_how_the_records_are_called():
    school = SchoolFactory.build(short_name="Крестинская СШ")
    contest = ContestFactory.build(title="Лучшая среда", held_on=DAY)
    person = PersonFactory.build(last_name="Ли", first_name="Ан", patronymic="")
    assert str(ContestEntryFactory.build(school=school, contest=contest)) == "Крестинская СШ: Лучшая среда, 2022"
    assert str(TransitionProgrammeFactory.build(school=school)) == "Программа перевода (Крестинская СШ)"
    assert str(InnovationParticipationFactory.build(school=school)) == "Крестинская СШ – РИП-ИнКО с 01.01.2021"
    council = MembershipFactory.build(person=person, body=Membership.Body.COUNCIL, council="Совет наставников")
    assert str(council) == "Ли Ан – Совет наставников"
