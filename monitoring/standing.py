"""What pages and papers ask of results: the standing of a campaign, its items, what came before, what has changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from .models import SCALE, Calculation, Campaign, Item, Level, Methodology, PointsField, Result, Score
from .models.result import ResultQuerySet
from .scoring import rounded
from .spread import Spread, median, middle, spread_of

NO_LEVEL = "нет данных"
NOTHING = ("", None, None)


def chosen(campaign: Campaign, day: date, number: str = "") -> Calculation | None:
    """The calculation in force on the day, or the one of that number."""
    done = campaign.calculations.in_force(day).select_related("approved_by")
    return done.filter(number=number).first() if number.isdecimal() else done.first()


def former_of(campaign: Campaign, day: date) -> Calculation | None:
    """What the same methodology, in whatever version, said of the year before this one."""
    return earlier(campaign, day).first()


def earlier(campaign: Campaign, day: date) -> QuerySet[Calculation]:
    """Of every earlier campaign by this methodology the calculation in force on the day, the latest year first."""
    methodology = campaign.methodology
    same = Campaign.objects.filter(
        methodology__code=methodology.code,
        methodology__municipality=methodology.municipality_id,
        municipality=campaign.municipality_id,
        year__lt=campaign.year,
    )
    latest = Calculation.objects.filter(campaign=OuterRef("campaign")).in_force(day)
    found = Calculation.objects.filter(campaign__in=same, pk=Subquery(latest.values("pk")[:1]))
    return found.select_related("campaign__methodology").order_by("-campaign__year", "-campaign__as_of", "-pk")


def standing(calculation: Calculation, user: Any = None, former: Calculation | None = None) -> ResultQuerySet:
    """All results in the order of their places, as far as the user may see them; places are counted among all.

    `total_before` and `percent_before` are those of the former period, where it went by the same version.
    """
    campaign = calculation.campaign
    methodology = campaign.methodology
    rows = calculation.results.ranked(methodology).annotate(place_shown=Coalesce("manual_place", "counted_place"))
    apart = ["group"] if methodology.ranks_groups_apart else []
    # What is printed of a participant is asked for by the page: joined, it would be sorted by the thousand.
    rows = rows.prefetch_related("participant__person", "participant__school", "level").order_by(
        "role", *apart, F("place_shown").asc(nulls_last=True), F("total").desc(nulls_last=True), "pk"
    )
    rows = rows.annotate(**_before(former if former and former.campaign.methodology_id == methodology.pk else None))
    if user is None or user.district_id == campaign.municipality_id:
        return rows
    shown = Result.objects.all().shown_to(user)
    return rows.among(shown) if shown else rows


def _before(former: Calculation | None) -> dict[str, Any]:
    """Totals of the same subject in the same role."""
    own = Result.objects.none()
    if former:
        own = Result.objects.filter(
            calculation=former,
            participant__campaign=former.campaign_id,
            participant__content_type=OuterRef("participant__content_type"),
            participant__object_id=OuterRef("participant__object_id"),
            role=OuterRef("role"),
        ).order_by()
    return {
        f"{figure}_before": Subquery(own.values(figure)[:1], output_field=PointsField())
        for figure in ("total", "percent")
    }


Subject = tuple[int, int, str]


def subject_of(result: Result) -> Subject:
    """The same school or person in the same role, from year to year."""
    return result.participant.content_type_id, result.participant.object_id, result.role


def places_in(calculation: Calculation, subjects: Iterable[int] | None = None) -> dict[Subject, int]:
    """Places of a calculation by subject; of the named objects, or of all."""
    ranked = calculation.results.ranked(calculation.campaign.methodology)
    if subjects is not None:
        ranked = ranked.among(Q(participant__object_id__in=list(subjects)))
    found = ranked.filter(is_ranked=True).order_by().values_list(
        "participant__content_type", "participant__object_id", "role", "manual_place", "counted_place"
    )  # fmt: skip
    return {(kind, pk, role): by_hand or counted for kind, pk, role, by_hand, counted in found}


def place_of(result: Result) -> tuple[int | None, int]:
    """The place of one result and how many take part in places with it; two questions."""
    methodology = result.calculation.campaign.methodology
    rivals = Result.objects.filter(calculation=result.calculation_id, role=result.role, is_ranked=True).order_by()
    if methodology.ranks_groups_apart:
        rivals = rivals.filter(group=result.group)
    if not result.is_ranked:
        return None, rivals.count()
    better = Q(total__gt=result.total)
    if methodology.places == methodology.Places.KEY:
        higher = Q(key__isnull=False) if result.key is None else Q(key__gt=result.key)
        better |= Q(total=result.total) & higher
    above = rivals.filter(better)
    counted = above.count() if methodology.places == methodology.Places.GAPS else _different(above)
    return result.manual_place or counted + 1, rivals.count()


def _different(above: ResultQuerySet) -> int:
    return above.values("total", "key").distinct().count()


@dataclass(frozen=True)
class Overview:
    """What stands above a standing: how many at each level, mean and median."""

    levels: list[tuple[str, str, int]]
    participants: int
    ranked: int
    mean: Decimal | None
    median: Decimal | None

    @property
    def largest(self) -> int:
        return max((number for _, _, number in self.levels), default=0)


def overview(calculation: Calculation, role: str) -> Overview:
    """Of one role; four questions, whatever the size."""
    results = calculation.results.filter(role=role).order_by()
    counts = dict(results.values_list("level").annotate(number=Count("pk")))
    levels = [
        (level.title, level.tone, counts.get(level.pk, 0))
        for level in Level.objects.filter(methodology=calculation.campaign.methodology_id)
    ]
    if counts.get(None):
        levels.append((NO_LEVEL, "", counts[None]))
    figures = results.aggregate(
        all=Count("pk"), ranked=Count("pk", filter=Q(is_ranked=True)), known=Count("total"), sum=Sum("total")
    )
    ordered = results.exclude(total=None).order_by("-total").values_list("total", flat=True)
    known = figures["known"]
    mean = rounded(Fraction(figures["sum"]) / known) if known else None
    return Overview(levels, figures["all"], figures["ranked"], mean, median(list(ordered[middle(known)])))


def items_of(calculation: Calculation) -> list[Item]:
    """Items a matrix has columns for: everything but words."""
    items = calculation.campaign.methodology.items.exclude(answer=Item.Answer.TEXT)
    return list(items.select_related("section"))


def with_scores(rows: ResultQuerySet) -> ResultQuerySet:
    """Results with their lines beside: one more question for a page."""
    return rows.prefetch_related(Prefetch("scores", Score.objects.order_by(), to_attr="lines"))


@dataclass(frozen=True)
class ItemFigures:
    """One item over all participants: how many have a value, how points are spread."""

    item: Item
    without: int
    points: Spread | None


def figures_of(calculation: Calculation, items: Iterable[Item], role: str) -> list[ItemFigures]:
    """Counted in the database by different points; one question."""
    lines = Score.objects.filter(result__calculation=calculation, result__role=role).order_by()
    counts: dict[int, dict[Decimal, int]] = {}
    without: dict[int, int] = {}
    for item, points, number in lines.values_list("item", "points").annotate(number=Count("pk")):
        if points is None:
            without[item] = number
        else:
            counts.setdefault(item, {})[points] = number
    return [ItemFigures(item, without.get(item.pk, 0), spread_of(counts.get(item.pk, {}))) for item in items]


@dataclass(frozen=True)
class Changed:
    """What a new calculation says otherwise of a participant."""

    label: str
    total_before: Decimal | None
    total: Decimal | None
    place_before: int | None
    place: int | None


def changes(former: Calculation, latter: Calculation) -> Iterator[Changed]:
    """Participants whose total or place differ, by participant; both are read side by side, row by row."""
    was, now = _told(former), _told(latter)
    one, other = next(was, None), next(now, None)
    while one or other:
        first = min(row[0] for row in (one, other) if row)
        before = one[1] if one and one[0] == first else NOTHING
        after = other[1] if other and other[0] == first else NOTHING
        if before[1:] != after[1:]:
            yield Changed(after[0] or before[0], before[1], after[1], before[2], after[2])
        one = next(was, None) if one and one[0] == first else one
        other = next(now, None) if other and other[0] == first else other


def _told(calculation: Calculation) -> Iterator[tuple[tuple[int, str], tuple[str, Decimal | None, int | None]]]:
    ranked = calculation.results.ranked(calculation.campaign.methodology).order_by("participant", "role")
    columns = ("participant", "role", "participant__label", "total", "manual_place", "counted_place")
    for participant, role, label, total, by_hand, counted in ranked.values_list(*columns).iterator(chunk_size=2000):
        yield (participant, role), (label, total, by_hand or counted)


def shares_over(results: Iterable[int], codes: Iterable[str]) -> dict[int, Decimal]:
    """By result, per cent of the greatest points over some items only, each by its weight; one question."""
    lines = Score.objects.filter(result__in=list(results), item__code__in=list(codes), points__isnull=False)
    worth = Case(
        When(item__methodology__total=Methodology.Total.SUM, then=Value(SCALE)),
        default=Cast("item__weight", BigIntegerField()),
        output_field=BigIntegerField(),
    )
    sums = lines.order_by().values_list("result").annotate(
        given=Sum(Cast("points", BigIntegerField()) * worth), greatest=Sum(Cast("most", BigIntegerField()) * worth)
    )  # fmt: skip
    return {pk: rounded(Fraction(100 * int(given), int(most)), 2) for pk, given, most in sums if most}
