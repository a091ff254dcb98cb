"""The paper of years side by side, as far as the versions of the methodology have items in common."""

from typing import Any

from leadership.core.papers.model import Block, Column, Kind, Paragraph, Picture, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access, charts, dynamics, standing
from ..models import Result
from ..scoring import rounded
from ..spread import Spread
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
    pictures: list[Block] = []
    for role in years.roles:
        spreads = [years.spread(number, role) for number in range(len(years.years))]
        view = f": {role.label}" if len(years.roles) > 1 else ""
        rows.append(Row((f"Среднее{view}", *(own and rounded(own.mean, 2) for own in spreads)), "total"))
        rows.append(Row((f"Медиана{view}", *(own and rounded(own.median, 2) for own in spreads)), "total"))
        if len(spreads) > 1:
            pictures.append(_chart(years, role, spreads, f"Медиана по годам{view}"))
    blocks: list[Block] = [
        basis_of(calculation),
        Paragraph(years.comparison.words),
        Table(columns, rows, title="По годам"),
        *pictures,
    ]
    return report_of(context, "dynamics", "Динамика по годам", str(campaign), blocks, wide=False)


def _chart(years: dynamics.Dynamics, role: str, spreads: list[Spread | None], title: str) -> Picture:
    points = [
        (str(it.campaign.year), own and own.median, charts.said_percent(own and own.median))
        for it, own in zip(years.years, spreads, strict=True)
    ]
    said = "; ".join(f"{year} – {median}" for year, _, median in points)
    return Picture(charts.line(f"medians-{role}", title, points, 100), title, said)


def _named(result: Result, asks: list[str]) -> str:
    return f"{result.participant} ({result.get_role_display()})" if len(asks) > 1 else str(result.participant)
