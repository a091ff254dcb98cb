"""Which records take documents, who keeps those, which records are parts of another.

Filled by every room in its `AppConfig.ready()`: this room knows nobody's records.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet

Question = Callable[[Any], bool]
#: Whether the user may add a document to this very record.
OfRecord = Callable[[Any, Any], bool]

_keepers: dict[type[Model], Question] = {}
_kept: dict[type[Model], Callable[[Any], QuerySet[Any]]] = {}
_bringers: dict[type[Model], OfRecord] = {}
_parts: dict[type[Model], dict[type[Model], str]] = {}


def takes_documents(
    models: Iterable[type[Model]], *, kept_by: Question, among: Callable[[Any], QuerySet[Any]] | None = None
) -> None:
    """Documents may be attached to these records, by those about whom `kept_by` answers yes.

    `among` gives the records whose documents this user keeps, where they are fewer than he sees.
    """
    models = list(models)
    _keepers.update(dict.fromkeys(models, kept_by))
    if among:
        _kept.update(dict.fromkeys(models, among))


def takes_evidence(models: Iterable[type[Model]], *, brought_by: OfRecord) -> None:
    """A picture or a PDF may be added to such a record by whom it concerns, while `brought_by` answers yes."""
    _bringers.update(dict.fromkeys(models, brought_by))


def gathers(whole: type[Model], parts: Mapping[type[Model], str]) -> None:
    """The card of the whole shows the documents of its parts too; each is reached by the path to the whole."""
    _parts.setdefault(whole, {}).update(parts)


def is_taking(model: type[Model]) -> bool:
    return model in _keepers


def may_keep(user: Any, record: Model) -> bool:
    """Whether this user attaches, changes and removes documents of the record."""
    model = type(record)
    if model not in _keepers or not _keepers[model](user):
        return False
    return model not in _kept or _kept[model](user).filter(pk=record.pk).exists()


def may_bring(user: Any, record: Model) -> bool:
    """Whether this user adds evidence to this very record; he neither changes nor removes what is there."""
    return is_taking(type(record)) and type(record) in _bringers and _bringers[type(record)](user, record)


def with_parts(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The model itself and its parts, each with the path that leads to the whole."""
    return [(model, "pk"), *_parts.get(model, {}).items()]


def papers_visible(model: type[Model], user: Any) -> QuerySet[Any]:
    """The records whose documents the user may see: fewer than he may see, where a name is not yet a scan."""
    narrower = getattr(model.objects, "documents_visible_to", None)
    return narrower(user) if narrower else model.objects.visible_to(user)
