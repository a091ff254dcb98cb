"""The reserve: entering, stepping on, reviewing; each under a lock on the person."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from leadership.core.dates import years_from

from ..models import Person, Post, ReserveEntry, ReserveReview, ReserveState, ReserveStep, School, User
from ..models.reserve_states import REVIEWED_EVERY, last_day_of_term


@transaction.atomic
def enter_reserve(
    *,
    person: Person,
    on: date,
    basis: str,
    by: User,
    state: ReserveState = ReserveState.INCLUDED,
    target_post: Post = Post.DIRECTOR,
    target_school: School | None = None,
    recommended_by: str = "",
    term_ends_on: date | None = None,
    next_review_on: date | None = None,
) -> ReserveEntry:
    """Begin a stay in the reserve with its first step; a person has at most one that is open.

    Inclusion sets the term and the first review, the usual ones where none are given.
    """
    _lock(person.pk)
    entry = ReserveEntry(
        person=person, target_post=target_post, target_school=target_school, recommended_by=recommended_by
    )
    _keep(entry, by)
    _take(entry, state, on, basis, "", by)
    _set_term(entry, state, on, term_ends_on, next_review_on, by)
    return entry


@transaction.atomic
def step_in_reserve(
    *,
    entry: ReserveEntry,
    state: ReserveState,
    on: date,
    basis: str,
    by: User,
    ground: str = "",
    term_ends_on: date | None = None,
    next_review_on: date | None = None,
) -> ReserveStep:
    """Bring an entry into another state from a day, by an order; «назначен» and «исключён» close it."""
    _lock(entry.person_id)
    step = _take(entry, state, on, basis, ground, by)
    _set_term(entry, state, on, term_ends_on, next_review_on, by)
    return step


@transaction.atomic
def correct_reserve_step(*, step: ReserveStep, by: User) -> ReserveStep:
    """Save the last step as it should have been entered; the steps before it stand as they are.

    A corrected or taken back end may open the stay again, which a later stay of the person refuses.
    """
    _refuse_unless_last(step)
    _keep(step, by)
    step.entry.full_clean()
    return step


@transaction.atomic
def undo_reserve_step(*, step: ReserveStep, by: User) -> None:
    """Take back the last step; an entry keeps its first one or goes as a whole."""
    _refuse_unless_last(step)
    if step.former() is None:
        raise ValidationError("Это единственный шаг. Если ошибочна вся запись, удалите запись.")
    step._history_user = by
    step.delete()
    step.entry.full_clean()


@transaction.atomic
def review_reservist(
    *,
    entry: ReserveEntry,
    held_on: date,
    conclusion: str,
    basis: str,
    by: User,
    next_review_on: date | None = None,
    term_ends_on: date | None = None,
) -> ReserveReview:
    """Record a review: the next one is in a year unless another day is given; a term may be prolonged."""
    _lock(entry.person_id)
    review = ReserveReview(
        entry=entry, held_on=held_on, conclusion=conclusion, basis=basis,
        next_review_on=next_review_on or years_from(held_on, REVIEWED_EVERY), term_ends_on=term_ends_on,
    )  # fmt: skip
    return _keep(review, by)


def _lock(person_id: int) -> None:
    """One open stay is a rule about the person: whoever changes a stay waits for the person."""
    Person.objects.select_for_update().get(pk=person_id)


def _take(entry: ReserveEntry, state: ReserveState, on: date, basis: str, ground: str, by: User) -> ReserveStep:
    return _keep(ReserveStep(entry=entry, state=state, taken_on=on, basis=basis, ground=ground), by)


def _set_term(
    entry: ReserveEntry, state: ReserveState, on: date, term_ends_on: date | None, next_review_on: date | None, by: User
) -> None:
    if state == ReserveState.INCLUDED:
        if next_review_on and next_review_on <= on:
            raise ValidationError({"next_review_on": "Пересмотр – после дня включения."})
        entry.term_ends_on = term_ends_on or last_day_of_term(on)
        entry.next_review_on = next_review_on or years_from(on, REVIEWED_EVERY)
        _keep(entry, by)
    elif term_ends_on or next_review_on:
        field = "term_ends_on" if term_ends_on else "next_review_on"
        raise ValidationError({field: "Срок и пересмотр назначаются при включении."})


def _refuse_unless_last(step: ReserveStep) -> None:
    _lock(step.entry.person_id)
    if step.entry.last_step() != step:
        raise ValidationError("Это не последний шаг. Сначала исправьте или удалите те, что после него.")


def _keep(record, by: User):
    record.full_clean()
    record._history_user = by
    record.save()
    return record
