"""The papers of the project: passport, plan, indicators, list of heads."""

from datetime import date
from itertools import groupby

from leadership.core import russian
from leadership.core.papers.model import (
    Approval,
    Cell,
    Column,
    Heading,
    Kind,
    Paragraph,
    Picture,
    Report,
    Row,
    Signature,
    Table,
)
from leadership.core.papers.registry import PaperContext, paper
from schools.models import Municipality, Person, Post

from . import access, indicators
from .charts import plan_strip
from .models import Measure, MeasureRow, Occurrence, Project, State
from .reading import Reading, Standing


class NoProject(LookupError):
    """The district has no current project; the text says what to do."""

    def __init__(self) -> None:
        super().__init__("Паспорт проекта не загружен: выполните manage.py load_passport.")


def _project(context: PaperContext) -> Project:
    project = Project.objects.current().filter(municipality=context.municipality).select_related("municipality").first()
    if project is None:
        raise NoProject
    return project


def _head(municipality: Municipality) -> Signature:
    return Signature(municipality.head_post, municipality.head_name)


def _author(context: PaperContext) -> str:
    return str(context.user) if context.user else ""


@paper(
    "passport", title="Паспорт проекта", allowed=access.prints_papers,
    description="Паспорт муниципального проекта с планом мероприятий, как он утверждён",
)  # fmt: skip
def passport(context: PaperContext) -> Report:
    """The district's own document: general part, description, plan; as printed in the source."""
    project = _project(context)
    approval = Approval(project.approved_by_post, project.approved_by_name, project.approved_on)
    return Report(
        kind="passport",
        title=f"Паспорт муниципального проекта {project.title}",
        as_of=context.as_of,
        file_name=f"Паспорт проекта на {russian.day(context.as_of)}",
        approval=approval if project.approved_on else None,
        author=_author(context),
        blocks=(
            Heading("I. Общая информация"),
            Table((Column("", 6, Kind.CENTRE), Column("", 34), Column("", 60)), _general(project), numbered=False),
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
        (7, "Связь с региональными и федеральными проектами", project.relations),
    ]


def _term(project: Project) -> str:
    return f"{russian.day(project.starts_on)} по {russian.day(project.ends_on)}"


def _description(project: Project) -> list[Row]:
    """Rows 8–13; the indicators, the stages take more than one line each."""
    promised = list(project.indicators.all())
    stages = list(project.stages.all())
    rows = [
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
        *(Row((it.title, Cell(it.target_as_printed, cols=2))) for it in promised),
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
        *(Row((str(it), _month(it.starts_as_printed, it.starts_on), _month(it.ends_as_printed, it.ends_on))) for it in stages),
        Row(
            (
                13,
                "Основные риски реализации проекта",
                Cell(project.risks_as_printed or _numbered(project.risks.all()), cols=3),
            )
        ),
    ]
    return rows  # noqa: RET504


def _month(printed: str, day: date) -> str:
    return printed or russian.month_in_words(day)


def _numbered(parts) -> str:
    return "\n".join(str(part) for part in parts)


PLAN_COLUMNS = (
    Column("№ п/п", 6, Kind.CENTRE),
    Column("Наименование мероприятия", 30),
    Column("Срок реализации мероприятия", 16),
    Column("Результат реализации мероприятия", 30),
    Column("Исполнители мероприятия", 18),
)


def _plan_rows(project: Project) -> list[Row]:
    return _by_stage(
        project,
        lambda measure, row: (row.term, *_result(measure, row), row.executors_as_printed or row.executors),
    )


def _by_stage(project: Project, cells) -> list[Row]:
    """Rows of the plan under the headings of their stages; number and title reach over a measure's rows."""
    rows: list[Row] = []
    measures = project.measures.with_rows()
    for stage, group in groupby(measures, key=lambda measure: measure.stage):
        rows.append(Row((f"{stage.number} этап. {stage.heading_as_printed or stage.title}",), "group"))
        for measure in group:
            lines = list(measure.rows.all())
            for position, row in enumerate(lines):
                lead = () if position else (Cell(f"{measure.number}.", rows=len(lines)), Cell(measure.title, rows=len(lines)))
                rows.append(Row((*lead, *cells(measure, row))))
    return rows


def _result(measure: Measure, row: MeasureRow) -> tuple:
    """The result of a row; an empty one below means that the cell above reaches down."""
    lines = list(measure.rows.all())
    if row.number > 1 and not row.result:
        return ()
    below = [line for line in lines if line.number > row.number]
    reach = 1
    for line in below:
        if line.result:
            break
        reach += 1
    return (Cell(row.result_as_printed or row.result, rows=reach),)


@paper(
    "plan", title="План мероприятий с отметкой об исполнении", allowed=access.prints_papers,
    description="Двадцать мероприятий по этапам: срок, исполнители, что проведено и чем подтверждено",
)  # fmt: skip
def plan(context: PaperContext) -> Report:
    project = _project(context)
    measures = list(project.measures.with_rows())
    states = [measure.state_on(context.as_of) for measure in measures]
    columns = (
        Column("№ п/п", 5, Kind.CENTRE),
        Column("Наименование мероприятия", 27),
        Column("Срок", 12),
        Column("Результат", 22),
        Column("Исполнители", 14),
        Column("Отметка об исполнении", 24),
    )
    rows = _by_stage(
        project,
        lambda measure, row: (
            row.term, *_result(measure, row), row.executors, _mark(row, context.as_of),
        ),
    )  # fmt: skip
    done, late = states.count(State.DONE), states.count(State.OVERDUE)
    return Report(
        kind="plan",
        title="План мероприятий",
        subtitle=f"муниципального проекта {project.title}\nс отметкой об исполнении на {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=project.municipality.department,
        file_name=f"План мероприятий на {russian.day(context.as_of)}",
        signature=_head(project.municipality),
        author=_author(context),
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


@paper(
    "indicators", title="Индикаторы: план – факт", allowed=access.prints_papers,
    description="Восемь индикаторов: цель, факт на дату и по годам, сколько не хватает",
)  # fmt: skip
def indicators_report(context: PaperContext) -> Report:
    project = _project(context)
    days = indicators.trend_days(project, context.as_of)
    readings = indicators.readings(project, days)
    columns = (
        Column("№", 4, Kind.CENTRE),
        Column("Индикатор", 34),
        Column("Ед.", 6, Kind.CENTRE),
        Column("Цель, не менее", 8, Kind.NUMBER),
        *(Column(russian.day(day), 9, Kind.NUMBER, group="Факт на дату", empty="нет данных") for day in days),
        Column("Числитель", 8, Kind.NUMBER),
        Column("Знаменатель", 9, Kind.NUMBER),
        Column("Состояние", 14),
    )
    rows = []
    for indicator in project.indicators.all():
        now = readings[indicator.pk, context.as_of]
        values = [readings[indicator.pk, day].value for day in days]
        rows.append(
            (
                indicator.number, indicator.title, indicator.get_unit_display(), indicator.target, *values,
                now.numerator, now.denominator, standing_in_words(now),
            )
        )  # fmt: skip
    reached = sum(readings[it.pk, context.as_of].standing is Standing.REACHED for it in project.indicators.all())
    return Report(
        kind="indicators",
        title="Индикаторы: план – факт",
        subtitle=f"муниципального проекта {project.title}\nна {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=project.municipality.department,
        file_name=f"Индикаторы на {russian.day(context.as_of)}",
        signature=_head(project.municipality),
        author=_author(context),
        landscape=True,
        blocks=(
            Paragraph(
                f"Достигнуто {reached} из {russian.counted(len(rows), 'индикатора', 'индикаторов', 'индикаторов')}. "
                "Значения сосчитаны по записям реестров; доли – в процентах с одним десятичным знаком."
            ),
            Table(columns, rows, numbered=False),
        ),
    )


def standing_in_words(reading: Reading) -> str:
    """«достигнут», «не достигнут, не хватает 2», «нет данных»."""
    if reading.missing:
        return f"{reading.standing.label}, не хватает {reading.missing}"
    return reading.standing.label


@paper(
    "directors", title="Список руководителей", allowed=access.prints_lists_of_people,
    description="Руководители школ на дату: школа, должность, с какого времени, приказ, срок договора",
)  # fmt: skip
def directors(context: PaperContext) -> Report:
    municipality = context.municipality
    heads = (
        Person.objects.filter(municipality=municipality).heading(context.as_of).with_school(context.as_of)
        .order_by("school_name", "last_name", "pk")
    )  # fmt: skip
    columns = (
        Column("№", 5, Kind.CENTRE),
        Column("Школа", 24),
        Column("Фамилия, имя, отчество", 28),
        Column("Должность", 19),
        Column("Назначен", 12, Kind.DATE),
        Column("Срок договора", 12, Kind.DATE),
    )
    rows = [
        (number, it.school_name, str(it), Post(it.post).label, it.headed_since, it.contract_ends_on)
        for number, it in enumerate(heads, 1)
    ]
    return Report(
        kind="directors",
        title="Список руководителей",
        subtitle=f"общеобразовательных учреждений {municipality.name_genitive}\nна {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=municipality.department,
        file_name=f"Список руководителей на {russian.day(context.as_of)}",
        signature=_head(municipality),
        author=_author(context),
        blocks=(Table(columns, rows, numbered=False, nothing="На эту дату руководителей в реестре нет"),),
    )
