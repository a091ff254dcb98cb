"""The plan of a whole workbook: made in one reading, kept outside memory, gone through as often as is needed."""

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from leadership.core.spreadsheets.reading import Line, Sheet, Unreadable, open_sheet, title_key

from ..models import Municipality
from .drafts import Drafting
from .outcomes import Outcome, Tally, Verdict
from .planning import Planner
from .register import Register
from .stock import Stock
from .values import typed

BATCH = 500
#: A plan shorter than this stays in memory.
SMALL = 2 * 1024 * 1024
#: What our own exports and most tables end with.
_CLOSING = re.compile(r"(данные на |отчёт № |отбор: |сформировал|итого|всего|нет записей)", re.IGNORECASE)


class Opened:
    """A workbook whose columns are understood; raises `Unreadable` where the register cannot use it."""

    def __init__(self, register: Register, file: BinaryIO) -> None:
        # A file without a header is told the columns themselves, those it must have first, and no synonyms.
        columns = sorted(register.columns, key=lambda column: not column.required)
        known = [column.title for column in columns] + [title for it in columns for title in it.titles]
        self.register = register
        self.sheet: Sheet = open_sheet(file, known=known)
        self.places, self.unknown = register.places(self.sheet.titles, title_key)
        missing = register.missing(self.places.values())
        if missing:
            titles = ", ".join(f"«{title}»" for title in missing)
            raise Unreadable(f"Не хватает столбцов: {titles}. Добавьте их или возьмите шаблон.")

    def lines(self, corrections: Mapping[str, Mapping[str, str]]) -> Iterator[Line]:
        """Rows of the register as they were corrected; remarks under and between them are left out."""
        for line in self.sheet.lines():
            mended = corrections.get(str(line.number), {})
            if mended:
                yield Line(line.number, tuple(_mended(line.values, mended)))
            elif not self._is_remark(line):
                yield line

    def _is_remark(self, line: Line) -> bool:
        filled = [value for value in line.values if value is not None]
        if len(filled) == 1 and isinstance(filled[0], str):
            return bool(_CLOSING.match(filled[0])) or sum(column.required for column in self.register.columns) > 1
        return len(filled) > 2 and filled == list(range(1, len(filled) + 1))


def _mended(values: Iterable[Any], mended: Mapping[str, str]) -> Iterator[Any]:
    for place, value in enumerate(values):
        yield typed(mended[str(place)]) if str(place) in mended else value


class Plan:
    """What becomes of every row, in the order of the rows."""

    def __init__(self, spool: Any, late: Mapping[int, Any]) -> None:
        self._spool, self._late = spool, late
        self.tally = Tally()
        for batch in self.batches():
            for outcome in batch:
                self.tally.add(outcome)

    def batches(self) -> Iterator[list[Outcome]]:
        self._spool.seek(0)
        while True:
            try:
                batch = pickle.load(self._spool)
            except EOFError:
                return
            yield [self._settled(outcome) for outcome in batch]

    def _settled(self, outcome: Outcome) -> Outcome:
        fault = self._late.get(outcome.row)
        return outcome.refused(fault) if fault and outcome.verdict is not Verdict.SKIPPED else outcome


@contextmanager
def planned(
    opened: Opened,
    municipality: Municipality,
    *,
    today: date,
    corrections: Mapping[str, Mapping[str, str]],
    answers: Mapping[str, str],
    went: Callable[[int], None] = lambda rows: None,
) -> Iterator[Plan]:
    """The plan of a workbook, as long as the context lasts; `went` hears how many rows are behind."""
    stock = Stock(opened.register, municipality)
    planner = Planner(opened.register, Drafting(opened.register, opened.places, stock, answers, today), stock)
    lines = opened.lines(corrections)
    behind = 0
    with SpooledTemporaryFile(max_size=SMALL) as spool:
        while batch := list(islice(lines, BATCH)):
            pickle.dump(planner.batch(batch), spool)
            behind += len(batch)
            went(behind)
        yield Plan(spool, planner.late())
