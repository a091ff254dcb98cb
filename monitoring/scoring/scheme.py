"""A methodology as arithmetic: answers become lines, lines a total, a total a level; every step is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from . import values
from .formula import Formula, TwoShares
from .relative import Best
from .rounding import Mode, added, rounded
from .rules import Scale
from .values import NO_DATA, Given, State

#: A share of fewer than so many is fragile: one case moves it by more than a fifth.
FEW = Decimal(5)
HUNDRED = Fraction(100)


class Total(StrEnum):
    SUM = "sum"
    WEIGHTED = "weighted"
    PERCENT = "percent"
    SECTIONS = "sections"


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Item:
    """An item of a scheme; without a rule it is asked, or calculated, but gives no points."""

    code: str
    title: str = ""
    section: str = ""
    rule: Scale | Best | None = None
    weight: Decimal = Decimal(1)
    calculated: Formula | TwoShares | None = None
    unit: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def given(self, answers: Mapping[str, Given], items: Mapping[str, "Item"]) -> Given:
        """The answer, or what its formula makes of the other answers."""
        if self.calculated is None:
            return answers.get(self.code, NO_DATA)
        inputs = {code: items[code].given(answers, items) for code in self.calculated.codes if code in items}
        return self.calculated.value(inputs)


@dataclass(frozen=True)
class Level:
    """Reached from `lower` up; without a lower bound it takes whatever is left."""

    title: str
    lower: Decimal | None = None

    def is_reached(self, value: Decimal) -> bool:
        return self.lower is None or value >= self.lower


@dataclass(frozen=True, slots=True)
class Line:
    """One item: value → rule → points → weight → contribution. `points` is `None` where there is no value."""

    item: Item
    given: Given
    points: Decimal | None = None
    most: Decimal | None = None
    contribution: Decimal | None = None
    reason: str = ""
    #: Points and their maximum by the weight of the item, exact; what totals are made of.
    part: Fraction = Fraction(0)
    whole: Fraction | None = None

    @property
    def is_scored(self) -> bool:
        return self.item.rule is not None

    @property
    def is_counted(self) -> bool:
        return self.points is not None

    @property
    def is_fragile(self) -> bool:
        """The value is a share of so few that one case decides it."""
        return self.given.divisor is not None and self.given.divisor < FEW

    @property
    def said(self) -> str:
        return values.said(self.given, self.item.unit, self.item.labels)


@dataclass(frozen=True)
class Subtotal:
    """A section: mean of its points, or their sum, with its own maximum; `None` without a single value."""

    section: Section
    value: Decimal | None
    most: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True)
class Outcome:
    """What the answers of one participant amount to.

    `total` is `None` without a single counted answer. Contributions and `rounding` add up to `total` exactly.
    `most` is the maximum of what applied and was answered; it is `None` where a rule has no ceiling.
    """

    lines: tuple[Line, ...]
    subtotals: tuple[Subtotal, ...]
    total: Decimal | None
    most: Decimal | None
    percent: Decimal | None
    rounding: Decimal
    answered: int
    applicable: int
    level: Level | None
    is_ranked: bool

    @property
    def coverage(self) -> Decimal | None:
        """Per cent of applicable items that have a value; `None` where none applies."""
        return rounded(HUNDRED * self.answered / self.applicable, 0, Mode.DOWN) if self.applicable else None

    @property
    def said_coverage(self) -> str:
        return f"рассчитано по {self.answered} из {self.applicable}"

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.item.code == code)


@dataclass(frozen=True)
class Lacking:
    """What the next level takes: so many points or per cent, and the items with the most left to gain."""

    level: Level
    by: Decimal
    nearest: tuple[tuple[Line, Decimal], ...]


@dataclass(frozen=True)
class Scheme:
    """Everything that turns answers into an outcome; the same answers always give the same one."""

    items: tuple[Item, ...]
    sections: tuple[Section, ...] = ()
    total: Total = Total.SUM
    mode: Mode = Mode.HALF_UP
    digits: int = 2
    rounds_parts: bool = True
    levels: tuple[Level, ...] = ()
    levels_on_percent: bool = True
    least_coverage: int = 0

    def score(self, answers: Mapping[str, Given]) -> Outcome:
        """Raises `Undecided` for a value in a gap of bands, `ValueError` for one its rule refuses."""
        outcome = self.outcome([self.line(item, item.given(answers, self.by_code)) for item in self.items])
        return replace(outcome, subtotals=tuple(self.subtotal(section, outcome.lines) for section in self.sections))

    def line(self, item: Item, given: Given) -> Line:
        """What a value of an item is worth; the same for everybody, so it may be remembered."""
        if item.rule is None or given.state is not State.VALUE:
            return Line(item, given, reason="" if item.rule is None else values.said(given))
        if isinstance(item.rule, Best):
            raise ValueError(f"{item.code}: сначала нужны значения всех участников")
        return self.worth(item, given, item.rule.points(given.value), item.rule.most, item.rule.reason(given.value))

    def worth(self, item: Item, given: Given, points: Decimal, most: Decimal | None, reason: str) -> Line:
        """A line of so many points; its contribution stands unless it depends on the other lines."""
        part, whole = self._weighed(item, points, most)
        contribution = self._contribution(part) if self._adds_up else None
        return Line(item, given, points, most, contribution, reason, part, whole)

    def weighed(self, line: Line) -> Line:
        """With its exact part of the total and of the maximum."""
        part, whole = self._weighed(line.item, line.points or Decimal(0), line.most)
        return replace(line, part=part, whole=whole)

    def _weighed(self, item: Item, points: Decimal, most: Decimal | None) -> tuple[Fraction, Fraction | None]:
        part, whole = Fraction(points), None if most is None else Fraction(most)
        if self.total is Total.SUM:
            return part, whole
        weight = Fraction(item.weight)
        return weight * part, None if whole is None else weight * whole

    def outcome(self, lines: Sequence[Line]) -> Outcome:
        """The total of lines as `line` made them; without subtotals of sections."""
        counted = [line for line in lines if line.points is not None]
        shares = None if self._adds_up else self._shares(counted)
        if shares is not None:
            lines = [
                replace(line, contribution=self._contribution(shares[line.item.code]))
                if line.is_counted and line.item.code in shares
                else line
                for line in lines
            ]
        contributed = sum((line.contribution for line in lines if line.contribution is not None), Decimal(0))
        is_made = bool(counted) if shares is None else bool(shares)
        total = self._total(counted, shares, contributed) if is_made else None
        answered = len(counted)
        applicable = sum(line.is_scored and line.given.state is not State.NOT_APPLICABLE for line in lines)
        most = self._most(counted)
        percent = rounded(HUNDRED * Fraction(total) / most, 2, self.mode) if total is not None and most else None
        return Outcome(
            lines=tuple(lines),
            subtotals=(),
            total=total,
            most=None if most is None else rounded(most),
            percent=percent,
            rounding=Decimal(0) if total is None else total - contributed,
            answered=answered,
            applicable=applicable,
            level=self.level(percent if self.levels_on_percent else total),
            is_ranked=total is not None and 100 * answered >= self.least_coverage * applicable,
        )

    def level(self, value: Decimal | None) -> Level | None:
        reached = [level for level in self.levels if value is not None and level.is_reached(value)]
        return max(reached, key=_height, default=None)

    def against(self, values: Mapping[str, Iterable[Decimal]]) -> "Scheme":
        """The same scheme, its «лучший = 100» rules compared with the values of all participants."""
        known = {code: list(found) for code, found in values.items()}
        return replace(self, items=tuple(_compared(item, known) for item in self.items))

    @property
    def relative(self) -> tuple[str, ...]:
        """Codes whose points need the values of everybody."""
        return tuple(item.code for item in self.items if isinstance(item.rule, Best))

    @property
    def maximum(self) -> Decimal | None:
        """The greatest total when everything applies; `None` where some rule has no ceiling."""
        scored = [self.worth(item, NO_DATA, Decimal(0), item.rule.most, "") for item in self.items if item.rule]
        most = self._most(scored)
        return None if most is None else rounded(most)

    def lacking(self, outcome: Outcome, nearest: int = 3) -> Lacking | None:
        """What is missing to the next level; `None` at the highest or without a total."""
        value = outcome.percent if self.levels_on_percent else outcome.total
        above = [
            level for level in self.levels if value is not None and level.lower is not None and level.lower > value
        ]
        if value is None or not above:
            return None
        following = min(above, key=_height)
        assert following.lower is not None
        room = [(line, line.most - line.points) for line in outcome.lines if line.points is not None and line.most]
        room = sorted(
            (one for one in room if one[1] > 0), key=lambda one: (-one[1] * one[0].item.weight, one[0].item.code)
        )
        return Lacking(following, following.lower - value, tuple(room[:nearest]))

    @cached_property
    def by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @property
    def _adds_up(self) -> bool:
        """A contribution is the item's own, whatever the others are worth."""
        return self.total in (Total.SUM, Total.WEIGHTED)

    def _contribution(self, exact: Fraction) -> Decimal:
        return rounded(exact, self.digits, self.mode) if self.rounds_parts else rounded(exact)

    def _total(self, counted: Iterable[Line], shares: Mapping[str, Fraction] | None, contributed: Decimal) -> Decimal:
        if self.rounds_parts:
            return contributed
        parts = (line.part for line in counted) if shares is None else shares.values()
        return rounded(added(parts), self.digits, self.mode)

    def _shares(self, counted: Sequence[Line], *, of_most: bool = False) -> dict[str, Fraction]:
        """Of each counted line its exact part of the total; `of_most` its part of the maximum."""
        plain = {line.item.code: (line.whole or Fraction(0)) if of_most else line.part for line in counted}
        if self.total is Total.PERCENT:
            most = added(line.whole or Fraction(0) for line in counted)
            return {code: HUNDRED * part / most for code, part in plain.items()} if most else {}
        if self.total is Total.SECTIONS:
            return self._shares_of_sections(counted, plain)
        return plain

    def _shares_of_sections(self, counted: Sequence[Line], plain: dict[str, Fraction]) -> dict[str, Fraction]:
        weights: dict[str, Fraction] = {}
        for line in counted:
            weights[line.item.section] = weights.get(line.item.section, Fraction(0)) + Fraction(line.item.weight)
        own = {section.code: Fraction(section.weight) for section in self.sections if section.code in weights}
        whole = sum(own.values(), Fraction(0))
        return {
            line.item.code: plain[line.item.code] / weights[line.item.section] * own[line.item.section] / whole
            for line in counted
            if weights[line.item.section] and whole
        }

    def _most(self, counted: Sequence[Line]) -> Fraction | None:
        if not counted or any(line.whole is None for line in counted):
            return None
        if self.total is Total.PERCENT:
            return HUNDRED
        if self.total is Total.SECTIONS:
            return added(self._shares(counted, of_most=True).values())
        return added(line.whole or Fraction(0) for line in counted)

    def subtotal(self, section: Section, lines: Iterable[Line]) -> Subtotal:
        """The mean or the sum of a section, as the total of the scheme is made."""
        own = [line for line in lines if line.item.section == section.code and line.is_counted]
        points = added(line.part for line in own)
        most = added(line.whole or Fraction(0) for line in own)
        has_ceiling = bool(own) and all(line.whole is not None for line in own)
        percent = rounded(HUNDRED * points / most, 2, self.mode) if has_ceiling and most else None
        if self.total is Total.SECTIONS:
            weight = sum((Fraction(line.item.weight) for line in own), Fraction(0))
            points, most = (points / weight, most / weight) if weight else (Fraction(0), Fraction(0))
        return Subtotal(
            section,
            rounded(points, self.digits, self.mode) if own else None,
            rounded(most) if has_ceiling else None,
            percent,
        )


def _height(level: Level) -> tuple[bool, Decimal]:
    return level.lower is not None, level.lower or Decimal(0)


def _compared(item: Item, values: Mapping[str, list[Decimal]]) -> Item:
    if not isinstance(item.rule, Best) or not values.get(item.code):
        return item
    return replace(item, rule=item.rule.against(values[item.code]))
