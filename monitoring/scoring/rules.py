"""How a value becomes points: the kinds of rules departments use. What is printed is what is executed.

Every rule says itself in words, gives the points of a value with the reason, and knows its greatest and least points;
`None` as the greatest means that the rule has no ceiling. Bands stand in a module of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from leadership.core import russian

from .rounding import rounded
from .values import said_points


class Scale(Protocol):
    """What every rule can. `points` and `reason` take a value of the rule's own type."""

    def points(self, value: Any) -> Decimal: ...

    def reason(self, value: Any) -> str: ...

    @property
    def words(self) -> str: ...

    @property
    def most(self) -> Decimal | None: ...

    @property
    def least(self) -> Decimal | None: ...

    def problems(self) -> list[Any]: ...


@dataclass(frozen=True)
class Step:
    """An answer to choose or a level to count, and what it is worth."""

    code: str
    label: str
    points: Decimal

    @property
    def words(self) -> str:
        return f"{self.label} – {said_points(self.points)}"


@dataclass(frozen=True)
class YesNo:
    """«участие – 10, неучастие – 0»; either answer may cost points."""

    yes: Decimal
    no: Decimal

    def points(self, value: bool) -> Decimal:
        return self.yes if value else self.no

    def reason(self, value: bool) -> str:
        return f"{'да' if value else 'нет'} – {said_points(self.points(value))}"

    @property
    def words(self) -> str:
        return f"{self.reason(True)}; {self.reason(False)}"

    @property
    def most(self) -> Decimal:
        return max(self.yes, self.no)

    @property
    def least(self) -> Decimal:
        return min(self.yes, self.no)

    def problems(self) -> list[str]:
        return []


@dataclass(frozen=True)
class _Stepped:
    """Rules over named steps; one that is not known is refused."""

    steps: tuple[Step, ...]

    def step(self, code: str) -> Step:
        """Raises `KeyError` for a code the scale does not have."""
        return next((step for step in self.steps if step.code == code), None) or _unknown(code)

    @property
    def most(self) -> Decimal | None:
        return max((step.points for step in self.steps), default=Decimal(0))

    @property
    def least(self) -> Decimal | None:
        return min((step.points for step in self.steps), default=Decimal(0))

    @property
    def words(self) -> str:
        return "; ".join(step.words for step in self.steps)

    def problems(self) -> list[str]:
        codes = [step.code for step in self.steps]
        if not codes:
            return ["В шкале нет ни одной ступени."]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        return [f"Код «{code}» стоит в шкале дважды." for code in twice]


def _unknown(code: str) -> Step:
    raise KeyError(code)


@dataclass(frozen=True)
class Choice(_Stepped):
    """One answer of several, each with its points."""

    def points(self, value: str) -> Decimal:
        return self.step(value).points

    def reason(self, value: str) -> str:
        return self.step(value).words


@dataclass(frozen=True)
class Cumulative(_Stepped):
    """Накопительно: cases at every level are multiplied by its points and added, not beyond the ceiling."""

    ceiling: Decimal | None = None

    def points(self, value: Mapping[str, int]) -> Decimal:
        whole = self._whole(value)
        return whole if self.ceiling is None else min(whole, self.ceiling)

    def reason(self, value: Mapping[str, int]) -> str:
        terms = [
            f"{step.label} {value[step.code]} × {russian.number(step.points)}"
            for step in self.steps
            if value.get(step.code)
        ]
        if not terms:
            return f"ни одного – {said_points(0)}"
        is_cut = self.ceiling is not None and self._whole(value) > self.ceiling
        cut = f", но не больше {russian.number(self.points(value))}" if is_cut else ""
        return f"{' + '.join(terms)} = {russian.number(self._whole(value))}{cut} – {said_points(self.points(value))}"

    @property
    def most(self) -> Decimal | None:
        return self.ceiling

    @property
    def least(self) -> Decimal:
        return Decimal(0)

    @property
    def words(self) -> str:
        ceiling = f"; всего не больше {russian.number(self.ceiling)}" if self.ceiling is not None else ""
        return f"за каждый случай: {super().words}{ceiling}"

    def _whole(self, value: Mapping[str, int]) -> Decimal:
        for code in value:
            self.step(code)
        return sum((step.points * value.get(step.code, 0) for step in self.steps), Decimal(0))


@dataclass(frozen=True)
class Highest(_Stepped):
    """Только высший уровень: the best case alone counts, however many there are."""

    def points(self, value: Mapping[str, int]) -> Decimal:
        best = self._best(value)
        return best.points if best else Decimal(0)

    def reason(self, value: Mapping[str, int]) -> str:
        best = self._best(value)
        return f"высший уровень: {best.words}" if best else f"ни одного – {said_points(0)}"

    @property
    def least(self) -> Decimal:
        return Decimal(0)

    @property
    def words(self) -> str:
        return f"только высший уровень: {super().words}"

    def _best(self, value: Mapping[str, int]) -> Step | None:
        met = [self.step(code) for code, count in value.items() if count]
        return max(met, key=lambda step: step.points, default=None)


@dataclass(frozen=True)
class Penalty:
    """Штраф: points stand until cases take them away, each as many; not below the floor, where there is one."""

    start: Decimal
    case: Decimal
    floor: Decimal | None = None

    def points(self, value: Decimal) -> Decimal:
        left = self.start - self.case * value
        return rounded(left if self.floor is None else max(left, self.floor))

    def reason(self, value: Decimal) -> str:
        figures = f"{russian.number(self.start)} − {russian.number(value)} × {russian.number(self.case)}"
        cut = ""
        if self.floor is not None and self.start - self.case * value < self.floor:
            cut = f", но не меньше {russian.number(self.floor)}"
        return f"{figures}{cut} – {said_points(self.points(value))}"

    @property
    def words(self) -> str:
        floor = f", но не меньше {russian.number(self.floor)}" if self.floor is not None else ""
        return f"без случаев – {said_points(self.start)}; за каждый случай − {russian.number(self.case)}{floor}"

    @property
    def most(self) -> Decimal:
        return self.start

    @property
    def least(self) -> Decimal | None:
        return self.floor

    def problems(self) -> list[str]:
        return [] if self.case > 0 else ["Штраф за случай должен быть больше нуля."]


@dataclass(frozen=True)
class Assessor:
    """«до 10 баллов»: the points an assessor sets."""

    most: Decimal
    least: Decimal = Decimal(0)

    def points(self, value: Decimal) -> Decimal:
        if not self.least <= value <= self.most:
            raise ValueError(f"Балл {russian.number(value)} вне шкалы: {self.words}.")
        return value

    def reason(self, value: Decimal) -> str:
        return f"поставлено экспертом – {said_points(self.points(value))}"

    @property
    def words(self) -> str:
        lower = f"от {russian.number(self.least)} " if self.least else ""
        return f"эксперт ставит {lower}до {said_genitive(self.most)}"

    def problems(self) -> list[str]:
        return [] if self.most > self.least else ["Наибольший балл должен быть больше наименьшего."]


@dataclass(frozen=True)
class AsIs:
    """The value itself is the points, not beyond the ceiling and not below the floor."""

    ceiling: Decimal | None = None
    floor: Decimal | None = None

    def points(self, value: Decimal) -> Decimal:
        capped = value if self.ceiling is None else min(value, self.ceiling)
        return rounded(capped if self.floor is None else max(capped, self.floor))

    def reason(self, value: Decimal) -> str:
        points = self.points(value)
        if points == value:
            return f"значение и есть балл – {said_points(points)}"
        bound = "не больше" if points < value else "не меньше"
        return f"{bound} {russian.number(points)} – {said_points(points)}"

    @property
    def words(self) -> str:
        bounds = []
        if self.floor is not None:
            bounds.append(f"не меньше {russian.number(self.floor)}")
        if self.ceiling is not None:
            bounds.append(f"не больше {russian.number(self.ceiling)}")
        return ", ".join(["значение и есть балл", *bounds])

    @property
    def most(self) -> Decimal | None:
        return self.ceiling

    @property
    def least(self) -> Decimal | None:
        return self.floor

    def problems(self) -> list[str]:
        return []


def said_genitive(points: Decimal) -> str:
    """«10 баллов», «1 балла»: after «до»."""
    return f"{russian.number(points)} {'балла' if points % 10 == 1 and points % 100 != 11 else 'баллов'}"
