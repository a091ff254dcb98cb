"""The index of the search box: an entry for each record that can be found, and the words it is found by.

A record's entry follows every saving and deleting of it. This is the one place where signals are used: a record is
saved by forms, actions, imports and commands of every room, and one of them that forgot the index would leave a person
nobody finds, with nothing to tell so. What writes many rows at once sends no signals and calls `refresh` itself.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import router, transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save

from leadership.core.models import SearchEntry, SearchWord

from .registry import KINDS, Kind, touched
from .words import keys, name_key

BATCH = 500


def searchable(kind: Kind) -> None:
    """Declare a kind of records; its index is kept from now on."""
    KINDS[kind.model] = kind
    for model in (kind.model, *kind.also):
        name = f"search of {model._meta.label}"
        post_save.connect(_saved, sender=model, dispatch_uid=name)
        post_delete.connect(_deleted, sender=model, dispatch_uid=name)


def _saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:  # a fixture brings its rows in any order; `reindex` follows it
        for model, pks in touched(sender, instance).items():
            refresh(model, pks)


def _deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    _saved(sender, instance)


def refresh(model: type[Model], pks: Iterable[Any]) -> None:
    """Make the entries of these records tell what the records are; a record that is no more has none.

    A model nobody declared is passed by, so that a bulk writer need not know.
    """
    if kind := KINDS.get(model):
        for batch in _batches(pks):
            _refresh(kind, batch)


def refresh_all(records: Iterable[Model]) -> None:
    """After many rows were written at once: their own entries and those of the records they touch."""
    stale: dict[type[Model], set[Any]] = {}
    for record in records:
        for model, pks in touched(type(record), record).items():
            stale.setdefault(model, set()).update(pks)
    for model, numbers in stale.items():
        refresh(model, sorted(numbers))


def forget(model: type[Model], pks: QuerySet[Any] | list[Any]) -> None:
    """Drop the entries of these records, without fetching them."""
    entries = SearchEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    _drop(entries)


@transaction.atomic
def rebuild() -> dict[type[Model], int]:
    """Forget everything and index every record anew, batch by batch; answers with how many of each kind."""
    _drop(SearchEntry.objects.all())
    counts = {}
    for model, kind in KINDS.items():
        pks = model._base_manager.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)
        counts[model] = sum(_refresh(kind, batch) for batch in _batches(pks))
    return counts


def _batches(pks: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(pks)
    while batch := list(islice(rest, BATCH)):
        yield batch


@transaction.atomic
def _refresh(kind: Kind, pks: list[Any]) -> int:
    """Entries are written over where they stand: two savings of one record side by side meet no duplicate."""
    content_type = ContentType.objects.get_for_model(kind.model)
    records = list(kind.gathered(kind.model._base_manager.filter(pk__in=pks)))
    if gone := set(pks) - {record.pk for record in records}:
        forget(kind.model, list(gone))
    entries = [
        SearchEntry(content_type=content_type, object_id=record.pk, title=kind.title(record)[:500])
        for record in sorted(records, key=lambda record: record.pk)
    ]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["content_type", "object_id"], update_fields=["title"]
    )
    _raw_delete(SearchWord.objects.filter(entry__in=[entry.pk for entry in entries]))
    texts = {record.pk: kind.more(record) for record in records}
    SearchWord.objects.bulk_create(
        (
            SearchWord(content_type_id=content_type.pk, entry_id=entry.pk, word=word)
            for entry in entries
            for word in sorted({name_key(entry.title)}.union(keys(entry.title), *map(keys, texts[entry.object_id])))
        ),
        batch_size=5_000,
        ignore_conflicts=True,
    )
    return len(entries)


def _drop(entries: QuerySet[SearchEntry]) -> None:
    _raw_delete(SearchWord.objects.filter(entry__in=entries.values("pk")))
    _raw_delete(entries)


def _raw_delete(rows: QuerySet[Any]) -> None:
    """One DELETE: nothing else refers to these rows, and there may be a million of them."""
    rows._raw_delete(using=router.db_for_write(rows.model))
