"""Where one goes on from a record: what a higher room can do about a record of a lower one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Way:
    label: str
    url: str


Leading = Callable[[Any, Any, date], Way | None]

#: Each room adds its own when it starts.
_ways: dict[type[Model], list[Leading]] = {}


def leads_from(model: type[Model]) -> Callable[[Leading], Leading]:
    """The function takes a record, who asks and the day, and says where to go on, or nothing."""

    def register(leading: Leading) -> Leading:
        _ways.setdefault(model, []).append(leading)
        return leading

    return register


def ways_of(record: Model, user: Any, day: date) -> list[Way]:
    return [way for leading in _ways.get(type(record), ()) if (way := leading(record, user, day))]
