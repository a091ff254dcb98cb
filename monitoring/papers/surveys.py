"""«Результаты анкетирования»: what a closed survey has shown, and not a figure more."""

from collections.abc import Iterator
from itertools import groupby

from django.utils import timezone

from leadership.core import russian
from leadership.core.papers.model import (
    Block,
    Column,
    Heading,
    Kind,
    Listing,
    Paragraph,
    Picture,
    Report,
    Row,
    Table,
)
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.papers.common import author_of, head_of

from .. import access
from ..models import Campaign, CampaignState
from ..surveys.bars import bars
from ..surveys.changes import Change, not_compared
from ..surveys.distribution import Distribution
from ..surveys.figures import Answered, Results, changes_since, former, results

#: Questions of one table of schools.
ABREAST = 4


@paper(
    "survey", title="Результаты анкетирования", allowed=access.sees_all_slices, parameters=("campaign",),
    description="Участие, распределение ответов, школы, которые можно показать, сравнение с прошлым опросом",
)  # fmt: skip
def survey(context: PaperContext) -> Report:
    asked = _survey(context)
    found = results(asked, timezone.localdate())
    first, last = _term(asked)
    return Report(
        kind="survey",
        title="Результаты анкетирования",
        subtitle=f"{asked.title}\n{russian.day(first)} – {russian.day(last)}",
        as_of=context.as_of,
        organisation=context.municipality.department,
        file_name=f"Результаты анкетирования – {asked.title}",
        signature=head_of(context.municipality),
        author=author_of(context),
        landscape=True,
        blocks=tuple(_blocks(found)),
    )


def _survey(context: PaperContext) -> Campaign:
    number = context.filters.get("campaign", "")
    surveys = (
        Campaign.objects.surveys() if context.user is None else Campaign.objects.visible_to(context.user).surveys()
    )
    closed = surveys.over_by(timezone.localdate()).filter(municipality=context.municipality)
    found = closed.select_related("methodology").filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise NoRecord(f"Закрытого опроса № {number} в районе нет.")
    return found


def _term(asked: Campaign) -> tuple:
    filling = asked.phases.get(state=CampaignState.FILLING)
    return filling.starts_on, filling.ends_on


def _blocks(found: Results) -> Iterator[Block]:
    yield Heading("Участие")
    yield Paragraph(f"Анкета: {found.survey.methodology}. Опрос анонимный, по одноразовым кодам.")
    yield _turnout(found)
    least = found.survey.least_slice
    if not found.publication.is_shown:
        yield Paragraph(f"Ответов меньше {least}: результаты не показывают, чтобы никого нельзя было узнать.")
        return
    yield Paragraph(
        f"Школа показана отдельно, если ответов не меньше {least} и если по ней нельзя вычислить ответы меньшей "
        "группы. Проценты – целые, половина округляется вверх, от числа ответивших на вопрос; вместе они могут не "
        "составить 100. Среднее и медиана – по ответам, у которых есть балл.",
        "note",
    )
    yield from _picture(found)
    for section, group in groupby(found.questions, key=lambda one: one.question.section):
        yield Heading(section)
        yield from _section(list(group), found)
    yield from _comparison(found)
    for title, said in found.texts.items():
        yield Heading(title)
        yield Listing(tuple(said)) if said else Paragraph("Ответов, которые можно показать, нет.")


def _turnout(found: Results) -> Table:
    columns = (
        Column("Школа", 34),
        Column("Приглашено", 13, Kind.NUMBER),
        Column("Ответили", 12, Kind.NUMBER),
        Column("Показана отдельно", 41),
    )
    rows = [
        (one.label, one.invited, one.answered, "да" if why is None else f"нет: {why.reason}")
        for one, why in ((one, found.publication.hidden.get(one.pk)) for one in found.slices)
    ]
    turnout = None if found.turnout is None else f"охват {found.turnout}{russian.NBSP}%"
    total = Row(("Всего", found.invited, found.answered, turnout), "total")
    return Table(columns, [*rows, total], title="Участие в опросе")


def _picture(found: Results) -> Iterator[Block]:
    shares = [
        (one.question.title, one.total.positive if one.total else None)
        for one in found.questions
        if one.question.may_be_positive
    ]
    if shares:
        title = "Доля положительных ответов"
        words = "; ".join(f"{label} – {'нет данных' if share is None else share}" for label, share in shares)
        yield Picture(bars("positive", title, shares), title, words)


def _section(asked: list[Answered], found: Results) -> Iterator[Block]:
    """How the district answered, question by question; then the schools, a few questions to a table."""
    for one in asked:
        if one.total is None:
            yield Paragraph(f"{one.question.title}: ответов меньше {found.survey.least_slice}, не показаны.")
    shown = [one for one in asked if one.total]
    for _, alike in groupby(shown, key=lambda one: [option.label for option in one.question.options]):
        yield _district(list(alike))
    apart = [one for one in shown if one.slices]
    for start in range(0, len(apart), ABREAST):
        yield _schools(apart[start : start + ABREAST], found)


def _district(alike: list[Answered]) -> Table:
    """Questions with the same answers to choose from, one under another."""
    columns = [Column("Вопрос", 30), Column("Ответили", 9, Kind.NUMBER)]
    for option in alike[0].question.options:
        columns.append(Column("чел.", 6, Kind.NUMBER, option.label))
        columns.append(Column("%", 7, Kind.PERCENT, option.label))
    columns += _measures("")
    rows = [
        (
            one.question.title,
            one.total.base,
            *(figure for share in one.total.shares for figure in (share.number, share.percent)),
            *_figures(one.total),
        )
        for one in alike
        if one.total
    ]
    return Table(tuple(columns), rows, title="Ответы по району")


def _schools(asked: list[Answered], found: Results) -> Table:
    columns = [Column("Школа", 20)]
    for one in asked:
        columns += [Column("отв.", 6, Kind.NUMBER, one.question.title), *_measures(one.question.title)]
    rows = [
        (part.label, *(figure for one in asked for figure in _cells(one.slices.get(part.pk))))
        for part in found.slices
        if any(part.pk in one.slices for one in asked)
    ]
    if any(one.others for one in asked):
        rows.append(("Прочие школы", *(figure for one in asked for figure in _cells(one.others))))
    return Table(tuple(columns), rows, title="Школы, которые показаны отдельно")


def _measures(group: str) -> list[Column]:
    return [
        Column("сред." if group else "Среднее", 8, Kind.NUMBER, group, places=2),
        Column("мед." if group else "Медиана", 8, Kind.NUMBER, group),
        Column("полож." if group else "Положи­тельных", 9, Kind.PERCENT, group),
    ]


def _cells(said: Distribution | None) -> tuple:
    return (said.base, *_figures(said)) if said else (None,) * 4


def _figures(said: Distribution) -> tuple:
    return said.mean, said.median, said.positive


def _comparison(found: Results) -> Iterator[Block]:
    today = timezone.localdate()
    earlier = former(found.survey, today)
    if earlier is None:
        return
    changes = changes_since(results(earlier, today), found)
    yield Heading(f"По сравнению с опросом «{earlier.title}»")
    if changes:
        columns = (
            Column("Вопрос", 50),
            *(Column(title, 10, Kind.NUMBER, "Среднее", places=2) for title in ("было", "стало")),
            *(Column(title, 10, Kind.PERCENT, "Положительных") for title in ("было", "стало")),
            Column("Изменение, п.п.", 12, Kind.NUMBER),
        )
        yield Table(columns, [_change(one) for one in changes], title="Вопросы, общие для двух опросов")
    alone = not_compared(changes, [one.question for one in found.questions])
    words = "; не сравниваются: " + ", ".join(f"«{one.title}»" for one in alone) if alone else ""
    yield Paragraph(
        f"Сравниваются только вопросы, заданные теми же словами и с той же шкалой{words}. Отвечать могли разные люди.",
        "note",
    )


def _change(one: Change) -> tuple:
    return (
        one.question.title, one.before.mean, one.now.mean, one.before.positive, one.now.positive, one.positive,
    )  # fmt: skip
