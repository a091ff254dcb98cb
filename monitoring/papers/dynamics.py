"""The paper of years side by side, as far as the versions of the methodology have items in common."""

from typing import Any

from leadership.core.papers.model import Block, Column, Kind, Paragraph, Picture, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access, charts, dynamics, standing
from ..models import Result
from ..scoring import rounded
from .common import NO_DATA, basis_of, calculation_of, campaign_of, report_of


@paper(
    "dynamics", title="Динамика по годам", allowed=access.sees_standings, parameters=("campaign",),
    description="Процент от наибольшего балла каждого участника по годам; при разных версиях – по общим показателям",
)  # fmt: skip
def dynamics_paper(context: PaperContext) -> Report:
    campaign = campaign_of(context)
    calculation = calculation_of(campaign, context)
    seen = Result.objects.visible_to(context.user) if context.user else Result.objects.all()
    results = list(
        seen.filter(calculation=calculation).select_related("participant").order_by("participant__label", "role", "pk")
    )
    years = dynamics.dynamics(calculation, context.as_of, results)
    columns = (
        Column("Участник", 4),
        *(Column(str(it.campaign.year), 2, Kind.PERCENT, empty=NO_DATA) for it in years.years),
    )
    none = (None,) * len(years.years)
    rows: list[Any] = [(_named(it, campaign.asks), *years.shares.get(standing.subject_of(it), none)) for it in results]
    spreads = [years.spread(number) for number in range(len(years.years))]
    rows.append(Row(("Среднее", *(own and rounded(own.mean, 2) for own in spreads)), "total"))
    rows.append(Row(("Медиана", *(own and rounded(own.median, 2) for own in spreads)), "total"))
    points = [
        (str(it.campaign.year), own and own.median, charts.said_percent(own and own.median))
        for it, own in zip(years.years, spreads, strict=True)
    ]
    blocks: list[Block] = [
        basis_of(calculation),
        Paragraph(years.comparison.words),
        Table(columns, rows, title="По годам"),
    ]
    if len(points) > 1:
        chart = charts.line("medians", "Медиана по годам", points, 100)
        blocks.append(Picture(chart, "Медиана по годам", "; ".join(f"{year} – {said}" for year, _, said in points)))
    return report_of(context, "dynamics", "Динамика по годам", str(campaign), blocks, wide=False)


def _named(result: Result, asks: list[str]) -> str:
    return f"{result.participant} ({result.get_role_display()})" if len(asks) > 1 else str(result.participant)
