"""Самооценка и внешняя оценка side by side: every view of every item, never averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .marks import MEASURED, marks_of, norm_of, steps_of, thresholds_of, view_of
from .models import Item, Participant, ResponseRole, Score
from .thresholds import gap, is_strong, shortfall


@dataclass(frozen=True)
class Line:
    """One item: what each view says; the gap in steps; what follows."""

    item: Item
    by_view: tuple[tuple[str, str], ...]
    gap: int | None
    falls_short: str = ""
    is_strong: bool = False

    @property
    def section(self) -> str:
        return self.item.section.title


@dataclass(frozen=True)
class Sides:
    views: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def has_gap(self) -> bool:
        return any(line.gap is not None for line in self.lines)


def sides_of(participant: Participant) -> Sides:
    """By the current calculation of the campaign; empty before there is one. A fixed number of questions."""
    methodology = participant.campaign.methodology
    scores = list(
        Score.objects.filter(result__participant=participant, result__calculation__is_current=True)
        .select_related("result", "item__section", "item__competence")
        .order_by("item__section__position", "item__position", "item_id")
    )
    met = {score.result.role for score in scores}
    roles = [role for role in ResponseRole if role in met]
    thresholds, steps = thresholds_of(methodology), steps_of(methodology)
    lines = []
    for item, group in groupby(scores, key=lambda score: score.item):
        own = list(group)
        marks = marks_of(own, steps.get(item.pk, ()))
        short = shortfall(marks, thresholds, norm=norm_of(item), is_figure=methodology.kind in MEASURED)
        lines.append(
            Line(item, _by_view(own, roles), gap(marks), short.words if short else "", is_strong(marks, thresholds))
        )
    return Sides(tuple(map(view_of, roles)), tuple(lines))


def _by_view(scores: Sequence[Score], roles: Sequence[ResponseRole]) -> tuple[tuple[str, str], ...]:
    by_role = {score.result.role: score.said for score in scores}
    return tuple((view_of(role), by_role.get(role, "")) for role in roles)
