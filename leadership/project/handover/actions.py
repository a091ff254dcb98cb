"""The one deed that changes a head: all of it is written, or nothing is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from leadership.core import russian
from schools import actions
from schools.models import HEAD_POSTS, Appointment, Person, Post, ReserveEntry, ReserveState, School, User

from . import matters


class AlreadyChanged(Exception):
    """Somebody has changed the head since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who comes; a person without a number is new to the register."""

    person: Person
    post: Post
    started_on: date
    order_number: str
    order_date: date
    contract_ends_on: date | None = None
    keeps_former_post: bool = False

    @property
    def order(self) -> str:
        return f"приказ № {self.order_number} от {russian.day(self.order_date)}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What was decided: `seen` is the standing the page was opened at, `decisions` answer the open matters."""

    school: School
    seen: str
    ended_on: date | None = None  # None: the post was vacant
    dismissal_order: str = ""
    dismissal_ground: str = ""
    successor: Successor | None = None
    decisions: Mapping[str, str]

    @property
    def reason(self) -> str:
        order = self.dismissal_order or (self.successor.order if self.successor else "")
        return f"смена руководителя: {order}"


@dataclass(frozen=True, kw_only=True)
class Done:
    """What has been written."""

    left: Appointment | None
    came: Appointment | None
    settled: int  # matters that did not stay as they were
    former_posts: tuple[Appointment, ...] = ()  # of the successor, ended the day before
    closed_entries: int


def last_head(school: School) -> Appointment | None:
    return school.appointments.heads().select_related("person").order_by("-started_on", "-pk").first()


def standing(last: Appointment | None) -> str:
    """What a page was opened at: whose appointment is the last, and when it ends."""
    return f"{last.pk} {last.ended_on or ''}".strip() if last else "none"


@transaction.atomic
def change_head(change: Change, *, by: User) -> Done:
    """Dismiss, appoint, close the reserve, settle what is open, with the school locked.

    Raises `ValidationError` by the fields of the form, `AlreadyChanged` where somebody else was quicker.
    """
    school = School.objects.select_for_update().get(pk=change.school.pk)
    last = last_head(school)
    if standing(last) != change.seen:
        raise AlreadyChanged
    left = _dismiss(last, change, by=by) if last and change.ended_on else None
    former = _end_former_posts(change.successor, change, by=by) if change.successor else ()
    came, closed = _appoint(school, change, by=by) if change.successor else (None, 0)
    settled = _settle(left, came, change, by=by) if left else 0
    return Done(left=left, came=came, settled=settled, closed_entries=closed, former_posts=former)


@contextmanager
def _told_at(field: str) -> Iterator[None]:
    """A refusal of a record is told at the field of the page it comes from."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from refusal


def _signed(record: Any, change: Change, by: User) -> Any:
    """The history of every record says why and by whom."""
    record._change_reason, record._history_user = change.reason, by
    return record


def _dismiss(last: Appointment, change: Change, *, by: User) -> Appointment:
    last.ended_on = change.ended_on
    last.dismissal_order, last.dismissal_ground = change.dismissal_order, change.dismissal_ground
    with _told_at("ended_on"):
        return actions.appoint(_signed(last, change, by))


def _appoint(school: School, change: Change, *, by: User) -> tuple[Appointment, int]:
    new = change.successor
    if new.person.pk is None:
        with _told_at("way"):
            new.person.full_clean()
            _signed(new.person, change, by).save()
    came = Appointment(
        school=school, person=new.person, post=new.post, started_on=new.started_on, order_number=new.order_number,
        order_date=new.order_date, contract_ends_on=new.contract_ends_on,
    )  # fmt: skip
    with _told_at("started_on"):
        actions.appoint(_signed(came, change, by))
    return came, _close_reserve(new, by=by)


def _end_former_posts(new: Successor, change: Change, *, by: User) -> tuple[Appointment, ...]:
    """A deputy or a teacher who becomes head is that until the day before."""
    if new.keeps_former_post or new.person.pk is None:
        return ()
    held = Appointment.objects.filter(person=new.person).exclude(post__in=HEAD_POSTS).as_of(new.started_on)
    ended = tuple(held.select_related("school"))
    for former in ended:
        former.ended_on = new.started_on - timedelta(days=1)
        with _told_at("former_posts"):
            actions.appoint(_signed(former, change, by))
    return ended


def _close_reserve(new: Successor, *, by: User) -> int:
    """Whoever is appointed leaves the reserve, wherever he was chosen from; who acts for a time stays in it."""
    if new.post != Post.DIRECTOR:
        return 0
    entries = list(ReserveEntry.objects.filter(person=new.person).in_reserve(new.started_on).unfinished())
    for entry in entries:
        with _told_at("way"):
            actions.step_in_reserve(
                entry=entry, state=ReserveState.APPOINTED, on=new.started_on, basis=new.order, by=by
            )
    return len(entries)


def _settle(left: Appointment, came: Appointment | None, change: Change, *, by: User) -> int:
    """Each open matter as decided; who stays at the head keeps everything."""
    if came and came.person_id == left.person_id:
        return 0
    handing = matters.Handing(
        leaver=left.person,
        ended_on=left.ended_on,
        successor=came.person if came else None,
        started_on=came.started_on if came else None,
        reason=change.reason,
        by=by,
    )
    settled = 0
    for matter in list(matters.open_matters(left.person, left.ended_on)):
        if not matter.kind.choices:
            continue
        if matter.key not in change.decisions:
            raise ValidationError(f"Пока страница была открыта, появилось ещё одно дело: {matter}.")
        choice = matter.choice(change.decisions[matter.key])
        with _told_at(matter.key):
            choice.act(matter.record, handing)
        settled += choice.value != "stay"
    return settled
