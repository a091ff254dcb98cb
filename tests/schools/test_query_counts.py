"""A page asks the database as many questions of a thousand schools as of nine."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    ContestEntryFactory,
    EducationFactory,
    EnrolmentFactory,
    FindingFactory,
    InnovationParticipationFactory,
    ManagementProjectFactory,
    ManagementTrialFactory,
    MembershipFactory,
    PersonFactory,
    ProfessionalContestEntryFactory,
    SchoolFactory,
    TrainingFactory,
    TransitionProgrammeFactory,
)

from .registers import LISTS, fill

PARTS = (
    MembershipFactory, EducationFactory, TrainingFactory, AttestationFactory, AwardFactory,
    ProfessionalContestEntryFactory, FindingFactory, EnrolmentFactory, ManagementProjectFactory,
    ManagementTrialFactory,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("known_kinds")


def asked(client, address, **query):
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(address, query)
    assert answer.status_code == 200
    return [question["sql"] for question in questions]


def test_every_list_of_the_room_is_known_here():
    assert LISTS == [
        "attestations", "awards", "contest_entries", "educations", "heads", "innovation_participations",
        "memberships", "people", "professional_contests", "reserve", "school_years", "schools", "trainings",
        "transition_programmes",
    ]  # fmt: skip


@pytest.mark.parametrize("route", LISTS)
def test_a_list_of_a_thousand_costs_what_a_list_of_nine_does(specialist_client, municipality, route):
    address = reverse(f"schools:{route}")
    fill(municipality, range(9))
    few = asked(specialist_client, address)
    fill(municipality, range(9, 1000))
    many = asked(specialist_client, address)
    print(f"{route}: {len(few)} questions of 9, {len(many)} of 1000")  # noqa: T201
    assert len(many) == len(few) <= 12
    assert len(set(many)) == len(many), "a question was asked twice"


@pytest.mark.parametrize("route", LISTS)
def test_a_filtered_and_sorted_list_costs_no_more(specialist_client, municipality, route):
    fill(municipality, range(60))
    address = reverse(f"schools:{route}")
    plain = len(asked(specialist_client, address))
    assert len(asked(specialist_client, address, q="00", page=2)) <= plain + 1


@pytest.mark.parametrize("route", LISTS)
def test_a_file_of_many_rows_costs_what_a_file_of_few_does(specialist_client, municipality, route):
    address = reverse(f"schools:{route}")
    fill(municipality, range(9))
    few = asked(specialist_client, address, export="xlsx")
    fill(municipality, range(9, 200))
    assert len(asked(specialist_client, address, export="xlsx")) == len(few) <= 12


def story_of_a_school(school, how_many):
    for number in range(how_many):
        AppointmentFactory(school=school, started_on=f"20{number:02}-01-01", ended_on=f"20{number:02}-12-31")
        TransitionProgrammeFactory(school=school)
        ContestEntryFactory(school=school)
        InnovationParticipationFactory(school=school)


def story_of_a_person(person, how_many):
    for number in range(how_many):
        AppointmentFactory(person=person, started_on=f"20{number:02}-01-01")
        for part in PARTS:
            part(person=person)


@pytest.mark.parametrize(("factory", "tell"), [(SchoolFactory, story_of_a_school), (PersonFactory, story_of_a_person)])
def test_a_card_with_a_long_story_costs_what_one_with_a_short_story_does(specialist_client, factory, tell):
    short, long = factory(), factory()
    tell(short, 2)
    tell(long, 20)
    few = asked(specialist_client, short.get_absolute_url())
    many = asked(specialist_client, long.get_absolute_url())
    print(f"{factory.__name__}: {len(many)} questions")  # noqa: T201
    assert len(many) == len(few) <= 30


def test_the_history_of_a_record_costs_the_same_however_long(specialist_client):
    person = PersonFactory()
    address = reverse("history", args=["schools", "person", person.pk])
    for phone in range(2):
        person.phone = phone
        person.save()
    few = asked(specialist_client, address)
    for phone in range(20):
        person.phone = phone
        person.save()
    assert len(asked(specialist_client, address)) == len(few)
