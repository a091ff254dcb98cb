"""Indicators as of a day: counted in one question to the database, listed name by name on demand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from schools.models import Person

from .models import Indicator, Project
from .reading import Reading
from .sources import SOURCES, Scope, Source


@dataclass(frozen=True)
class Member:
    """Somebody or some school behind a figure, with the proof, or with what stands in the way."""

    record: Any
    words: str


@dataclass(frozen=True)
class Membership:
    """Everybody behind a figure: who counts, who does not and why, who is shown beside."""

    reached: list[Member]
    others: list[Member]
    beside: list[Member]


def scope_of(indicator: Indicator, day: date) -> Scope:
    return Scope(indicator.project, day, indicator.parameters)


def source_of(indicator: Indicator) -> Source:
    return SOURCES[indicator.source]


def variant_of(indicator: Indicator) -> list[tuple[str, str]]:
    """(what can be chosen, what is chosen) of the indicator's reading."""
    return [
        (
            parameter.label,
            dict(parameter.choices)[indicator.parameters.get(parameter.name, parameter.choices[0][0])],
        )
        for parameter in source_of(indicator).parameters
    ]


def readings(indicators: Sequence[Indicator], days: Iterable[date]) -> dict[tuple[int, date], Reading]:
    """(indicator's id, day) → its reading, for all indicators and days in one SELECT."""
    days = list(days)
    counts: dict[str, Coalesce] = {}
    for indicator in indicators:
        for day in days:
            scope, source = scope_of(indicator, day), source_of(indicator)
            counts[_name("n", indicator, day)] = _count(source.reached(scope))
            if source.is_share:
                counts[_name("d", indicator, day)] = _count(source.population(scope))
    if not counts:
        return {}
    found: Mapping[str, int] = Project.objects.filter(pk=indicators[0].project_id).values(**counts).get()
    return {
        (indicator.pk, day): Reading(
            found[_name("n", indicator, day)], found.get(_name("d", indicator, day)), indicator.target
        )
        for indicator in indicators
        for day in days
    }


def _name(part: str, indicator: Indicator, day: date) -> str:
    return f"{part}_{indicator.pk}_{day:%Y%m%d}"


def _count(queryset: QuerySet) -> Coalesce:
    """The number of rows as an expression of an outer query."""
    counted = queryset.order_by().annotate(_all=Value(1)).values("_all").annotate(_n=Count("pk")).values("_n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def behind(indicator: Indicator, day: date) -> Membership:
    """The people or schools behind the figure and the rest, each with its reason."""
    scope, source = scope_of(indicator, day), source_of(indicator)
    reached = list(_labelled(source.reached(scope), day))
    held = {record.pk for record in reached}
    others = [record for record in _labelled(source.population(scope), day) if record.pk not in held]
    others_too = source.beside(scope)
    beside = [] if others_too is None else list(_labelled(others_too, day))
    proofs = source.proofs(scope, [*reached, *beside])
    obstacles = source.obstacles(scope, others)
    return Membership(
        reached=[Member(record, proofs.get(record.pk, "")) for record in reached],
        others=[Member(record, obstacles[record.pk]) for record in others],
        beside=[Member(record, proofs.get(record.pk, "")) for record in beside],
    )


def _labelled(queryset: QuerySet, day: date) -> QuerySet:
    """People come with the school they head on the day."""
    return queryset.with_school(day) if queryset.model is Person else queryset


def trend_days(project: Project, day: date) -> list[date]:
    """The last days of the project's years up to the day, then the day itself."""
    ends = [min(date(year, 12, 31), project.ends_on) for year in range(project.starts_on.year, day.year + 1)]
    return sorted({end for end in ends if end < day} | {day})
