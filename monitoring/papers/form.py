"""A filled-in form on paper: values in words, where each comes from, what became of the form."""

from collections.abc import Iterator
from typing import Any

from leadership.core import russian
from leadership.core.papers.model import Block, Column, Heading, Kind, Paragraph, Report, Row, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.papers.common import author_of

from .. import access, provenance
from ..filling import Field, fields_of, parts_of
from ..form_numbers import number_of
from ..models import Answer, Response
from ..regulation import ELSEWHERE
from ..saying import said
from ..tables.campaigns import moment

COLUMNS = (
    Column("Код", 6, Kind.CENTRE),
    Column("Показатель", 40),
    Column("Ответ", 22, empty="нет ответа"),
    Column("Откуда", 14, empty=""),
    Column("Пояснение, документы", 18, empty=""),
)
SIGNED = "Ответы верны: ______________ / ____________________    «___» ______________ 20___ г."


@paper(
    "form", title="Форма участника", allowed=access.sees_campaigns, parameters=("form",),
    description="Ответы словами, откуда каждый, состояние формы, кто и когда заполнил",
)  # fmt: skip
def form_paper(context: PaperContext) -> Report:
    response = _found(context)
    participant = response.participant
    about = f"{participant.label}, {participant.post}" if participant.post else participant.label
    return Report(
        kind="form",
        title=participant.campaign.title,
        subtitle=f"{about}\n{response.get_role_display()}",
        as_of=context.as_of,
        organisation=context.municipality.department,
        file_name=f"Форма № {number_of(response)} – {participant.label}",
        author=author_of(context),
        blocks=tuple(_blocks(response)),
    )


def _found(context: PaperContext) -> Response:
    number = context.filters["form"]
    seen = Response.objects.all() if context.user is None else Response.objects.visible_to(context.user)
    seen = seen.filter(participant__municipality=context.municipality)
    seen = seen.exclude(participant__campaign__methodology__kind__in=ELSEWHERE)
    seen = seen.select_related("participant__campaign__methodology", "respondent__person", "accepted_by__person")
    found = seen.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if found is None:
        raise NoRecord(f"Формы № {number} нет.")
    return found


def _blocks(response: Response) -> Iterator[Block]:
    campaign = response.participant.campaign
    yield Paragraph(f"Форма № {number_of(response)}. Методика: {campaign.methodology}.")
    yield Paragraph(_state(response))
    sources = provenance.of(response)
    if sources:
        yield Paragraph("Заполнено: " + "; ".join(_source(one) for one in sources) + ".")
    rows: list[Any] = []
    for part in parts_of(fields_of(response)):
        rows.append(Row((part.section.title,), "group"))
        rows += [_row(one) for one in part.fields]
    yield Heading("Ответы", 2)
    yield Table(COLUMNS, rows, numbered=False)
    yield Paragraph(SIGNED)


def _state(response: Response) -> str:
    told = [f"Состояние: {response.get_state_display()}"]
    if response.handed_in_at:
        told.append(f"сдано {moment(response.handed_in_at)}")
    if response.accepted_at:
        told.append(f"принято {moment(response.accepted_at)}, {response.accepted_by}")
    if response.is_from_paper:
        told.append("внесено специалистом с бумаги")
    return "; ".join(told) + "."


def _source(one: provenance.Source) -> str:
    when = f", {moment(one.at)}" if one.at else ""
    by = f" ({one.by}{when})" if one.by else ""
    return f"{one.way}{by} – {russian.counted(one.answers, 'ответ', 'ответа', 'ответов')}"


def _row(one: Field) -> Row:
    answer = one.answer
    if answer is None or not one.is_given:
        return Row((one.item.code, one.item.title, None, None, answer.note or None if answer else None))
    notes = "\n".join(filter(None, (answer.note, *(str(document) for document in one.documents))))
    origin = Answer.Origin(answer.origin).label
    return Row((one.item.code, one.item.title, said(answer), origin, notes or None))
