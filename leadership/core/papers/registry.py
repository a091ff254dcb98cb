"""The kinds of papers there are; each room registers its own in its `papers.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .model import Report


@dataclass(frozen=True)
class PaperContext:
    """Whose paper, as of which day, for whom, and what was chosen: a campaign, a meeting, filters."""

    municipality: object
    as_of: date
    user: object | None = None
    filters: Mapping[str, str] = field(default_factory=dict)


Build = Callable[[PaperContext], Report]


def _always(municipality: Any) -> bool:
    return True


@dataclass(frozen=True)
class PaperKind:
    """`parameters` are the filters without which it cannot be built; who takes away names of people is noted.

    `has_ground` says whether a district has what the paper is made of: the passport of a project, say.
    """

    name: str
    title: str
    description: str
    build: Build
    allowed: Callable[[Any], bool]
    parameters: tuple[str, ...] = ()
    names_people: bool = False
    has_ground: Callable[[Any], bool] = _always


class NoRecord(LookupError):
    """What the paper was asked about is not there, or not for whoever asked."""


class UnknownPaper(LookupError):
    """Nobody registered a paper of that name; the text names those that are."""


_kinds: dict[str, PaperKind] = {}


def paper(
    name: str,
    *,
    title: str,
    allowed: Callable[[Any], bool],
    description: str = "",
    parameters: tuple[str, ...] = (),
    names_people: bool = False,
    has_ground: Callable[[Any], bool] = _always,
) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        if name in _kinds:
            raise ValueError(f"Paper «{name}» is registered twice.")
        _kinds[name] = PaperKind(name, title, description, build, allowed, parameters, names_people, has_ground)
        return build

    return register


def find(name: str) -> PaperKind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownPaper(f"Нет отчёта «{name}». Есть: {', '.join(sorted(_kinds))}.") from None


def parameters() -> list[str]:
    """Everything that some paper cannot be built without."""
    return sorted({name for kind in _kinds.values() for name in kind.parameters})


def all_papers() -> list[PaperKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.title)
