"""Places, and how firm they are: what becomes of a place without one item, or with its weight a tenth up or down."""

from array import array
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import ne
from typing import Any

from .scheme import Line, Outcome, Scheme, Total

#: Weights are moved by a tenth either way.
TENTH = Fraction(1, 10)
ZERO = Fraction(0)
#: A total that cannot be made: nothing is left to add.
NOTHING = -(2**63)


def places(totals: Sequence[Any], *, gaps: bool = False) -> list[int | None]:
    """The place of each total, the greatest first; equal totals share one, and without a total there is none.

    Dense by default: after two first places comes the second; with `gaps` the third.
    """
    present = [total for total in totals if total is not None]
    place: dict[Any, int] = {}
    if gaps:
        for index, total in enumerate(sorted(present, reverse=True)):
            place.setdefault(total, index + 1)
    else:
        place = {total: number for number, total in enumerate(sorted(set(present), reverse=True), 1)}
    return [None if total is None else place[total] for total in totals]


@dataclass(frozen=True)
class Interval:
    """«место 3 (2–5)»: the best and the worst place over all trials."""

    least: int
    most: int

    @property
    def words(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


@dataclass
class Trials:
    """Totals of every participant under every trial; a trial is one item left out or weighed otherwise.

    Totals are rounded as the methodology rounds its own. Holds eight bytes a total and trial. The order of
    participants is the order they were added in.
    """

    scheme: Scheme
    gaps: bool = False
    keys: list[Decimal | None] = field(default_factory=list)
    columns: list[array] = field(init=False)

    def __post_init__(self) -> None:
        self.codes = [item.code for item in self.scheme.items if item.rule is not None]
        self.columns = [array("q") for _ in range(1 + 3 * len(self.codes))]
        self._members: dict[Hashable, array] = {}
        self._unit = 10**self.scheme.digits
        self._sections = {item.code: item.section for item in self.scheme.items}
        self._weights = {item.code: Fraction(item.weight) for item in self.scheme.items}
        self._of_sections = {section.code: Fraction(section.weight) for section in self.scheme.sections}

    def add(self, outcome: Outcome, group: Hashable = "", key: Decimal | None = None) -> None:
        """Of a ranked outcome; results without enough data take no place and disturb none.

        `key` separates equal totals, where the methodology has a second one.
        """
        self._members.setdefault(group, array("q")).append(len(self.keys))
        self.keys.append(key)
        counted = {line.item.code: line for line in outcome.lines if line.points is not None}
        self.columns[0].append(NOTHING if outcome.total is None else int(outcome.total * self._unit))
        totals = self._by_sections(counted) if self.scheme.total is Total.SECTIONS else self._by_sums(counted)
        for column, total in zip(self.columns[1:], totals, strict=True):
            column.append(total)

    def intervals(self) -> list[Interval]:
        least = self._ranked(self.columns[0])
        most = list(least)
        for column in self.columns[1:]:
            for index, place in enumerate(self._ranked(column)):
                if place < least[index]:
                    least[index] = place
                elif place > most[index]:
                    most[index] = place
        return [Interval(*own) for own in zip(least, most, strict=True)]

    def deciders(self, most: int = 3) -> list[str]:
        """Codes of the items without which most places change, the strongest first."""
        as_is = self._ranked(self.columns[0])
        moved = {
            code: sum(map(ne, as_is, self._ranked(self.columns[1 + 3 * number])))
            for number, code in enumerate(self.codes)
        }
        strongest = sorted((code for code in moved if moved[code]), key=lambda code: -moved[code])
        return strongest[:most]

    def _ranked(self, column: array) -> list[int]:
        found = [0] * len(column)
        with_keys = any(key is not None for key in self.keys)
        for members in self._members.values():
            totals: list[Any] = [column[index] for index in members]
            if with_keys:
                totals = [(total, self.keys[index] or 0) for total, index in zip(totals, members, strict=True)]
            for index, place in zip(members, places(totals, gaps=self.gaps), strict=True):
                found[index] = place or 0
        return found

    def _by_sums(self, counted: dict[str, Line]) -> Iterator[int]:
        """The total under each trial: the whole, less or more what the moved item gives."""
        parts, wholes, largest = self._in_units(counted)
        for code in self.codes:
            for change in (-10, -1, 1):
                points = 10 * parts[""] + change * parts.get(code, 0)
                most = 10 * wholes[""] + change * wholes.get(code, 0)
                if self.scheme.total is Total.PERCENT:
                    yield _whole(100 * self._unit * points, most) if most else NOTHING
                else:
                    yield _whole(self._unit * points, 10 * largest)

    def _in_units(self, counted: dict[str, Line]) -> tuple[dict[str, int], dict[str, int], int]:
        """Points and maxima as whole numbers of one size; under the empty code their sums."""
        fractions = [line.part for line in counted.values()] + [line.whole or ZERO for line in counted.values()]
        size = lcm(*(fraction.denominator for fraction in fractions))
        parts = {code: line.part.numerator * (size // line.part.denominator) for code, line in counted.items()}
        wholes = {code: int((line.whole or ZERO) * size) for code, line in counted.items()}
        return parts | {"": sum(parts.values())}, wholes | {"": sum(wholes.values())}, size

    def _by_sections(self, counted: dict[str, Line]) -> Iterator[int]:
        """The mean of sections under each trial: one section moves, the others stand."""
        points: dict[str, Fraction] = {}
        weights: dict[str, Fraction] = {}
        for code, line in counted.items():
            section = self._sections[code]
            points[section] = points.get(section, ZERO) + line.part
            weights[section] = weights.get(section, ZERO) + self._weights[code]
        for code in self.codes:
            section = self._sections[code]
            for change in (-1, -TENTH, TENTH):
                if code in counted:
                    moved_points = {section: points[section] + change * counted[code].part}
                    moved_weights = {section: weights[section] + change * self._weights[code]}
                    yield self._mean(points | moved_points, weights | moved_weights)
                else:
                    yield self._mean(points, weights)

    def _mean(self, points: dict[str, Fraction], weights: dict[str, Fraction]) -> int:
        own = {code: weight for code, weight in self._of_sections.items() if weights.get(code)}
        whole = sum(own.values(), ZERO)
        if not whole:
            return NOTHING
        total = sum((own[code] * points[code] / weights[code] for code in own), ZERO) / whole
        return _whole(self._unit * total.numerator, total.denominator)


def _whole(numerator: int, denominator: int) -> int:
    """The nearest whole number; halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)
