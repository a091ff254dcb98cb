"""Rules that compare a participant with all the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from leadership.core import russian

from .rounding import rounded
from .values import said_points

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Against:
    """Points against the best value of all: the best gets the most, the others in proportion."""

    best: Decimal
    most: Decimal
    is_up: bool = True

    def points(self, value: Decimal) -> Decimal:
        if value == self.best:
            return self.most
        part, whole = (value, self.best) if self.is_up else (self.best, value)
        if part <= 0 or whole <= 0:
            return Decimal(0)
        return rounded(Fraction(self.most) * Fraction(part) / Fraction(whole))

    def reason(self, value: Decimal) -> str:
        best, points = russian.number(self.best), said_points(self.points(value))
        if value == self.best:
            return f"лучшее значение {best} – {points}"
        figures = f"{russian.number(value)} : {best}" if self.is_up else f"{best} : {russian.number(value)}"
        return f"{figures} × {russian.number(self.most)}, лучшее значение {best} – {points}"

    @property
    def words(self) -> str:
        best = "наибольшему" if self.is_up else "наименьшему"
        return f"{best} значению – {said_points(self.most)}, остальным – в доле от него"

    @property
    def least(self) -> Decimal:
        return Decimal(0)

    def problems(self) -> list[str]:
        return []


@dataclass(frozen=True)
class Best:
    """Лучший = 100: becomes a rule only when the values of all participants are known."""

    most: Decimal = HUNDRED
    is_up: bool = True

    def against(self, values: Iterable[Decimal]) -> Against:
        """The rule for these participants; raises `ValueError` where there is not one value."""
        return Against(max(values) if self.is_up else min(values), self.most, self.is_up)

    @property
    def words(self) -> str:
        return Against(Decimal(0), self.most, self.is_up).words

    @property
    def least(self) -> Decimal:
        return Decimal(0)

    def problems(self) -> list[str]:
        return [] if self.most > 0 else ["Наибольший балл должен быть больше нуля."]
