"""States and progress follow the day one looks from and ask the database nothing of their own."""

from datetime import date

import pytest

from mentoring.models import Activity, Course, DevelopmentProgramme, ManagementProject, Team

from ..factories import (
    ActivityFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    FindingFactory,
    ManagementProjectFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2021, 12, 24), "проект"),
        (date(2021, 12, 25), "утверждена"),
        (date(2022, 1, 1), "реализуется"),
        (date(2022, 12, 31), "реализуется"),
        (date(2023, 1, 1), "срок истёк"),
    ],
)
def test_programme(day, state):
    DevelopmentProgrammeFactory(approved_on=date(2021, 12, 25))
    assert DevelopmentProgramme.State(DevelopmentProgramme.objects.with_state(day).get().state).label == state


def test_programme_never_approved_stays_a_draft():
    DevelopmentProgrammeFactory(approved_on=None)
    assert DevelopmentProgramme.objects.with_state(date(2023, 1, 1)).get().state == "draft"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 4, 30), "готовится"),
        (date(2022, 5, 1), "защищён"),
        (date(2023, 2, 1), "реализован"),
    ],
)
def test_project(day, state):
    ManagementProjectFactory(defended_on=date(2022, 5, 1), implemented_on=date(2023, 2, 1), proof="акт № 1")
    assert ManagementProject.objects.with_state(day).get().state_label == state


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2021, 2, 28), "впереди"), (date(2021, 5, 31), "идёт"), (date(2021, 6, 1), "завершён")],
)
def test_course(day, state):
    CourseFactory()
    assert Course.State(Course.objects.with_state(day).get().state).label == state


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 6, 30), "в работе"),
        (date(2022, 7, 1), "просрочено"),
        (date(2022, 7, 10), "выполнено"),
    ],
)
def test_activity(day, state):
    activity = ActivityFactory(due_on=date(2022, 6, 30), done_on=date(2022, 7, 10), proof="отчёт")
    assert activity.state_on(day).label == state
    assert Activity.objects.overdue(day).exists() == (state == "просрочено")


def test_progress_counts_what_was_done_and_what_was_late_by_the_day():
    programme = DevelopmentProgrammeFactory()
    ActivityFactory(programme=programme, done_on=date(2022, 3, 1), proof="отчёт")
    ActivityFactory(programme=programme, done_on=date(2022, 9, 1), proof="отчёт")
    ActivityFactory(programme=programme)
    shown = DevelopmentProgramme.objects.with_progress(date(2022, 7, 1)).get()
    assert (shown.planned, shown.done, shown.overdue) == (3, 1, 2)


def test_course_counts_enrolled_and_those_who_finished_by_the_day():
    course = CourseFactory()
    EnrolmentFactory(course=course, completed_on=date(2021, 5, 31), certificate="удостоверение № 1")
    EnrolmentFactory(course=course, completed_on=date(2021, 6, 30), certificate="удостоверение № 2")
    EnrolmentFactory(course=course)
    shown = Course.objects.with_enrolled(date(2021, 6, 1)).get()
    assert (shown.enrolled, shown.completed) == (3, 1)


def test_team_counts_pairs_begun_by_the_day():
    team = PairingFactory(started_on=date(2022, 12, 1)).team
    PairingFactory(team=team, started_on=date(2023, 2, 1))
    assert Team.objects.with_pairs(date(2023, 1, 1)).get().pairs == 1


def test_finding_without_activity_is_of_the_person_found_by_the_day_and_not_answered():
    programme = DevelopmentProgrammeFactory()
    answered, open_one, later = (
        FindingFactory(person=programme.person, found_on=day)
        for day in (date(2022, 1, 10), date(2022, 1, 11), date(2022, 12, 1))
    )
    FindingFactory(found_on=date(2022, 1, 11))
    ActivityFactory(programme=programme, finding=answered)
    ActivityFactory(programme=programme, finding=None)
    ActivityFactory(
        programme=DevelopmentProgrammeFactory(person=programme.person, started_on=date(2021, 1, 1)),
        finding=open_one,
    )
    assert list(programme.findings_without_activity(date(2022, 6, 1))) == [open_one]
    assert later in programme.findings_without_activity(date(2022, 12, 1))
