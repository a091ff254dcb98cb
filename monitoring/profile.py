"""Профиль компетенций: every view of every competence, side by side and over the years, never averaged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from leadership.core import russian

from .drafting import blueprint_of
from .marks import marks_of, steps_of, view_of
from .models import Calculation, Campaign, Methodology, ResponseRole, Result, Score
from .models.result import ResultQuerySet
from .radar import Series, radar
from .scoring import rounded
from .thresholds import gap
from .years import Comparison, compared

#: So many campaigns are laid side by side.
CAMPAIGNS = 4


@dataclass(frozen=True)
class Column:
    """What one view said in one campaign."""

    campaign: Campaign
    role: str
    label: str  # «2023»

    @property
    def view(self) -> str:
        return view_of(ResponseRole(self.role))


@dataclass(frozen=True)
class Mark:
    """The level in words and the per cent of the scale; both empty where nothing was said."""

    said: str = ""
    percent: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One competence: its marks by column, the gap in steps of the latest campaign."""

    number: int
    title: str
    function: str
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    gap: int | None

    @property
    def by_column(self) -> list[tuple[Column, Mark]]:
        return list(zip(self.columns, self.marks, strict=True))

    @property
    def gap_said(self) -> str:
        """«самооценка выше на 1 ступень»; empty where there is nothing to set against it."""
        if self.gap is None:
            return ""
        if self.gap == 0:
            return "совпадают"
        steps = russian.counted(abs(self.gap), "ступень", "ступени", "ступеней")
        return f"самооценка {'выше' if self.gap > 0 else 'ниже'} на {steps}"


@dataclass(frozen=True)
class Profile:
    """Columns go by year, within a year by view; empty where no campaign has told anything yet."""

    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    comparison: Comparison | None = None
    methodology: Methodology | None = None

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def latest(self) -> tuple[int, ...]:
        """Places of the columns of the latest campaign."""
        last = self.columns[-1].campaign.pk
        return tuple(place for place, column in enumerate(self.columns) if column.campaign.pk == last)

    @property
    def has_gap(self) -> bool:
        return any(line.gap is not None for line in self.lines)

    @property
    def comparison_said(self) -> str:
        """Over what the years are laid side by side; nothing where there is one campaign alone."""
        if self.comparison is None or len({column.campaign.pk for column in self.columns}) < 2:
            return ""
        if self.comparison.is_whole:
            return "Методика за эти годы не менялась: оценки сравнимы."
        return self.comparison.words

    @property
    def chart_named(self) -> SafeString:
        return self.chart()

    @property
    def chart_numbered(self) -> SafeString:
        """For a narrow screen."""
        return self.chart(named=False)

    def chart(self, *, named: bool = True) -> SafeString:
        """The latest campaign on a radar; the years stand in the table."""
        places = self.latest
        series = [
            Series(self.columns[place].view.capitalize(), tuple(line.marks[place].percent for line in self.lines))
            for place in places
        ]
        title = f"Профиль компетенций, {self.columns[-1].label}, процент от наибольшего балла"
        uid = "profile-named" if named else "profile-numbered"
        return mark_safe(radar(uid, title, [line.title for line in self.lines], series, named=named))


def profile_of(seen: ResultQuerySet, person: int, day: date) -> Profile:
    """Of one person by the results that may be seen: by the model of competences measured last, known by the day."""
    own = seen.current().filter(
        participant__person=person,
        calculation__campaign__methodology__kind=Methodology.Kind.COMPETENCE,
        calculation__done_at__date__lte=day,
    )
    own = own.select_related("calculation__campaign__methodology")
    results = list(own.order_by("-calculation__campaign__year", "-calculation__campaign__as_of", "-pk"))
    if not results:
        return Profile()
    results = _of_the_last_model(results)
    campaigns = list({it.calculation.campaign.pk: it.calculation.campaign for it in reversed(results)}.values())
    versions = {it.methodology_id: it.methodology for it in campaigns}
    comparison = compared([blueprint_of(one) for one in versions.values()])
    roles = list(ResponseRole)
    place = {campaign.pk: number for number, campaign in enumerate(campaigns)}
    results.sort(key=lambda it: (place[it.calculation.campaign_id], roles.index(it.role)))
    columns = tuple(Column(it.calculation.campaign, it.role, _label(it.calculation, campaigns)) for it in results)
    last = campaigns[-1].methodology
    return Profile(columns, _lines(results, columns, comparison), comparison, last)


def _of_the_last_model(results: Sequence[Result]) -> list[Result]:
    """One model alone, whatever its version, and not more campaigns than fit side by side."""
    code = results[0].calculation.campaign.methodology.code
    same = [it for it in results if it.calculation.campaign.methodology.code == code]
    shown = list(dict.fromkeys(it.calculation.campaign_id for it in same))[:CAMPAIGNS]
    return [it for it in same if it.calculation.campaign_id in shown]


def _label(calculation: Calculation, campaigns: Sequence[Campaign]) -> str:
    campaign = calculation.campaign
    is_alone = sum(1 for it in campaigns if it.year == campaign.year) == 1
    return str(campaign.year) if is_alone else russian.month_in_words(campaign.as_of)


def _lines(results: Sequence[Result], columns: tuple[Column, ...], comparison: Comparison) -> tuple[Line, ...]:
    """Competences of the last version in its order; former years only where the items are the same."""
    last = columns[-1].campaign.methodology
    scores = Score.objects.filter(result__in=results).select_related("result", "item__competence", "item__section")
    by_item: dict[tuple[int, str], Score] = {(it.result_id, it.item.code): it for it in scores}
    steps = steps_of(last)
    items = {it.item.code: it.item for it in by_item.values() if it.item.methodology_id == last.pk}
    groups: dict[Any, list[Any]] = {}
    for item in sorted(items.values(), key=lambda it: (it.section.position, it.position)):
        groups.setdefault(item.competence_id or item.code, []).append(item)
    lines = []
    for number, group in enumerate(groups.values(), start=1):
        codes = [it.code for it in group]
        marks = []
        for result in results:
            is_last = result.calculation.campaign.methodology_id == last.pk
            found = [by_item.get((result.pk, code)) for code in codes if is_last or code in comparison.common]
            marks.append(_mark([it for it in found if it]))
        latest = [it for it in results if it.calculation.campaign_id == results[-1].calculation.campaign_id]
        told = [by_item[it.pk, codes[0]] for it in latest if (it.pk, codes[0]) in by_item]
        distance = gap(marks_of(told, steps.get(group[0].pk, ()))) if len(group) == 1 else None
        first = group[0]
        title = str(first.competence) if first.competence_id else first.title
        lines.append(Line(number, title, first.section.title, columns, tuple(marks), distance))
    return tuple(lines)


def _mark(scores: Iterable[Score]) -> Mark:
    """Of one item its level in words; of several the per cent of what they give together, within one view."""
    told = list(scores)
    known = [it for it in told if it.points is not None and it.most]
    if not told:
        return Mark()
    if not known:
        return Mark(told[0].said if len(told) == 1 else "нет данных")
    share = rounded(Fraction(100 * sum(it.points for it in known)) / Fraction(sum(it.most for it in known)), 0)
    return Mark(known[0].said if len(told) == 1 else russian.percent(share, 0), share)
