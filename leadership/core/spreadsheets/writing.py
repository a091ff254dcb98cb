"""Workbooks we give away: one to be filled in, and one brought to us with its faults marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from . import judging
from .cells import FORMULA_SIGNS
from .faults import LIMITS, MEGABYTE, damage_is_named

HOW_TO, LISTS = "Как заполнять", "Списки"
LAST_FILLED = 5_000  # rows the lists of a template reach to
DAY = "DD.MM.YYYY"
#: Beyond this a workbook is copied row by row, values only: whole in memory it would take hundreds of megabytes.
KEPT_WHOLE = 8 * MEGABYTE
HEAD, FAULTY = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="F4B6B6")
BOLD, WRAPPED = Font(bold=True), Alignment(vertical="top", wrap_text=True)


def put(cell: Any, value: object) -> None:
    """A text is a text, whatever it begins with: «=…» is no formula, and the quote keeps it one when it is edited."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)
    else:
        cell.value = value


def sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title)[:31].strip() or "Лист"


Reasons = dict[tuple[int, int], list[str]]


@dataclass(frozen=True)
class TemplateColumn:
    title: str
    example: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    width: int = 20
    is_day: bool = False


def template(title: str, columns: Sequence[TemplateColumn], notes: Sequence[str] = ()) -> bytes:
    """A workbook to fill in: the sheet itself, a sheet that says how, and, out of sight, the words to choose from."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(title)
    how_to = book.create_sheet(HOW_TO)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for place, column in enumerate(columns, 1):
        _put_column(sheet, lists, place, column)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    _explain(how_to, columns, notes)
    if not any(column.choices for column in columns):
        book.remove(lists)
    return _saved(book)


def _put_column(sheet: Any, lists: Any, place: int, column: TemplateColumn) -> None:
    letter = get_column_letter(place)
    head = sheet.cell(1, place)
    put(head, f"{column.title} *" if column.required else column.title)
    head.font, head.fill, head.alignment = BOLD, HEAD, WRAPPED
    dimension = sheet.column_dimensions[letter]
    dimension.width = column.width
    if column.is_day:
        dimension.number_format = DAY
    for row, choice in enumerate(column.choices, 1):
        put(lists.cell(row, place), choice)
    if column.choices:
        listed = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(column.choices)}"
        choosing = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=True)
        choosing.errorTitle, choosing.error = "Нет в списке", "Выберите значение из списка."
        choosing.add(f"{letter}2:{letter}{LAST_FILLED}")
        sheet.add_data_validation(choosing)


def _explain(sheet: Any, columns: Sequence[TemplateColumn], notes: Sequence[str]) -> None:
    rows: list[tuple[str, ...]] = [
        ("Столбец", "Обязателен", "Что писать", "Пример", "Допустимые значения"),
        *(
            (one.title, "да" if one.required else "нет", _note(one), one.example, "; ".join(one.choices))
            for one in columns
        ),
    ]
    if any(one.required for one in columns):
        notes = (*notes, "Звёздочкой отмечены обязательные столбцы.")
    rows += [("",), *((note,) for note in notes)]
    for number, row in enumerate(rows, 1):
        for place, said in enumerate(row, 1):
            cell = sheet.cell(number, place)
            put(cell, said)
            cell.alignment = WRAPPED if len(row) > 1 else Alignment(vertical="top")
            if number == 1:
                cell.font, cell.fill = BOLD, HEAD
    for letter, width in zip("ABCDE", (28, 14, 50, 28, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _note(column: TemplateColumn) -> str:
    return column.note or ("день: 01.09.2023" if column.is_day else "")


def _saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def marked(file: BinaryIO, faults: Iterable[tuple[int, int, str]], sheet: str = "") -> bytes:
    """The workbook as it was brought, its faulty cells – (row, column, reason) – red, with the reason as a comment.

    `sheet` is the name of the sheet that was read; the first visible one, where it is not told.
    """
    reasons: Reasons = {}
    for row, column, reason in faults:
        reasons.setdefault((row, column), []).append(reason)
    archive = judging.opened(file, LIMITS)
    is_small = sum(part.file_size for part in archive.infolist()) <= KEPT_WHOLE
    file.seek(0)
    with damage_is_named():
        book = load_workbook(file, read_only=not is_small, data_only=not is_small, keep_links=False)
        read = book[sheet] if sheet else next(one for one in book.worksheets if one.sheet_state == "visible")
        return _marked_whole(book, read, reasons) if is_small else _marked_copy(read, reasons)


def _marked_whole(book: Workbook, sheet: Any, reasons: Reasons) -> bytes:
    for (row, column), why in reasons.items():
        for merged in sheet.merged_cells.ranges:
            if (row, column) in merged.cells:
                row, column = merged.min_row, merged.min_col
        _mark(sheet.cell(row, column), why)
    return _saved(book)


def _marked_copy(read: Any, reasons: Reasons) -> bytes:
    copy = Workbook(write_only=True)
    sheet = copy.create_sheet(sheet_name(read.title))
    why: dict[int, dict[int, list[str]]] = {}
    for (number, column), reason in reasons.items():
        why.setdefault(number, {})[column] = reason
    read.reset_dimensions()
    rows = enumerate(read.iter_rows(values_only=True), 1)
    last = 0
    for last, values in rows:
        sheet.append(_copied(sheet, values, why.get(last, {})))
    for number in range(last + 1, max(why, default=0) + 1):
        sheet.append(_copied(sheet, (), why.get(number, {})))
    return _saved(copy)


def _copied(sheet: Any, values: Sequence[Any], why: dict[int, list[str]]) -> list[WriteOnlyCell]:
    copied = []
    for column in range(1, max([len(values), *why]) + 1):
        cell = WriteOnlyCell(sheet)
        put(cell, values[column - 1] if column <= len(values) else None)
        if column in why:
            _mark(cell, why[column])
        copied.append(cell)
    return copied


def _mark(cell: Any, why: list[str]) -> None:
    cell.fill = FAULTY
    cell.comment = Comment("\n".join(dict.fromkeys(why)), "Проверка")
