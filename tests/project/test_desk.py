"""The desk of the department and the cabinet of a director, as of the day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.project import desk
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    ManagementProjectFactory,
    OccurrenceFactory,
    ProjectFactory,
    ReserveEntryFactory,
    ReserveStepFactory,
    SchoolFactory,
)

DAY = date(2023, 6, 1)


@pytest.fixture
def cabinet(director_client, director):
    """What the director's first page says on a day."""

    def said(day=DAY):
        return director_client.get(reverse("home"), {"as_of": f"{day:%Y-%m-%d}"}).text

    return said


@pytest.fixture
def project(municipality):
    return ProjectFactory(municipality=municipality)


def ending(project, days, how_many=1):
    """Dates of the plan whose last day is so many days after the day looked from."""
    for number in range(how_many):
        ends_on = DAY + timedelta(days=days + number)
        OccurrenceFactory(row__measure__project=project, starts_on=ends_on, ends_on=ends_on)


def test_the_late_come_first_and_the_longest_awaited_before_the_others(specialist, project):
    ending(project, -3)
    ending(project, 10)
    SchoolFactory(municipality=specialist.municipality, short_name="Пустая СШ")
    AppointmentFactory(municipality=specialist.municipality, contract_ends_on=DAY + timedelta(days=5))
    ActivityFactory(programme__approved_on=date(2022, 1, 10), due_on=DAY - timedelta(days=30))
    calls = desk.calls(specialist, project, DAY)
    assert [(call.is_late, (call.due - DAY).days) for call in calls] == [
        (True, -30), (True, -3), (True, 0),
        (False, 0), (False, 0),  # attestation and training, counted on the day
        (False, 5), (False, 10),
    ]  # fmt: skip


def test_the_rest_of_what_is_late_is_counted_and_leads_to_the_plan(specialist, project):
    ending(project, -20, how_many=10)
    calls = desk.calls(specialist, project, DAY)
    assert len(calls) == 9
    assert calls[-1].what == "Ещё 2\xa0просроченных срока"
    assert calls[-1].url == f"{reverse('project:plan')}?state=overdue"
    assert calls[-1].is_late


def test_what_is_shown_whole_counts_no_rest(specialist, project):
    ending(project, -20, how_many=8)
    assert not any(call.what.startswith("Ещё") for call in desk.calls(specialist, project, DAY))


def test_every_list_that_was_cut_says_how_much_is_left(specialist, project):
    programme = DevelopmentProgrammeFactory(approved_on=date(2022, 1, 10))
    ending(project, 1, how_many=6)
    for number in range(6):
        SchoolFactory(municipality=specialist.municipality)
        AppointmentFactory(municipality=specialist.municipality, contract_ends_on=DAY + timedelta(days=number))
        ActivityFactory(programme=programme)
    rest = {call.what: call.url for call in desk.calls(specialist, project, DAY) if call.what.startswith("Ещё")}
    assert rest == {
        "Ещё 1\xa0ближайший срок": reverse("project:plan"),
        "Ещё 1\xa0школа": f"{reverse('schools:schools')}?head=no",
        "Ещё 1\xa0договор": f"{reverse('schools:heads')}?attention=contract",
        "Ещё 1\xa0просроченное мероприятие": reverse("mentoring:programmes"),
    }


def test_what_calls_for_action_costs_the_same_however_much_there_is(specialist, project):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            desk.calls(specialist, project, DAY)
        return len(questions)

    ending(project, -20)
    few = asked()
    ending(project, -20, how_many=15)
    assert asked() == few == 10


def test_the_reserve_calls_when_a_term_or_a_review_runs_out(specialist, project):
    def stay(term, review):
        entry = ReserveEntryFactory(term_ends_on=term, next_review_on=review)
        return ReserveStepFactory(entry=entry, taken_on=date(2020, 2, 1)).entry

    over = stay(DAY - timedelta(days=1), None)
    ending = stay(DAY + timedelta(days=90), DAY)
    missed = stay(DAY + timedelta(days=91), DAY - timedelta(days=10))
    assert [(call.what.split(": ")[1], call.when, call.url) for call in desk.calls(specialist, project, DAY)] == [
        ("не проведён пересмотр", "просрочен на 10\xa0дней", missed.get_absolute_url()),
        ("срок истёк", "31.05.2023", over.get_absolute_url()),
        ("истекает срок", "по 30.08.2023", ending.get_absolute_url()),
    ]


def test_more_of_the_reserve_than_fits_leads_to_its_list(specialist, project):
    for _ in range(4):
        ReserveStepFactory(entry__term_ends_on=DAY, entry__next_review_on=DAY - timedelta(days=1))
    rest = {call.what: call.url for call in desk.calls(specialist, project, DAY) if call.what.startswith("Ещё")}
    listed = reverse("schools:reserve")
    assert rest == {
        "Ещё 1\xa0срок": f"{listed}?warning=term_ending",
        "Ещё 1\xa0пересмотр": f"{listed}?warning=review_overdue",
    }


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 1, 5), "проект"),
        (date(2022, 1, 10), "реализуется"),
        (date(2023, 1, 1), "срок истёк"),
    ],
)
def test_a_programme_of_the_cabinet_is_as_it_was_on_the_day(cabinet, director, day, state):
    DevelopmentProgrammeFactory(person=director.person, approved_on=date(2022, 1, 10))
    assert f"<small>{state} · выполнено 0 из 0</small>" in cabinet(day)


def test_what_a_programme_not_begun_plans_is_not_yet_due(cabinet, director):
    programme = DevelopmentProgrammeFactory(person=director.person, started_on=date(2023, 9, 1), ended_on=None)
    ActivityFactory(programme=programme, title="Стажировка осенью", due_on=date(2023, 10, 1))
    assert "Стажировка осенью" not in cabinet(date(2023, 8, 31))
    assert "Стажировка осенью" in cabinet(date(2023, 9, 1))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 2, 28), "начнутся 01.03.2021"),
        (date(2021, 5, 30), "идёт обучение"),
        (date(2021, 5, 31), "окончены 31.05.2021, удостоверение № 7"),
    ],
)
def test_a_course_is_finished_from_the_day_it_was_completed(cabinet, director, day, said):
    EnrolmentFactory(person=director.person, completed_on=date(2021, 5, 31), certificate="удостоверение № 7")
    assert f"<small>{said}</small>" in cabinet(day)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 1, 1), "готовится"),
        (date(2022, 5, 20), "защищён"),
        (date(2023, 3, 1), "реализован"),
    ],
)
def test_a_project_of_the_cabinet_is_as_it_was_on_the_day(cabinet, director, day, state):
    ManagementProjectFactory(
        person=director.person, defended_on=date(2022, 5, 20), implemented_on=date(2023, 3, 1), proof="акт № 1"
    )
    assert f"управленческий проект, {state}<" in cabinet(day)


def test_a_list_of_the_cabinet_that_was_cut_leads_to_the_rest(cabinet, director):
    programme = DevelopmentProgrammeFactory(person=director.person)
    for _ in range(12):
        ActivityFactory(programme=programme)
    for _ in range(6):
        EnrolmentFactory(person=director.person, course=CourseFactory())
    told = cabinet()
    assert told.count(">Стажировка в лицее<") == 10
    assert f'<a href="{reverse("mentoring:programmes")}">ещё 2</a>' in told
    assert f'<a href="{reverse("mentoring:enrolments")}">ещё 1</a>' in told
