"""What answers are worth, remembered: the same answer is worth the same for everybody."""

import json
from dataclasses import dataclass, field
from decimal import Decimal

from leadership.core import rows

from . import scoring
from .models import SCALE, Item, Score
from .models.response import value_as
from .scheme import given_as

#: Answers, and worths of one item, that are remembered at once.
REMEMBERED = 50_000
#: What is of one result, then what is of the answer alone.
SCORE_COLUMNS = (
    "result_id", "contribution", "item_id", "state", "number", "said", "points", "most", "reason",
)  # fmt: skip

#: State, number, choice and counts by level, these as their text, as an answer is kept.
Kept = tuple[str, Decimal | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Worth:
    """A line and, as the database takes them, those columns of its score that do not depend on the result."""

    line: scoring.Line
    columns: rows.Prepared | None


@dataclass
class Answered:
    """Answers as they are kept, read as those of one item."""

    code: str
    kind: Item.Answer
    known: dict[Kept, scoring.Given] = field(default_factory=dict)

    def given(self, kept: Kept) -> scoring.Given:
        found = self.known.get(kept)
        if found is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            state, number, choice, counts = kept
            value = value_as(self.kind, number, choice, counts and json.loads(counts), "")
            found = self.known[kept] = given_as(state, value)
        return found


@dataclass
class Worths:
    """What values are worth under one scheme."""

    scheme: scoring.Scheme
    pks: dict[str, int]
    known: dict[str, dict[scoring.Given, Worth]] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {item.code: {} for item in self.scheme.items}

    def of(self, item: scoring.Item, given: scoring.Given) -> Worth:
        if isinstance(given.value, dict):
            return self.made(self.scheme.line(item, given))
        known = self.known[item.code]
        found = known.get(given)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = known[given] = self.made(self.scheme.line(item, given))
        return found

    def made(self, line: scoring.Line) -> Worth:
        pk, number = self.pks.get(line.item.code), line.given.number
        if pk is None:
            return Worth(line, None)
        columns = (
            pk,
            line.given.state.value,
            None if number is None else f"{number:.4f}",
            _fitting("said", line.said),
            scaled(line.points),
            scaled(line.most),
            _fitting("reason", _reason(line)),
        )
        return Worth(line, rows.prepared(columns))


def scaled(points: Decimal | None) -> int | None:
    return None if points is None else int(points * SCALE)


def _fitting(column: str, text: str) -> str:
    return text[: Score._meta.get_field(column).max_length]


def _reason(line: scoring.Line) -> str:
    """With a warning where one case more or less would have changed much."""
    if not line.is_fragile:
        return line.reason
    return f"{line.reason}; доля считается от малого числа, один случай меняет её сильно".removeprefix("; ")
