"""What support has to tell of a person: programmes, mentors, courses, projects, trials."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from leadership.core.stories import Line, Told, lines, story
from schools.models import User, full_name

from .models import (
    Activity,
    DevelopmentProgramme,
    Enrolment,
    ManagementProject,
    ManagementTrial,
    Pairing,
    SimulatorTrial,
)

PROGRAMMES, MENTORING, COURSES = "ИППР", "Наставничество", "Курсы проекта"
PROJECTS, TRIALS = "Управленческие проекты", "Пробы и тренажёр"


def _programme(line: Line) -> str:
    return reverse("mentoring:programme", args=[line.link])


def _approved(line: Line) -> Told:
    order = f"приказ № {line.second}" if line.second else ""
    return Told("Утверждена ИППР", "; ".join(filter(None, (order, line.first))), _programme(line))


@story("programme", theme=PROGRAMMES, said=_approved)
def programmes(user: User, day: date) -> QuerySet:
    return lines(
        DevelopmentProgramme.objects.visible_to(user),
        of="person",
        on="approved_on",
        link="pk",
        first="goal",
        second="order_number",
    )


def _done(line: Line) -> Told:
    return Told(f"ИППР, выполнено: {line.first} ({Activity.Form(line.third).label})", line.second, _programme(line))


@story("activity", theme=PROGRAMMES, said=_done)
def activities(user: User, day: date) -> QuerySet:
    return lines(
        Activity.objects.visible_to(user),
        of="programme__person",
        on="done_on",
        link="programme",
        first="title",
        second="proof",
        third="form",
    )


def _team(line: Line) -> str:
    return reverse("mentoring:team", args=[line.link])


def _pairings(user: User, on: str, *, of: str, other: str) -> QuerySet:
    return lines(
        Pairing.objects.visible_to(user),
        of=of,
        on=on,
        link="team",
        first=full_name(f"{other}__"),
        second="team__title",
    )


@story("mentors", theme=MENTORING, said=lambda line: Told(f"Наставник: ведёт {line.first}", line.second, _team(line)))
def mentoring_begun(user: User, day: date) -> QuerySet:
    return _pairings(user, "started_on", of="mentor", other="mentee")


def _mentored(line: Line) -> Told:
    return Told(f"Наставляемый: наставник {line.first}", line.second, _team(line))


@story("is_mentored", theme=MENTORING, said=_mentored)
def mentored_begun(user: User, day: date) -> QuerySet:
    return _pairings(user, "started_on", of="mentee", other="mentor")


def _parted(line: Line) -> Told:
    return Told(f"Последний день работы в паре: {line.first}", line.second, _team(line))


@story("mentors_no_more", theme=MENTORING, said=_parted)
def mentoring_ended(user: User, day: date) -> QuerySet:
    return _pairings(user, "ended_on", of="mentor", other="mentee")


@story("is_mentored_no_more", theme=MENTORING, said=_parted)
def mentored_ended(user: User, day: date) -> QuerySet:
    return _pairings(user, "ended_on", of="mentee", other="mentor")


@story("enrolment", theme=COURSES, said=lambda line: Told(f"Окончены курсы: {line.first}", line.second))
def enrolments(user: User, day: date) -> QuerySet:
    """A completed course that has become a record of training is told there."""
    seen = Enrolment.objects.visible_to(user).filter(training=None)
    return lines(seen, of="person", on="completed_on", first="course__title", second="certificate")


def _defended(line: Line) -> Told:
    return Told(f"Защищён управленческий проект «{line.first}»", line.second)


@story("defended", theme=PROJECTS, said=_defended)
def projects_defended(user: User, day: date) -> QuerySet:
    seen = ManagementProject.objects.visible_to(user)
    return lines(seen, of="person", on="defended_on", first="title", second="defence_result")


def _implemented(line: Line) -> Told:
    return Told(f"Реализован управленческий проект «{line.first}»", line.second)


@story("implemented", theme=PROJECTS, said=_implemented)
def projects_implemented(user: User, day: date) -> QuerySet:
    seen = ManagementProject.objects.visible_to(user)
    return lines(seen, of="person", on="implemented_on", first="title", second="proof")


def _tried(line: Line) -> Told:
    return Told(f"Управленческая проба «Один день с эффективным руководителем»: {line.first}")


@story("management_trial", theme=TRIALS, said=_tried)
def management_trials(user: User, day: date) -> QuerySet:
    return lines(ManagementTrial.objects.visible_to(user), of="person", on="held_on", first="host")


@story("in_bank", theme=TRIALS, said=lambda line: Told("Включение в региональный банк данных", line.first))
def entered_in_bank(user: User, day: date) -> QuerySet:
    return lines(ManagementTrial.objects.visible_to(user), of="person", on="entered_in_bank_on", first="basis")


@story("simulator", theme=TRIALS, said=lambda line: Told("Начало апробации тренажёра", line.first))
def simulator_trials(user: User, day: date) -> QuerySet:
    return lines(SimulatorTrial.objects.visible_to(user), of="person", on="started_on", first="basis")
