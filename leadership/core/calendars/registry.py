"""Dated things: what every room knows of the days ahead and behind, for a page of a month and for calendar feeds.

A room declares in its `calendar.py` what it has for a person:

    @dated("form")
    def forms(user, first, last):
        for form in …:
            yield Dated(number=form.pk, title="Сдать форму: …", on=form.due_on, address=…)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class Dated:
    """One thing of one day, or of days from `on` to `until`, both included; at an hour, where `at` is given.

    `number` names it among those of its kind for ever. `versions` and `changed_at` say how often and when it was
    changed, where that is kept. The title names no person but oneself.
    """

    number: int
    title: str
    on: date
    address: str
    until: date | None = None
    at: datetime | None = None
    ends_at: datetime | None = None
    is_done: bool = False
    versions: int = 0
    changed_at: datetime | None = None


Days = Callable[[Any, date, date], Iterable[Dated]]

_kinds: dict[str, Days] = {}


def dated(kind: str) -> Callable[[Days], Days]:
    """Declare a kind by the function that answers with the user's own between two days; its name is used once."""

    def declare(asked: Days) -> Days:
        if kind in _kinds:
            raise ValueError(f"Dated things «{kind}» are declared twice.")
        _kinds[kind] = asked
        return asked

    return declare


def between(user: Any, first: date, last: date) -> Iterator[tuple[str, Dated]]:
    """All that concerns the user between the two days, both included, each with its kind; in no order."""
    return ((kind, thing) for kind, days in _kinds.items() for thing in days(user, first, last))


def with_versions(records: QuerySet, model: type[Model], of: str = "pk") -> QuerySet:
    """Annotates `versions` and `changed_at` of the record of `model` that `of` leads to, by its history."""
    kept = model.history.filter(id=OuterRef(of)).order_by().values("id")
    return records.annotate(
        versions=Coalesce(Subquery(kept.annotate(how_many=Count("pk")).values("how_many")), 0),
        changed_at=Subquery(kept.annotate(last=Max("history_date")).values("last")),
    )
