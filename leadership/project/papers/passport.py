from datetime import date

from leadership.core import russian
from leadership.core.papers.model import Approval, Cell, Column, Heading, Kind, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access
from ..models import Project
from .common import author_of, by_stage, has_project, project_of, result_cell


@paper(
    "passport", title="Паспорт проекта", allowed=access.prints_papers, has_ground=has_project,
    description="Паспорт муниципального проекта с планом мероприятий, как он утверждён",
)  # fmt: skip
def passport(context: PaperContext) -> Report:
    """The district's own document: general part, description, plan; as printed in the source."""
    project = project_of(context)
    approval = Approval(project.approved_by_post, project.approved_by_name, project.approved_on)
    return Report(
        kind="passport",
        title=f"Паспорт муниципального проекта {project.title}",
        as_of=context.as_of,
        file_name=f"Паспорт проекта на {russian.day(context.as_of)}",
        approval=approval if project.approved_on else None,
        author=author_of(context),
        blocks=(
            Heading("I. Общая информация"),
            Table(
                (Column("", 6, Kind.CENTRE), Column("", 34), Column("", 60)),
                _general(project),
                numbered=False,
            ),
            Heading("II. Описание проекта"),
            Table(
                (Column("", 6, Kind.CENTRE), Column("", 22), Column("", 36), Column("", 18), Column("", 18)),
                _description(project),
                numbered=False,
            ),
            Heading(f"План мероприятий муниципального проекта {project.title}"),
            Table(PLAN_COLUMNS, _plan_rows(project), numbered=False),
        ),
    )


def _general(project: Project) -> list[tuple]:
    return [
        (1, "Наименование проекта", project.title),
        (2, "Вид проекта", project.kind),
        (3, "Срок начала и окончания муниципального проекта", _term(project)),
        (4, "Координатор проекта", project.coordinator),
        (5, "Руководитель проекта", project.manager),
        (6, "Участники проекта", project.participants_as_printed or project.participants),
        (7, "Связь с региональными и федеральными проектами", _relations(project)),
    ]


def _relations(project: Project) -> str:
    return project.relations or ", ".join(str(link) for link in project.projectlinks.all())


def _term(project: Project) -> str:
    computed = f"{russian.day(project.starts_on)} по {russian.day(project.ends_on)}"
    return project.term_as_printed or computed


def _description(project: Project) -> list[Row]:
    """Rows 8–13; the indicators, the stages take more than one line each."""
    promised = list(project.indicators.all())
    stages = list(project.stages.all())
    return [
        Row((8, "Цель реализации проекта", Cell(project.goal_as_printed or project.goal, cols=3))),
        Row((9, "Задачи проекта", Cell(project.tasks_as_printed or _numbered(project.tasks.all()), cols=3))),
        Row(
            (
                Cell(10, rows=len(promised) + 1),
                Cell("Индикаторы проекта", rows=len(promised) + 1),
                Cell("Индикатор"),
                Cell("Количественные показатели", cols=2),
            )
        ),
        *(Row((it.title, Cell(it.promise, cols=2))) for it in promised),
        Row(
            (
                11,
                "Перечень ожидаемых результатов реализации проекта",
                Cell(project.expected_results_as_printed or _numbered(project.expectedresults.all()), cols=3),
            )
        ),
        Row(
            (
                Cell(12, rows=len(stages) + 1),
                Cell("Срок реализации проекта", rows=len(stages) + 1),
                "Наименование этапа реализации проекта",
                "Дата начала",
                "Дата окончания",
            )
        ),
        *(
            Row((str(it), _month(it.starts_as_printed, it.starts_on), _month(it.ends_as_printed, it.ends_on)))
            for it in stages
        ),
        Row(
            (
                13,
                "Основные риски реализации проекта",
                Cell(project.risks_as_printed or _numbered(project.risks.all()), cols=3),
            )
        ),
    ]


def _month(printed: str, day: date) -> str:
    return printed or russian.month_in_words(day)


def _numbered(parts) -> str:
    return "\n".join(str(part) for part in parts)


PLAN_COLUMNS = (
    Column("№\nп/п", 6, Kind.CENTRE),
    Column("Наименование мероприятия", 30),
    Column("Срок реализации мероприятия", 16),
    Column("Результат реализации мероприятия", 30),
    Column("Исполнители мероприятия", 18),
)


def _plan_rows(project: Project) -> list[Row]:
    return by_stage(
        project.measures.with_rows(),
        lambda row: (
            row.term,
            *result_cell(row, row.result_as_printed or row.result),
            row.executors_as_printed or row.executors,
        ),
    )
