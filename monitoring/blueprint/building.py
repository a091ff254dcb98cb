"""From what was written to a blueprint, or to the list of everything that is wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from monitoring.scoring import FormulaError

from . import columns, words
from .faults import BlueprintError, Fault
from .fields import Field, Refused, Value
from .model import Blueprint, ItemPlan, LevelPlan, SectionPlan, StepPlan
from .source import Raw, Source


def build(source: Source, faults: Sequence[Fault] = ()) -> Blueprint:
    """Raises `BlueprintError` with the faults given and all that are found here."""
    reader = _Reader(list(faults))
    head = reader.read(source.head, columns.METHODOLOGY)
    steps = reader.steps(source.steps, source.rows)
    sections = reader.sections(source.rows, steps)
    levels = reader.levels(source.levels)
    reader.check_head(source.head, head)
    if reader.faults:
        raise BlueprintError(reader.faults)
    return Blueprint(**head, sections=tuple(sections), levels=tuple(levels))


def in_order(levels: Sequence[LevelPlan]) -> list[LevelPlan]:
    """From the highest; without a bound it is the lowest."""
    return sorted(levels, key=lambda level: (level.lower is None, -(level.lower or 0)))


class _Reader:
    """A faulty value is answered by nothing, so that reading goes on to the next fault."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def fault(self, raw: Raw, field: Field | None, reason: str) -> None:
        value = raw.values.get(field.name) if field else None
        said = "" if value is None else str(value)[:60]
        self.faults.append(Fault(raw.sheet, raw.row, raw.called(field) if field else "", said, reason))

    def read(self, raw: Raw, fields: Sequence[Field]) -> dict[str, Any]:
        return {field.name: self._value(raw, field) for field in fields}

    def _value(self, raw: Raw, field: Field) -> Value:
        if field.name not in raw.values and not field.is_required:
            return field.default
        try:
            return field.read(raw.values.get(field.name))
        except Refused as refusal:
            self.fault(raw, field, str(refusal))
            return None

    def steps(self, written: Sequence[tuple[str, Raw]], rows: Sequence[tuple[bool, Raw]]) -> dict[str, list[StepPlan]]:
        known = {str(raw.values.get("code") or "") for is_section, raw in rows if not is_section}
        found: dict[str, list[StepPlan]] = {}
        for code, raw in written:
            values = self.read(raw, columns.STEP)
            if code not in known:
                self.faults.append(Fault(raw.sheet, raw.row, "Показатель", code, "такого показателя в методике нет"))
            if values["code"] and any(values["code"] == step.code for step in found.get(code, ())):
                self.fault(raw, columns.STEP[0], "такой код у показателя уже есть")
            if None not in (values["lower"], values["upper"]) and values["upper"] < values["lower"]:
                self.fault(raw, columns.STEP[5], "«до» меньше «от»")
            found.setdefault(code, []).append(StepPlan(**values))
        return found

    def sections(self, rows: Sequence[tuple[bool, Raw]], steps: dict[str, list[StepPlan]]) -> Iterator[SectionPlan]:
        heads: list[tuple[dict[str, Any], list[ItemPlan]]] = []
        met: Counter[tuple[bool, Value]] = Counter()
        for is_section, raw in rows:
            values = self.read(raw, columns.SECTION if is_section else columns.ITEM)
            met[is_section, values["code"]] += 1
            if values["code"] and met[is_section, values["code"]] == 2:
                self.fault(raw, columns.ITEM[0], "такой код в методике уже есть")
            if is_section:
                heads.append((values, []))
                continue
            if not heads:
                self.fault(raw, None, "показатель стоит до первого раздела")
                heads.append(({"code": "", "title": ""}, []))
            item = ItemPlan(**values, steps=tuple(steps.get(values["code"], ())))
            self._check_item(raw, item)
            heads[-1][1].append(item)
        return (SectionPlan(**values, items=tuple(items)) for values, items in heads)

    def _check_item(self, raw: Raw, item: ItemPlan) -> None:
        by_name = {field.name: field for field in columns.ITEM}
        if item.least is not None and item.most is not None and item.most < item.least:
            self.fault(raw, by_name["most"], "наибольшее значение меньше наименьшего")
        if item.answer and item.rule and item.rule not in words.RULES_OF[item.answer]:
            self.fault(raw, by_name["rule"], f"не подходит к ответу «{words.ANSWERS[item.answer]}»")
        if item.calculation != "asked" and item.answer and item.answer not in words.FIGURES:
            self.fault(raw, by_name["calculation"], f"не подходит к ответу «{words.ANSWERS[item.answer]}»")
        try:
            item.calculated  # noqa: B018 - read for what it refuses
        except FormulaError as refusal:
            self.fault(raw, by_name["formula"], str(refusal))

    def levels(self, written: Sequence[Raw]) -> list[LevelPlan]:
        found: list[LevelPlan] = []
        for raw in written:
            level = LevelPlan(**self.read(raw, columns.LEVEL))
            if any(level.title == other.title for other in found):
                self.fault(raw, columns.LEVEL[0], "такой уровень уже есть")
            found.append(level)
        return in_order(found)

    def check_head(self, raw: Raw, head: dict[str, Any]) -> None:
        by_name = {field.name: field for field in columns.METHODOLOGY}
        if head["places"] == "key" and not head["second_key"]:
            self.fault(raw, by_name["second_key"], "укажите код показателя, который разделяет равных")
        if head["kind"] and head["places"] not in (None, "none") and head["kind"] not in words.RANKED_KINDS:
            kind = words.KINDS[head["kind"]]
            self.fault(
                raw, by_name["places"], f"при виде «{kind}» места не присваиваются: укажите «{words.PLACES['none']}»"
            )
