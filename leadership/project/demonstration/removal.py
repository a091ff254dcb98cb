"""Taking the demonstration away: all that stands in the ledger, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import router, transaction
from django.db.models import DO_NOTHING, SET_NULL, Field, IntegerField, Model, QuerySet

from leadership.core.documents.actions import erase_bytes
from leadership.core.documents.registry import is_taking
from leadership.core.models import DemonstrationRow, Document, Notice, StoredFile, Subscription
from leadership.core.search.index import forget
from monitoring.models import Ballot, BallotAnswer, Invitation, Participant

from . import methodologies, plan
from .ledger import by_dependence, in_ledger, models_in_ledger

#: What Django itself notes about accounts, and what they were told, goes with them.
NOTES = (LogEntry, Notice, Subscription)
#: A ballot says of nobody whose it is: all that were cast in an invented survey go with it, answers first.
BOXES = {BallotAnswer: "ballot__participant", Ballot: "participant", Invitation: "participant"}
NAMED = 20


class Leaning(Exception):
    """Real records hold on to invented ones: nothing is removed; `records` names the first of them."""

    def __init__(self, records: list[str], how_many: int) -> None:
        self.records, self.how_many = records, how_many
        more = [f"… и ещё {how_many - len(records)}"] if how_many > len(records) else []
        super().__init__("\n".join((*records, *more)))


@transaction.atomic
def remove() -> Counter[type[Model]]:
    """Remove the demonstration, those records first that refer to others; answers with how many of each kind.

    Raises `Leaning` where a real record refers to an invented one. What only mentions it (the author of a
    change in the history) forgets it.
    """
    models = by_dependence(models_in_ledger())
    _refuse_leaning(models)
    plan.open_occurrences()
    removed: Counter[type[Model]] = _empty_boxes()
    methodologies.thaw()
    for digest in StoredFile.objects.filter(in_ledger(StoredFile)).values_list("sha256", flat=True):
        transaction.on_commit(partial(erase_bytes, digest), robust=True)
    for model in reversed(models):
        _forget(model)
        forget(model, model._base_manager.filter(in_ledger(model)).order_by().values("pk"))
        removed[model] = _delete(model._base_manager.filter(in_ledger(model)))
        if history := _history(model):
            _delete(history.objects.filter(in_ledger(model, model._meta.pk.attname)))
    _delete(DemonstrationRow.objects.all())
    return removed


def _refuse_leaning(models: list[type[Model]]) -> None:
    records: list[str] = []
    how_many = 0
    for model in models:
        for field in _references(model):
            if field.remote_field.on_delete is SET_NULL or _goes_along(field.model):
                continue
            leaning = _real(_referring(model, field))
            how_many += leaning.count()
            records += [_said(record, field) for record in leaning[: NAMED - len(records)]]
        if is_taking(model):
            attached = _attached(model)
            how_many += attached.count()
            records += [_said_attached(document) for document in attached[: NAMED - len(records)]]
    if how_many:
        raise Leaning(records, how_many)


def _real(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those the demonstration has not made; it makes none whose key is not a number (codes and ballots of surveys)."""
    key = rows.model._meta.pk
    is_number = isinstance(getattr(key, "target_field", key), IntegerField)
    return rows.exclude(in_ledger(rows.model)) if is_number else rows


def _attached(model: type[Model]) -> QuerySet[Document]:
    """Documents that somebody real has attached to invented records."""
    return Document.objects.of_model(model).filter(in_ledger(model, "object_id")).exclude(in_ledger(Document))


def _empty_boxes() -> Counter[type[Model]]:
    return Counter({box: _delete(box.objects.filter(in_ledger(Participant, slice_))) for box, slice_ in BOXES.items()})


def _forget(model: type[Model]) -> None:
    """Clear what Django would clear or cascade on its own if it deleted row by row."""
    for field in _references(model):
        if field.remote_field.on_delete is SET_NULL:
            _referring(model, field).update(**{field.name: None})
        elif _goes_along(field.model):
            _delete(_referring(model, field))


def _references(model: type[Model]) -> Iterator[Field]:
    """Foreign keys anywhere that hold records of this model; a history holds nobody."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if is_key and relation.field.remote_field.on_delete is not DO_NOTHING:
            yield relation.field


def _goes_along(model: type[Model]) -> bool:
    """Rows that join two records (groups of an account), what belongs to an account, what lies in a ballot box."""
    return bool(model._meta.auto_created) or model in NOTES or model in BOXES


def _referring(model: type[Model], field: Field) -> QuerySet[Any]:
    return field.model._base_manager.filter(in_ledger(model, field.attname))


def _said(record: Model, field: Field) -> str:
    kind = record._meta.verbose_name
    return f"{kind} «{record}» (№ {record.pk}): {field.verbose_name} – {getattr(record, field.name)}"


def _said_attached(document: Document) -> str:
    return f"документ «{document}» (№ {document.pk}): приложен к – {document.owner}"


def _history(model: type[Model]) -> type[Model] | None:
    manager = getattr(model._meta, "simple_history_manager_attribute", None)
    return getattr(model, manager).model if manager else None


def _delete(rows: QuerySet[Any]) -> int:
    """One DELETE, without fetching and without cascade: forty thousand schools leave in seconds."""
    return rows._raw_delete(using=router.db_for_write(rows.model))
