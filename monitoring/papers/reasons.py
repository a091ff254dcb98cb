"""«Почему столько баллов» on paper: one result line by line."""

from collections.abc import Iterator
from typing import Any

from leadership.core import russian
from leadership.core.papers.model import Block, Cell, Column, Kind, Paragraph, Report, Row, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper

from .. import access
from ..models import Result
from ..sheet import Sheet, SheetSection, former_result, sheet_of
from .common import NO_DATA, basis_of, report_of


@paper(
    "reasons", title="Почему столько баллов", allowed=access.sees_results, parameters=("result",),
    description="Лист одного участника: значение, правило, балл, вес и вклад каждого показателя",
)  # fmt: skip
def reasons_paper(context: PaperContext) -> Report:
    asked = context.filters["result"]
    seen = Result.objects.visible_to(context.user) if context.user else Result.objects.all()
    found = seen.filter(participant__municipality=context.municipality.pk).select_related(
        "calculation__campaign__methodology", "participant__person", "participant__school", "level"
    )
    result = found.filter(pk=asked).first() if asked.isdecimal() else None
    if result is None:
        raise NoRecord(f"Результата с номером {asked} нет.")
    sheet = sheet_of(result, former_result(result, context.as_of))
    participant = result.participant
    beside = participant.person if str(participant.school) == participant.label else participant.school
    about = f"{participant}{f', {beside}' if beside else ''}\n{result.calculation.campaign}"
    blocks = [basis_of(result.calculation), *_summary_of(sheet), *_sections(sheet), *_ending(sheet)]
    return report_of(context, "reasons", "Почему столько баллов", about, blocks, wide=True)


def _summary_of(sheet: Sheet) -> Iterator[Block]:
    result = sheet.result
    rows: list[tuple[str, str]] = [("Итог", _said_total(result))]
    if result.percent is not None:
        rows.append(("Процент от применимого максимума", f"{russian.number(result.percent)}{russian.NBSP}%"))
    rows.append(("Уровень", result.level.title if result.level else NO_DATA))
    rows.append(("Рассчитано по показателям", result.said_coverage))
    if sheet.place:
        firm = f" (в пределах {result.said_interval})" if result.said_interval else ""
        by_hand = f"; назначено вручную: {result.manual_reason}" if result.manual_place else ""
        rows.append(("Место", f"{sheet.place} из {sheet.rivals}{firm}{by_hand}"))
    if sheet.lacks:
        rows.append(("До следующего уровня", sheet.lacks))
    if sheet.former:
        year = sheet.former.calculation.campaign.year
        other = "" if sheet.comparable else "; версия методики другая, итоги целиком не сравниваются"
        rows.append((f"Прошлый период, {year} год", f"{_said_total(sheet.former)}{other}"))
    yield Table((Column("", 3), Column("", 7)), rows, numbered=False)


def _said_total(result: Result) -> str:
    if result.total is None:
        return NO_DATA
    most = f" из {russian.number(result.most)}" if result.most is not None else ""
    return f"{russian.number(result.total)}{most}"


def _sections(sheet: Sheet) -> Iterator[Block]:
    columns = [
        Column("Показатель", 26), Column("Значение", 13), Column("Правило", 26), Column("Почему столько", 18),
        Column("Балл", 6, Kind.NUMBER), Column("Из", 6, Kind.NUMBER),
    ]  # fmt: skip
    if sheet.weighs:
        columns.append(Column("Вес", 6, Kind.NUMBER))
    columns.append(Column("Вклад", 7, Kind.NUMBER))
    rows: list[Row] = []
    for section in sheet.sections:
        rows += [Row((section.title,), "group"), *_lines(section, sheet.weighs)]
    width = len(columns) - 1
    if sheet.result.rounding:
        rows.append(Row((Cell("Округление", cols=width), sheet.result.rounding)))
    rows.append(Row((Cell("Итог", cols=width), sheet.result.total), "total"))
    yield Table(tuple(columns), rows, title="Баллы по показателям")


def _lines(section: SheetSection, weighs: bool) -> Iterator[Row]:
    for line in section.lines:
        cells: list[Any] = [
            f"{line.code}. {line.title}", line.said, line.rule or None,
            line.reason if line.is_scored else "баллов не даёт", line.points,
            line.most if line.points is not None else None,
        ]  # fmt: skip
        if weighs:
            cells.append(line.weight)
        yield Row((*cells, line.contribution))


def _ending(sheet: Sheet) -> Iterator[Block]:
    yield Paragraph(
        "«Нет данных» и «не применяется» не считаются нулём: такие показатели не входят ни в итог, ни в максимум.",
        "note",
    )
