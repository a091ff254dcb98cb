"""Bands of values: what each is worth, where they leave a gap, where they overlap."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from leadership.core import russian

from .values import said_points


@dataclass(frozen=True)
class Band:
    """Values between two bounds; a bound that is missing is open for ever."""

    lower: Decimal | None
    upper: Decimal | None
    points: Decimal
    lower_included: bool = True
    upper_included: bool = False

    def holds(self, value: Decimal) -> bool:
        above = self.lower is None or value > self.lower or (self.lower_included and value == self.lower)
        below = self.upper is None or value < self.upper or (self.upper_included and value == self.upper)
        return above and below

    @property
    def words(self) -> str:
        """«от 70 и меньше 90», «от 90 до 100», «меньше 70», «ровно 5»"""
        if self.lower is not None and self.lower == self.upper:
            return f"ровно {russian.number(self.lower)}"
        lower = upper = ""
        if self.lower is not None:
            lower = f"{'от' if self.lower_included else 'больше'} {russian.number(self.lower)}"
        if self.upper is not None:
            upper = f"{'до' if self.upper_included else 'меньше'} {russian.number(self.upper)}"
        if lower and upper:
            return f"{lower} {upper}" if self.lower_included and self.upper_included else f"{lower} и {upper}"
        return lower or upper or "любое значение"

    @property
    def is_empty(self) -> bool:
        if self.lower is None or self.upper is None:
            return False
        if self.lower == self.upper:
            return not (self.lower_included and self.upper_included)
        return self.lower > self.upper


@dataclass(frozen=True)
class Gap:
    """Values between two neighbours that belong to neither."""

    below: Band
    above: Band

    @property
    def words(self) -> str:
        missed = Band(
            self.below.upper, self.above.lower, Decimal(0), not self.below.upper_included, not self.above.lower_included
        )
        return f"Значение {missed.words} не попадает ни в один диапазон."


@dataclass(frozen=True)
class Overlap:
    """Values that belong to two bands."""

    one: Band
    other: Band

    @property
    def words(self) -> str:
        if self.one.upper is not None and self.one.upper == self.other.lower:
            return f"Значение {russian.number(self.one.upper)} попадает в два диапазона."
        return f"Диапазоны «{self.one.words}» и «{self.other.words}» пересекаются."


@dataclass(frozen=True)
class Emptiness:
    """A band no value belongs to."""

    band: Band

    @property
    def words(self) -> str:
        return f"В диапазон «{self.band.words}» не попадает ни одно значение."


@dataclass(frozen=True)
class Edge:
    """The greatest value there can be ends the last band and is not in it: «90–100» was meant, «меньше 100» typed."""

    greatest: Decimal

    @property
    def words(self) -> str:
        value = russian.number(self.greatest)
        return f"Наибольшее возможное значение {value} не попадает в последний диапазон: «до {value}» не включается."


Fault = Gap | Overlap | Emptiness


@dataclass(frozen=True)
class Bands:
    """Диапазоны: the band a value belongs to gives the points; outside all of them there are none.

    A value inside a gap or an overlap has no points until the methodologist decides: `points` refuses it.
    `whole` says that only whole values occur, so that «0–5» and «6–10» leave no gap.
    """

    bands: tuple[Band, ...]
    whole: bool = False

    def points(self, value: Decimal) -> Decimal:
        return self._found(value).points if self._is_within(value) else Decimal(0)

    def reason(self, value: Decimal) -> str:
        if not self._is_within(value):
            return f"вне диапазонов – {said_points(0)}"
        band = self._found(value)
        return f"{band.words} – {said_points(band.points)}"

    @property
    def words(self) -> str:
        listed = [f"{band.words} – {said_points(band.points)}" for band in self.in_order()]
        edges = [edge for edge in (self._below(), self._above()) if edge]
        return "; ".join([*listed, *(f"{edge} – {said_points(0)}" for edge in edges)])

    @property
    def most(self) -> Decimal:
        return max((band.points for band in self.bands), default=Decimal(0))

    @property
    def least(self) -> Decimal:
        return min((*(band.points for band in self.bands), *([Decimal(0)] if self._below() or self._above() else [])))

    def in_order(self) -> list[Band]:
        return sorted(self.bands, key=lambda band: (band.lower is not None, band.lower or 0, band.upper or 0))

    def problems(self) -> list[Fault]:
        """Empty bands, gaps and overlaps, from the lowest up."""
        empty: list[Fault] = [Emptiness(band) for band in self.in_order() if band.is_empty]
        return empty + [fault for pair in pairwise(self._real) if (fault := self._between(*pair))]

    def edge(self, greatest: Decimal | None) -> Edge | None:
        """What `problems` cannot know: whether the last band ends just before the greatest value there can be."""
        ordered = self._real
        if greatest is None or not ordered or any(band.holds(greatest) for band in ordered):
            return None
        return Edge(greatest) if max(ordered, key=_reach).upper == greatest else None

    def with_edge_included(self) -> "Bands":
        """The last band holds its upper bound too."""
        ordered = self._real
        top = max(ordered, key=_reach)
        return replace(
            self, bands=tuple(replace(band, upper_included=True) if band is top else band for band in ordered)
        )

    def with_lower_bounds_included(self) -> "Bands":
        """A value on the border of two bands belongs to the upper one; the outer bounds stay."""
        ordered = self._real
        upper = [ordered[0], *(replace(band, lower_included=True) for band in ordered[1:])] if ordered else []
        lower = [replace(band, upper_included=False) for band in upper[:-1]]
        return replace(self, bands=(*lower, *upper[-1:]))

    def stretched(self) -> "Bands":
        """Every band goes on until the next one begins; overlaps end there too."""
        ordered = self._real
        longer = (
            replace(below, upper=above.lower, upper_included=not above.lower_included)
            for below, above in pairwise(ordered)
        )
        return replace(self, bands=(*longer, *ordered[-1:]))

    @cached_property
    def _real(self) -> tuple[Band, ...]:
        return tuple(band for band in self.in_order() if not band.is_empty)

    def _between(self, below: Band, above: Band) -> Fault | None:
        if below.upper is None or above.lower is None or above.lower < below.upper:
            return Overlap(below, above)
        if above.lower == below.upper:
            if below.upper_included != above.lower_included:
                return None
            return Overlap(below, above) if below.upper_included else Gap(below, above)
        return Gap(below, above) if not self.whole or _has_whole(below, above) else None

    def _found(self, value: Decimal) -> Band:
        found = [band for band in self.bands if band.holds(value)]
        if len(found) != 1:
            raise Undecided(value, tuple(found))
        return found[0]

    def _is_within(self, value: Decimal) -> bool:
        return bool(self._real) and not any(edge.holds(value) for edge in self._edges)

    @cached_property
    def _edges(self) -> tuple[Band, ...]:
        """What lies outside: below the first band and above the last."""
        ordered, edges = self._real, []
        if ordered and ordered[0].lower is not None:
            edges.append(Band(None, ordered[0].lower, Decimal(0), upper_included=not ordered[0].lower_included))
        if ordered and (top := max(ordered, key=_reach)).upper is not None:
            edges.append(Band(top.upper, None, Decimal(0), lower_included=not top.upper_included))
        return tuple(edges)

    def _below(self) -> str:
        return next((edge.words for edge in self._edges if edge.lower is None), "")

    def _above(self) -> str:
        return next((edge.words for edge in self._edges if edge.upper is None), "")


class Undecided(ValueError):
    """A value in a gap or in two bands: the methodology has to be mended first."""

    def __init__(self, value: Decimal, found: tuple[Band, ...]) -> None:
        self.value, self.found = value, found
        where = "попадает в несколько диапазонов" if found else "не попадает ни в один диапазон"
        super().__init__(f"Значение {russian.number(value)} {where}.")


def _reach(band: Band) -> tuple[bool, Decimal, bool]:
    return band.upper is None, band.upper or Decimal(0), band.upper_included


def _has_whole(below: Band, above: Band) -> bool:
    """Whether a whole number lies strictly between the bands."""
    assert below.upper is not None and above.lower is not None
    first = below.upper.to_integral_value(rounding="ROUND_FLOOR")
    first += 0 if first == below.upper and not below.upper_included else 1
    return first < above.lower or (first == above.lower and not above.lower_included)
