"""When a mark or a figure is a shortfall, and when a strength, as a methodology sets it. Knows no Django.

Views of several people are told side by side and never averaged: each is held against the scale by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from leadership.core import russian

from .scoring import rounded

#: A figure in a sentence has no more decimals, whatever the methodology rounds to; the exact one stands in the reasons.
SAID_PLACES = 2
#: Nothing is told finer, however near a figure comes to its bound.
FINEST_PLACES = 8


class Basis(StrEnum):
    """What shows a shortfall, in the order in which one is named before another."""

    FIGURE = "figure"
    EXTERNAL = "external"
    GAP = "gap"
    SELF = "self"


@dataclass(frozen=True)
class Thresholds:
    """In per cent of the scale's maximum and in steps of the scale; `None` switches the rule off.

    `digits`: decimals of figures as the methodology rounds them.
    """

    norm_percent: int | None = None
    gap_steps: int | None = None
    strong_percent: int | None = None
    digits: int = SAID_PLACES

    @property
    def places(self) -> int:
        """Decimals of a figure in a sentence."""
        return min(self.digits, SAID_PLACES)


@dataclass(frozen=True)
class Norm:
    """The worst value that is still right; `is_up`: greater is better."""

    value: Decimal
    is_up: bool = True

    def is_missed_by(self, value: Decimal) -> bool:
        return value < self.value if self.is_up else value > self.value


@dataclass(frozen=True)
class Mark:
    """What one view says of one item: the value, its points of the greatest ones, how high on the scale it stands.

    `view` is the view in words; `is_own` – the participant's own.
    """

    view: str
    is_own: bool
    said: str
    number: Decimal | None = None
    points: Decimal | None = None
    most: Decimal | None = None
    step: int | None = None

    @property
    def percent(self) -> Decimal | None:
        """Of the scale; `None` without points or where the scale has no ceiling above zero."""
        return 100 * self.points / self.most if self.points is not None and self.most and self.most > 0 else None

    def told(self, figure: Decimal) -> str:
        """Another figure in the words of this one: «95 %» beside «58,33 %»."""
        own = "" if self.number is None else russian.number(self.number)
        return self.said.replace(own, russian.number(figure), 1) if own in self.said and own else russian.number(figure)

    def shortly(self, places: int, bound: Decimal | None = None) -> str:
        """What the view says: words in quotes; a figure with no more decimals than that, told apart from the bound."""
        if self.number is None or russian.number(self.number) not in self.said:
            return f"«{self.said}»" if self.said[:1].isalpha() else self.said
        return self.told(_apart(self.number, places, bound))


@dataclass(frozen=True)
class Shortfall:
    """One item that fell short: by which view first, all grounds in words, the value and the norm."""

    basis: Basis
    words: str
    value: Decimal | None = None
    norm: Decimal | None = None


def shortfall(
    marks: Iterable[Mark], thresholds: Thresholds, *, norm: Norm | None = None, is_figure: bool = False
) -> Shortfall | None:
    """The shortfall of one item, every ground told; `None` where nothing fell short.

    `is_figure`: the item is measured, not marked by people; there are then no views to compare.
    """
    grounds: list[tuple[Basis, str, Mark]] = []
    views = list(marks)
    for mark in views:
        basis = Basis.FIGURE if is_figure else Basis.SELF if mark.is_own else Basis.EXTERNAL
        grounds += [(basis, words, mark) for words in _below(mark, thresholds, norm, names_view=not is_figure)]
    if not is_figure:
        grounds += [(Basis.GAP, words, mark) for words, mark in _overrated(views, thresholds)]
    if not grounds:
        return None
    order = list(Basis)
    grounds.sort(key=lambda ground: order.index(ground[0]))
    basis, _, mark = grounds[0]
    words = "; ".join(words for _, words, _ in grounds)
    return Shortfall(basis, words[:1].upper() + words[1:], mark.number, norm.value if norm else None)


def is_strong(marks: Iterable[Mark], thresholds: Thresholds) -> bool:
    """A strength by every external view there is: what one says of oneself is not enough."""
    shares = [mark.percent for mark in marks if not mark.is_own]
    asked = thresholds.strong_percent
    return asked is not None and bool(shares) and all(share is not None and share >= asked for share in shares)


def gap(marks: Iterable[Mark]) -> int | None:
    """By how many steps the own mark is above the lowest external one (below it: negative); `None` without both."""
    views = list(marks)
    own = [mark.step for mark in views if mark.is_own and mark.step is not None]
    others = [mark.step for mark in views if not mark.is_own and mark.step is not None]
    return own[0] - min(others) if own and others else None


def _below(mark: Mark, thresholds: Thresholds, norm: Norm | None, *, names_view: bool) -> list[str]:
    view = f"{mark.view}: " if names_view else ""
    found = []
    if norm is not None and mark.number is not None and norm.is_missed_by(mark.number):
        worse = "ниже" if norm.is_up else "выше"
        said = mark.shortly(thresholds.places, norm.value)
        found.append(f"{view}{said} – {worse} нормы {mark.told(norm.value)}")
    share = mark.percent
    if thresholds.norm_percent is not None and share is not None and share < thresholds.norm_percent:
        bound = Decimal(thresholds.norm_percent)
        told = russian.number(_apart(share, thresholds.places, bound))
        of_scale = f"{told}{russian.NBSP}% шкалы, ниже {russian.percent(bound, 0)}"
        found.append(f"это {of_scale}" if found else f"{view}{mark.shortly(thresholds.places)} – {of_scale}")
    return [", ".join(found)] if found else []


def _overrated(views: list[Mark], thresholds: Thresholds) -> list[tuple[str, Mark]]:
    above = gap(views)
    if thresholds.gap_steps is None or above is None or above < thresholds.gap_steps:
        return []
    lowest = min((mark for mark in views if not mark.is_own and mark.step is not None), key=lambda mark: mark.step or 0)
    own = next(mark for mark in views if mark.is_own and mark.step is not None)
    steps = russian.counted(above, "ступень", "ступени", "ступеней")
    said, against = own.shortly(thresholds.places), lowest.shortly(thresholds.places)
    return [(f"завышенная самооценка: {said} против {against} ({lowest.view}), выше на {steps}", own)]


def _apart(figure: Decimal, places: int, bound: Decimal | None) -> Decimal:
    """Rounded half up; where it would then read as the very bound it misses, with as many more decimals as it takes."""
    told = rounded(figure, places)
    while told == bound and places < FINEST_PLACES:
        places += 1
        told = rounded(figure, places)
    return told
