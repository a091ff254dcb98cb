"""What an answer may be, and how it is read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from leadership.core import russian

#: A number, a yes or no, the code of a chosen answer or a text, how many at each level.
Value = Decimal | bool | str | Mapping[str, int]


class State(StrEnum):
    """«Нет данных» and «не применяется» are answers of their own, never zero."""

    VALUE = "value"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Given:
    """What stands for an item: a value, or why there is none."""

    state: State
    value: Value | None = None
    #: The least number this value was divided by; one pupil more or less moves a share of few by a lot.
    divisor: Decimal | None = None

    def __hash__(self) -> int:
        """By the value alone: a memory of worths asks it of every answer."""
        return hash(self.value)

    @property
    def number(self) -> Decimal | None:
        """For formulas: a number as it is, «да» as 1, «нет» as 0, counts by level as their sum."""
        if isinstance(self.value, bool):
            return Decimal(int(self.value))
        if isinstance(self.value, Mapping):
            return Decimal(sum(self.value.values()))
        return self.value if isinstance(self.value, Decimal) else None


NO_DATA = Given(State.NO_DATA)
NOT_APPLICABLE = Given(State.NOT_APPLICABLE)


def given(value: Value | int) -> Given:
    plain = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return Given(State.VALUE, plain)


def said(answer: Given, unit: str = "", labels: Mapping[str, str] | None = None) -> str:
    """«92 %», «да», «муниципальный – 2, региональный – 1», «нет данных»."""
    labels = labels or {}
    match answer.state, answer.value:
        case State.NO_DATA, _:
            return "нет данных"
        case State.NOT_APPLICABLE, _:
            return "не применяется"
        case _, bool() as yes:
            return "да" if yes else "нет"
        case _, Decimal() as figure:
            return f"{russian.number(figure)}\u00a0{unit}" if unit else russian.number(figure)
        case _, str() as code:
            return labels.get(code, code)
        case _, Mapping() as counts:
            met = [f"{labels.get(code, code)}\u00a0– {count}" for code, count in counts.items() if count]
            return ", ".join(met) or "ни одного"
    raise TypeError(f"not a value: {answer.value!r}")


def said_points(points: Decimal | int) -> str:
    """«20 баллов», «0,25 балла»"""
    return russian.counted(Decimal(points).normalize() + 0, "балл", "балла", "баллов")
