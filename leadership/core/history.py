"""The history of a record: who changed what, when, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

KINDS = {"+": "создано", "~": "изменено", "-": "удалено"}


class Recorded(models.Model):
    """A record whose every change is kept."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Change:
    """One saving of a record: the moment, the person, what became of which field."""

    at: datetime
    who: str
    kind: str
    reason: str
    fields: tuple[tuple[str, str, str], ...]


def changes(record: models.Model, limit: int = 50) -> Iterator[Change]:
    """The latest changes, newest first."""
    versions = list(record.history.select_related("history_user").order_by("-history_date", "-history_id")[: limit + 1])
    for version, former in pairwise([*versions, None]):
        yield Change(
            at=version.history_date,
            who=str(version.history_user or "система"),
            kind=KINDS[version.history_type],
            reason=version.history_change_reason or "",
            fields=_differences(version, former),
        )


def _differences(version: Any, former: Any) -> tuple[tuple[str, str, str], ...]:
    if former is None:
        return ()
    model = version.instance_type
    return tuple(
        (str(model._meta.get_field(change.field).verbose_name), _said(change.old), _said(change.new))
        for change in version.diff_against(former, foreign_keys_are_objs=True).changes
    )


def _said(value: Any) -> str:
    return "–" if value in (None, "") else str(value)
