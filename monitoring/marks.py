"""Stored points as marks to hold against thresholds: by view, with their step of the item's scale."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from .models import Item, Methodology, ResponseRole, ScaleStep, Score
from .thresholds import Mark, Norm, Thresholds

#: What is measured by figures has no views to tell apart.
MEASURED = frozenset({Methodology.Kind.EFFECTIVENESS, Methodology.Kind.RATING, Methodology.Kind.REVIEW})


class Told(NamedTuple):
    """What a score keeps of one view of one item."""

    role: str
    said: str
    number: Decimal | None
    points: Decimal | None
    most: Decimal | None


def view_of(role: ResponseRole) -> str:
    """Whose view, in words: the participant's own is a self-assessment."""
    return "самооценка" if role == ResponseRole.SUBJECT else role.label


def thresholds_of(methodology: Methodology) -> Thresholds:
    return Thresholds(methodology.norm_percent, methodology.gap_steps, methodology.strong_percent, methodology.digits)


def norm_of(item: Item) -> Norm | None:
    if item.norm is None or item.direction == Item.Direction.NONE:
        return None
    return Norm(item.norm, is_up=item.direction == Item.Direction.UP)


def steps_of(methodology: Methodology) -> Mapping[int, tuple[Decimal, ...]]:
    """Of each item the points its steps give, from the least; one question."""
    found: dict[int, set[Decimal]] = {}
    steps = ScaleStep.objects.filter(item__methodology=methodology).exclude(points=None)
    for item, points in steps.values_list("item", "points"):
        found.setdefault(item, set()).add(points)
    return {item: tuple(sorted(points)) for item, points in found.items()}


def marks_of(scores: Iterable[Score], steps: Sequence[Decimal]) -> list[Mark]:
    """Scores of one item of one participant, taken with their results; the own view comes first."""
    told = (Told(score.result.role, score.said, score.number, score.points, score.most) for score in scores)
    return marks_told(told, steps)


def marks_told(told: Iterable[Told], steps: Sequence[Decimal]) -> list[Mark]:
    """The same of what was read without objects."""
    own_first = sorted(told, key=lambda one: one.role != ResponseRole.SUBJECT)
    return [_mark(one, steps) for one in own_first]


def _mark(told: Told, steps: Sequence[Decimal]) -> Mark:
    role = ResponseRole(told.role)
    return Mark(
        view=view_of(role),
        is_own=role == ResponseRole.SUBJECT,
        said=told.said,
        number=told.number,
        points=told.points,
        most=told.most,
        step=_step(told.points, steps),
    )


def _step(points: Decimal | None, steps: Sequence[Decimal]) -> int | None:
    """How many steps lie below; where an item has none, its whole points are the steps."""
    if points is None:
        return None
    return bisect_left(steps, points) if steps else int(points)
