"""«Протокол собеседования»: what was asked, said and concluded, topic by topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from leadership.core import russian
from leadership.core.papers.model import Block, Column, Heading, Paragraph, Report, Signature, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.papers.common import author_of

from .. import access
from ..models import AnswerState, Interview, Item, Section
from ..models.response import AnswerValue
from ..surveys import questions

NOT_SAID = "не записано"


@dataclass(frozen=True)
class Topic:
    """A section of the guide with its answers in words."""

    section: Section
    said: list[tuple[str, str]]
    conclusion: str


def topics(interview: Interview) -> list[Topic]:
    response = interview.response
    answers = {one.item_id: one for one in response.answers.all()}
    concluded = {one.section_id: one.text for one in response.conclusions.all()}
    items = questions.asked(response.participant.campaign.methodology)
    return [
        Topic(
            section,
            [(item.title, in_words(item, answers.get(item.pk))) for item in group],
            concluded.get(section.pk, ""),
        )
        for section, group in groupby(items, key=lambda item: item.section)
    ]


def in_words(item: Item, answer: AnswerValue | None) -> str:
    """An answer as it is read aloud; nothing said is said to be nothing."""
    if answer is None:
        return NOT_SAID
    if answer.state != AnswerState.VALUE:
        return answer.get_state_display()
    if item.answer == Item.Answer.CHOICE:
        return next((step.name for step in item.steps.all() if step.code == answer.choice), answer.choice)
    if questions.is_open(item):
        return answer.text
    if answer.number is None:
        return NOT_SAID
    if item.answer == Item.Answer.YES_NO:
        return "да" if answer.number else "нет"
    return f"{russian.number(Decimal(answer.number))} {item.unit}".strip()


@paper(
    "interview", title="Протокол собеседования", allowed=access.sees_interviews, parameters=("interview",),
    description="Вопросы, ответы и выводы по темам одной беседы с руководителем",
)  # fmt: skip
def protocol(context: PaperContext) -> Report:
    interview = _interview(context)
    participant, held_by = interview.response.participant, interview.response.respondent
    return Report(
        kind="interview",
        title="Протокол собеседования",
        subtitle=f"{participant.campaign.title}\n{russian.day(interview.held_on)}",
        as_of=context.as_of,
        organisation=context.municipality.department,
        file_name=f"Протокол собеседования – {participant.label} – {russian.day(interview.held_on)}",
        signature=Signature("Беседу провёл(а)", str(held_by)),
        author=author_of(context),
        blocks=tuple(_blocks(interview)),
    )


def _interview(context: PaperContext) -> Interview:
    number = context.filters.get("interview", "")
    seen = Interview.objects.all() if context.user is None else Interview.objects.visible_to(context.user)
    held = seen.filter(response__participant__municipality=context.municipality).exclude(held_on=None)
    found = held.select_related("response__participant__campaign__methodology", "response__respondent")
    interview = found.filter(pk=number).first() if number.isdecimal() else None
    if interview is None:
        raise NoRecord(f"Завершённого собеседования № {number} в районе нет.")
    return interview


def _blocks(interview: Interview) -> Iterator[Block]:
    participant = interview.response.participant
    yield Paragraph(f"Собеседник: {participant.label}, {participant.post}.")
    yield Paragraph(f"План беседы: {participant.campaign.methodology}.")
    columns = (Column("Вопрос", 42), Column("Ответ", 58))
    for topic in topics(interview):
        yield Heading(topic.section.title)
        yield Table(columns, topic.said, numbered=False)
        yield Paragraph(f"Вывод: {topic.conclusion or NOT_SAID}")
    yield Paragraph("Собеседник ознакомлен: ______________ / ______________", "body")
