"""A list as a workbook: written row by row, so that forty thousand rows take no more memory than forty."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from leadership.core.spreadsheets.cells import FORMULA_SIGNS

from . import xlsx_look as look
from .model import Value

#: Rows that are looked at before the first is written, to know how wide the columns want to be.
SAMPLE = 200
WIDEST, NARROWEST = 60, 8
IN_MEMORY = 2 * 1024 * 1024


def write(title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()) -> IO[bytes]:
    """The workbook as an open file at its beginning: title, notes, titles of columns, then the rows.

    Days are days and numbers are numbers; a text that a spreadsheet would take for a formula stays a text.
    """
    rows = iter(rows)
    sample = list(islice(rows, SAMPLE))
    book = Workbook(write_only=True)
    sheet = _sheet(book, title, _widths(columns, sample))
    written = _Written(sheet)
    head = len(notes) + 2
    sheet.freeze_panes = f"A{head + 1}"  # before the first row: it stands above them in the file
    sheet.print_title_rows = f"{head}:{head}"
    for line in (title, *notes):
        sheet.append([written.note(line, is_title=line is title)])
    sheet.append([written.head(column) for column in columns])
    how_many = 0
    for row in chain(sample, rows):
        sheet.append(written.cells(row))
        how_many += 1
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{head + how_many}"
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed over open
    book.save(file)
    file.seek(0)
    return file


def _sheet(book: Workbook, title: str, widths: Sequence[int]) -> Any:
    sheet = book.create_sheet(look.sheet_title(title))
    look.set_up_page(sheet, landscape=len(widths) > 6)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def _widths(columns: Sequence[str], sample: Sequence[Sequence[Value]]) -> list[int]:
    """As wide as the longest of the first values, within reason."""
    longest = [max((len(str(row[place])) for row in sample), default=0) for place in range(len(columns))]
    wanted = (max(length, len(column)) + 2 for length, column in zip(longest, columns, strict=True))
    return [min(WIDEST, max(NARROWEST, width)) for width in wanted]


class _Written:
    """Values as cells; only those that need a look of their own become objects, the rest go in bare."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.day_look = self._look(number_format="DD.MM.YYYY")
        self.text_look = self._look(quotePrefix=True)
        self.head_look = self._look(
            font=Font(bold=True),
            fill=PatternFill("solid", fgColor="E8EEF6"),
            alignment=Alignment(wrap_text=True, vertical="top"),
        )

    def cells(self, row: Sequence[Value]) -> list[Any]:
        return [self._cell(value) for value in row]

    def head(self, text: str) -> WriteOnlyCell:
        return self._styled(text, self.head_look, "s")

    def note(self, text: str, *, is_title: bool) -> WriteOnlyCell:
        cell = self._text(text)
        if is_title:
            cell.font = Font(bold=True, size=13)
        return cell

    def _cell(self, value: Value) -> Any:
        if isinstance(value, str):
            return self._text(value) if value.startswith(FORMULA_SIGNS) else ILLEGAL_CHARACTERS_RE.sub("", value)
        return self._styled(value, self.day_look) if isinstance(value, date) else value

    def _text(self, text: str) -> WriteOnlyCell:
        return self._styled(ILLEGAL_CHARACTERS_RE.sub("", text), self.text_look, "s")

    def _styled(self, value: Value, its_look: Any, data_type: str = "") -> WriteOnlyCell:
        cell = WriteOnlyCell(self.sheet, value)
        if data_type:
            cell.data_type = data_type
        cell._style = its_look
        return cell

    def _look(self, **wanted: Any) -> Any:
        sample = WriteOnlyCell(self.sheet)
        for name, value in wanted.items():
            setattr(sample, name, value)
        return sample._style
