"""Reads the workbook of one form back (docs/form-workbook.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from leadership.core.spreadsheets.cells import sameness
from leadership.core.spreadsheets.reading import LIMITS, Line, Unreadable, open_sheet, title_key

from .answers_sheet import said as typed_as
from .answers_sheet import signature
from .form_book import (
    ABOUT,
    ANSWER,
    CAMPAIGN,
    CODE,
    COLUMNS,
    FORM,
    LEVEL,
    METHODOLOGY,
    NOTE,
    PARTICIPANT,
    SHEET,
    VALUE,
    WAS_ANSWER,
    WAS_NOTE,
    WHAT,
)
from .form_numbers import read as read_number
from .models import Item, Response

BOOK_LIMITS = replace(LIMITS, rows=3_000)
NOT_A_FORM = "Это не книга формы: в ней нет листа «О книге». Скачайте книгу на странице формы."


@dataclass(frozen=True)
class Cell:
    """A line of the sheet: what stands there, and what stood when the workbook was made."""

    line: int
    code: str
    answer: str = ""
    note: str = ""
    was_answer: str = ""
    was_note: str = ""


@dataclass(frozen=True)
class Entry:
    """One question as the workbook answers it: its own line and those of its levels."""

    item: Item
    cell: Cell
    levels: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def is_touched(self) -> bool:
        cells = (self.cell, *self.levels.values())
        return any((one.answer, one.note) != (one.was_answer, one.was_note) for one in cells)


def read(file: BinaryIO, response: Response, items: Iterable[Item]) -> tuple[list[Entry], list[Cell]]:
    """Questions as the workbook answers them, and lines of no question.

    Raises `Unreadable`, also where the workbook is of another form or version.
    """
    _judge_whose(file, response)
    sheet = open_sheet(file, known=COLUMNS, limits=BOOK_LIMITS, named=SHEET, keeps_lines=True)
    places = {title_key(title): place for place, title in enumerate(sheet.titles)}
    for needed in (CODE, ANSWER):
        if title_key(needed) not in places:
            raise Unreadable(f"На листе «{SHEET}» нет столбца «{needed}». Скачайте книгу заново.")
    return _entries([_cell(line, places) for line in sheet.lines()], items)


def _judge_whose(file: BinaryIO, response: Response) -> None:
    try:
        about = open_sheet(file, known=(WHAT, VALUE), limits=BOOK_LIMITS, named=ABOUT)
    except Unreadable as fault:
        if f"нет листа «{ABOUT}»" in str(fault):
            raise Unreadable(
                "Это не книга формы: в ней нет листа «О книге». Скачайте книгу на странице формы."
            ) from fault
        raise
    told = {title_key(typed_as(line.values[0])): typed_as(line.values[1]) for line in about.lines()}
    number = read_number(told.get(title_key(FORM), ""))
    if number is None:
        raise Unreadable("В книге испорчен номер формы (лист «О книге»). Скачайте книгу заново.")
    methodology = response.participant.campaign.methodology
    expected, given = signature(methodology), told.get(title_key(METHODOLOGY), "")
    if number != response.pk:
        whose = told.get(title_key(PARTICIPANT), "")
        campaign = told.get(title_key(CAMPAIGN), "")
        raise Unreadable(
            f"Книга другой формы: «{whose}», {campaign}. А здесь – «{response.participant.label}», "
            f"{response.participant.campaign}. Выберите книгу этой формы или скачайте её заново."
        )
    if sameness(given) != sameness(expected):
        raise Unreadable(f"Книга сделана для другой версии методики: {given}. Нужна {expected}. Скачайте её заново.")


def _cell(line: Line, places: Mapping[str, int]) -> Cell:
    def at(title: str) -> str:
        place = places.get(title_key(title))
        return "" if place is None or place >= len(line.values) else typed_as(line.values[place])

    return Cell(line.number, at(CODE), at(ANSWER), at(NOTE), at(WAS_ANSWER), at(WAS_NOTE))


def _entries(cells: Iterable[Cell], items: Iterable[Item]) -> tuple[list[Entry], list[Cell]]:
    by_code = {item.code: item for item in items}
    own: dict[str, Cell] = {}
    levels: dict[str, dict[str, Cell]] = {}
    strange = []
    for cell in cells:
        code, _, level = cell.code.partition(LEVEL.strip())
        code, level = code.strip(), level.strip()
        item = by_code.get(code)
        is_known = item is not None and (not level or any(step.code == level for step in item.steps.all()))
        if not is_known or (not level and code in own):
            if cell.code or cell.answer or cell.note:
                strange.append(cell)
        elif level:
            levels.setdefault(code, {})[level] = cell
        else:
            own[code] = cell
    return [Entry(by_code[code], cell, levels.get(code, {})) for code, cell in own.items()], strange
