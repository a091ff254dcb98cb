"""What can be found: each room declares its own kinds of records when the application starts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

#: From the record that was saved or deleted to the numbers of the records whose words it holds.
Touches = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of records that can be found: by the words of its title and by `more` texts.

    `gathered` fetches what `more` reads; `detailed` what `detail` tells on the line of a result as of a day;
    `also` names models that hold words of these records.
    """

    model: type[Model]
    label: str
    title: Callable[[Any], str] = str
    more: Callable[[Any], Iterable[str]] = lambda record: ()
    gathered: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda records: records
    detail: Callable[[Any], str] = lambda record: ""
    detailed: Callable[[QuerySet[Any], date], QuerySet[Any]] = lambda records, day: records
    address: Callable[[Any], str] = lambda record: record.get_absolute_url()
    also: Mapping[type[Model], Touches] = field(default_factory=dict)

    def seen_by(self, user: Any) -> QuerySet[Any]:
        return self.model.objects.visible_to(user)


KINDS: dict[type[Model], Kind] = {}


def touched(model: type[Model], record: Model) -> dict[type[Model], list[Any]]:
    """The records, by their models, whose words change when this one does."""
    found: dict[type[Model], list[Any]] = {model: [record.pk]} if model in KINDS else {}
    for kind in KINDS.values():
        if model in kind.also:
            found.setdefault(kind.model, []).extend(kind.also[model](record))
    return found
