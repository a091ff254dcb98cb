"""Making records and entering each in the ledger: nothing else was made by the demonstration."""

from collections import Counter
from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, UUIDField

from leadership.core.models import DemonstrationRow
from leadership.core.search.index import refresh_all

Record = TypeVar("Record", bound=Model)
BATCH = 2000


class Ledger:
    """Records wait until `write`, so that they may be told in any order and go in by the thousand."""

    def __init__(self) -> None:
        self.made: Counter[type[Model]] = Counter()
        self._waiting: dict[type[Model], list[Model]] = {}

    def add(self, record: Record) -> Record:
        self._waiting.setdefault(type(record), []).append(record)
        return record

    def write(self) -> None:
        """Save what waits, those first that others refer to. No history: nobody has changed anything yet."""
        for model in by_dependence(self._waiting):
            self.enter(model._base_manager.bulk_create(self._waiting[model], batch_size=BATCH))
        refresh_all(record for records in self._waiting.values() for record in records)
        self._waiting = {}

    def enter(self, records: Sequence[Model]) -> None:
        """Enter records of one kind that are saved already.

        What has a key instead of a number cannot be entered: a ballot goes with the slice it was cast in. Nor need
        what joins two records be: it goes with either.
        """
        if not records or isinstance(records[0]._meta.pk, UUIDField) or records[0]._meta.auto_created:
            return
        model = type(records[0])
        kind = ContentType.objects.get_for_model(model).pk
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            DemonstrationRow.objects.bulk_create(
                DemonstrationRow(content_type_id=kind, object_id=record.pk) for record in batch
            )
        self.made[model] += len(records)


def by_dependence(models: Iterable[type[Model]]) -> list[type[Model]]:
    """Every model after those it refers to."""
    models = list(models)
    graph = TopologicalSorter[type[Model]]()
    for model in models:
        referred = {field.related_model for field in model._meta.fields if field.is_relation}
        graph.add(model, *(other for other in models if other in referred and other is not model))
    return list(graph.static_order())


def models_in_ledger() -> list[type[Model]]:
    kinds = ContentType.objects.filter(pk__in=DemonstrationRow.objects.values("content_type"))
    return [model for model in (kind.model_class() for kind in kinds) if model is not None]


def in_ledger(model: type[Model], reference: str = "pk") -> Exists:
    """The condition that the record of `model` to which `reference` leads was made by the demonstration."""
    kind = ContentType.objects.get_for_model(model)
    return Exists(DemonstrationRow.objects.filter(content_type=kind, object_id=OuterRef(reference)))
