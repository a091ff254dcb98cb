"""The paper as a workbook: one sheet that prints like the paper and holds real numbers and dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from . import wording
from . import xlsx_look as look
from .model import Cell, Column, Heading, Kind, Line, Listing, Paragraph, Picture, Report, Table

LINE_HEIGHT = 15
HIGHEST_ROW = 409
BLANK = "______________"
GENERAL = "General"
PARAGRAPHS = {"body": look.TEXT, "centre": look.CENTRE, "note": look.SMALL}


def render(report: Report) -> bytes:
    book = Workbook(write_only=True)
    for style in look.styles():
        book.add_named_style(style)
    _Sheet(book, report).write()
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Spot:
    """What stands in one cell, or in several merged ones."""

    column: int
    value: Any
    style: str
    cols: int = 1
    rows: int = 1
    number_format: str = GENERAL
    was: str = ""


class _Sheet:
    """Rows are written from the top down, each once, so that a long list takes little memory."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.report = report
        self.row = 0
        self.widths = look.widths(report)
        self.left = look.left_half(self.widths)
        self.sheet = book.create_sheet(look.sheet_title(report.title))
        self.looks: dict[tuple[str, str, bool], Any] = {}
        look.set_up_page(self.sheet, report.landscape)
        for number, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def write(self) -> None:
        self._opening()
        for block, caption in wording.captioned(self.report):
            self._block(block, caption)
        self._closing()

    def _opening(self) -> None:
        report = self.report
        self._text(report.organisation, look.CENTRE)
        if report.approval:
            for line in wording.approval_lines(report.approval):
                self._halves("", line)
            if not report.approval.by_act:
                self._halves("", f"{BLANK} {report.approval.name}")
                self._halves("", wording.approval_day(report.approval))
        self._text(report.title.upper(), look.TITLE)
        self._text(report.subtitle, look.CENTRE)

    def _closing(self) -> None:
        if self.report.signature:
            self._put()
            self._halves(self.report.signature.post, f"{BLANK} {self.report.signature.name}")
        self._put()
        self._text(wording.executor_line(self.report), look.SMALL)
        self._text(wording.basis(self.report), look.SMALL)

    def _block(self, block: Any, caption: str) -> None:
        match block:
            case Heading():
                self._text(block.text, look.HEADING)
            case Paragraph():
                self._text(block.text, PARAGRAPHS[block.style])
            case Listing():
                for number, item in enumerate(block.items, 1):
                    self._text(f"{number}. {item}" if block.numbered else f"– {item}", look.TEXT)
            case Picture():
                self._text(f"{caption}. {block.description}", look.TEXT)
            case Table():
                self._text(caption, look.TEXT)
                self._table(block)

    def _table(self, table: Table) -> None:
        first = self.row + 1
        self._lines(table.head(), table.columns)
        if self.row >= first and len(list(self.report.tables())) == 1:
            self.sheet.print_title_rows = f"{first}:{self.row}"
        self._lines(table.body(), table.columns)
        self._put()

    def _lines(self, lines: Iterable[Line], columns: tuple[Column, ...]) -> None:
        carried = below = 0  # lines of text that a cell reaching down still needs, rows it still reaches
        for line in lines:
            spots = [_spot(cell, columns[place], place, line.style) for place, cell in line.cells]
            merged = any(spot.cols > 1 or spot.rows > 1 for spot in spots)
            needed = max([carried, *map(self._needed, spots)]) if merged or carried else 0
            self._put(*spots, needed=needed, framed=len(columns), frame=look.CELLS[line.style, False])
            below = max([below, *(spot.rows for spot in spots)]) - 1
            carried = needed if below else 0

    def _text(self, text: str, style: str) -> None:
        """A text across the whole sheet; nothing where there is none."""
        if text:
            spot = _Spot(0, text, style, cols=len(self.widths))
            self._put(spot, needed=self._needed(spot))

    def _halves(self, left: str, right: str) -> None:
        """Post to the left, name to the right; a sheet of one column holds both in one cell."""
        if not self.left:
            self._text(f"{left} {right}".strip(), look.RIGHT)
            return
        halves = (
            _Spot(0, left, look.LEFT, cols=self.left),
            _Spot(self.left, right, look.LEFT, cols=len(self.widths) - self.left),
        )
        self._put(*halves, needed=max(map(self._needed, halves)))

    def _needed(self, spot: _Spot) -> int:
        """Lines of text in each row: Excel measures single cells by itself, merged ones it does not."""
        width = sum(self.widths[spot.column : spot.column + spot.cols])
        paragraphs = f"{spot.was}\n{spot.value}".removeprefix("\n").split("\n")
        return ceil(sum(max(1, ceil(len(text) / width)) for text in paragraphs) / spot.rows)

    def _put(self, *spots: _Spot, needed: int = 0, framed: int = 0, frame: str = "") -> None:
        """The next row; its first `framed` cells have borders even where nothing stands."""
        self.row += 1
        cells: list[Any] = [None] * len(self.widths)
        for spot in spots:
            cells[spot.column] = self._filled(spot)
            if spot.cols > 1 or spot.rows > 1:
                self._merge(spot)
        for place in range(framed):
            cells[place] = cells[place] or self._cell(None, frame)
        if needed:
            self.sheet.row_dimensions[self.row].height = min(HIGHEST_ROW, needed * LINE_HEIGHT)
        self.sheet.append(cells)

    def _merge(self, spot: _Spot) -> None:
        first, last = spot.column + 1, spot.column + spot.cols
        self.sheet.merged_cells.add(
            CellRange(min_col=first, max_col=last, min_row=self.row, max_row=self.row + spot.rows - 1)
        )

    def _filled(self, spot: _Spot) -> WriteOnlyCell:
        cell = self._cell(spot.value, spot.style, spot.number_format)
        if spot.was and isinstance(spot.value, str):
            former = TextBlock(InlineFont(strike=True), _clean(spot.was))
            cell.value = CellRichText(former, f"\n{_clean(spot.value)}")
        elif spot.was:  # a number cannot have a struck neighbour in its cell
            cell.comment = Comment(f"Было: {_clean(spot.was)}", self.report.author or self.report.title)
        return cell

    def _cell(self, value: Any, style: str, number_format: str = GENERAL) -> WriteOnlyCell:
        """«=…» is a text here, and the quote keeps it one when somebody edits the cell."""
        is_text = isinstance(value, str)
        cell = WriteOnlyCell(self.sheet, _clean(value) if is_text else value)
        if is_text:
            cell.data_type = "s"
        cell._style = self._style(style, number_format, is_text and value.startswith(("=", "+", "-", "@")))
        return cell

    def _style(self, *wanted: Any) -> Any:
        """Looking a named style up takes longer than writing a cell: each combination is looked up once."""
        if wanted not in self.looks:
            sample = WriteOnlyCell(self.sheet)
            sample.style, sample.number_format, sample.quotePrefix = wanted
            self.looks[wanted] = sample._style
        return self.looks[wanted]


def _spot(cell: Cell, column: Column, place: int, row_style: str) -> _Spot:
    style = look.CELLS[row_style, wording.kind_of(cell, column) is not Kind.TEXT]
    is_text = cell.value is None or isinstance(cell.value, str)
    value = wording.text(cell, column) if is_text else cell.value
    return _Spot(place, value, style, cell.cols, cell.rows, _number_format(cell, column), cell.was)


def _number_format(cell: Cell, column: Column) -> str:
    """Shows the figure as the paper prints it; the number stays what it is: 66.7 for 66,7 %."""
    if isinstance(cell.value, date):
        return "DD.MM.YYYY"
    if not isinstance(cell.value, int | Decimal):
        return GENERAL
    places = wording.places(cell.value, cell, column)
    whole = "#,##0" if abs(Decimal(cell.value)) >= 10_000 else "0"
    percent = '" %"' if wording.kind_of(cell, column) is Kind.PERCENT else ""
    return whole + ("." + "0" * places if places else "") + percent


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
