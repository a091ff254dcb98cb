from datetime import date

from leadership.core import russian
from leadership.core.papers.model import Column, Kind, Paragraph, Picture, Report, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access
from ..charts import plan_strip
from ..models import MeasureRow, Occurrence, State
from .common import author_of, by_stage, has_project, head_of, project_of, result_cell


@paper(
    "plan", title="План мероприятий с отметкой об исполнении", allowed=access.prints_papers, has_ground=has_project,
    description="Двадцать мероприятий по этапам: срок, исполнители, что проведено и чем подтверждено",
)  # fmt: skip
def plan(context: PaperContext) -> Report:
    project = project_of(context)
    measures = list(project.measures.with_rows())
    states = [measure.state_on(context.as_of) for measure in measures]
    columns = (
        Column("№\nп/п", 5, Kind.CENTRE),
        Column("Наименование мероприятия", 27),
        Column("Срок", 12),
        Column("Результат", 22),
        Column("Исполнители", 14),
        Column("Отметка об исполнении", 24),
    )
    rows = by_stage(
        measures,
        lambda row: (row.term, *result_cell(row, row.result), row.executors, _mark(row, context.as_of)),
    )  # fmt: skip
    done, late = states.count(State.DONE), states.count(State.OVERDUE)
    return Report(
        kind="plan",
        title="План мероприятий",
        subtitle=f"муниципального проекта {project.title}\nс отметкой об исполнении на {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=project.municipality.department,
        file_name=f"План мероприятий на {russian.day(context.as_of)}",
        signature=head_of(project.municipality),
        author=author_of(context),
        landscape=True,
        blocks=(
            Paragraph(
                f"Всего {russian.counted(len(measures), 'мероприятие', 'мероприятия', 'мероприятий')}: "
                f"выполнено полностью – {done}, с просроченными сроками – {late}."
            ),
            Table(columns, rows, numbered=False),
            Picture(
                plan_strip(project, measures, context.as_of),
                "Этапы и сроки мероприятий",
                "Полосы – сроки мероприятий, вертикальная линия – дата отчёта",
            ),
        ),
    )


def _mark(row: MeasureRow, day: date) -> str:
    """What became of each date of a row, a line each."""
    occurrences = list(row.occurrences.all())
    if not occurrences:
        return State.UNSCHEDULED.label
    return "\n".join(_mark_of(occurrence, day) for occurrence in occurrences)


def _mark_of(occurrence: Occurrence, day: date) -> str:
    state = occurrence.state_on(day)
    if state == State.DONE:
        return f"{occurrence}: выполнено {russian.day(occurrence.closed_on)}, {occurrence.proof}"
    if state == State.NOT_HELD:
        return f"{occurrence}: не проведено, {occurrence.proof}"
    return f"{occurrence}: {state.label}"
