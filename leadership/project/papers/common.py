"""What the papers of a project share: whose they are, the plan's rows under their stages."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, takewhile
from typing import Any

from leadership.core.papers.model import Cell, Row
from leadership.core.papers.registry import PaperContext
from schools.models import Municipality
from schools.papers.common import author_of, head_of

from ..models import Measure, MeasureRow, Project

__all__ = ["NoProject", "author_of", "by_stage", "has_project", "head_of", "project_of", "result_cell"]


class NoProject(LookupError):
    """The district has no current project; the text says what to do."""

    def __init__(self) -> None:
        super().__init__("Паспорт проекта не загружен: выполните manage.py load_passport.")


def has_project(municipality: Municipality) -> bool:
    return Project.objects.current().filter(municipality=municipality).exists()


def project_of(context: PaperContext) -> Project:
    code = context.filters.get("project")
    named = Project.objects.filter(code=code) if code else Project.objects.current()
    project = named.filter(municipality=context.municipality).select_related("municipality").first()
    if project is None:
        raise NoProject
    return project


def by_stage(measures: Iterable[Measure], cells: Callable[[MeasureRow], Sequence[Any]]) -> list[Row]:
    """Rows of the plan under the headings of their stages; number and title reach over a measure's rows."""
    rows: list[Row] = []
    for stage, group in groupby(measures, key=lambda measure: measure.stage):
        rows.append(Row((f"{stage.number} этап. {stage.heading_as_printed or stage.title}",), "group"))
        for measure in group:
            lines = list(measure.rows.all())
            lead = (Cell(f"{measure.number}.", rows=len(lines)), Cell(measure.title, rows=len(lines)))
            for row in lines:
                rows.append(Row((*(lead if row is lines[0] else ()), *cells(row))))
    return rows


def result_cell(row: MeasureRow, text: str) -> tuple[Cell, ...]:
    """The result of a row; it reaches down over the rows below that have none of their own."""
    lines = list(row.measure.rows.all())
    position = next(place for place, line in enumerate(lines) if line.pk == row.pk)
    if position and not row.result:
        return ()
    below = takewhile(lambda line: not line.result, lines[position + 1 :])
    return (Cell(text, rows=1 + sum(1 for _ in below)),)
