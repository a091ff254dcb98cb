"""What of a survey may be shown so that no arithmetic gets at the answers of a few.

Whatever is published is the sum of whole classes of one partition of the ballots: every slice that is shown is a
class, all hidden ones together are one more, and the total is the sum of all. Adding and subtracting sums of classes
gives sums of classes again, never a part of one; so it is enough that no class that anybody is in is smaller than
the least.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

Slice = TypeVar("Slice", bound=Hashable)


class Hidden(StrEnum):
    """Why the figures of a slice are not shown."""

    EMPTY = "empty"
    FEW = "few"
    SUBTRACTION = "subtraction"

    @property
    def reason(self) -> str:
        return _REASONS[self]


_REASONS = {
    Hidden.EMPTY: "ответов нет",
    Hidden.FEW: "ответов слишком мало",
    Hidden.SUBTRACTION: "скрыто, чтобы ответы малой группы нельзя было получить вычитанием",
}


@dataclass(frozen=True)
class Publication:
    """Which slices are shown, which are not and why; `is_shown` tells of the total.

    `others` is how many answers the hidden slices hold together; they are shown as one where there are any.
    """

    shown: frozenset
    hidden: Mapping[Any, Hidden]
    others: int
    is_shown: bool


def publish(answered: Mapping[Slice, int], least: int, *, apart: Iterable[Slice] = ()) -> Publication:
    """Choose what to show of the slices with so many answers each, none of a class smaller than the least.

    Slices `apart` are hidden whatever their number: they are hidden in the table this one stands beside.
    Where the hidden ones together are too few, the next smallest slice joins them; of equals the first given does.
    """
    hidden = {one: _why(number, least) for one, number in answered.items() if number < least}
    hidden |= {one: Hidden.SUBTRACTION for one in apart if one in answered and one not in hidden}
    is_shown = sum(answered.values()) >= least
    if not is_shown:
        return Publication(frozenset(), {one: _why(number, least) for one, number in answered.items()}, 0, False)
    by_size = sorted((one for one in answered if one not in hidden), key=lambda one: answered[one])
    while 0 < _together(hidden, answered) < least:
        hidden[by_size.pop(0)] = Hidden.SUBTRACTION
    return Publication(frozenset(by_size), hidden, _together(hidden, answered), True)


def _why(number: int, least: int) -> Hidden:
    if not number:
        return Hidden.EMPTY
    return Hidden.FEW if number < least else Hidden.SUBTRACTION


def _together(hidden: Iterable[Slice], answered: Mapping[Slice, int]) -> int:
    return sum(answered[one] for one in hidden)
