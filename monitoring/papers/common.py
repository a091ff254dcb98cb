"""What the papers of measuring share: whose they are, by which calculation, how they are headed."""

from collections.abc import Iterable

from django.db.models import Q

from leadership.core import russian
from leadership.core.papers.model import Block, Paragraph, Report
from leadership.core.papers.registry import NoRecord, PaperContext
from schools.papers.common import author_of, head_of

from .. import standing
from ..models import Calculation, Campaign

NO_DATA = "нет данных"


def campaign_of(context: PaperContext) -> Campaign:
    asked = context.filters["campaign"]
    seen = Campaign.objects.visible_to(context.user) if context.user else _of_district(context)
    found = seen.select_related("methodology").filter(pk=asked).first() if asked.isdecimal() else None
    if found is None:
        raise NoRecord(f"Кампании с номером {asked} нет.")
    return found


def _of_district(context: PaperContext):
    return Campaign.objects.filter(Q(municipality=None) | Q(municipality=context.municipality.pk))


def calculation_of(campaign: Campaign, context: PaperContext) -> Calculation:
    """The one in force on the day; raises `NoRecord` where nothing is calculated."""
    found = standing.chosen(campaign, context.as_of)
    if found is None:
        raise NoRecord(f"К {russian.day(context.as_of)} кампания «{campaign}» не рассчитана.")
    found.campaign = campaign
    return found


def basis_of(calculation: Calculation) -> Paragraph:
    """By which version and which calculation the figures are, and whether anything was clarified."""
    methodology = calculation.campaign.methodology
    approved = f", {methodology.order}" if methodology.order else ""
    counted = f"Расчёт № {calculation.number} от {russian.day(calculation.done_at.date())}"
    said = f"Методика: {methodology}{approved}. {counted}, {calculation.get_state_display()}"
    said += f" ({calculation.approval})." if calculation.approval else "."
    return Paragraph(f"{said} С уточнением: {calculation.reason}." if calculation.reason else said)


def report_of(
    context: PaperContext, kind: str, title: str, about: str, blocks: Iterable[Block], wide: bool, named: str = ""
) -> Report:
    """A paper of the department, signed by its head; `named` is the name of its file, if not by title and subject."""
    return Report(
        kind=kind,
        title=title,
        subtitle=about,
        as_of=context.as_of,
        organisation=context.municipality.department,
        file_name=named or f"{title} – {about}".replace("\n", ", ")[:120],
        signature=head_of(context.municipality),
        author=author_of(context),
        landscape=wide,
        blocks=tuple(blocks),
    )
