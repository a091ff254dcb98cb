from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from schools.models import Post, School, SchoolKind
from tests.factories import AppointmentFactory, MunicipalityFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def refused(school):
    with pytest.raises(ValidationError) as refusal:
        school.full_clean()
    return refusal.value.message_dict


@pytest.mark.parametrize(
    "name",
    ["МБОУ «Крестинская СШ»", "мбоу «крестинская сш»", "МБОУ  «Крестинская  СШ» ", "МБОУ «КрестинскаяСШ»"],
)
def test_a_school_is_entered_once_whatever_the_case_and_spaces(name):
    SchoolFactory(name="МБОУ «Крестинская СШ»")
    assert refused(SchoolFactory.build(municipality=MunicipalityFactory(), name=name)) == {
        "name": ["Такая школа уже есть в реестре: МБОУ «Крестинская СШ»."]
    }


def test_another_district_may_have_its_namesake():
    SchoolFactory(name="МБОУ «СШ № 1»")
    SchoolFactory.build(municipality=MunicipalityFactory(name="Другой"), name="МБОУ «СШ № 1»").full_clean()


def test_a_school_is_not_its_own_namesake():
    SchoolFactory().full_clean()


def test_the_database_itself_refuses_a_namesake():
    school = SchoolFactory()
    with pytest.raises(IntegrityError):
        School.objects.create(municipality=school.municipality, name=school.name, short_name="другое")


def test_a_school_closes_after_it_opens():
    school = SchoolFactory.build(
        municipality=MunicipalityFactory(), opened_on=date(2000, 9, 1), closed_on=date(1999, 9, 1)
    )
    assert refused(school) == {"closed_on": ["Школа закрыта раньше, чем открыта."]}


@pytest.mark.parametrize(
    ("dates", "exists"),
    [
        ({}, True),
        ({"opened_on": date(2023, 5, 31)}, True),
        ({"opened_on": date(2023, 6, 1)}, False),
        ({"closed_on": date(2023, 5, 31)}, True),
        ({"closed_on": date(2023, 5, 30)}, False),
        ({"opened_on": date(2023, 1, 1), "closed_on": date(2023, 12, 31)}, True),
    ],
)
def test_a_school_exists_from_its_first_day_to_its_last(dates, exists):
    SchoolFactory(**dates)
    assert School.objects.as_of(date(2023, 5, 31)).exists() is exists


def test_kindergartens_and_clubs_are_no_general_schools():
    for kind in SchoolKind:
        SchoolFactory(kind=kind)
    assert set(School.objects.general().values_list("kind", flat=True)) == {"secondary", "basic", "primary"}


def test_the_head_is_that_of_the_day():
    school = SchoolFactory()
    person = PersonFactory(last_name="Бывшая", first_name="Анна", patronymic="")
    AppointmentFactory(school=school, person=person, started_on=date(2020, 9, 1), ended_on=date(2023, 8, 31))
    AppointmentFactory(school=school, started_on=date(2023, 9, 1), post=Post.ACTING_DIRECTOR)
    before, after = (School.objects.with_head(day).get() for day in (date(2023, 8, 31), date(2023, 9, 1)))
    assert (before.head_id, before.head_name, before.head_post) == (person.pk, "Бывшая Анна", Post.DIRECTOR)
    assert after.head_post == Post.ACTING_DIRECTOR


def test_a_deputy_is_no_head():
    AppointmentFactory(post=Post.DEPUTY)
    assert School.objects.with_head(date(2023, 9, 1)).get().head_id is None


def test_a_school_with_many_past_heads_stands_once():
    school = SchoolFactory()
    for year in (2020, 2021, 2022):
        AppointmentFactory(school=school, started_on=date(year, 1, 1), ended_on=date(year, 12, 31))
    assert School.objects.with_head(date(2021, 6, 1)).count() == 1
