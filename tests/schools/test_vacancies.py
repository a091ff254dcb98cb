"""Where a vacancy may be near, and who could fill it."""

from datetime import date

import pytest
from django.urls import reverse

from schools.models import Post, ReserveEntry, School, VacancySign
from schools.models.vacancy import in_words
from tests.factories import AppointmentFactory, MunicipalityFactory, PersonFactory, ReserveStepFactory, SchoolFactory

from .registers import fill
from .test_query_counts import asked

DAY = date(2024, 12, 30)
STAYS = {"contract_ends_on": date(2028, 8, 31), "born_on": date(1980, 1, 1)}


def near(**facts):
    return in_words(DAY, **({"has_head": True, "post": Post.DIRECTOR} | STAYS | facts))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"contract_ends_on": None, "born_on": None}, []),
        ({"has_head": False, "post": None, "contract_ends_on": None, "born_on": None}, ["нет руководителя"]),
        ({"post": Post.ACTING_DIRECTOR}, ["исполняющий обязанности"]),
        ({"contract_ends_on": date(2024, 12, 29)}, ["договор истёк 29.12.2024"]),
        ({"contract_ends_on": DAY}, ["договор до 30.12.2024"]),
        ({"contract_ends_on": date(2025, 12, 30)}, ["договор до 30.12.2025"]),
        ({"contract_ends_on": date(2025, 12, 31)}, []),
        ({"born_on": date(1964, 12, 30)}, ["возраст 60"]),
        ({"born_on": date(1964, 12, 31)}, []),
        (
            {"post": Post.ACTING_DIRECTOR, "born_on": date(1960, 1, 1), "contract_ends_on": date(2025, 8, 31)},
            ["исполняющий обязанности", "договор до 31.08.2025", "возраст 64"],
        ),
    ],
)
def test_a_vacancy_is_near_by_these_signs_and_no_others(facts, said):
    assert near(**facts) == said


def headed(municipality, post=Post.DIRECTOR, contract_ends_on=STAYS["contract_ends_on"], born_on=STAYS["born_on"]):
    return AppointmentFactory(
        municipality=municipality, person__born_on=born_on, post=post, contract_ends_on=contract_ends_on
    ).school


def test_each_sign_picks_its_schools(municipality):
    schools = {
        VacancySign.NO_HEAD: SchoolFactory(municipality=municipality),
        VacancySign.ACTING: headed(municipality, post=Post.ACTING_DIRECTOR),
        VacancySign.CONTRACT: headed(municipality, contract_ends_on=date(2025, 12, 30)),
        VacancySign.AGE: headed(municipality, born_on=date(1964, 12, 30)),
    }
    headed(municipality)
    headed(municipality, contract_ends_on=date(2025, 12, 31), born_on=date(1964, 12, 31))
    for sign, school in schools.items():
        assert set(School.objects.vacancy_near(DAY, sign)) == {school}
    assert set(School.objects.vacancy_near(DAY)) == set(schools.values())


def aim(school=None, state="included", post=Post.DIRECTOR, **fields):
    return ReserveStepFactory(entry__target_school=school, entry__target_post=post, state=state, **fields).entry


def test_who_aims_at_a_school_is_counted_and_the_ready_among_them(municipality):
    school = SchoolFactory(municipality=municipality)
    aim(school)
    aim(school, state="ready")
    aim(school, state="candidate")
    aim(school, post=Post.DEPUTY)
    aim(SchoolFactory(municipality=municipality), state="ready")
    counted = School.objects.with_successors(DAY).get(pk=school.pk)
    assert (counted.successors, counted.ready_successors) == (2, 1)


def test_who_would_head_any_school_is_counted_by_district(municipality):
    other = MunicipalityFactory(name="Калачинский муниципальный район")
    aim()
    aim(state="ready")
    aim(entry__person=PersonFactory(municipality=other))
    assert ReserveEntry.objects.anywhere(DAY) == {municipality.pk: (2, 1), other.pk: (1, 0)}


def cells(client, **query):
    table = client.get(reverse("schools:vacancies"), {"as_of": f"{DAY}"} | query).context["table"]
    return [row[:1] + row[4:] for row in list(table.as_values())[1:]]


def test_the_page_shows_where_a_vacancy_is_near_and_every_school_when_asked(specialist_client, municipality):
    empty = SchoolFactory(municipality=municipality, short_name="Пустая СШ")
    steady = headed(municipality)
    aim(empty, state="ready")
    aim()
    said = ["сюда 1, в любую 1", "сюда 1, в любую 0"]
    assert cells(specialist_client) == [["Пустая СШ", "нет руководителя", *said]]
    assert cells(specialist_client, sign="age") == []
    assert cells(specialist_client, sign="all", q=steady.short_name) == [
        [steady.short_name, "–", "сюда 0, в любую 1", "никого"]
    ]


def test_the_page_costs_the_same_however_many_schools(specialist_client, municipality):
    address = reverse("schools:vacancies")
    fill(municipality, range(1))
    few = asked(specialist_client, address, sign="all")
    fill(municipality, range(1, 200))
    assert len(asked(specialist_client, address, sign="all")) == len(few) <= 12
