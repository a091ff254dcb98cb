"""Places of totals, and the interval of a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


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
