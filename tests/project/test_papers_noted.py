"""Papers that name people are written down in the journal: who took which away, about whom."""

import pytest

from leadership.core.models import JournalEntry
from schools.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/project/papers"


@pytest.fixture
def person(passport):
    return PersonFactory(municipality=passport.municipality, last_name="Калинина")


def entries():
    return [(entry.act, entry.what, entry.object_id) for entry in JournalEntry.objects.order_by("pk")]


def test_who_takes_a_personal_card_away_is_written_down(coordinator_client, person):
    query = {"person": person.pk, "as_of": "2024-12-30"}
    coordinator_client.get(f"{ADDRESS}/person/xlsx/", query)
    assert entries() == [("exported", "Карточка руководителя на 30.12.2024, xlsx", person.pk)]
    assert JournalEntry.objects.about(person).exists()


def test_a_card_on_the_screen_is_one_look_at_the_person(coordinator_client, person):
    for _ in range(2):
        coordinator_client.get(f"{ADDRESS}/person/", {"person": person.pk})
    assert entries() == [("viewed", "", person.pk)]


def test_a_card_that_was_not_found_was_not_taken(coordinator_client, passport):
    assert coordinator_client.get(f"{ADDRESS}/person/xlsx/", {"person": Person.objects.count() + 99}).status_code == 404
    assert entries() == []


def test_one_s_own_card_is_nobody_s_business(director_client, director, passport):
    director_client.get(f"{ADDRESS}/person/xlsx/", {"person": director.person_id})
    assert entries() == []


@pytest.mark.parametrize(
    ("kind", "title"),
    [("directors", "Список руководителей"), ("reserve", "Список резерва управленческих кадров")],
)
def test_a_list_of_names_is_noted_when_taken_away_and_not_when_looked_at(coordinator_client, passport, kind, title):
    coordinator_client.get(f"{ADDRESS}/{kind}/")
    assert entries() == []
    coordinator_client.get(f"{ADDRESS}/{kind}/xlsx/", {"as_of": "2024-12-30"})
    assert entries() == [("exported", f"{title} на 30.12.2024, xlsx", None)]


@pytest.mark.parametrize("kind", ["plan", "staff", "reserve_statistics"])
def test_a_paper_without_names_is_not(coordinator_client, passport, kind):
    coordinator_client.get(f"{ADDRESS}/{kind}/xlsx/")
    assert entries() == []
