"""How figures are spread: mean, median and quartiles, exact until they are rounded to four places. Knows no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .scoring import rounded


@dataclass(frozen=True)
class Spread:
    """`lower` and `upper` are the quartiles, counted like «КВАРТИЛЬ.ВКЛ» of a spreadsheet."""

    how_many: int
    least: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    most: Decimal
    mean: Decimal


def spread(values: Iterable[Decimal]) -> Spread | None:
    """Of plain figures; `None` without a single one."""
    counts: dict[Decimal, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return spread_of(counts)


def spread_of(counts: Mapping[Decimal, int]) -> Spread | None:
    """Of figures told with how often each occurs."""
    ordered = sorted((value, number) for value, number in counts.items() if number)
    how_many = sum(number for _, number in ordered)
    if not how_many:
        return None
    total = sum((Fraction(value) * number for value, number in ordered), Fraction(0))
    lower, median, upper = (rounded(_at(ordered, Fraction(quarter * (how_many - 1), 4))) for quarter in (1, 2, 3))
    return Spread(how_many, ordered[0][0], lower, median, upper, ordered[-1][0], rounded(total / how_many))


def middle(how_many: int) -> slice:
    """The one or two of so many figures, told in order, that make the median."""
    return slice(max(how_many - 1, 0) // 2, how_many // 2 + 1)


def median(found: Sequence[Decimal]) -> Decimal | None:
    """Of the one or two figures in the middle."""
    return rounded(sum(map(Fraction, found), Fraction(0)) / len(found)) if found else None


def _at(ordered: Sequence[tuple[Decimal, int]], place: Fraction) -> Fraction:
    """The figure at a place counted from zero; between two figures, in proportion."""
    whole, rest = divmod(place, 1)
    below = _nth(ordered, int(whole))
    return below + rest * (_nth(ordered, int(whole) + 1) - below) if rest else below


def _nth(ordered: Sequence[tuple[Decimal, int]], number: int) -> Fraction:
    for value, times in ordered:
        if number < times:
            return Fraction(value)
        number -= times
    raise IndexError(number)
