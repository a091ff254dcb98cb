"""The formats a paper can be had in."""

from collections.abc import Callable
from dataclasses import dataclass

from . import html, json, pdf, xlsx
from .model import Report


@dataclass(frozen=True)
class Face:
    render: Callable[[Report], bytes]
    content_type: str
    extension: str
    label: str


FACES = {
    "pdf": Face(pdf.render, "application/pdf", "pdf", "PDF"),
    "xlsx": Face(xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel"),
    "html": Face(html.render, "text/html; charset=utf-8", "html", "Страница"),
    "json": Face(json.render, "application/json", "json", "Данные (JSON)"),
}
