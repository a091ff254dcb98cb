"""Blueprints that tests begin from."""

from dataclasses import replace
from decimal import Decimal as D

from monitoring.blueprint import Blueprint, ItemPlan, LevelPlan, SectionPlan, StepPlan

BANDS = (
    StepPlan(upper=D(70), points=D(0)),
    StepPlan(lower=D(70), upper=D(90), points=D(10)),
    StepPlan(lower=D(90), points=D(20)),
)
TASK = ItemPlan(code="u1", title="Муниципальное задание", answer="percent", unit="%", rule="bands", steps=BANDS)
SITE = ItemPlan(code="u2", title="Сайт школы", answer="yes_no", rule="yes_no", yes_points=D(5), no_points=D(0))


def blueprint(*items: ItemPlan, **settings) -> Blueprint:
    return Blueprint(
        code=settings.pop("code", "M"),
        title=settings.pop("title", "Мониторинг"),
        kind=settings.pop("kind", "effectiveness"),
        subject="head",
        sections=(SectionPlan(code="r1", title="Управление", items=items or (TASK, SITE)),),
        levels=settings.pop("levels", (LevelPlan(title="высокий", lower=D(80), tone="best"),)),
        **settings,
    )


def changed(item: ItemPlan, **values) -> ItemPlan:
    return replace(item, **values)
