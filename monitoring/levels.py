"""On which step of a competence people stand by the external view, for whoever chooses support by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from .marks import steps_of
from .models import Methodology, ResponseRole, Score

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Level:
    """The step reached, counted from nought, and the first one that is not below the norm."""

    step: int
    norm: int

    @property
    def size(self) -> int:
        """By how many steps it is below the norm; not below – none."""
        return max(0, self.norm - self.step)


def external_levels(people: QuerySet, day: date) -> Mapping[int, Mapping[int, Level]]:
    """person → competence → level by the latest calculated assessment with an external view known by the day.

    Of several items of one competence the lowest counts. A self-assessment is never a level. One question, and one
    more for each methodology met.
    """
    scores = (
        Score.objects.filter(
            result__role=ResponseRole.EXTERNAL,
            result__calculation__is_current=True,
            result__calculation__campaign__as_of__lte=day,
            result__participant__person__in=people.order_by().values("pk"),
            item__competence__isnull=False,
            points__isnull=False,
        )
        .select_related("item", "result__participant", "result__calculation__campaign__methodology")
        .order_by("-result__calculation__campaign__as_of", "-result__calculation__campaign_id", "pk")
    )
    scales: dict[int, Mapping[int, tuple[Decimal, ...]]] = {}
    taken: dict[tuple[int, int], int] = {}  # (person, competence) → the campaign it is taken from
    found: dict[int, dict[int, Level]] = {}
    for score in scores:
        campaign = score.result.calculation.campaign
        key = score.result.participant.person_id, score.item.competence_id
        if taken.setdefault(key, campaign.pk) != campaign.pk:
            continue
        methodology = campaign.methodology
        if methodology.pk not in scales:
            scales[methodology.pk] = steps_of(methodology)
        level = _level(score, scales[methodology.pk].get(score.item_id, ()), methodology)
        own = found.setdefault(key[0], {})
        own[key[1]] = min(own.get(key[1], level), level, key=lambda one: one.step)
    return found


def _level(score: Score, steps: tuple[Decimal, ...], methodology: Methodology) -> Level:
    most = score.most if score.most is not None else max(steps, default=Decimal(0))
    wanted = most * (methodology.norm_percent or 0) / HUNDRED
    scale = steps or tuple(Decimal(number) for number in range(int(most) + 1))
    reached = sum(1 for points in scale if points < score.points)
    return Level(reached, sum(1 for points in scale if points < wanted))
