"""A methodology as TOML: tables `[[section]]`, `[[section.item]]`, `[[level]]`; a scale used often stands once."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from . import columns
from .building import build
from .faults import BlueprintError, Fault
from .fields import Field
from .model import Blueprint
from .source import Raw, Source

Table = dict[str, Any]
_PARTS = {"section", "level", "scale"}


def read(text: str, name: str) -> Blueprint:
    """`name` is the file as faults call it; raises `BlueprintError`."""
    try:
        whole = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise BlueprintError([Fault(name, 0, "", "", str(fault))]) from fault
    reader = _Reader(name, whole.get("scale", {}))
    source = reader.source(whole)
    return build(source, reader.faults)


class _Reader:
    def __init__(self, name: str, scales: Mapping[str, Sequence[Table]]) -> None:
        self.name, self.scales = name, scales
        self.faults: list[Fault] = []

    def source(self, whole: Table) -> Source:
        head = self._raw("", 0, {key: value for key, value in whole.items() if key not in _PARTS}, columns.METHODOLOGY)
        rows: list[tuple[bool, Raw]] = []
        steps: list[tuple[str, Raw]] = []
        number = 0
        for place, section in enumerate(whole.get("section", ()), 1):
            items = section.pop("item", ())
            rows.append((True, self._raw("section", place, section, columns.SECTION)))
            for item in items:
                number += 1
                steps += self._steps(item, number)
                rows.append((False, self._raw("item", number, item, columns.ITEM)))
        levels = [
            self._raw("level", place, level, columns.LEVEL) for place, level in enumerate(whole.get("level", ()), 1)
        ]
        return Source(head, rows, steps, levels)

    def _steps(self, item: Table, number: int) -> Iterator[tuple[str, Raw]]:
        code, named = str(item.get("code", "")), item.pop("scale", "")
        own = item.pop("step", ())
        if named and named not in self.scales:
            self.faults.append(Fault(f"{self.name}, item", number, "scale", named, "такой шкалы в файле нет"))
        for step in [*self.scales.get(named, ()), *own]:
            yield code, self._raw("step", number, step, columns.STEP)

    def _raw(self, table: str, number: int, values: Table, fields: Sequence[Field]) -> Raw:
        place = f"{self.name}, {table}" if table else self.name
        for key in values.keys() - {field.name for field in fields}:
            self.faults.append(Fault(place, number, key, "", "неизвестное поле"))
        return Raw(place, number, values, {field.name: field.name for field in fields})
