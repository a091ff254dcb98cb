"""The history of a record: who changed what, when, and why."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from . import russian

KINDS = {"+": "создано", "~": "изменено", "-": "удалено"}


class Recorded(models.Model):
    """A record whose every change is kept."""

    history = HistoricalRecords(inherit=True, history_change_reason_field=models.TextField("причина", null=True))

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


def changes(record: models.Model, limit: int = 50) -> list[Change]:
    """The latest changes, newest first."""
    versions = record.history.select_related("history_user").order_by("-history_date", "-history_id")
    # One version more than is shown: the oldest shown has to be compared with its former.
    pairs = list(pairwise([*versions[: limit + 1], None]))[:limit]
    return [
        Change(
            at=version.history_date,
            who=str(version.history_user or "система"),
            kind=KINDS[version.history_type],
            reason=version.history_change_reason or "",
            fields=_differences(version, former),
        )
        for version, former in pairs
    ]


def _differences(version: Any, former: Any) -> tuple[tuple[str, str, str], ...]:
    if former is None:
        return ()
    differences = version.diff_against(former, foreign_keys_are_objs=True).changes
    return tuple(_in_words(version.instance_type._meta.get_field(one.field), one) for one in differences)


def _in_words(field: Any, difference: Any) -> tuple[str, str, str]:
    return str(field.verbose_name), _said(field, difference.old), _said(field, difference.new)


def _said(field: Any, value: Any) -> str:
    """A value as a person reads it: the label of a choice, a day, a dash for nothing."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return russian.day(value)
    labels = dict(field.flatchoices) if field.choices else {}
    return str(labels.get(value, value))
