"""«Список для обзвона»: who has not handed in, by district, with phones and a place for a mark."""

from leadership.core import russian
from leadership.core.papers.model import Column, Kind, Paragraph, Report, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.papers.common import author_of

from .. import access
from ..models import Campaign, Response
from ..tables.campaigns import moment, phones


@paper(
    "not_handed_in", title="Список для обзвона", allowed=access.reads_forms, parameters=("campaign",),
    description="Кто не сдал форму кампании: телефоны, состояние, когда последний раз работал с формой",
)  # fmt: skip
def not_handed_in(context: PaperContext) -> Report:
    campaign = _campaign(context)
    forms = Response.objects.filter(participant__campaign=campaign, participant__municipality=context.municipality)
    forms = forms.of_people()
    late = forms.not_handed_in().with_progress().order_by("participant__label", "pk")
    late = list(late.select_related("participant__person", "participant__school", "respondent__person"))
    asked, due_on = forms.count(), campaign.deadline()
    rows = [
        (
            number, it.participant.label, it.asked_said or "–", phones(it),
            it.get_state_display(), _activity(it), "",
        )
        for number, it in enumerate(late, 1)
    ]  # fmt: skip
    return Report(
        kind="not_handed_in",
        title="Список для обзвона",
        subtitle=f"{campaign}\nна {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=context.municipality.department,
        file_name=f"Не сдали – {campaign}",
        author=author_of(context),
        landscape=True,
        blocks=(
            Paragraph(
                f"Не сдано форм: {len(late)} из {asked}."
                + (f" Срок заполнения – по {russian.day(due_on)}." if due_on else "")
            ),
            Table(
                columns=(
                    Column("№", 4, Kind.CENTRE),
                    Column("Участник", 18),
                    Column("Кто отвечает", 26),
                    Column("Телефон", 16),
                    Column("Состояние", 10),
                    Column("Работал с формой", 12),
                    Column("Отметка о звонке", 16, empty=""),
                ),
                rows=rows,
                nothing="Все сдали",
            ),
        ),
    )


def _campaign(context: PaperContext) -> Campaign:
    number = context.filters["campaign"]
    seen = Campaign.objects.visible_to(context.user) if context.user else Campaign.objects.all()
    found = seen.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if found is None or found.municipality_id not in (None, context.municipality.pk):
        raise NoRecord("Нет такой кампании.")
    return found


def _activity(response: Response) -> str:
    latest = max(filter(None, (response.saved_at, response.seen_at)), default=None)
    return moment(latest) if latest else "ни разу"
