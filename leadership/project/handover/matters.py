"""What a head who leaves has open, and what may become of each: another kind is one more line of `MATTERS`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from leadership.core import russian
from mentoring.models import DevelopmentProgramme, Enrolment, Pairing
from schools.models import Appointment, Membership, Person, Role, User


@dataclass(frozen=True, kw_only=True)
class Handing:
    """Who hands over to whom, and when; without a successor the post stays vacant."""

    leaver: Person
    ended_on: date
    successor: Person | None
    started_on: date | None
    reason: str
    by: User


@dataclass(frozen=True)
class Choice:
    """What may become of a matter: the word in the form, the words on the page, the deed."""

    value: str
    label: str
    act: Callable[[Any, Handing], None]
    needs_successor: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of matter. Its first choice is offered unless `usual` knows better; without choices it is only shown."""

    name: str
    title: str
    open: Callable[[Person, date], QuerySet]  # what goes on after that day
    said: Callable[[Any], str]
    choices: tuple[Choice, ...] = ()
    usual: Callable[[Any, date], str] | None = None

    def offered(self, record: Model, day: date) -> str:
        return self.usual(record, day) if self.usual else self.choices[0].value


@dataclass(frozen=True)
class Matter:
    """One thing the leaver has open; `key` is its field in the form."""

    kind: Kind
    record: Model

    @property
    def key(self) -> str:
        return f"{self.kind.name}_{self.record.pk}"

    def __str__(self) -> str:
        return self.kind.said(self.record)

    def choice(self, value: str) -> Choice:
        return next(choice for choice in self.kind.choices if choice.value == value)


def open_matters(person: Person, day: date) -> Iterator[Matter]:
    """As many questions to the database as there are kinds, however much is open."""
    for kind in MATTERS:
        for record in kind.open(person, day):
            yield Matter(kind, record)


def lasting(records: QuerySet, day: date) -> QuerySet:
    """Under way on the day and not over with it."""
    return records.as_of(day).exclude(ended_on=day)


def save(record: Any, handing: Handing) -> None:
    record._change_reason, record._history_user = handing.reason, handing.by
    record.full_clean()
    record.save()


def _stay(record: Model, handing: Handing) -> None:
    """Nothing is written: it stays with the person."""


def _end(record: Any, handing: Handing) -> None:
    record.ended_on = handing.ended_on
    save(record, handing)


def _pairings(day: date) -> QuerySet:
    going_on = Q(ended_on__isnull=False) | Q(team__ended_on__gt=day)
    return lasting(Pairing.objects.filter(going_on), day).select_related("team", "mentor", "mentee")


def _lead_by_successor(pairing: Pairing, handing: Handing) -> None:
    """The pair ends, another of the successor and the same mentee goes on until the day the first was to end."""
    until = pairing.ended_on
    _end(pairing, handing)
    follows = Pairing(
        team=pairing.team,
        mentee=pairing.mentee,
        mentor=handing.successor,
        started_on=handing.started_on,
        ended_on=until,
    )
    save(follows, handing)


def _curate_by_successor(programme: DevelopmentProgramme, handing: Handing) -> None:
    if programme.person == handing.successor:
        raise ValidationError("это программа самого преемника, куратором ему быть нельзя.")
    programme.curator = handing.successor
    save(programme, handing)


def _close_account(account: User, handing: Handing) -> None:
    account.is_active = False
    account.save(update_fields=["is_active"])


def _usual_of_account(account: User, day: date) -> str:
    """Who heads another school, or has not left yet, still needs to sign in."""
    held = Appointment.objects.heads().filter(person=account.person_id).as_of(day).count()
    return "stay" if held > 1 or day > timezone.localdate() else "close"


def _until(record: Any) -> str:
    return f" (до {russian.day(record.ended_on)})" if record.ended_on else ""


STAYS = Choice("stay", "остаётся за ним", _stay)
ENDS = Choice("end", "закончить этим днём", _end)

MATTERS = (
    Kind(
        name="mentor", title="Наставник в годичной команде",
        open=lambda person, day: _pairings(day).filter(mentor=person),
        said=lambda it: f"Наставляемый – {it.mentee}. {it.team}",
        choices=(STAYS, ENDS, Choice("pass", "передать преемнику", _lead_by_successor, needs_successor=True)),
    ),
    Kind(
        name="mentee", title="Наставляемый в годичной команде",
        open=lambda person, day: _pairings(day).filter(mentee=person),
        said=lambda it: f"Наставник – {it.mentor}. {it.team}",
        choices=(STAYS, ENDS),
    ),
    Kind(
        name="programme", title="Своя ИППР",
        open=lambda person, day: lasting(person.development_programmes.select_related("person"), day),
        said=lambda it: f"{it}{_until(it)}",
        choices=(Choice("stay", "идёт с человеком дальше", _stay), ENDS),
    ),
    Kind(
        name="curated", title="Куратор ИППР",
        open=lambda person, day: lasting(person.programmes_curated.select_related("person"), day),
        said=lambda it: f"{it}{_until(it)}",
        choices=(
            STAYS, Choice("pass", "передать преемнику", _curate_by_successor, needs_successor=True),
        ),
    ),
    Kind(
        name="membership", title="Ассоциация и советы",
        open=lambda person, day: lasting(Membership.objects.filter(person=person), day),
        said=lambda it: it.council or it.get_body_display(),
        choices=(STAYS, ENDS),
    ),
    Kind(
        name="enrolment", title="Учится на курсах – остаётся за ним",
        open=lambda person, day: (
            Enrolment.objects.filter(
                person=person, completed_on=None, course__started_on__lte=day, course__ended_on__gte=day
            ).select_related("course")
        ),
        said=lambda it: str(it.course),
    ),
    Kind(
        name="account", title="Вход в систему",
        open=lambda person, day: User.objects.filter(person=person, role=Role.DIRECTOR, is_active=True),
        said=lambda it: f"Учётная запись {it.username}",
        choices=(Choice("close", "закрыть вход сразу", _close_account), Choice("stay", "оставить вход", _stay)),
        usual=_usual_of_account,
    ),
)  # fmt: skip
