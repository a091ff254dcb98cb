"""How firm places are: what becomes of a place without one item, or with its weight a tenth up or down."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import add, ne
from typing import Any

from .places import Interval, places
from .rounding import PLACES
from .scheme import Item, Line, Outcome, Scheme, Section, Total

#: By how many tenths of its weight an item is moved.
LEFT_OUT = -10
CHANGES = (LEFT_OUT, -1, 1)
#: A total that cannot be made: nothing is left to add.
NOTHING = -(2**63)
#: Points and weights as whole numbers.
SCALE = 10**PLACES


@dataclass(frozen=True)
class Firmness:
    """What the trials show: the interval of every place, and how many places change without each item."""

    intervals: list[Interval]
    changed: dict[str, int]

    def deciders(self, most: int = 3) -> list[str]:
        """Codes of the items without which most places change, the strongest first."""
        strongest = sorted((code for code in self.changed if self.changed[code]), key=lambda code: -self.changed[code])
        return strongest[:most]


@dataclass
class Column:
    """One item over all participants: points in ten-thousandths, none being zero, and who has any."""

    item: Item
    weight: int
    points: array = field(default_factory=lambda: array("q"))
    has: bytearray = field(default_factory=bytearray)

    def put(self, line: Line) -> None:
        self.points.append(0 if line.points is None else int(line.points * SCALE))
        self.has.append(line.points is not None)

    def parts(self, tenths: int = 10) -> list[int]:
        """Of everybody the points by so many tenths of the weight."""
        weight = tenths * self.weight
        return [weight * points for points in self.points]

    def mosts(self, tenths: int = 10) -> list[int]:
        """The greatest points by so many tenths of the weight, where there is a value."""
        rule = self.item.rule
        most = tenths * self.weight * _scaled(rule.most if rule else None)
        return [most * has for has in self.has]

    def weights(self, tenths: int = 10) -> list[int]:
        """So many tenths of the weight, where there is a value."""
        weight = tenths * self.weight
        return [weight * has for has in self.has]


#: The moved item, by how many tenths, and the total of everybody then.
Tried = Iterator[tuple[Column, int, list[int]]]


@dataclass
class Trials:
    """Totals of every participant under every trial; a trial is one item left out or weighed otherwise.

    Totals are rounded half up to the digits of the methodology. Held are nine bytes of every item of a participant,
    and the totals of one trial at a time. The order of participants is the order they were added in.
    """

    scheme: Scheme
    gaps: bool = False
    keys: list[Decimal | None] = field(default_factory=list)
    totals: array = field(default_factory=lambda: array("q"))

    def __post_init__(self) -> None:
        is_plain = self.scheme.total is Total.SUM
        scored = [item for item in self.scheme.items if item.rule is not None]
        self._columns = [Column(item, SCALE if is_plain else _scaled(item.weight)) for item in scored]
        self._members: dict[Hashable, array] = {}
        self._unit = 10**self.scheme.digits

    def add(self, outcome: Outcome, group: Hashable = "", key: Decimal | None = None) -> None:
        """Of a ranked outcome; results without enough data take no place and disturb none.

        `key` separates equal totals, where the methodology has a second one.
        """
        self._members.setdefault(group, array("q")).append(len(self.keys))
        self.keys.append(key)
        self.totals.append(NOTHING if outcome.total is None else int(outcome.total * self._unit))
        scored = (line for line in outcome.lines if line.item.rule is not None)
        for column, line in zip(self._columns, scored, strict=True):
            column.put(line)

    def firmness(self) -> Firmness:
        """Every trial ranked beside the totals as they are."""
        as_is = self._ranked(self.totals)
        least, most = list(as_is), list(as_is)
        changed = dict.fromkeys((column.item.code for column in self._columns), 0)
        for column, change, totals in self._tried():
            ranked = self._ranked(totals)
            if change == LEFT_OUT:
                changed[column.item.code] = sum(map(ne, as_is, ranked))
            for index, place in enumerate(ranked):
                if place < least[index]:
                    least[index] = place
                elif place > most[index]:
                    most[index] = place
        return Firmness([Interval(*own) for own in zip(least, most, strict=True)], changed)

    def _ranked(self, totals: Sequence[int]) -> list[int]:
        found = [0] * len(totals)
        with_keys = any(key is not None for key in self.keys)
        for members in self._members.values():
            own: list[Any] = [totals[index] for index in members]
            if with_keys:
                own = [(total, self.keys[index] or 0) for total, index in zip(own, members, strict=True)]
            for index, place in zip(members, places(own, gaps=self.gaps), strict=True):
                found[index] = place or 0
        return found

    def _tried(self) -> Tried:
        match self.scheme.total:
            case Total.SECTIONS:
                return self._means()
            case Total.PERCENT:
                return self._shares()
            case _:
                return self._sums()

    def _sums(self) -> Tried:
        """The whole, less or more what the moved item gives."""
        wholes, half = self._added(Column.parts, self._columns), 5 * SCALE * SCALE
        for column in self._columns:
            for change in CHANGES:
                moved = map(add, wholes, column.parts(change))
                yield column, change, [(self._unit * points + half) // (2 * half) for points in moved]

    def _shares(self) -> Tried:
        """Per cent of the maximum, which moves with the item."""
        wholes, mosts = self._added(Column.parts, self._columns), self._added(Column.mosts, self._columns)
        for column in self._columns:
            for change in CHANGES:
                points, most = map(add, wholes, column.parts(change)), map(add, mosts, column.mosts(change))
                totals = map(_whole, (100 * self._unit * own for own in points), most)
                yield column, change, list(totals)

    def _means(self) -> Tried:
        """The mean of sections: the one of the moved item moves, the others stand."""
        for section in self.scheme.sections:
            others = self._without(section)
            wholes, weights = self._of(section)
            own = _scaled(section.weight)
            for column in self._columns:
                if column.item.section != section.code:
                    continue
                for change in CHANGES:
                    moved = map(add, wholes, column.parts(change)), map(add, weights, column.weights(change))
                    means = (_with(other, own, *pair) for other, *pair in zip(others, *moved, strict=True))
                    yield column, change, [self._mean(*mean) for mean in means]

    def _of(self, section: Section) -> tuple[list[int], list[int]]:
        """The points and the weights of a section."""
        columns = [column for column in self._columns if column.item.section == section.code]
        return self._added(Column.parts, columns), self._added(Column.weights, columns)

    def _without(self, left: Section) -> list["Sum"]:
        """The other sections of everybody, put together."""
        found = [NO_SECTION] * len(self.keys)
        for section in self.scheme.sections:
            if section is not left:
                own = _scaled(section.weight)
                found = [_with(other, own, *pair) for other, *pair in zip(found, *self._of(section), strict=True)]
        return found

    def _mean(self, points: int, size: int, weight: int) -> int:
        return _whole(self._unit * points, size * weight * SCALE)

    def _added(self, what: Callable[[Column], list[int]], columns: Iterable[Column]) -> list[int]:
        """Of everybody the sum over columns."""
        wholes = [0] * len(self.keys)
        for column in columns:
            wholes = list(map(add, wholes, what(column)))
        return wholes


#: Means of sections by their weights, as a fraction: numerator, denominator; and the sum of the weights.
Sum = tuple[int, int, int]
NO_SECTION: Sum = (0, 1, 0)


def _with(others: Sum, own: int, points: int, weight: int) -> Sum:
    """One section more; one in which nothing is answered takes no part."""
    if not weight:
        return others
    numerator, denominator, weights = others
    return numerator * weight + own * points * denominator, denominator * weight, weights + own


def _scaled(exact: Decimal | None) -> int:
    return int((exact or 0) * SCALE)


def _whole(numerator: int, denominator: int) -> int:
    """The nearest whole number, halves going up; nothing of nothing."""
    return (2 * numerator + denominator) // (2 * denominator) if denominator else NOTHING
