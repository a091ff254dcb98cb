"""What a desk shows: for the department what calls for action, for a director what concerns him."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator

from leadership.core import russian
from mentoring.models import Activity, DevelopmentProgramme, Enrolment, ManagementProject, Pairing
from monitoring.models import Finding
from schools.models import Appointment, School, User

from .models import Occurrence, Project

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Call:
    """One line of «Требует действия»: what, how urgent, where it is done."""

    what: str
    when: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class Link:
    """A link of the management cycle: its name, what stands there in figures, how it looks."""

    title: str
    words: str
    look: str


def calls(user: User, project: Project | None, day: date) -> list[Call]:
    """What the department has to do, the latest first; a fixed number of questions to the database."""
    return [
        *(_late_dates(project, day) if project else []),
        *_schools_without_head(user, day),
        *_contracts(user, day),
        *_overdue_activities(user, day),
    ]


def _late_dates(project: Project, day: date) -> list[Call]:
    dates = Occurrence.objects.filter(row__measure__project=project).select_related("row__measure")
    late = dates.overdue(day).order_by("ends_on")[:8]
    soon = dates.due_between(day, day + SOON).order_by("ends_on")[:5]
    return [
        *(_date_call(it, f"просрочено на {_days(day - it.ends_on)}", is_late=True) for it in late),
        *(_date_call(it, f"срок {russian.day(it.ends_on)}", is_late=False) for it in soon),
    ]


def _date_call(occurrence: Occurrence, when: str, *, is_late: bool) -> Call:
    measure = occurrence.row.measure
    title = Truncator(measure.title).words(8)
    return Call(f"{measure.number}. {title}", f"{occurrence}, {when}", measure.get_absolute_url(), is_late)


def _days(gap: timedelta) -> str:
    return russian.counted(gap.days, "день", "дня", "дней")


def _schools_without_head(user: User, day: date) -> list[Call]:
    schools = School.objects.visible_to(user).as_of(day).general().with_head(day).filter(head_id=None)
    return [
        Call(f"{it}: нет руководителя", f"на {russian.day(day)}", it.get_absolute_url(), is_late=True)
        for it in schools[:5]
    ]


def _contracts(user: User, day: date) -> list[Call]:
    ending = (
        Appointment.objects.visible_to(user).heads().as_of(day)
        .filter(contract_ends_on__range=(day, day + SOON)).select_related("person", "school")
    )  # fmt: skip
    return [
        Call(
            f"{it.school}: договор с руководителем",
            f"до {russian.day(it.contract_ends_on)}",
            it.get_absolute_url(),
        )
        for it in ending.order_by("contract_ends_on")[:5]
    ]


def _overdue_activities(user: User, day: date) -> list[Call]:
    late = (
        Activity.objects.visible_to(user).filter(programme__approved_on__lte=day).overdue(day)
        .select_related("programme__person").order_by("due_on")
    )  # fmt: skip
    return [
        Call(
            f"ИППР, {it.programme.person}: {it.title}",
            f"просрочено на {_days(day - it.due_on)}",
            it.get_absolute_url(),
            True,
        )
        for it in late[:5]
    ]


def cycle(user: User, day: date) -> list[Link]:
    """The links of the cycle that records already fill, for the year of the day."""
    found = Finding.objects.visible_to(user).found_by(day).filter(found_on__year=day.year)
    answered = Activity.objects.filter(finding=OuterRef("pk"), programme__approved_on__lte=day)
    counts = found.aggregate(
        found=Count("pk"),
        answered=Count("pk", filter=Exists(answered)),
        done=Count("pk", filter=Exists(answered.filter(done_on__lte=day))),
    )
    bare = counts["found"] - counts["answered"]
    waiting = counts["answered"] - counts["done"]
    return [
        Link("Дефициты", f"выявлено {counts['found']}", "done" if counts["found"] else ""),
        Link("Поддержка", f"есть у {counts['answered']}, нет у {bare}", _look(counts["answered"], bare)),
        Link("Выполнение", f"выполнено по {counts['done']}, ждут {waiting}", _look(counts["done"], waiting)),
    ]


def _look(done: int, left: int) -> str:
    if not done:
        return "late" if left else ""
    return "now" if left else "done"


@dataclass(frozen=True)
class Cabinet:
    """A director's own records on the day."""

    schools: list[School]
    programmes: list[DevelopmentProgramme]
    activities: list[Activity]
    findings: list[Finding]
    pairings: list[Pairing]
    enrolments: list[Enrolment]
    projects: list[ManagementProject]


def cabinet(user: User, day: date) -> Cabinet:
    person = user.person_id
    activities = Activity.objects.visible_to(user).filter(Q(done_on=None) | Q(done_on__gt=day))
    return Cabinet(
        schools=list(School.objects.visible_to(user)),
        programmes=list(DevelopmentProgramme.objects.filter(person=person, started_on__lte=day).with_progress(day)),
        activities=list(activities.select_related("programme").order_by("due_on")[:10]),
        findings=list(Finding.objects.filter(person=person).found_by(day).select_related("competence")[:10]),
        pairings=list(Pairing.objects.with_person(person).in_teams_of(day).select_related("team", "mentor", "mentee")),
        enrolments=list(Enrolment.objects.filter(person=person).select_related("course")[:5]),
        projects=list(ManagementProject.objects.filter(person=person).with_state(day)[:5]),
    )


def accounts_url() -> str:
    return reverse("admin:schools_user_changelist")
