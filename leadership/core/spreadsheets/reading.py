"""Reads a workbook somebody brought: finds the header, then gives the rows one by one."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import column_index_from_string, get_column_letter

from leadership.core import russian

from . import judging, scanning
from .cells import Value, clean, clean_lines, cyrillic
from .faults import LIMITS, Limits, Unreadable, damage_is_named

__all__ = ["LIMITS", "Limits", "Line", "Sheet", "Unreadable", "open_sheet", "title_key"]

HEADER_WITHIN = 20
NAMED_AT_MOST = 5
#: More cells merged downwards than this no table has.
MERGED_AT_MOST = 20_000
NO_WORKBOOK = "В файле нет листа Excel, который можно прочитать. Сохраните его как «Книга Excel (.xlsx)» заново."


@dataclass(frozen=True, slots=True)
class Line:
    """A row as Excel numbers it; its values stand in the order of the titles."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Sheet:
    """The table of a workbook; the file it came from stays open while its lines are read."""

    titles: tuple[str, ...]
    header: int
    name: str
    _source: Any = field(repr=False)
    _limits: Limits = field(repr=False)
    _take: Callable[[object], Value] = field(repr=False, default=clean)

    def lines(self) -> Iterator[Line]:
        """Rows under the header that are not blank and do not repeat it.

        Cells that cannot be understood are empty at first; when the sheet ends, all of them are named at once.
        """
        faults, merged = _Faults(self._source), _Merged(self._source)
        taken = 0
        for number, cells in _rows(self._source, self._limits, self._take):
            if number <= self.header:
                continue
            row = [*cells[: len(self.titles)], *[None] * (len(self.titles) - len(cells))]
            is_blank = not any(value is not None for value in row)
            merged.fill(number, row)
            values = tuple(faults.understood(value, number, column) for column, value in enumerate(row, 1))
            if is_blank or self._is_header(values):
                continue
            taken += 1
            if taken > self._limits.rows:
                raise Unreadable(
                    f"На листе больше {russian.counted(self._limits.rows, 'строки', 'строк', 'строк')}. "
                    "Разделите таблицу на несколько файлов."
                )
            yield Line(number, values)
        faults.tell()

    def _is_header(self, values: tuple[Value, ...]) -> bool:
        """Long tables repeat their header on every page."""
        return all(_title(value) == title for value, title in zip(values, self.titles, strict=True))


def open_sheet(
    file: BinaryIO, *, known: Collection[str], limits: Limits = LIMITS, named: str = "", keeps_lines: bool = False
) -> Sheet:
    """The first visible sheet with a header: the first of its upper rows that holds two of the known titles.

    Where one title is known, one is enough. `named` asks for the sheet of that name alone. The file must stay open
    while the lines are read.
    """
    take = clean_lines if keeps_lines else clean
    archive = judging.opened(file, limits)
    judging.count_rows(archive, limits)
    with damage_is_named():
        book = load_workbook(file, read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    if not sheets:
        raise Unreadable(NO_WORKBOOK)
    if named and not (sheets := [sheet for sheet in sheets if title_key(sheet.title) == title_key(named)]):
        raise Unreadable(f"В книге нет листа «{named}».")
    keys = {title_key(title) for title in known}
    needed = min(2, len(keys))
    is_empty = True
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            continue
        for number, cells in _rows(sheet, limits, clean):
            is_empty = is_empty and not any(value is not None for value in cells)
            if number > HEADER_WITHIN:
                break
            if len({title_key(_title(value)) for value in cells} & keys) >= needed:
                return Sheet(_titles(cells, keys), number, sheet.title, sheet, limits, take)
    if named:
        raise Unreadable(f"Лист «{named}»: {_no_header(known)}")
    if is_empty:
        raise Unreadable("В книге нет ни одной заполненной ячейки. Проверьте, тот ли файл выбран.")
    raise Unreadable(_no_header(known))


def _rows(sheet: Any, limits: Limits, take: Callable[[object], Value]) -> Iterator[tuple[int, list[Value]]]:
    """Rows with their numbers. What the sheet claims of its size is not asked: it may claim a million columns."""
    sheet.reset_dimensions()
    with damage_is_named():
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if not cells:
                continue
            values = [
                None if value is None else _cell(value, number, column, limits, take)
                for column, value in enumerate(cells, 1)
            ]
            if len(values) > limits.columns and any(value is not None for value in values[limits.columns :]):
                raise Unreadable(_too_wide(values, number, limits))
            yield number, values


def _cell(value: object, number: int, column: int, limits: Limits, take: Callable[[object], Value]) -> Value:
    if isinstance(value, str) and len(value) > limits.text:
        raise Unreadable(f"В ячейке {_address(number, column)} слишком длинный текст. Сократите его.")
    return take(value)


def _too_wide(values: list[Value], number: int, limits: Limits) -> str:
    first = next(place for place, value in enumerate(values) if place >= limits.columns and value is not None)
    return (
        f"На листе больше {limits.columns} столбцов с данными: заполнена ячейка {_address(number, first + 1)}. "
        "Оставьте только столбцы для загрузки."
    )


class _Merged:
    """What Excel shows in every row of a merged cell and keeps in the first of them."""

    def __init__(self, sheet: Any) -> None:
        self.begins: dict[int, list[tuple[int, int]]] = {}
        self.lasts: dict[int, tuple[int, Value]] = {}
        with damage_is_named(), sheet._get_source() as source:
            for letters, first, last in islice(scanning.merged_down(source), MERGED_AT_MOST):
                self.begins.setdefault(first, []).append((column_index_from_string(letters) - 1, last))

    def fill(self, number: int, row: list[Value]) -> None:
        """Rows come in their order; a cell that has a value of its own keeps it."""
        for place, (last, value) in list(self.lasts.items()):
            if number > last:
                del self.lasts[place]
            elif row[place] is None:
                row[place] = value
        for place, last in self.begins.get(number, ()):
            if place < len(row):
                self.lasts[place] = last, row[place]


class _Faults:
    """Cells that say nothing one could take: formulas nobody has counted, «#ССЫЛКА!» and the like."""

    def __init__(self, sheet: Any) -> None:
        with damage_is_named(), sheet._get_source() as source:
            self.formulas = list(scanning.uncounted(source))
        self.errors: list[str] = []

    def understood(self, value: Value, number: int, column: int) -> Value:
        if isinstance(value, str) and value in ERROR_CODES:
            self.errors.append(f"{_address(number, column)} ({value})")
            return None
        return value

    def tell(self) -> None:
        said = []
        if self.formulas:
            named = _named(self.formulas)
            said.append(f"Формулы без посчитанного значения: {named}. Откройте файл в Excel и сохраните его.")
        if self.errors:
            said.append(f"Ошибки в ячейках: {_named(self.errors)}. Исправьте их в Excel.")
        if said:
            raise Unreadable(" ".join(said))


def title_key(text: str) -> str:
    """How two spellings of a column's title are compared: «Фамилия *» is «фамилия»."""
    said = clean(text)
    folded = cyrillic(str(said or "")).casefold().replace("ё", "е")
    return folded.strip(" .,:;!?*«»\"'–—-")


def _title(value: Value) -> str:
    return "" if value is None or value in ERROR_CODES else str(value)


def _titles(cells: list[Value], keys: set[str]) -> tuple[str, ...]:
    """The header as written; a known title that stands twice leaves open which of the columns is meant."""
    width = max(place for place, value in enumerate(cells, 1) if value is not None)
    titles = tuple(_title(value) for value in cells[:width])
    met = Counter(map(title_key, titles))
    for title in titles:
        key = title_key(title)
        if key in keys and met[key] > 1:
            columns = [get_column_letter(place) for place, other in enumerate(titles, 1) if title_key(other) == key]
            raise Unreadable(
                f"Столбец «{title}» встречается несколько раз: {', '.join(columns)}. Оставьте один из них."
            )
    return titles


def _no_header(known: Collection[str]) -> str:
    ordered = sorted(known) if isinstance(known, set | frozenset) else list(known)
    named = ", ".join(f"«{title[:1].upper()}{title[1:]}»" for title in ordered[:NAMED_AT_MOST])
    others = " и другие" if len(ordered) > NAMED_AT_MOST else ""
    return f"Не найдена строка с заголовками столбцов. Нужны такие: {named}{others}."


def _address(number: int, column: int) -> str:
    return f"{get_column_letter(column)}{number}"


def _named(addresses: list[str]) -> str:
    others = len(addresses) - NAMED_AT_MOST
    return ", ".join(addresses[:NAMED_AT_MOST]) + (f" и ещё {others}" if others > 0 else "")
