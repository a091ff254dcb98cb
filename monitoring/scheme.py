"""A methodology kept in the database as the arithmetic it stands for, and answers as what that arithmetic reads."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from . import scoring
from .models import AnswerState, Item, Level, Methodology
from .models.response import AnswerValue, Value
from .reading import Asked

_ZERO = Decimal(0)


def scheme_of(methodology: Methodology) -> scoring.Scheme:
    """Three questions: sections, items with steps, levels. Raises `FormulaError` for what is beyond arithmetic."""
    items = methodology.items.select_related("section").prefetch_related("steps")
    return scoring.Scheme(
        items=tuple(item_of(item) for item in items),
        sections=tuple(scoring.Section(it.code, it.title, it.weight) for it in methodology.sections.all()),
        total=scoring.Total(methodology.total),
        mode=scoring.Mode(methodology.rounding),
        digits=methodology.digits,
        rounds_parts=methodology.rounded == Methodology.Rounded.PARTS,
        levels=tuple(level_of(level) for level in methodology.levels.all()),
        levels_on_percent=methodology.levels_on == Methodology.LevelsOn.PERCENT,
        least_coverage=methodology.least_coverage,
    )


def item_of(item: Item) -> scoring.Item:
    return scoring.Item(
        code=item.code,
        title=item.title,
        section=item.section.code,
        rule=rule_of(item),
        weight=item.weight,
        calculated=_calculated(item),
        unit=item.unit,
        labels={step.code: step.label for step in item.steps.all() if step.code},
    )


def level_of(level: Level) -> scoring.Level:
    return scoring.Level(level.title, level.lower)


def bounds_of(item: Item) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest value that are taken as an answer."""
    return Asked(item.answer, item.least, item.most).bounds


def greatest_of(item: Item) -> Decimal | None:
    return bounds_of(item)[1]


def rule_of(item: Item) -> scoring.Scale | scoring.Best | None:
    """The rule of an item taken with its steps; what is not filled in yet counts as zero, or as no bound."""
    match item.rule:
        case Item.Rule.BANDS:
            return scoring.Bands(tuple(step.band for step in item.steps.all()), whole=item.answer == Item.Answer.COUNT)
        case Item.Rule.YES_NO:
            return scoring.YesNo(item.yes_points or _ZERO, item.no_points or _ZERO)
        case Item.Rule.CHOICE:
            return scoring.Choice(tuple(_steps(item)))
        case Item.Rule.CUMULATIVE:
            return scoring.Cumulative(tuple(_steps(item)), item.most_points)
        case Item.Rule.HIGHEST:
            return scoring.Highest(tuple(_steps(item)))
        case Item.Rule.PENALTY:
            return scoring.Penalty(item.start_points or _ZERO, item.case_points or _ZERO, item.least_points)
        case Item.Rule.ASSESSOR:
            return scoring.Assessor(item.most_points or _ZERO, item.least_points or _ZERO)
        case Item.Rule.VALUE:
            return scoring.AsIs(item.most_points, item.least_points)
        case Item.Rule.BEST:
            return scoring.Best(item.most_points or _ZERO, is_up=item.direction != Item.Direction.DOWN)
    return None


def given_by(answers: Iterable[AnswerValue]) -> Mapping[str, scoring.Given]:
    """Answers taken with their items, by the code of the item."""
    return {answer.item.code: given_of(answer) for answer in answers}


def given_of(answer: AnswerValue) -> scoring.Given:
    return given_as(answer.state, answer.value)


def given_as(state: str, value: Value) -> scoring.Given:
    if state == AnswerState.NOT_APPLICABLE:
        return scoring.NOT_APPLICABLE
    kept = value if state == AnswerState.VALUE else None
    return scoring.NO_DATA if kept is None or kept == "" else scoring.given(kept)


def _calculated(item: Item) -> scoring.Formula | scoring.TwoShares | None:
    match item.calculation:
        case Item.Calculation.FORMULA:
            return scoring.Formula(item.formula)
        case Item.Calculation.TWO_SHARES:
            return scoring.TwoShares.read(item.formula)
    return None


def _steps(item: Item) -> Iterator[scoring.Step]:
    return (scoring.Step(step.code, step.label, step.points or _ZERO) for step in item.steps.all())
