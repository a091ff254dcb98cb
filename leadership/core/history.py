"""The history of a record: who changed what, when, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from simple_history.models import HistoricalRecords

from . import russian

KINDS = {"+": "создано", "~": "изменено", "-": "удалено"}


class Records(HistoricalRecords):
    """Every history has a reason of its own: one field given to all would belong to the last, and so would updates."""

    def _get_history_change_reason_field(self) -> models.TextField:
        return models.TextField("причина", null=True)


class Recorded(models.Model):
    """A record whose every change is kept."""

    history = Records(inherit=True)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Part:
    """Records whose changes belong to the history of another; `path` leads to it: «person», «entry__person»."""

    model: type[models.Model]
    path: str


#: What is read on a card as one history; each room adds its own parts when it starts.
_parts: dict[type[models.Model], list[Part]] = {}


def belong(whole: type[models.Model], parts: dict[type[models.Model], str]) -> None:
    """These records, by the path that leads to the whole, are read in its history."""
    known = _parts.setdefault(whole, [])
    known += [part for part in (Part(model, path) for model, path in parts.items()) if part not in known]


@dataclass(frozen=True)
class Change:
    """One saving of a record: the moment, the person, what became of which field.

    `record` names a part of the card; it is empty where the card itself was changed.
    """

    at: datetime
    who: str
    kind: str
    reason: str
    fields: tuple[tuple[str, str, str], ...]
    names: tuple[str, ...] = ()
    record: str = ""


class Timeline:
    """All changes of a record and of its parts, newest first; asks the database only for the slice that is read.

    One question finds the slice, one more is asked for each kind of record in it.
    """

    def __init__(self, record: models.Model, *, with_parts: bool = True, since: int = 0) -> None:
        self.record = record
        own = type(record).history.filter(id=record.pk, history_id__gt=since)
        parts = _parts.get(type(record), ()) if with_parts else ()
        self.sources = [own, *(_versions_of(part.model, part.path, record.pk) for part in parts)]

    def count(self) -> int:
        return self._ledger().count()

    def __getitem__(self, shown: slice) -> list[Change]:
        places = list(self._ledger()[shown])
        versions: dict[tuple[int, int], tuple[Any, Any]] = {}
        for place in {place for place, _, _ in places}:
            numbers = [number for other, number, _ in places if other == place]
            for version, former in _with_formers(self.sources[place].model, numbers):
                versions[place, version.history_id] = version, former
        return [self._change(place, *versions[place, number]) for place, number, _ in places]

    def _ledger(self) -> Any:
        """One line a version: which source, which number, when."""
        first, *others = (
            versions.order_by().annotate(place=Value(place)).values_list("place", "history_id", "history_date")
            for place, versions in enumerate(self.sources)
        )
        lines = first.union(*others, all=True) if others else first
        return lines.order_by("-history_date", "-history_id", "place")

    def _change(self, place: int, version: Any, former: Any) -> Change:
        differences = list(_differences(version, former))
        return Change(
            at=version.history_date,
            who=str(version.history_user or "система"),
            kind=KINDS[version.history_type],
            reason=version.history_change_reason or "",
            fields=tuple(words for _, words in differences),
            names=tuple(name for name, _ in differences),
            record=_named(version) if place else "",
        )


def changes(record: models.Model, limit: int = 50, since: int = 0) -> list[Change]:
    """The latest changes of the record alone, newest first; those after the version `since`."""
    return Timeline(record, with_parts=False, since=since)[:limit]


def _versions_of(model: type[models.Model], path: str, pk: int) -> Any:
    """Versions of the records that lead, or led, to the whole: what has been removed is found too."""
    nearest, _, farther = path.partition("__")
    if not farther:
        return model.history.filter(**{f"{nearest}_id": pk})
    between = _versions_of(model._meta.get_field(nearest).related_model, farther, pk)
    return model.history.filter(**{f"{nearest}_id__in": between.order_by().values("id")})


def _with_formers(version: type[models.Model], numbers: list[int]) -> Iterator[tuple[Any, Any]]:
    """Versions with those they took the place of; records they point to come along."""
    earlier = version.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    shown = version.objects.filter(history_id__in=numbers)
    formers = shown.order_by().annotate(former=Subquery(earlier.values("history_id")[:1])).values("former")
    found = version.objects.filter(Q(history_id__in=numbers) | Q(history_id__in=formers))
    latest: dict[int, Any] = {}
    for one in found.select_related("history_user", *(link.name for link in _links(version))).order_by("history_id"):
        if one.history_id in set(numbers):
            yield one, latest.get(one.id)
        latest[one.id] = one


def _differences(version: Any, former: Any) -> Iterator[tuple[str, tuple[str, str, str]]]:
    if former is None or version.history_type == "-":
        return
    for field in version.tracked_fields:
        if getattr(former, field.attname) != getattr(version, field.attname):
            words = str(field.verbose_name), _said(field, former), _said(field, version)
            yield field.name, words


def _named(version: Any) -> str:
    """«награда: Почётная грамота, 2021»; without a word about it where what it names is gone."""
    record = version.instance
    name = str(record._meta.verbose_name)
    for link in _links(version):
        other = getattr(version, link.name)
        if other is None and getattr(version, link.attname) is not None:
            return f"{name} № {record.pk}"
        if other is not None:
            setattr(record, link.name, other)
    return f"{name}: {record}"


def _links(version: Any) -> Iterable[Any]:
    """The fields that lead to other records."""
    return (field for field in version.tracked_fields if field.is_relation)


def _said(field: Any, version: Any) -> str:
    """A value as a person reads it: the label of a choice, a day, a dash for nothing."""
    value = getattr(version, field.attname)
    if value in (None, ""):
        return "–"
    if field.is_relation:
        return str(getattr(version, field.name) or f"№ {value} (удалено)")
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return russian.day(value)
    if isinstance(value, Decimal):
        return russian.number(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {one}" for name, one in value.items())
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)
