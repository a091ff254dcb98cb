"""Stored points as marks to hold against thresholds: by view, with their step of the item's scale."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from .models import Item, Methodology, ResponseRole, ScaleStep, Score
from .thresholds import Mark, Norm, Thresholds

#: What is measured by figures has no views to tell apart.
MEASURED = frozenset({Methodology.Kind.EFFECTIVENESS, Methodology.Kind.RATING, Methodology.Kind.REVIEW})


def view_of(role: ResponseRole) -> str:
    """Whose view, in words: the participant's own is a self-assessment."""
    return "самооценка" if role == ResponseRole.SUBJECT else role.label


def thresholds_of(methodology: Methodology) -> Thresholds:
    return Thresholds(methodology.norm_percent, methodology.gap_steps, methodology.strong_percent)


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
    own_first = sorted(scores, key=lambda score: score.result.role != ResponseRole.SUBJECT)
    return [_mark(score, steps) for score in own_first]


def _mark(score: Score, steps: Sequence[Decimal]) -> Mark:
    role = ResponseRole(score.result.role)
    return Mark(
        view=view_of(role),
        is_own=role == ResponseRole.SUBJECT,
        said=score.said,
        number=score.number,
        points=score.points,
        most=score.most,
        step=_step(score.points, steps),
    )


def _step(points: Decimal | None, steps: Sequence[Decimal]) -> int | None:
    """How many steps lie below; where an item has none, its whole points are the steps."""
    if points is None:
        return None
    return bisect_left(steps, points) if steps else int(points)
