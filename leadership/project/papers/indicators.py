from leadership.core import russian
from leadership.core.papers.model import Column, Kind, Paragraph, Report, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access, indicators
from ..reading import Standing
from .common import author_of, has_project, head_of, project_of


@paper(
    "indicators", title="Индикаторы: план – факт", allowed=access.prints_papers, has_ground=has_project,
    description="Восемь индикаторов: цель, факт на дату и по годам, сколько не хватает",
)  # fmt: skip
def indicators_report(context: PaperContext) -> Report:
    project = project_of(context)
    days = indicators.trend_days(project, context.as_of)
    promised = list(project.indicators.all())
    readings = indicators.readings(promised, days)
    columns = (
        Column("№", 4, Kind.CENTRE),
        Column("Индикатор", 30),
        Column("Ед.", 7, Kind.CENTRE),
        Column("Цель, не менее", 9, Kind.NUMBER),
        *(Column(russian.day(day), 12, Kind.NUMBER, group="Факт на дату", empty="нет данных") for day in days),
        Column("Числитель", 11, Kind.NUMBER),
        Column("Знаменатель", 13, Kind.NUMBER),
        Column("Состояние", 14),
    )
    rows = []
    for indicator in promised:
        now = readings[indicator.pk, context.as_of]
        values = [readings[indicator.pk, day].value for day in days]
        rows.append(
            (
                indicator.number, indicator.title, indicator.get_unit_display(), indicator.target, *values,
                now.numerator, now.denominator, now.standing_in_words,
            )
        )  # fmt: skip
    reached = sum(readings[it.pk, context.as_of].standing is Standing.REACHED for it in promised)
    return Report(
        kind="indicators",
        title="Индикаторы: план – факт",
        subtitle=f"муниципального проекта {project.title}\nна {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=project.municipality.department,
        file_name=f"Индикаторы на {russian.day(context.as_of)}",
        signature=head_of(project.municipality),
        author=author_of(context),
        landscape=True,
        blocks=(
            Paragraph(
                f"Достигнуто {reached} из {russian.counted(len(rows), 'индикатора', 'индикаторов', 'индикаторов')}. "
                "Значения сосчитаны по записям реестров; доли – в процентах с одним десятичным знаком."
            ),
            Table(columns, rows, numbered=False),
        ),
    )
