"""The paper of a matrix: value and points of every participant by every item, mean and median below."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from leadership.core.papers.model import Block, Cell, Column, Heading, Kind, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access, standing
from ..models import Calculation, Item, ResponseRole, Result
from ..scoring import rounded
from .common import NO_DATA, basis_of, calculation_of, campaign_of, report_of

#: Items beside each other on a sheet laid sideways: with more of them words break into letters.
ABREAST = 5


@paper(
    "matrix", title="Итоги кампании: участники и показатели", allowed=access.sees_standings,
    parameters=("campaign",),
    description="Значение и балл каждого участника по каждому показателю, среднее и медиана",
)  # fmt: skip
def matrix_paper(context: PaperContext) -> Report:
    campaign = campaign_of(context)
    calculation = calculation_of(campaign, context)
    former = standing.former_of(campaign, context.as_of)
    items = standing.items_of(calculation)
    rows = standing.with_scores(standing.standing(calculation, context.user, former))
    blocks: list[Block] = [basis_of(calculation)]
    for role, results in groupby(rows.iterator(chunk_size=500), key=lambda it: it.role):
        if len(campaign.asks) > 1:
            blocks.append(Heading(ResponseRole(role).label.capitalize()))
        blocks += _matrices(calculation, items, list(results), role, former)
    legend = [(item.code, item.title, item.unit or None) for item in items]
    columns = (Column("Код", 1, Kind.CENTRE), Column("Показатель", 8), Column("Единица", 2))
    blocks.append(Table(columns, legend, title="Показатели"))
    return report_of(context, "matrix", "Итоги: участники и показатели", str(campaign), blocks, wide=True)


def _matrices(
    calculation: Calculation, items: list[Item], results: list[Result], role: str, former: Calculation | None
) -> Iterator[Table]:
    """A table to a section, a long section in several; totals close each of them."""
    points = {it.item.pk: it.points for it in standing.figures_of(calculation, items, role)}
    figures = {
        "Среднее": {pk: rounded(own.mean, 2) for pk, own in points.items() if own},
        "Медиана": {pk: rounded(own.median, 2) for pk, own in points.items() if own},
    }
    if former:
        before = standing.figures_of(former, standing.items_of(former), role)
        by_code = {it.item.code: rounded(it.points.median, 2) for it in before if it.points}
        figures[f"Медиана, {former.campaign.year} год"] = {
            item.pk: by_code[item.code] for item in items if item.code in by_code
        }
    for section, group in groupby(items, key=lambda item: item.section.title):
        own = list(group)
        for first in range(0, len(own), ABREAST):
            abreast = own[first : first + ABREAST]
            rows = [_line(it, abreast) for it in results]
            rows += [_summary(title, abreast, of_items) for title, of_items in figures.items()]
            yield Table(_columns(abreast), rows, title=f"Значения и баллы: {section}")


def _columns(items: Sequence[Item]) -> tuple[Column, ...]:
    columns = [Column("Участник", 12)]
    for item in items:
        columns.append(Column("значение", 10 if item.answer == Item.Answer.LEVELS else 6, Kind.CENTRE, group=item.code))
        if item.rule != Item.Rule.NONE:
            columns.append(Column("балл", 4, Kind.NUMBER, group=item.code))
    return (*columns, Column("Итог", 4, Kind.NUMBER, empty=NO_DATA))


def _line(result: Result, items: Sequence[Item]) -> Row:
    lines = {line.item_id: line for line in result.lines}
    cells: list[Any] = [result.participant.label]
    for item in items:
        line = lines.get(item.pk)
        cells.append(line.said if line else None)
        if item.rule != Item.Rule.NONE:
            cells.append(line.points if line else None)
    return Row((*cells, result.total))


def _summary(title: str, items: Sequence[Item], figures: dict[int, Decimal]) -> Row:
    cells: list[Any] = [title]
    for item in items:
        cells.append(None)
        if item.rule != Item.Rule.NONE:
            cells.append(figures.get(item.pk))
    return Row((*cells, Cell("")), "total")
