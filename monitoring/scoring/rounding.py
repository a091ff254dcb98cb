"""Rounding as a methodology says it; everything before it is exact."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

#: Values and points are kept to so many decimal places.
PLACES = 4


class Mode(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


def rounded(exact: Fraction | Decimal, digits: int = PLACES, mode: Mode = Mode.HALF_UP) -> Decimal:
    """The number with so many digits after the comma.

    Half up goes away from zero, as a pocket calculator and a schoolbook do: 2,5 → 3, −2,5 → −3.
    """
    fraction = Fraction(exact)
    whole, rest = divmod(abs(fraction.numerator) * 10**digits, fraction.denominator)
    twice = 2 * rest
    if mode is Mode.HALF_UP:
        goes_up = twice >= fraction.denominator
    elif mode is Mode.HALF_EVEN:
        goes_up = twice > fraction.denominator or (twice == fraction.denominator and whole % 2 == 1)
    else:
        goes_up = False
    units = whole + goes_up
    return Decimal(-units if fraction < 0 else units).scaleb(-digits)


def added(exact: Iterable[Fraction]) -> Fraction:
    """The exact sum. Numerators of one denominator are added first: many parts have few denominators."""
    sums: dict[int, int] = {}
    for one in exact:
        numerator, denominator = one.as_integer_ratio()
        sums[denominator] = sums.get(denominator, 0) + numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in sums.items()), Fraction(0))
