"""How a question was answered: every option of the questionnaire in its order, chosen or not, and what it comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..scoring.rounding import rounded

#: Decimals of a mean and of a median.
DIGITS = 2


@dataclass(frozen=True)
class Option:
    """An answer to choose; without points («затрудняюсь ответить») it is counted, but is in no mean."""

    code: str
    label: str
    points: Decimal | None = None
    is_positive: bool = False


@dataclass(frozen=True)
class Question:
    """What was asked; an open question and a free number have no options."""

    code: str
    title: str
    section: str
    kind: str
    options: tuple[Option, ...] = ()

    @property
    def may_be_positive(self) -> bool:
        return any(option.is_positive for option in self.options)


@dataclass(frozen=True)
class Share:
    option: Option
    number: int
    percent: int


@dataclass(frozen=True)
class Distribution:
    """Shares are of `base`, those who answered the question; mean and median of `scored`, whose answer has points."""

    base: int
    scored: int
    shares: tuple[Share, ...]
    mean: Decimal | None
    median: Decimal | None
    positive: int | None


def distribution(question: Question, answers: Mapping[str, int]) -> Distribution:
    """How many gave which answer; a free number is its own answer: «12» → 3 people."""
    options = question.options or _numbers(answers)
    base = sum(answers.get(option.code, 0) for option in options)
    points = [(option.points, answers.get(option.code, 0)) for option in options if option.points is not None]
    scored = sum(number for _, number in points)
    positive = sum(answers.get(option.code, 0) for option in options if option.is_positive)
    return Distribution(
        base=base,
        scored=scored,
        shares=tuple(_share(option, answers.get(option.code, 0), base) for option in question.options),
        mean=_mean(points, scored) if scored else None,
        median=_median(points, scored) if scored else None,
        positive=whole_percent(positive, base) if base and question.may_be_positive else None,
    )


def together(answers: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The answers of several slices as those of one."""
    total: dict[str, int] = {}
    for some in answers:
        for code, number in some.items():
            total[code] = total.get(code, 0) + number
    return total


def whole_percent(part: int, whole: int) -> int:
    """Whole per cents, half up: 1 of 8 is 13 %. Nothing of nothing is nothing."""
    return int(rounded(Fraction(100 * part, whole), 0)) if whole else 0


def _numbers(answers: Mapping[str, int]) -> tuple[Option, ...]:
    return tuple(Option(said, said, Decimal(said)) for said in answers)


def _share(option: Option, number: int, base: int) -> Share:
    return Share(option, number, whole_percent(number, base))


def _mean(points: list[tuple[Decimal, int]], scored: int) -> Decimal:
    return rounded(Fraction(sum(value * number for value, number in points)) / scored, DIGITS)


def _median(points: list[tuple[Decimal, int]], scored: int) -> Decimal:
    """The middle answer; of an even number half-way between the two in the middle."""
    ordered = sorted(points)
    below = _at(ordered, (scored - 1) // 2)
    above = _at(ordered, scored // 2)
    return rounded(Fraction(below + above) / 2, DIGITS)


def _at(ordered: list[tuple[Decimal, int]], place: int) -> Decimal:
    for value, number in ordered:
        if place < number:
            return value
        place -= number
    raise IndexError(place)
