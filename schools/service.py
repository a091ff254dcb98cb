"""Length of service and age: whole years by the calendar, as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadership.core.dates import whole_years


@dataclass(frozen=True)
class Term:
    """A time at the head of one school, both days included; without a last day it still is."""

    school: int
    started_on: date
    ended_on: date | None = None


def years_on(since: date | None, day: date) -> int | None:
    """Whole years, or nothing where the first day is unknown or still ahead."""
    return None if since is None or since > day else whole_years(since, day)


def in_post_since(terms: Iterable[Term], day: date) -> date | None:
    """Since when one has headed, without a break, a school headed on the day; of two schools, the longer.

    Acting and then appointed at one school is one time in post.
    """
    terms = sorted(terms, key=lambda term: term.started_on)
    current = {term.school for term in terms if _covers(term, day)}
    beginnings = [_unbroken([term for term in terms if term.school == school], day) for school in current]
    return min(beginnings, default=None)


def _covers(term: Term, day: date) -> bool:
    return term.started_on <= day and (term.ended_on is None or day <= term.ended_on)


def _unbroken(terms: Sequence[Term], day: date) -> date:
    """The beginning of the row of terms, each following the other, that the day belongs to."""
    since = next(term.started_on for term in terms if _covers(term, day))
    for term in reversed(terms):
        if term.started_on < since and (term.ended_on is None or term.ended_on >= since - timedelta(days=1)):
            since = term.started_on
    return since
