"""A methodology as plain values: what a file holds, what records are made from, what versions are compared by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leadership.core import russian
from monitoring import scoring

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class StepPlan:
    code: str = ""
    label: str = ""
    description: str = ""
    lower: Decimal | None = None
    lower_included: bool = True
    upper: Decimal | None = None
    upper_included: bool = False
    points: Decimal | None = None
    is_positive: bool = False

    @property
    def words(self) -> str:
        """«от 70 и меньше 90 – 10 баллов», «муниципальный – 5 баллов», «да, полностью»."""
        named = self.label or self.code or self.band.words
        return named if self.points is None else f"{named} – {scoring.said_points(self.points)}"

    @property
    def band(self) -> scoring.Band:
        points = self.points or Decimal(0)
        return scoring.Band(self.lower, self.upper, points, self.lower_included, self.upper_included)


@dataclass(frozen=True, kw_only=True)
class ItemPlan:
    code: str
    title: str
    hint: str = ""
    weight: Decimal = ONE
    answer: str
    unit: str = ""
    direction: str = "up"
    least: Decimal | None = None
    most: Decimal | None = None
    norm: Decimal | None = None
    calculation: str = "asked"
    formula: str = ""
    rule: str = "none"
    most_points: Decimal | None = None
    least_points: Decimal | None = None
    yes_points: Decimal | None = None
    no_points: Decimal | None = None
    start_points: Decimal | None = None
    case_points: Decimal | None = None
    competence: str = ""
    competence_function: str = ""
    source: str = ""
    known_as: str = ""
    is_required: bool = True
    needs_evidence: bool = False
    may_be_inapplicable: bool = False
    steps: tuple[StepPlan, ...] = ()

    @property
    def calculated(self) -> scoring.Formula | scoring.TwoShares | None:
        """Raises `FormulaError` for what is beyond arithmetic."""
        if self.calculation == "formula":
            return scoring.Formula(self.formula)
        return scoring.TwoShares.read(self.formula) if self.calculation == "two_shares" else None


@dataclass(frozen=True, kw_only=True)
class SectionPlan:
    code: str
    title: str
    explanation: str = ""
    weight: Decimal = ONE
    items: tuple[ItemPlan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LevelPlan:
    """The lowest may have no lower bound."""

    title: str
    lower: Decimal | None = None
    tone: str

    @property
    def words(self) -> str:
        return self.title if self.lower is None else f"{self.title} – от {russian.number(self.lower)}"


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    code: str
    version: int = 1
    title: str
    kind: str
    subject: str
    purpose: str = ""
    order: str = ""
    approved_on: date | None = None
    version_note: str = ""
    total: str = "sum"
    rounding: str = "half_up"
    rounded: str = "parts"
    digits: int = 2
    declared_most: Decimal | None = None
    least_coverage: int = 70
    places: str = "dense"
    second_key: str = ""
    ranks_groups_apart: bool = False
    levels_on: str = "percent"
    norm_percent: int | None = 60
    gap_steps: int | None = 1
    strong_percent: int | None = 80
    jump_percent: int | None = 30
    sections: tuple[SectionPlan, ...] = ()
    levels: tuple[LevelPlan, ...] = ()

    @property
    def items(self) -> Iterator[ItemPlan]:
        return (item for section in self.sections for item in section.items)
