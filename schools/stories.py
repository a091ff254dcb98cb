"""What the registers have to tell of a person: posts, learning, certificates, honours, the reserve, the name."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from leadership.core.stories import Line, Told, lines, story

from .models import (
    Appointment,
    Attestation,
    Award,
    Education,
    FormerName,
    Membership,
    Person,
    Post,
    ProfessionalContestEntry,
    ReserveState,
    ReserveStep,
    School,
    Training,
    User,
)

POSTS, LEARNING, CERTIFICATES = "Назначения", "Образование и обучение", "Аттестация"
HONOURS, ASSOCIATION, RESERVE, NAME = "Награды и конкурсы", "Ассоциация", "Резерв", "Имя"


def _appointments(user: User, on: str, basis: str) -> QuerySet:
    """The school is a link for whoever may open it."""
    opened = School.objects.visible_to(user).filter(pk=OuterRef("school"))
    return lines(
        Appointment.objects.visible_to(user),
        of="person",
        on=on,
        link=Subquery(opened.values("pk")[:1]),
        first="post",
        second="school__short_name",
        third=basis,
    )


def _school(line: Line) -> str:
    return reverse("schools:school", args=[line.link]) if line.link else ""


def _appointed(line: Line) -> Told:
    order = f"приказ № {line.third}" if line.third else ""
    return Told(f"Назначение: {Post(line.first).label}, {line.second}", order, _school(line))


@story("appointed", theme=POSTS, said=_appointed)
def appointed(user: User, day: date) -> QuerySet:
    return _appointments(user, "started_on", "order_number")


def _dismissed(line: Line) -> Told:
    return Told(f"Последний день в должности: {Post(line.first).label}, {line.second}", line.third, _school(line))


@story("dismissed", theme=POSTS, said=_dismissed)
def dismissed(user: User, day: date) -> QuerySet:
    return _appointments(user, "ended_on", "dismissal_order")


def _educated(line: Line) -> Told:
    return Told(f"Образование: {Education.Level(line.first).label}, {line.second}", line.third, when=f"{line.day.year}")


@story("educated", theme=LEARNING, said=_educated)
def educations(user: User, day: date) -> QuerySet:
    """A diploma has a year and no day: it stands at the beginning of its year."""
    begins = Concat(Cast("graduated_in", TextField()), Value("-01-01"))
    seen = Education.objects.visible_to(user).filter(graduated_in__isnull=False)
    return lines(seen, of="person", on=begins, first="level", second="institution", third="speciality")


def _trained(line: Line) -> Told:
    return Told(f"{Training.Kind(line.first).label.capitalize()}: {line.second}", line.third)


@story("trained", theme=LEARNING, said=_trained)
def trainings(user: User, day: date) -> QuerySet:
    return lines(
        Training.objects.visible_to(user),
        of="person",
        on="completed_on",
        first="kind",
        second="title",
        third="organisation",
    )


def _attested(line: Line) -> Told:
    return Told(
        f"Аттестация: {Attestation.Purpose(line.first).label} – {Attestation.Result(line.second).label}", line.third
    )


@story("attested", theme=CERTIFICATES, said=_attested)
def attestations(user: User, day: date) -> QuerySet:
    return lines(
        Attestation.objects.visible_to(user),
        of="person",
        on="held_on",
        first="purpose",
        second="result",
        third="protocol",
    )


@story("awarded", theme=HONOURS, said=lambda line: Told(f"Награда: {line.first}", line.second))
def awards(user: User, day: date) -> QuerySet:
    return lines(Award.objects.visible_to(user), of="person", on="awarded_on", first="title", second="basis")


def _contested(line: Line) -> Told:
    level = ProfessionalContestEntry.Level(line.third).label
    return Told(f"Конкурс ({level}): {line.first}", line.second)


@story("contested", theme=HONOURS, said=_contested)
def professional_contests(user: User, day: date) -> QuerySet:
    return lines(
        ProfessionalContestEntry.objects.visible_to(user),
        of="person",
        on="held_on",
        first="title",
        second="result",
        third="level",
    )


def _body(line: Line) -> str:
    return line.second or Membership.Body(line.first).label


def _memberships(user: User, on: str) -> QuerySet:
    seen = Membership.objects.visible_to(user)
    return lines(seen, of="person", on=on, first="body", second="council", third="basis")


@story("joined", theme=ASSOCIATION, said=lambda line: Told(f"Вступление: {_body(line)}", line.third))
def joined(user: User, day: date) -> QuerySet:
    return _memberships(user, "started_on")


@story("left", theme=ASSOCIATION, said=lambda line: Told(f"Последний день членства: {_body(line)}"))
def left(user: User, day: date) -> QuerySet:
    return _memberships(user, "ended_on")


def _reserve_step(line: Line) -> Told:
    return Told(f"Резерв: {ReserveState(line.first).label}, {Post(line.second).label}", line.third)


@story("reserve", theme=RESERVE, said=_reserve_step)
def reserve_steps(user: User, day: date) -> QuerySet:
    return lines(
        ReserveStep.objects.visible_to(user),
        of="entry__person",
        on="taken_on",
        first="state",
        second="entry__target_post",
        third="basis",
    )


def _renamed(line: Line) -> Told:
    return Told(f"Смена имени; прежде – {' '.join(filter(None, (line.first, line.second, line.third)))}")


@story("renamed", theme=NAME, said=_renamed)
def former_names(user: User, day: date) -> QuerySet:
    seen = FormerName.objects.filter(person__in=Person.objects.visible_to(user))
    return lines(seen, of="person", on="changed_on", first="last_name", second="first_name", third="patronymic")
