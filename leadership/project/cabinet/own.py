"""What the rooms know of a director, for himself: asked of their own querysets, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from mentoring.models import Activity, DevelopmentProgramme, Enrolment, ManagementProject, Pairing
from monitoring.models import Finding, Recommendation, Result
from monitoring.sheet import Sheet, former_result, sheet_of
from schools.models import School, User


@dataclass(frozen=True)
class Remedy:
    """One thing that is done about a finding, in words."""

    what: str
    url: str
    state: str
    look: str = ""


@dataclass(frozen=True)
class Answered:
    """A finding and what is being done about it; nothing yet is said in words."""

    finding: Finding
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class Own:
    """A director's own records on the day; the page shows the first of each."""

    schools: list[School]
    programmes: list[DevelopmentProgramme]
    findings: list[Answered]
    pairings: list[Pairing]
    enrolments: list[Enrolment]
    projects: list[ManagementProject]
    results: list[Result]


def own(user: User, day: date) -> Own:
    person = user.person_id
    begun = DevelopmentProgramme.objects.filter(person=person).begun_by(day).select_related("person")
    return Own(
        schools=list(School.objects.visible_to(user)),
        programmes=_said(begun.with_progress(day).with_state(day)),
        findings=findings(user, day),
        pairings=list(Pairing.objects.with_person(person).in_teams_of(day).select_related("team", "mentor", "mentee")),
        enrolments=list(Enrolment.objects.filter(person=person).select_related("course")),
        projects=list(ManagementProject.objects.filter(person=person).with_state(day)),
        results=list(results(user, day)),
    )


def results(user: User, day: date):
    """Published results of the director himself, the newest first."""
    seen = Result.objects.visible_to(user).current().filter(
        participant__person=user.person_id, calculation__done_at__date__lte=day
    )  # fmt: skip
    return seen.select_related(
        "calculation__campaign__methodology__municipality", "participant", "level"
    ).order_by("-calculation__campaign__year", "-calculation__done_at", "role", "pk")  # fmt: skip


def explained(found: Iterable[Result], day: date) -> Sheet | None:
    """The newest result that takes part in places, else the newest with a total, with its stored reasons."""
    found = list(found)
    ranked = [it for it in found if it.is_ranked] or [it for it in found if it.total is not None]
    return sheet_of(ranked[0], former_result(ranked[0], day)) if ranked else None


def findings(user: User, day: date) -> list[Answered]:
    """Own findings with their recommendations and activities; three questions."""
    sent = Recommendation.objects.filter(person=user.person_id, sent_on__lte=day)
    planned = Activity.objects.filter(programme__person=user.person_id, programme__started_on__lte=day)
    found = Finding.objects.filter(person=user.person_id).found_by(day).select_related("competence", "item")
    found = found.prefetch_related(
        Prefetch("recommendations", sent.order_by("sent_on"), to_attr="sent"),
        Prefetch("activities", planned.select_related("programme").order_by("due_on"), to_attr="planned"),
    )
    return [Answered(it, (*map(_advised, it.sent), *(_planned(one, day) for one in it.planned))) for it in found]


def _advised(it: Recommendation) -> Remedy:
    read = it.acknowledged_on is not None
    return Remedy("рекомендация", it.get_absolute_url(), "вы ознакомлены" if read else "ознакомьтесь", "under_way")


def _planned(it: Activity, day: date) -> Remedy:
    state = it.state_on(day)
    return Remedy(f"{it.get_form_display()}: {it.title}", it.get_absolute_url(), state.label, state.value)


def _said(programmes: Iterable[DevelopmentProgramme]) -> list[DevelopmentProgramme]:
    """The annotated state as a word of the language, not of the database."""
    said = list(programmes)
    for programme in said:
        programme.state = DevelopmentProgramme.State(programme.state)
    return said
