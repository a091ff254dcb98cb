from datetime import date

import pytest

from schools.models import Person, Post, SchoolKind
from tests.factories import AppointmentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
DAY = date(2023, 5, 31)


def heads():
    return list(Person.objects.heading(DAY))


def test_who_heads_two_schools_is_counted_once():
    head = AppointmentFactory().person
    AppointmentFactory(person=head)
    assert heads() == [head]


def test_who_heads_none_is_no_head():
    PersonFactory()
    AppointmentFactory(post=Post.DEPUTY)
    AppointmentFactory(started_on=date(2020, 9, 1), ended_on=date(2023, 5, 30))
    AppointmentFactory(started_on=date(2023, 6, 1))
    assert heads() == []


def test_who_acts_for_the_director_is_a_head():
    acting = AppointmentFactory(post=Post.ACTING_DIRECTOR).person
    assert heads() == [acting]


@pytest.mark.parametrize("kind", [SchoolKind.KINDERGARTEN, SchoolKind.SUPPLEMENTARY])
def test_who_heads_a_kindergarten_is_no_head_of_a_school(kind):
    AppointmentFactory(school=SchoolFactory(kind=kind))
    assert heads() == []


def test_a_closed_school_has_no_head_though_the_appointment_was_left_open():
    AppointmentFactory(school=SchoolFactory(closed_on=date(2023, 5, 30)))
    assert heads() == []


def test_a_school_still_has_its_head_on_its_last_day():
    head = AppointmentFactory(school=SchoolFactory(closed_on=DAY)).person
    assert heads() == [head]


def test_the_school_is_that_of_the_day():
    person = PersonFactory()
    AppointmentFactory(
        person=person, school=SchoolFactory(short_name="Первая"), started_on=date(2020, 9, 1),
        ended_on=date(2023, 5, 30),
    )  # fmt: skip
    AppointmentFactory(
        person=person,
        school=SchoolFactory(short_name="Вторая"),
        started_on=DAY,
        contract_ends_on=date(2028, 5, 30),
    )
    before, now = (Person.objects.with_school(day).get() for day in (date(2023, 5, 30), DAY))
    assert before.school_name == "Первая"
    assert (now.school_name, now.headed_since, now.contract_ends_on) == ("Вторая", DAY, date(2028, 5, 30))


def test_of_two_schools_the_one_headed_longer_is_named():
    head = AppointmentFactory(school=SchoolFactory(short_name="Вторая"), started_on=date(2021, 9, 1)).person
    AppointmentFactory(school=SchoolFactory(short_name="Первая"), started_on=date(2019, 9, 1), person=head)
    assert Person.objects.with_school(DAY).get().school_name == "Первая"


def test_without_a_school_the_person_stays_in_the_list():
    PersonFactory()
    assert Person.objects.with_school(DAY).get().school_id is None


def test_how_a_person_is_called():
    person = PersonFactory.build(last_name="Совенко", first_name="Елена", patronymic="Николаевна")
    assert str(person) == "Совенко Елена Николаевна"
    assert person.signed == "Е.Н.\xa0Совенко"
    assert str(PersonFactory.build(last_name="Ли", first_name="Ан", patronymic="")) == "Ли Ан"
