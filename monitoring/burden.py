"""How much a form asks of a person: questions left and the minutes they take. Knows no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

#: Minutes one question takes by the kind of its answer: reading it, finding the figure, writing it down.
MINUTES = {
    "number": Decimal(2),
    "percent": Decimal(2),
    "count": Decimal(2),
    "levels": Decimal(3),
    "yes_no": Decimal("0.5"),
    "choice": Decimal("0.5"),
    "points": Decimal(1),
    "text": Decimal(4),
}
WITH_EVIDENCE = Decimal(3)
#: What the registers know is only looked over.
LOOKED_OVER = Decimal("0.2")


@dataclass(frozen=True)
class Question:
    """One asked item: the kind of its answer, whether a document is to be attached, what has become of it."""

    kind: str
    needs_evidence: bool = False
    is_known: bool = False
    is_answered: bool = False


@dataclass(frozen=True)
class Burden:
    """All questions, those the registers answer, those left to the person, and the minutes those take."""

    asked: int
    known: int
    left: int
    minutes: int


def burden(questions: Iterable[Question]) -> Burden:
    """What is answered already costs nothing; what is known and not yet answered, a look."""
    questions = list(questions)
    left = [one for one in questions if not one.is_answered and not one.is_known]
    known = [one for one in questions if one.is_known]
    minutes = sum((_minutes(one) for one in left), Decimal(0)) + LOOKED_OVER * len(known)
    return Burden(len(questions), len(known), len(left), int(minutes.to_integral_value(ROUND_CEILING)))


def _minutes(question: Question) -> Decimal:
    return MINUTES.get(question.kind, Decimal(2)) + (WITH_EVIDENCE if question.needs_evidence else 0)
