"""What becomes of the rows of a workbook, row by row and in all."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

#: So many rows of each outcome are kept to be shown; the rest are only counted.
SHOWN = 200


class Verdict(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"
    ASKED = "asked"
    SKIPPED = "skipped"


#: What is written into the registers.
TAKEN = (Verdict.CREATE, Verdict.CHANGE)
#: What stands in the way of confirming.
OPEN = (Verdict.REFUSED, Verdict.ASKED)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell: what the register says now, what it will say."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused; `place` is the cell's place in the sheet, none where the whole row is at fault."""

    reason: str
    place: int | None = None
    title: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, or some school, a row may mean."""

    token: str
    said: str


@dataclass(frozen=True, slots=True)
class Question:
    """«Это тот же человек?»; `may_be_new` where another one may be created."""

    about: str
    candidates: tuple[Candidate, ...]
    may_be_new: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One saving: `part` of the row, the record's number (none for a new one), what is written.

    `fresh` is the mark of a person the file itself brings: rows of one new person share it.
    """

    part: str
    pk: int | None
    values: Mapping[str, Any]
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    row: int
    verdict: Verdict
    subject: str = ""
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    question: Question | None = None
    deeds: tuple[Deed, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()

    def refused(self, fault: Fault) -> "Outcome":
        """The same row, kept from the register by a rule that only the whole file shows."""
        return Outcome(self.row, Verdict.REFUSED, self.subject, faults=(fault,), cells=self.cells)


@dataclass
class Tally:
    """The outcomes in all: counts, the first rows of each kind, and a digest of everything that will be done."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    details: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.verdict] += 1
        changes = [(change.title, change.old, change.new) for change in outcome.changes]
        said = (outcome.row, outcome.verdict.value, changes, [_plain(deed) for deed in outcome.deeds])
        self._hash.update(repr(said).encode())
        shown = self.details.setdefault(outcome.verdict, [])
        if outcome.verdict is not Verdict.SAME and len(shown) < SHOWN:
            shown.append(_shown(outcome))

    @property
    def digest(self) -> str:
        return str(self._hash.hexdigest())

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def _plain(deed: Deed) -> tuple[Any, ...]:
    values = ((name, value.isoformat() if isinstance(value, date) else value) for name, value in deed.values.items())
    return deed.part, deed.pk, deed.fresh, sorted(values)


def _shown(outcome: Outcome) -> dict[str, Any]:
    return {
        "row": outcome.row,
        "subject": outcome.subject,
        "changes": [asdict(change) for change in outcome.changes],
        "faults": [asdict(fault) for fault in outcome.faults],
        "question": asdict(outcome.question) if outcome.question else None,
        "cells": [list(cell) for cell in outcome.cells],
    }
