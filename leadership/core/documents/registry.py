"""Which records take documents, who keeps those, which records are parts of another.

Filled by every room in its `AppConfig.ready()`: this room knows nobody's records.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet

Question = Callable[[Any], bool]

_keepers: dict[type[Model], Question] = {}
_parts: dict[type[Model], dict[type[Model], str]] = {}


def takes_documents(models: Iterable[type[Model]], *, kept_by: Question) -> None:
    """Documents may be attached to these records, by those about whom `kept_by` answers yes."""
    _keepers.update(dict.fromkeys(models, kept_by))


def gathers(whole: type[Model], parts: Mapping[type[Model], str]) -> None:
    """The card of the whole shows the documents of its parts too; each is reached by the path to the whole."""
    _parts.setdefault(whole, {}).update(parts)


def is_taking(model: type[Model]) -> bool:
    return model in _keepers


def may_keep(user: Any, model: type[Model]) -> bool:
    """Whether this user attaches, changes and removes documents of such records."""
    return model in _keepers and _keepers[model](user)


def with_parts(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The model itself and its parts, each with the path that leads to the whole."""
    return [(model, "pk"), *_parts.get(model, {}).items()]


def papers_visible(model: type[Model], user: Any) -> QuerySet[Any]:
    """The records whose documents the user may see: fewer than he may see, where a name is not yet a scan."""
    narrower = getattr(model.objects, "documents_visible_to", None)
    return narrower(user) if narrower else model.objects.visible_to(user)
