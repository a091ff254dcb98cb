"""A survey beside the one before it: only questions that were asked alike in both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .distribution import Distribution, Question


@dataclass(frozen=True)
class Change:
    """A common question then and now; a figure that either survey lacks has no difference."""

    question: Question
    before: Distribution
    now: Distribution

    @property
    def mean(self) -> Decimal | None:
        if self.before.mean is None or self.now.mean is None:
            return None
        return self.now.mean - self.before.mean

    @property
    def positive(self) -> int | None:
        """In percentage points."""
        if self.before.positive is None or self.now.positive is None:
            return None
        return self.now.positive - self.before.positive


Shown = Mapping[str, tuple[Question, Distribution]]


def changes(before: Shown, now: Shown) -> list[Change]:
    """By the code of the question, in the order of the later survey; what neither shows is not compared."""
    return [
        Change(question, before[code][1], said)
        for code, (question, said) in now.items()
        if code in before and asked_alike(before[code][0], question)
    ]


def not_compared(changes: Iterable[Change], now: Iterable[Question]) -> list[Question]:
    """Questions of the later survey that stand alone."""
    compared = {change.question.code for change in changes}
    return [question for question in now if question.code not in compared]


def asked_alike(one: Question, other: Question) -> bool:
    """The same words and the same scale; the section and the place in the questionnaire may differ."""
    return (one.title, one.kind, one.options) == (other.title, other.kind, other.options)
