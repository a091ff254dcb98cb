"""Taking a person out of everything that is kept: what rooms add, and the sweep of every text there is."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from .models import Document, JournalEntry, SearchEntry, SearchWord, StoredFile
from .names import Names


@dataclass(frozen=True)
class Hindrance:
    """What has to be closed before a person can be erased, and where that is done."""

    text: str
    address: str = ""


@dataclass
class Erasers:
    """What each room adds when it starts.

    `hindrances` say what is still open on a day; `erase` takes away what the sweep cannot reach (files)
    and says how much went; `kept` are the tables of official texts, left as they were approved;
    `own` are the links that make a record the person's own though they may be empty (it may be a school's).
    The journal is left whole as well: it names nobody.
    """

    hindrances: list[Callable[[Any, date], Iterable[Hindrance]]] = field(default_factory=list)
    erase: list[Callable[[Any], dict[str, int]]] = field(default_factory=list)
    kept: set[type[Model]] = field(default_factory=set)
    own: set[models.Field] = field(default_factory=set)


erasers = Erasers()

Own = dict[type[Model], set[int]]


def own_records(record: Model) -> Own:
    """The record, all that cannot be without it, and what rooms call its own, whichever room keeps it."""
    own: Own = {type(record): {record.pk}}
    ahead = [type(record)]
    while ahead:
        whole = ahead.pop()
        for relation in whole._meta.related_objects:
            link, model = relation.field, relation.related_model
            if link.many_to_many or model in own or (link.null and link not in erasers.own):
                continue
            found = set(model._base_manager.filter(**{f"{link.name}__in": own[whole]}).values_list("pk", flat=True))
            if found:
                own[model] = found
                ahead.append(model)
    return own


def remove_documents(own: Own) -> int:
    """Documents of these records go with their history; a file goes once no document holds it."""
    documents = Document.objects.filter(_among(own))
    files, numbers = set(documents.values_list("stored", flat=True)), list(documents.values_list("pk", flat=True))
    documents.delete()
    Document.history.filter(id__in=numbers).delete()
    for stored in StoredFile.objects.filter(pk__in=files - {None}, documents=None):
        transaction.on_commit(partial(stored.file.storage.delete, stored.file.name))
        stored.delete()
    return len(numbers)


def forget_in_search(own: Own) -> int:
    return SearchEntry.objects.filter(_among(own)).delete()[1].get("core.SearchEntry", 0)


def sweep(names: Names, own: Own) -> int:
    """Take the names out of every text of every table but the kept ones; how many rows have changed."""
    changed = 0
    for model in apps.get_models():
        texts = [one for one in model._meta.concrete_fields if _holds_text(one)]
        if model in erasers.kept or model in (SearchWord, JournalEntry) or not model._meta.managed:
            continue
        if getattr(model, "instance_type", None) in erasers.kept:
            texts = [one for one in texts if one.name == "history_change_reason"]
        changed += _sweep(model, texts, names, own) if texts else 0
    return changed


def _among(own: Own) -> Q:
    chosen = Q(pk__in=[])
    for model, numbers in own.items():
        chosen |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=numbers)
    return chosen


def _sweep(model: type[Model], texts: list[models.Field], names: Names, own: Own) -> int:
    changed = 0
    for row in _suspects(model, texts, names, own):
        is_own = _is_own(row, own)
        clean = {one.attname: _cleaned(one, getattr(row, one.attname), names, is_own) for one in texts}
        clean = {name: value for name, value in clean.items() if value != getattr(row, name)}
        if clean and model is SearchEntry:
            row.delete()
        elif clean:
            model._base_manager.filter(pk=row.pk).update(**clean)
        changed += bool(clean)
    return changed


def _holds_text(one: models.Field) -> bool:
    """Words people write; not the choices, the keys, or where a file lies."""
    is_text = isinstance(one, models.CharField | models.TextField | models.JSONField)
    return is_text and not one.choices and not one.primary_key


def _suspects(model: type[Model], texts: list[models.Field], names: Names, own: Own) -> list[Any]:
    """Rows where a text holds the beginning of a surname, and all of the person's own."""
    suspected, casts = Q(pk__in=own.get(model, ())), {}
    if whole := own.get(getattr(model, "instance_type", None)):
        suspected = Q(id__in=whole)
    for one in texts:
        place = one.attname
        if isinstance(one, models.JSONField):
            place = f"{one.attname}_as_text"
            casts[place] = Cast(one.attname, TextField())
        for stem in names.stems:
            for written in _writings(stem, in_json=isinstance(one, models.JSONField)):
                suspected |= Q(**{f"{place}__icontains": written})
    return list(model._base_manager.alias(**casts).filter(suspected))


def _writings(stem: str, *, in_json: bool) -> set[str]:
    """The stem with «ё» and with «е»; in JSON the letters may be written by their codes."""
    writings = {stem, stem.replace("ё", "е").replace("Ё", "Е")}
    if in_json:
        cases = {case for one in writings for case in (one, one.lower(), one.upper(), one.capitalize())}
        writings |= {json.dumps(case)[1:-1] for case in cases}
    return writings


def _cleaned(one: models.Field, value: Any, names: Names, is_own: bool) -> Any:
    if isinstance(value, str):
        clean = names.without(value, is_own=is_own)
        return clean[: one.max_length] if one.max_length else clean
    if isinstance(value, list):
        return [_cleaned(one, item, names, is_own) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(one, item, names, is_own) for key, item in value.items()}
    return value


def _is_own(row: Any, own: Own) -> bool:
    """A row of the person's records, or of their history, also of records removed since."""
    model = getattr(type(row), "instance_type", None)
    if model is None:
        return row.pk in own.get(type(row), ())
    whole = {one.attname: own.get(one.related_model, ()) for one in model._meta.fields if one.is_relation}
    return row.id in own.get(model, ()) or any(
        getattr(row, name, None) in numbers for name, numbers in whole.items() if not model._meta.get_field(name).null
    )
