"""What the faces print of a paper, word for word: values, captions, the approval, the line at the end."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from leadership.core.russian import NBSP, day, number

from .model import Approval, Block, Cell, Column, Kind, Picture, Report, Table

BLANK_DAY = "«___» ______________ 20___ г."


def kind_of(cell: Cell, column: Column) -> Kind:
    return cell.kind or column.kind


def text(cell: Cell, column: Column) -> str:
    """A figure is printed with all its decimals: rounding is done by who made the paper."""
    value = cell.value
    if value is None:
        return column.empty
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | Decimal):
        figure = number(value, places(value, cell, column))
        return f"{figure}{NBSP}%" if kind_of(cell, column) is Kind.PERCENT else figure
    return value


def places(figure: int | Decimal, cell: Cell, column: Column) -> int:
    """How many digits stand after the comma: all there are, and as many zeros as the column asks for."""
    exponent = Decimal(figure).normalize().as_tuple().exponent
    asked = column.places if kind_of(cell, column) in (Kind.NUMBER, Kind.PERCENT) else 0
    return max(asked, -int(exponent))


def captioned(report: Report) -> Iterator[tuple[Block, str]]:
    """Each block with its caption: «Таблица 2 – Охват», «Рисунок 1 – …»."""
    tables = pictures = 0
    for block in report.blocks:
        caption = ""
        if isinstance(block, Table):
            caption = block.title
            if block.title and block.numbered:
                tables += 1
                caption = f"Таблица{NBSP}{tables} – {block.title}"
        elif isinstance(block, Picture):
            pictures += 1
            caption = f"Рисунок{NBSP}{pictures} – {block.caption}"
        yield block, caption


def approval_lines(approval: Approval) -> tuple[str, ...]:
    """The lines above the signature; an act that approves leaves nothing to sign."""
    if approval.by_act:
        return tuple(approval.by_act.split("\n"))
    return ("УТВЕРЖДАЮ", *approval.post.split("\n"))


def approval_day(approval: Approval) -> str:
    return day(approval.day) if approval.day else BLANK_DAY


def executor_line(report: Report) -> str:
    return ", ".join(filter(None, (report.executor.name, report.executor.phone))) if report.executor else ""


def basis(report: Report) -> str:
    """«Отчёт № 12 · Данные на 01.12.2023 · отбор: год – 2023 · сформировал: Л.Г. Иванова»."""
    parts = [f"Отчёт № {report.number}"] if report.number else []
    parts.append(f"Данные на {day(report.as_of)}")
    if report.filters:
        parts.append("отбор: " + "; ".join(f"{name} – {value}" for name, value in report.filters))
    if report.author:
        parts.append(f"сформировал: {report.author}")
    return " · ".join(parts)
