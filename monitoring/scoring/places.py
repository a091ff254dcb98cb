"""Places, and how firm they are: what becomes of a place without one item, or with its weight a tenth up or down."""

from array import array
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .scheme import Line, Outcome, Scheme, Total

#: Weights are moved by a tenth either way.
TENTH = Fraction(1, 10)
#: Totals are compared to a millionth of a point.
UNIT = 1_000_000
#: A total that cannot be made: nothing is left to add.
NOTHING = -(2**63)


def places(totals: Sequence[Any], *, gaps: bool = False) -> list[int | None]:
    """The place of each total, the greatest first; equal totals share one, and without a total there is none.

    Dense by default: after two first places comes the second; with `gaps` the third.
    """
    present = sorted((total for total in totals if total is not None), reverse=True)
    place: dict[Any, int] = {}
    for index, total in enumerate(present):
        place.setdefault(total, index + 1 if gaps else len(place) + 1)
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

    Holds eight bytes a total and trial. The order of participants is the order they were added in.
    """

    scheme: Scheme
    gaps: bool = False
    groups: list[Hashable] = field(default_factory=list)
    columns: list[array] = field(init=False)

    def __post_init__(self) -> None:
        self.codes = [item.code for item in self.scheme.items if item.rule is not None]
        self.columns = [array("q") for _ in range(1 + 3 * len(self.codes))]

    def add(self, outcome: Outcome, group: Hashable = "") -> None:
        """Of a ranked outcome; results without enough data take no place and disturb none."""
        self.groups.append(group)
        counted = {line.item.code: line for line in outcome.lines if line.points is not None}
        for column, total in zip(self.columns, self._totals(counted), strict=True):
            column.append(NOTHING if total is None else round(total * UNIT))

    def intervals(self) -> list[Interval]:
        ranked = [self._ranked(column) for column in self.columns]
        return [Interval(min(own), max(own)) for own in zip(*ranked, strict=True)]

    def deciders(self, most: int = 3) -> list[str]:
        """Codes of the items without which most places change, the strongest first."""
        as_is = self._ranked(self.columns[0])
        moved = {
            code: sum(
                one != other for one, other in zip(as_is, self._ranked(self.columns[1 + 3 * number]), strict=True)
            )
            for number, code in enumerate(self.codes)
        }
        strongest = sorted((code for code in moved if moved[code]), key=lambda code: -moved[code])
        return strongest[:most]

    def _ranked(self, column: array) -> list[int]:
        found = [0] * len(column)
        for group in dict.fromkeys(self.groups):
            members = [index for index, own in enumerate(self.groups) if own == group]
            for index, place in zip(members, places([column[index] for index in members], gaps=self.gaps), strict=True):
                found[index] = place or 0
        return found

    def _totals(self, counted: dict[str, Line]) -> Iterator[Fraction | None]:
        yield self._total(counted, "", Fraction(1))
        for code in self.codes:
            for factor in (Fraction(0), 1 - TENTH, 1 + TENTH):
                yield self._total(counted, code, factor)

    def _total(self, counted: dict[str, Line], moved: str, factor: Fraction) -> Fraction | None:
        """The exact total with the weight of one item multiplied; without any weight left there is none."""
        if self.scheme.total is Total.SECTIONS:
            return self._mean(counted, moved, factor)
        points = most = Fraction(0)
        for code, line in counted.items():
            weight = factor if code == moved else Fraction(1)
            if self.scheme.total is not Total.SUM:
                weight *= Fraction(line.item.weight)
            points += weight * Fraction(line.points or 0)
            most += weight * Fraction(line.most or 0)
        if self.scheme.total is Total.PERCENT:
            return 100 * points / most if most else None
        return points

    def _mean(self, counted: dict[str, Line], moved: str, factor: Fraction) -> Fraction | None:
        sums: dict[str, Fraction] = {}
        weights: dict[str, Fraction] = {}
        for code, line in counted.items():
            weight = Fraction(line.item.weight) * (factor if code == moved else 1)
            section = line.item.section
            sums[section] = sums.get(section, Fraction(0)) + weight * Fraction(line.points or 0)
            weights[section] = weights.get(section, Fraction(0)) + weight
        means = [
            (Fraction(section.weight), sums[section.code] / weights[section.code])
            for section in self.scheme.sections
            if weights.get(section.code)
        ]
        whole = sum((weight for weight, _ in means), Fraction(0))
        return sum((weight * mean for weight, mean in means), Fraction(0)) / whole if whole else None
