"""Every page of the room: who may open it, who may not, and what is not there at all."""

import pytest
from django.urls import reverse

from ..factories import (
    ActivityFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    ManagementProjectFactory,
    ManagementTrialFactory,
    PairingFactory,
    PersonFactory,
    SimulatorTrialFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ("programmes", "teams", "courses", "enrolments", "projects", "management_trials", "simulator_trials")
ADDED_FROM_A_LIST = (
    "programme", "team", "course", "enrolment", "project", "management_trial", "simulator_trial",
)  # fmt: skip


def records_of(person):
    team = TeamFactory(municipality=person.municipality)
    return {
        "programme": DevelopmentProgrammeFactory(person=person),
        "activity": ActivityFactory(programme__person=person),
        "team": team,
        "pairing": PairingFactory(team=team, mentor=person),
        "course": CourseFactory(municipality=person.municipality),
        "enrolment": EnrolmentFactory(person=person),
        "project": ManagementProjectFactory(person=person),
        "management_trial": ManagementTrialFactory(person=person),
        "simulator_trial": SimulatorTrialFactory(person=person),
    }


def changing_pages(records):
    yield from (reverse(f"mentoring:add_{record}") for record in ADDED_FROM_A_LIST)
    yield reverse("mentoring:add_activity", args=[records["programme"].pk])
    yield reverse("mentoring:add_pairing", args=[records["team"].pk])
    for name, record in records.items():
        yield reverse(f"mentoring:edit_{name}", args=[record.pk])
        yield reverse(f"mentoring:remove_{name}", args=[record.pk])


def reading_pages(records):
    yield from (reverse(f"mentoring:{name}") for name in LISTS)
    yield records["programme"].get_absolute_url()
    yield records["team"].get_absolute_url()


@pytest.mark.parametrize("name", ["specialist", "methodist"])
def test_those_who_keep_development_open_every_page(name, request):
    client = request.getfixturevalue(f"{name}_client")
    records = records_of(PersonFactory())
    for address in (*reading_pages(records), *changing_pages(records)):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["coordinator", "director"])
def test_the_others_of_the_circle_read_and_do_not_change(name, request, director):
    client = request.getfixturevalue(f"{name}_client")
    records = records_of(director.person)
    for address in reading_pages(records):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Изменить" not in answer.content.decode(), address
    for address in changing_pages(records):
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code == 403, address


@pytest.mark.parametrize("name", ["expert", "observer", "administrator"])
def test_those_outside_open_nothing(name, request, municipality):
    client = request.getfixturevalue(f"{name}_client")
    records = records_of(PersonFactory())
    for address in (*reading_pages(records), *changing_pages(records)):
        assert client.get(address).status_code == 403, address


def test_nobody_signs_in_first(client, municipality):
    records = records_of(PersonFactory())
    for address in (*reading_pages(records), *changing_pages(records)):
        assert client.get(address).url.startswith("/login/"), address


def test_records_of_another_district_are_not_there(foreigner_client, municipality):
    records = records_of(PersonFactory())
    closed = [
        reverse("mentoring:programme", args=[records["programme"].pk]),
        reverse("mentoring:team", args=[records["team"].pk]),
        reverse("mentoring:add_activity", args=[records["programme"].pk]),
        reverse("mentoring:add_pairing", args=[records["team"].pk]),
        *(reverse(f"mentoring:edit_{name}", args=[record.pk]) for name, record in records.items()),
        *(reverse(f"mentoring:remove_{name}", args=[record.pk]) for name, record in records.items()),
    ]
    for address in closed:
        assert foreigner_client.get(address).status_code == 404, address
        assert foreigner_client.post(address).status_code in (404, 405), address


def test_cards_of_another_director_are_not_there(stranger_client, director):
    programme = DevelopmentProgrammeFactory(person=director.person)
    pairing = PairingFactory(mentor=director.person)
    assert stranger_client.get(programme.get_absolute_url()).status_code == 404
    assert stranger_client.get(pairing.team.get_absolute_url()).status_code == 404
