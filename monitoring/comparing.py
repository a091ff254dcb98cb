"""Two versions of a methodology side by side: what changed, and over which items results may be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadership.core import russian

from .blueprint import Blueprint, ItemPlan, LevelPlan, SectionPlan
from .blueprint.columns import ITEM, METHODOLOGY, SECTION
from .blueprint.fields import Field, Value
from .blueprint.words import AMOUNTS_OF
from .scoring import FormulaError

#: They differ between any two versions and say nothing of the content.
_OF_A_VERSION = {"version", "order", "approved_on", "version_note"}
NOTHING = "–"


@dataclass(frozen=True)
class Change:
    """What became of one field, in words."""

    title: str
    was: str
    became: str


@dataclass(frozen=True)
class ItemChange:
    code: str
    title: str
    changes: tuple[Change, ...]
    #: Whether its values and points may still be set side by side.
    is_comparable: bool


@dataclass(frozen=True)
class Comparison:
    """`common` are the codes of the items over which results of both versions may be compared."""

    settings: tuple[Change, ...]
    sections: tuple[Change, ...]
    added: tuple[ItemPlan, ...]
    removed: tuple[ItemPlan, ...]
    changed: tuple[ItemChange, ...]
    levels: Change | None
    common: frozenset[str]
    of: int

    @property
    def is_empty(self) -> bool:
        return not (self.settings or self.sections or self.added or self.removed or self.changed or self.levels)

    @property
    def words(self) -> str:
        """The sentence without which results of different versions are not shown together."""
        if len(self.common) == self.of and not self.added and not self.removed:
            return "Показатели одни и те же: результаты двух версий сопоставимы."
        if not self.common:
            return "Общих показателей нет: результаты двух версий несопоставимы."
        of = russian.counted(self.of, "показателя", "показателей", "показателей")
        return f"Результаты двух версий сопоставимы только по общим показателям: {len(self.common)} из {of}."


def compare(old: Blueprint, new: Blueprint) -> Comparison:
    before, after = {item.code: item for item in old.items}, {item.code: item for item in new.items}
    common = common_items(old, new)
    changed = (_item_change(before[code], after[code], common) for code in after if code in before)
    return Comparison(
        settings=tuple(_changes(old, new, [field for field in METHODOLOGY if field.name not in _OF_A_VERSION])),
        sections=tuple(_section_changes(old.sections, new.sections)),
        added=tuple(item for code, item in after.items() if code not in before),
        removed=tuple(item for code, item in before.items() if code not in after),
        changed=tuple(change for change in changed if change.changes),
        levels=_level_change(old.levels, new.levels),
        common=common,
        of=len(after),
    )


def common_items(old: Blueprint, new: Blueprint) -> frozenset[str]:
    """Codes in both whose answer, calculation, rule and scale are the same, down to the inputs of formulas."""
    before, after = {item.code: item for item in old.items}, {item.code: item for item in new.items}
    alike = {code for code, item in after.items() if code in before and _substance(item) == _substance(before[code])}
    while unlike := {code for code in alike if not _inputs(after[code]) <= alike}:
        alike -= unlike
    return frozenset(alike)


def _substance(item: ItemPlan) -> tuple[object, ...]:
    """What decides the points of a value; wording, weight and place do not."""
    needed, possible = AMOUNTS_OF[item.rule]
    steps = tuple(
        (step.code, step.lower, step.lower_included, step.upper, step.upper_included, step.points)
        for step in item.steps
    )
    direction = item.direction if item.rule == "best" else ""
    formula = "".join(item.formula.split()) if item.calculation != "asked" else ""
    amounts = tuple(getattr(item, name) for name in (*needed, *possible))
    return (item.answer, item.unit, item.calculation, formula, item.rule, direction, amounts, steps)


def _inputs(item: ItemPlan) -> frozenset[str]:
    try:
        calculated = item.calculated
    except FormulaError:
        return frozenset()
    return calculated.codes if calculated else frozenset()


def _item_change(old: ItemPlan, new: ItemPlan, common: frozenset[str]) -> ItemChange:
    changes = [*_changes(old, new, ITEM)]
    if old.steps != new.steps:
        changes.append(Change("Шкала", _scale(old), _scale(new)))
    return ItemChange(new.code, new.title, tuple(changes), new.code in common)


def _scale(item: ItemPlan) -> str:
    said = (f"{step.words} ({step.description})" if step.description else step.words for step in item.steps)
    return "; ".join(said) or NOTHING


def _section_changes(old: Sequence[SectionPlan], new: Sequence[SectionPlan]) -> Iterator[Change]:
    before, after = {section.code: section for section in old}, {section.code: section for section in new}
    for code in [*after, *(code for code in before if code not in after)]:
        if code not in before:
            yield Change(f"Раздел {code}", NOTHING, after[code].title)
        elif code not in after:
            yield Change(f"Раздел {code}", before[code].title, NOTHING)
        else:
            for change in _changes(before[code], after[code], SECTION):
                yield Change(f"Раздел {code}, {change.title.lower()}", change.was, change.became)


def _level_change(old: Sequence[LevelPlan], new: Sequence[LevelPlan]) -> Change | None:
    if old == new:
        return None
    return Change("Уровни", *("; ".join(level.words for level in levels) or NOTHING for levels in (old, new)))


def _changes(old: object, new: object, fields: Sequence[Field]) -> Iterator[Change]:
    for field in fields:
        was, became = getattr(old, field.name), getattr(new, field.name)
        if was != became:
            yield Change(field.title, _said(field, was), _said(field, became))


def _said(field: Field, value: Value) -> str:
    written = field.written(value)
    if written is None:
        return NOTHING
    return russian.number(written) if isinstance(written, int | Decimal) else str(written)
