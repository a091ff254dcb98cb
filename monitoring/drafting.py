"""A methodology of the database as a blueprint, and a blueprint as its records."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from leadership.core.spreadsheets.cells import clean_lines

from .blueprint import Blueprint, BlueprintError, Fault, ItemPlan, LevelPlan, SectionPlan, StepPlan
from .blueprint.columns import ITEM, LEVEL, METHODOLOGY, SECTION, STEP
from .blueprint.fields import Field
from .models import Competence, Item, Level, Methodology, ScaleStep, Section

_OF_COMPETENCE = ("competence", "competence_function")
_HELD = {field.name for field in fields(Blueprint)} - {"sections", "levels"}


def blueprint_of(methodology: Methodology) -> Blueprint:
    """Four questions, whatever the number of items. Texts come as a workbook would give them back."""
    items: dict[int, list[ItemPlan]] = {}
    for item in methodology.items.select_related("competence").prefetch_related("steps"):
        items.setdefault(item.section_id, []).append(item_plan(item))
    return Blueprint(
        **_values(methodology, METHODOLOGY),
        sections=tuple(
            SectionPlan(**_values(section, SECTION), items=tuple(items.get(section.pk, ())))
            for section in methodology.sections.all()
        ),
        levels=tuple(LevelPlan(**_values(level, LEVEL)) for level in methodology.levels.all()),
    )


def item_plan(item: Item) -> ItemPlan:
    """One item with its steps."""
    own = tuple(field for field in ITEM if field.name not in _OF_COMPETENCE)
    return ItemPlan(
        **_values(item, own),
        competence=item.competence.title if item.competence else "",
        competence_function=item.competence.function if item.competence else "",
        steps=tuple(StepPlan(**_values(step, STEP)) for step in item.steps.all()),
    )


def _values(record: Any, columns: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: _plain(getattr(record, field.name)) for field in columns}


def _plain(value: Any) -> Any:
    return (clean_lines(value) or "") if isinstance(value, str) else value


def settings_of(blueprint: Blueprint) -> dict[str, Any]:
    """What the record of the methodology itself holds."""
    return {name: getattr(blueprint, name) for name in _HELD}


def competences_for(blueprint: Blueprint) -> dict[str, Competence]:
    """Those of the common list by title; new ones are made, not saved. Raises `BlueprintError`."""
    wanted = {item.competence: item.competence_function for item in blueprint.items if item.competence}
    found = {competence.title: competence for competence in Competence.objects.filter(title__in=wanted)}
    faults = [
        Fault("Показатели", 0, "Функция компетенции", "", f"компетенции «{title}» в перечне нет: укажите её функцию")
        for title, function in wanted.items()
        if title not in found and not function
    ]
    if faults:
        raise BlueprintError(faults)
    return {title: found.get(title) or Competence(title=title, function=wanted[title]) for title in wanted}


def records_of(
    blueprint: Blueprint, methodology: Methodology, competences: Mapping[str, Competence]
) -> tuple[list[Section], list[Item], list[ScaleStep], list[Level]]:
    """The content, not saved: sections, items, steps and levels in the order they are written."""
    sections, items, steps = [], [], []
    for position, plan in enumerate(blueprint.sections, 1):
        section = Section(methodology=methodology, position=position, **_plan_values(plan, SECTION))
        sections.append(section)
        for place, item_plan in enumerate(plan.items, 1):
            values = _plan_values(item_plan, ITEM) | {"competence": competences.get(item_plan.competence)}
            del values["competence_function"]
            item = Item(methodology=methodology, section=section, position=place, **values)
            items.append(item)
            steps += [
                ScaleStep(item=item, position=number, **_plan_values(step, STEP))
                for number, step in enumerate(item_plan.steps, 1)
            ]
    levels = [Level(methodology=methodology, **_plan_values(level, LEVEL)) for level in blueprint.levels]
    return sections, items, steps, levels


def _plan_values(plan: Any, columns: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: getattr(plan, field.name) for field in columns}
