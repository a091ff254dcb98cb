"""What a paper says, not how it looks: plain data that every face (HTML, PDF, XLSX, JSON) prints alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain, groupby, takewhile
from typing import Literal

Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """How the values of a column are printed; a percentage is given as 66.7, not as 0.667."""

    TEXT = "text"
    CENTRE = "centre"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: Literal["body", "centre", "note"] = "body"


@dataclass(frozen=True)
class Listing:
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart drawn by our own code: `svg` is trusted markup, its labels are escaped by who drew it."""

    svg: str
    caption: str
    description: str

    def __post_init__(self) -> None:
        if not self.svg.startswith("<svg"):
            raise ValueError(f"Picture «{self.caption}» is not an SVG.")


@dataclass(frozen=True)
class Column:
    """`width` is a share among its neighbours'; neighbours of one `group` stand under a common title."""

    title: str
    width: int = 1
    kind: Kind = Kind.TEXT
    group: str = ""
    empty: str = "–"  # what None prints: never a zero
    places: int = 0  # of numbers and percentages, at least so many decimals: «2,0» under «1,9»


@dataclass(frozen=True, slots=True)
class Cell:
    """A text may hold several paragraphs, one a line; `was` is the former value, struck through above."""

    value: Value
    cols: int = 1
    rows: int = 1
    kind: Kind | None = None  # None: as the column
    was: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, bool | float):
            raise TypeError(f"{self.value!r} in a table: figures are int or Decimal.")
        if self.cols < 1 or self.rows < 1:
            raise ValueError(f"{self.value!r} in a table: a cell takes at least one column and one row.")


RowStyle = Literal["plain", "group", "total", "head"]


@dataclass(frozen=True, slots=True)
class Row:
    """A group row holds one cell, which spans the table; head rows that come first repeat on every page."""

    cells: Sequence[Value | Cell]
    style: RowStyle = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A row where each cell knows its column; a `joined` one stays with the next, into which a cell reaches.

    Where a cell spans many rows, a page may end between them, but not near the first or the last.
    """

    cells: tuple[tuple[int, Cell], ...]
    style: RowStyle
    joined: bool


@dataclass(frozen=True)
class Table:
    """A plain tuple of values may stand for a row; every row fills all columns, spans counted."""

    columns: tuple[Column, ...]
    rows: Sequence[Row | Sequence[Value | Cell]]
    title: str = ""
    numbered: bool = True  # «Таблица 1 – …»
    nothing: str = "Нет записей"

    def __post_init__(self) -> None:
        if not self.columns or any(column.width < 1 for column in self.columns):
            raise ValueError(f"Table «{self.title}» needs columns, each with a width of 1 or more.")
        for _ in chain(self.head(), self.body()):
            pass

    def head(self) -> Iterator[Line]:
        """The lines that repeat on every page: titles of groups, titles of columns, leading head rows."""
        titles = self._titles()
        return self._placed([*titles, *takewhile(_is_head, self.rows)], first=1 - len(titles))

    def body(self) -> Iterator[Line]:
        skipped = sum(1 for _ in takewhile(_is_head, self.rows))
        rows = self.rows[skipped:] if skipped else self.rows
        return self._placed(rows or [Row((self.nothing,), "group")], first=skipped + 1)

    def _titles(self) -> list[Row]:
        if not any(column.title for column in self.columns):
            return []
        if not any(column.group for column in self.columns):
            return [Row([column.title for column in self.columns], "head")]
        upper: list[Value | Cell] = []
        for group, members in groupby(self.columns, key=lambda column: column.group):
            columns = list(members)
            if group:
                upper.append(Cell(group, cols=len(columns)))
            else:
                upper += [Cell(column.title, rows=2) for column in columns]
        return [Row(upper, "head"), Row([c.title for c in self.columns if c.group], "head")]

    def _placed(self, rows: Sequence[Row | Sequence[Value | Cell]], first: int) -> Iterator[Line]:
        width = len(self.columns)
        reach = [0] * width  # how many rows, this one included, each column is taken for
        for number, given in enumerate(rows, first):
            row = given if isinstance(given, Row) else Row(given)
            cells, column = [], 0
            for cell in _cells(row, width):
                column = _first_free(reach, column)
                end = column + cell.cols
                if end > width or any(reach[column:end]):
                    raise ValueError(f"Table «{self.title}», row {number}: a cell does not fit.")
                reach[column:end] = [cell.rows] * cell.cols
                cells.append((column, cell))
                column = end
            if 0 in reach:
                raise ValueError(f"Table «{self.title}», row {number}: column {reach.index(0) + 1} is empty.")
            reach = [left - 1 for left in reach]
            starts = any(cell.rows > 1 for _, cell in cells)
            yield Line(tuple(cells), row.style, joined=starts or max(reach) in (1, 2))
        if any(reach):
            raise ValueError(f"Table «{self.title}», row {number}: a cell reaches below the last row.")


def _first_free(reach: list[int], column: int) -> int:
    while column < len(reach) and reach[column]:
        column += 1
    return column


def _cells(row: Row, width: int) -> Iterator[Cell]:
    for value in row.cells:
        cell = value if isinstance(value, Cell) else Cell(value)
        if row.style == "group" and len(row.cells) == 1:
            cell = replace(cell, cols=width)
        elif row.style == "head" and not cell.kind:
            cell = replace(cell, kind=Kind.CENTRE)
        yield cell


def _is_head(row: Row | Sequence[Value | Cell]) -> bool:
    return isinstance(row, Row) and row.style == "head"


Block = Heading | Paragraph | Listing | Table | Picture


@dataclass(frozen=True)
class Approval:
    """«УТВЕРЖДАЮ», or, where an act approves, its words: «УТВЕРЖДЁН\\nприказом … от … № …» in `by_act`."""

    post: str = ""
    name: str = ""  # «Е.Н. Совенко»
    day: date | None = None  # None: a blank to be filled in by hand
    by_act: str = ""


@dataclass(frozen=True)
class Signature:
    post: str
    name: str


@dataclass(frozen=True)
class Executor:
    name: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One paper. Its figures are computed before it is made; no face computes or rounds anything."""

    kind: str
    title: str
    as_of: date
    blocks: tuple[Block, ...]
    file_name: str  # without extension
    subtitle: str = ""
    organisation: str = ""
    approval: Approval | None = None
    signature: Signature | None = None
    executor: Executor | None = None
    number: str = ""  # given when the paper is issued
    filters: tuple[tuple[str, str], ...] = ()
    author: str = ""
    landscape: bool = False

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def figures(self) -> Iterator[int | Decimal]:
        """Every number of every table in reading order: what all faces must agree on."""
        for table in self.tables():
            for line in chain(table.head(), table.body()):
                for _, cell in line.cells:
                    if isinstance(cell.value, int | Decimal):
                        yield cell.value
