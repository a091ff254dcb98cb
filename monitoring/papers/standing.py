"""The paper of a standing: totals, levels, places with their intervals; how many at each level."""

from collections.abc import Iterator
from itertools import groupby

from leadership.core import russian
from leadership.core.papers.model import Block, Cell, Column, Heading, Kind, Paragraph, Picture, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper
from schools.models import SchoolYear

from .. import access, charts, standing
from ..models import Calculation, Methodology, ResponseRole, Result
from ..standing import Subject
from .common import NO_DATA, basis_of, calculation_of, campaign_of, report_of


@paper(
    "standing", title="Итоги кампании: места и уровни", allowed=access.sees_standings, parameters=("campaign",),
    description="Итог, уровень, место с интервалом и полнота данных каждого участника; сколько на каком уровне",
)  # fmt: skip
def standing_paper(context: PaperContext) -> Report:
    campaign = campaign_of(context)
    calculation = calculation_of(campaign, context)
    former = standing.former_of(campaign, context.as_of)
    rows = standing.standing(calculation, context.user, former)
    places = standing.places_in(former) if former else {}
    blocks: list[Block] = [basis_of(calculation)]
    for role, results in groupby(rows.iterator(chunk_size=1000), key=lambda it: it.role):
        blocks += _standing(calculation, role, list(results), former, places)
    return report_of(context, "standing", "Итоги: места и уровни", str(campaign), blocks, wide=True)


def _standing(
    calculation: Calculation, role: str, results: list[Result], former: Calculation | None, places: dict[Subject, int]
) -> Iterator[Block]:
    methodology = calculation.campaign.methodology
    if len(calculation.campaign.asks) > 1:
        yield Heading(ResponseRole(role).label.capitalize())
    ranks = methodology.may_rank and methodology.places != Methodology.Places.NONE
    yield Table(
        tuple(_columns(methodology, ranks, former)),
        list(_rows(methodology, results, ranks, former, places)),
        title="Результаты участников",
    )
    yield from _notes(calculation, results, ranks)
    overview = standing.overview(calculation, role)
    if overview.mean is not None and overview.median is not None:
        yield Paragraph(
            f"Средний итог – {russian.rounded(overview.mean)}, медиана – {russian.rounded(overview.median)}."
        )
    levels = [(title, number, str(number)) for title, _, number in overview.levels]
    if levels:
        chart = charts.bars(f"levels-{role}", "Участников по уровням", levels, max(overview.largest, 1))
        yield Picture(chart, "Участников по уровням", "; ".join(f"{title} – {number}" for title, number, _ in levels))
        yield Table(
            (Column("Уровень", 3), Column("Участников", 1, Kind.NUMBER)),
            [(title, number) for title, number, _ in levels],
            title="Участников по уровням",
        )


def _columns(methodology: Methodology, ranks: bool, former: Calculation | None) -> Iterator[Column]:
    if ranks:
        yield Column("Место", 5, Kind.CENTRE)
        yield Column("Интервал места", 7, Kind.CENTRE)
    yield Column("Участник", 18)
    if methodology.subject != Methodology.Subject.PROJECT:
        yield Column("Школа" if methodology.subject == Methodology.Subject.HEAD else "Руководитель", 18)
    yield Column("Итог", 7, Kind.NUMBER, empty=NO_DATA)
    yield Column("Из", 7, Kind.NUMBER)
    yield Column("% от максимума", 8, Kind.PERCENT)
    yield Column("Уровень", 11, empty=NO_DATA)
    yield Column("Рассчитано по", 8, Kind.CENTRE)
    if former:
        year = f"{former.campaign.year} год"
        if former.campaign.methodology_id == methodology.pk:
            yield Column("итог", 7, Kind.NUMBER, group=year)
        if ranks:
            yield Column("место", 6, Kind.CENTRE, group=year)


def _rows(
    methodology: Methodology, results: list[Result], ranks: bool, former: Calculation | None, places: dict[Subject, int]
) -> Iterator[Row]:
    groups = dict(SchoolYear.Group.choices)
    for group, members in groupby(results, key=lambda it: it.group if methodology.ranks_groups_apart else None):
        if group is not None:
            yield Row((groups.get(group, "без группы"),), "group")
        for it in members:
            yield Row(tuple(_cells(methodology, it, ranks, former, places)))


def _cells(
    methodology: Methodology, it: Result, ranks: bool, former: Calculation | None, places: dict[Subject, int]
) -> Iterator[Cell | str | None]:
    if ranks:
        yield Cell(f"{it.place_shown}*" if it.manual_place else it.place_shown)
        yield it.said_interval or None
    participant = it.participant
    yield participant.label
    if methodology.subject == Methodology.Subject.HEAD:
        yield str(participant.school) if participant.school else None
    elif methodology.subject == Methodology.Subject.SCHOOL:
        yield str(participant.person) if participant.person else None
    yield it.total
    yield it.most
    yield it.percent
    yield it.level.title if it.level else None
    yield it.said_coverage
    if former:
        if former.campaign.methodology_id == methodology.pk:
            yield it.total_before
        if ranks:
            yield places.get(standing.subject_of(it))


def _notes(calculation: Calculation, results: list[Result], ranks: bool) -> Iterator[Paragraph]:
    methodology = calculation.campaign.methodology
    for it in results:
        if it.manual_place:
            yield Paragraph(f"* {it.participant}: место назначено вручную. Причина: {it.manual_reason}", "note")
    if not ranks:
        return
    yield Paragraph(
        f"Место получают при полноте данных не ниже {methodology.least_coverage}{russian.NBSP}%. Интервал места – "
        f"лучшее и худшее место, если исключить любой показатель или изменить его вес на 10{russian.NBSP}%.",
        "note",
    )
    if calculation.deciders:
        yield Paragraph(f"Сильнее всего места зависят от показателей: {', '.join(calculation.deciders)}.", "note")
