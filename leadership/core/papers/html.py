"""The paper as a page: `body` inside a page of the site, `document` alone, for a file and for the PDF."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from leadership.core.russian import unbroken

from . import wording
from .model import Cell, Column, Heading, Kind, Line, Listing, Paragraph, Picture, Report, Table

CENTRED = frozenset(Kind) - {Kind.TEXT}


def render(report: Report) -> bytes:
    return document(report).encode()


def document(report: Report) -> str:
    """A page that needs nothing beside it: its style sheet travels inside the link."""
    css = Path(finders.find("css/paper.css")).read_bytes()
    return render_to_string(
        "papers/paper.html",
        {
            "title": f"{report.title} {report.subtitle}".replace("\n", " ").strip(),
            "body": body(report),
            "stylesheet": "data:text/css;charset=utf-8;base64," + b64encode(css).decode(),
        },
    )


def body(report: Report) -> SafeString:
    return render_to_string(
        "papers/_body.html",
        {
            "report": report,
            "organisation": _lines(report.organisation),
            "approval": _approval(report),
            "subtitle": _lines(report.subtitle),
            "blocks": [_block(block, unbroken(caption)) for block, caption in wording.captioned(report)],
            "signature": report.signature,
            "post": unbroken(" ".join(report.signature.post.split())) if report.signature else "",
            "executor": unbroken(wording.executor_line(report)),
            "basis": unbroken(wording.basis(report)),
        },
    )


def _lines(text: str) -> list[str]:
    return unbroken(text).split("\n") if text else []


def _approval(report: Report) -> dict[str, Any] | None:
    if not report.approval:
        return None
    return {
        "lines": [unbroken(line) for line in wording.approval_lines(report.approval)],
        "name": "" if report.approval.by_act else unbroken(report.approval.name),
        "day": "" if report.approval.by_act else wording.approval_day(report.approval),
    }


def _block(block: Any, caption: str) -> dict[str, Any]:
    printed: dict[str, Any] = {"is": type(block).__name__.lower(), "caption": caption}
    match block:
        case Heading():
            return printed | {"text": unbroken(block.text), "level": block.level}
        case Paragraph():
            return printed | {"lines": _lines(block.text), "style": block.style}
        case Listing():
            return printed | {"items": [unbroken(item) for item in block.items], "numbered": block.numbered}
        case Picture():
            # Drawn by our own code, which escapes its labels: see model.Picture.
            return printed | {"svg": mark_safe(block.svg)}
        case Table():
            return printed | _table(block)
    raise TypeError(f"A paper cannot hold a {type(block).__name__}.")


def _table(table: Table) -> dict[str, Any]:
    whole = sum(column.width for column in table.columns)
    return {
        "widths": [f"{100 * column.width / whole:.2f}%" for column in table.columns],
        "head": [_line(line, table.columns) for line in table.head()],
        "body": [_line(line, table.columns) for line in table.body()],
    }


def _line(line: Line, columns: tuple[Column, ...]) -> dict[str, Any]:
    """A group's title and a row reached into from above keep with what follows."""
    kept = line.joined or line.style in ("group", "head")
    return {
        "style": " ".join(filter(None, (f"paper-{line.style}", "paper-kept" if kept else ""))),
        "cells": [_cell(cell, columns[column]) for column, cell in line.cells],
    }


def _cell(cell: Cell, column: Column) -> dict[str, Any]:
    return {
        "lines": unbroken(wording.text(cell, column)).split("\n"),
        "was": unbroken(cell.was),
        "cols": cell.cols,
        "rows": cell.rows,
        "centred": wording.kind_of(cell, column) in CENTRED,
    }
