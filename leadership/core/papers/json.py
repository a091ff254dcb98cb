"""The paper as plain data: what is stored with an issued paper and what other programs read.

A cell names the type of its value: `{"number": 9}`, `{"number": "66.7"}`, `{"date": "2023-12-01"}`,
`{"text": "…"}`, `{}` where there is no data.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from . import model

LAYOUT = ("cols", "rows", "kind", "was")
BLOCKS = {block.__name__.lower(): block for block in model.Block.__args__}


def render(report: model.Report) -> bytes:
    return json.dumps(as_json(report), ensure_ascii=False, indent=1).encode()


def as_json(report: model.Report) -> dict[str, Any]:
    return _plain(report)


def _plain(thing: Any) -> Any:
    if isinstance(thing, model.Table):
        return {"block": "table"} | _fields(thing) | {"rows": [_row(row) for row in thing.rows]}
    if isinstance(thing, model.Block):
        return {"block": type(thing).__name__.lower()} | _fields(thing)
    if is_dataclass(thing):
        return _fields(thing)
    if isinstance(thing, tuple):
        return [_plain(part) for part in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


def _fields(thing: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}


def _row(row: Any) -> dict[str, Any]:
    style, values = (row.style, row.cells) if isinstance(row, model.Row) else ("plain", row)
    cells = (value if isinstance(value, model.Cell) else model.Cell(value) for value in values)
    return {"style": style, "cells": [_cell(cell) for cell in cells]}


def _cell(cell: model.Cell) -> dict[str, Any]:
    layout = {name: getattr(cell, name) for name in LAYOUT}
    return _value(cell.value) | {name: given for name, given in layout.items() if given not in (1, None, "")}


def _value(value: model.Value) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": format(value.normalize(), "f")}
    return {"number": value} if isinstance(value, int) else {"text": value}


def from_json(stored: dict[str, Any]) -> model.Report:
    """The paper again, so that any face of an issued one can be printed later."""
    parts = {"approval": _approval, "signature": _made(model.Signature), "executor": _made(model.Executor)}
    return model.Report(
        **stored
        | {name: make(stored[name]) for name, make in parts.items() if stored.get(name)}
        | {
            "as_of": date.fromisoformat(stored["as_of"]),
            "blocks": tuple(_block(block) for block in stored["blocks"]),
            "filters": tuple((name, value) for name, value in stored["filters"]),
        }
    )


def _made(made: type) -> Any:
    return lambda stored: made(**stored)


def _approval(stored: dict[str, Any]) -> model.Approval:
    return model.Approval(**stored | {"day": stored["day"] and date.fromisoformat(stored["day"])})


def _block(stored: dict[str, Any]) -> model.Block:
    given = {name: value for name, value in stored.items() if name != "block"}
    if "items" in given:
        given["items"] = tuple(given["items"])
    if stored["block"] == "table":
        given["columns"] = tuple(model.Column(**_kinded(column)) for column in given["columns"])
        given["rows"] = tuple(
            model.Row(tuple(_stored_cell(cell) for cell in row["cells"]), row["style"]) for row in given["rows"]
        )
    return BLOCKS[stored["block"]](**given)


def _stored_cell(stored: dict[str, Any]) -> model.Cell:
    layout: dict[str, Any] = {name: stored[name] for name in LAYOUT if name in stored}
    value: model.Value = stored.get("text")
    if "date" in stored:
        value = date.fromisoformat(stored["date"])
    elif "number" in stored:
        value = Decimal(stored["number"]) if isinstance(stored["number"], str) else stored["number"]
    return model.Cell(value, **_kinded(layout))


def _kinded(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"kind": model.Kind(given["kind"])} if "kind" in given else given
