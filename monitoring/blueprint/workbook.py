"""A methodology as a workbook of four sheets. The columns are documented in docs/methodology-workbook.md."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from leadership.core.spreadsheets.reading import Sheet, Unreadable, open_sheet, title_key
from leadership.core.spreadsheets.writing import DAY, LISTS, put

from . import columns
from .building import build
from .faults import BlueprintError, Fault
from .fields import Field, Kind, Value
from .model import Blueprint
from .source import Raw, Source

SHEETS = HEAD, ITEMS, STEPS, LEVELS = ("Методика", "Показатели", "Шкалы", "Уровни")
NAME, SAID = "Поле", "Значение"
ROW, OF_ITEM = "Строка", "Показатель"
A_SECTION, AN_ITEM = "раздел", "показатель"
LAST_FILLED = 500  # rows the lists of choices reach to
#: A section fills the columns of an item that are called alike.
_ITEM_TITLES = (ROW, *(field.title for field in columns.ITEM))
_STEP_TITLES = (OF_ITEM, *(field.title for field in columns.STEP))
_LEVEL_TITLES = tuple(field.title for field in columns.LEVEL)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_SECTION_LOOK = PatternFill("solid", fgColor="EEF3F8")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def read(file: BinaryIO) -> Blueprint:
    """Raises `BlueprintError` with every fault of all four sheets; `Unreadable` where the file is no workbook."""
    reader = _Reader(file)
    source = Source(reader.head(), list(reader.rows()), list(reader.steps()), list(reader.levels()))
    if len(reader.unread) == len(SHEETS) and len(set(reader.unread)) == 1:
        raise Unreadable(reader.unread[0])
    if reader.broken:
        raise BlueprintError(reader.faults)
    return build(source, reader.faults)


class _Reader:
    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.broken = False  # a whole sheet is not there: what leans on it is not judged
        self.unread: list[str] = []

    def head(self) -> Raw:
        values: dict[str, object] = {}
        by_title = {title_key(field.title): field for field in columns.METHODOLOGY}
        for number, line in self._lines(HEAD, (NAME, SAID), required=(NAME, SAID)):
            field = by_title.get(title_key(str(line.get(NAME) or "")))
            if field is None:
                self.faults.append(Fault(HEAD, number, NAME, str(line.get(NAME) or ""), "такого поля нет"))
            elif field.name in values:
                self.faults.append(Fault(HEAD, number, NAME, field.title, "поле стоит дважды"))
            else:
                values[field.name] = line.get(SAID)
        return Raw(HEAD, 0, values)

    def rows(self) -> Iterator[tuple[bool, Raw]]:
        required = (ROW, *(field.title for field in columns.ITEM if field.is_required))
        for number, line in self._lines(ITEMS, _ITEM_TITLES, required):
            said = title_key(str(line.get(ROW) or ""))
            if said not in (A_SECTION, AN_ITEM):
                reason = f"напишите «{A_SECTION}» или «{AN_ITEM}»"
                self.faults.append(Fault(ITEMS, number, ROW, str(line.get(ROW) or ""), reason))
                continue
            is_section = said == A_SECTION
            yield is_section, _raw(ITEMS, number, line, columns.SECTION if is_section else columns.ITEM)

    def steps(self) -> Iterator[tuple[str, Raw]]:
        for number, line in self._lines(STEPS, _STEP_TITLES, (OF_ITEM,)):
            yield str(line.get(OF_ITEM) or ""), _raw(STEPS, number, line, columns.STEP)

    def levels(self) -> Iterator[Raw]:
        required = tuple(field.title for field in columns.LEVEL if field.is_required)
        for number, line in self._lines(LEVELS, _LEVEL_TITLES, required):
            yield _raw(LEVELS, number, line, columns.LEVEL)

    def _lines(
        self, name: str, known: Sequence[str], required: Sequence[str]
    ) -> Iterator[tuple[int, dict[str, object]]]:
        """The rows of a sheet by the titles we know; other columns are the methodist's own."""
        try:
            sheet = open_sheet(self.file, known=known, named=name, keeps_lines=True)
            titles = [_known(title, known) for title in sheet.titles]
            if missing := [title for title in required if title not in titles]:
                self._break(sheet, missing)
                return
            for line in sheet.lines():
                yield line.number, {title: value for title, value in zip(titles, line.values, strict=True) if title}
        except Unreadable as fault:
            self.unread.append(str(fault))
            self.faults.append(Fault(name, 0, "", "", str(fault)))
            self.broken = True

    def _break(self, sheet: Sheet, missing: Sequence[str]) -> None:
        self.faults += [Fault(sheet.name, sheet.header, title, "", "нет такого столбца") for title in missing]
        self.broken = True


def _known(title: str, known: Sequence[str]) -> str:
    return next((one for one in known if title_key(one) == title_key(title)), "")


def _raw(sheet: str, number: int, line: dict[str, object], fields: Sequence[Field]) -> Raw:
    return Raw(sheet, number, {field.name: line[field.title] for field in fields if field.title in line})


def write(blueprint: Blueprint) -> bytes:
    writer = _Writer()
    writer.head(blueprint)
    items = writer.sheet(ITEMS, columns.ITEM, before=Field("", ROW, choices={"": A_SECTION, " ": AN_ITEM}))
    steps = writer.sheet(STEPS, columns.STEP, before=Field("", OF_ITEM))
    levels = writer.sheet(LEVELS, columns.LEVEL)
    for section in blueprint.sections:
        of_section = {
            field.title: cell for field, cell in zip(columns.SECTION, _cells(section, columns.SECTION), strict=True)
        }
        _append(items, [A_SECTION, *(of_section.get(field.title) for field in columns.ITEM)], is_section=True)
        for item in section.items:
            _append(items, [AN_ITEM, *_cells(item, columns.ITEM)])
            for step in item.steps:
                _append(steps, [item.code, *_cells(step, columns.STEP)])
    for level in blueprint.levels:
        _append(levels, _cells(level, columns.LEVEL))
    return writer.saved()


class _Writer:
    """Sheets with titles and lists to choose from; what the lists hold lies on a sheet out of sight."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.lists = self.book.create_sheet(LISTS)
        self.lists.sheet_state = "hidden"
        self.listed = 0

    def head(self, blueprint: Blueprint) -> None:
        sheet = self.book.active
        sheet.title = HEAD
        _put_titles(sheet, (NAME, SAID, "Как заполнять"), (44, 70, 60))
        for number, field in enumerate(columns.METHODOLOGY, 2):
            value = field.written(getattr(blueprint, field.name))
            for place, said in enumerate((field.title, value, field.note), 1):
                _put(sheet.cell(number, place), said)
            self._offer(sheet, field, f"B{number}")

    def sheet(self, title: str, fields: Sequence[Field], before: Field | None = None) -> Any:
        sheet = self.book.create_sheet(title)
        written = [before, *fields] if before else list(fields)
        _put_titles(sheet, [field.title for field in written], [_width(field) for field in written])
        for place, field in enumerate(written, 1):
            letter = get_column_letter(place)
            self._offer(sheet, field, f"{letter}2:{letter}{LAST_FILLED}")
        return sheet

    def _offer(self, sheet: Any, field: Field, cells: str) -> None:
        offered = list(field.choices.values()) or (["да", "нет"] if field.kind is Kind.TRUTH else [])
        if not offered:
            return
        self.listed += 1
        for row, said in enumerate(offered, 1):
            put(self.lists.cell(row, self.listed), said)
        letter = get_column_letter(self.listed)
        listed = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(offered)}"
        choosing = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=True)
        choosing.errorTitle, choosing.error = "Нет в списке", "Выберите значение из списка."
        choosing.add(cells)
        sheet.add_data_validation(choosing)

    def saved(self) -> bytes:
        self.book.move_sheet(self.lists, offset=len(SHEETS))
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


def _put_titles(sheet: Any, titles: Sequence[str], widths: Sequence[int]) -> None:
    for place, (title, width) in enumerate(zip(titles, widths, strict=True), 1):
        cell = sheet.cell(1, place)
        put(cell, title)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _WRAPPED
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _width(field: Field) -> int:
    if field.kind is Kind.TEXT and field.most > 100:
        return 48
    return 26 if field.choices else 14


def _cells(record: object, fields: Sequence[Field]) -> list[Value]:
    return [field.written(getattr(record, field.name)) for field in fields]


def _append(sheet: Any, values: Sequence[Value], *, is_section: bool = False) -> None:
    row = sheet.max_row + 1
    for place, value in enumerate(values, 1):
        cell = sheet.cell(row, place)
        _put(cell, value)
        if is_section:
            cell.fill = _SECTION_LOOK


def _put(cell: Any, value: Value) -> None:
    put(cell, value)
    cell.alignment = _WRAPPED
    if isinstance(value, date):
        cell.number_format = DAY
