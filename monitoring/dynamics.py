"""The same subjects over the years, as far as the versions of the methodology have items in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from . import standing
from .drafting import blueprint_of
from .models import Calculation, ResponseRole, Result
from .spread import Spread, spread
from .standing import Subject
from .years import Comparison, compared

#: So many years are laid side by side.
YEARS = 5


@dataclass(frozen=True)
class Dynamics:
    """Per cent of the greatest points by subject and year; `None` where there is no result."""

    years: tuple[Calculation, ...]
    comparison: Comparison
    shares: dict[Subject, tuple[Decimal | None, ...]]

    @property
    def roles(self) -> list[ResponseRole]:
        met = {role for *_, role in self.shares}
        return [role for role in ResponseRole if role in met]

    def spread(self, year: int, role: str) -> Spread | None:
        """Of one view: views are not averaged."""
        shares = [own[year] for (*_, its), own in self.shares.items() if its == role]
        return spread(share for share in shares if share is not None)


def dynamics(calculation: Calculation, day: date, results: Sequence[Result] | None = None) -> Dynamics:
    """Of the subjects of these results, or of all; as many questions as there are versions, and a few."""
    former = list(standing.earlier(calculation.campaign, day)[: YEARS - 1])
    years = (*reversed(former), calculation)
    methodologies = {it.campaign.methodology_id: it.campaign.methodology for it in years}
    comparison = compared([blueprint_of(methodology) for methodology in methodologies.values()])
    found = Result.objects.filter(calculation__in=years).order_by().select_related("participant")
    if results is not None:
        found = found.filter(participant__object_id__in=[it.participant.object_id for it in results])
    own = list(found)
    shares = _whole(own) if comparison.is_whole else standing.shares_over([it.pk for it in own], comparison.common)
    place = {it.pk: number for number, it in enumerate(years)}
    told: dict[Subject, list[Decimal | None]] = {}
    for result in own:
        line = told.setdefault(standing.subject_of(result), [None] * len(years))
        line[place[result.calculation_id]] = shares.get(result.pk)
    asked = set(told) if results is None else {standing.subject_of(it) for it in results}
    return Dynamics(years, comparison, {who: tuple(line) for who, line in told.items() if who in asked})


def _whole(results: Sequence[Result]) -> dict[int, Decimal | None]:
    return {it.pk: it.percent for it in results}
