"""What the counts of an indicator come to, beside its target. Pure arithmetic, no rounding but for print."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Standing(StrEnum):
    """Whether the target is met; without a denominator there is nothing to say."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NO_DATA = "no_data"

    @property
    def label(self) -> str:
        return {"reached": "достигнут", "not_reached": "не достигнут", "no_data": "нет данных"}[self]


@dataclass(frozen=True)
class Reading:
    """Numerator and denominator as counted, the target («не менее») in percent or people.

    A share has a denominator (zero: no data, never 0 %); a count has none.
    """

    numerator: int
    denominator: int | None
    target: int

    @property
    def value(self) -> Decimal | int | None:
        """A count as it is; a share in percent to a tenth, half up."""
        if self.denominator is None:
            return self.numerator
        if self.denominator == 0:
            return None
        share = Decimal(self.numerator * 100) / Decimal(self.denominator)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def needed(self) -> int | None:
        """How many must be counted to meet the target: of nine heads, «не менее 50 %» needs five."""
        if self.denominator is None:
            return self.target
        return -(-self.target * self.denominator // 100) if self.denominator else None

    @property
    def missing(self) -> int | None:
        """How many are still wanting; zero once the target is met, `None` without data."""
        return None if self.needed is None else max(0, self.needed - self.numerator)

    @property
    def standing(self) -> Standing:
        """Compared by whole people, so that rounding never decides."""
        if self.missing is None:
            return Standing.NO_DATA
        return Standing.NOT_REACHED if self.missing else Standing.REACHED

    @property
    def standing_in_words(self) -> str:
        """«достигнут», «не достигнут, не хватает 2», «нет данных»."""
        return f"{self.standing.label}, не хватает {self.missing}" if self.missing else self.standing.label
