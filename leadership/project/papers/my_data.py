"""«Мои данные»: everything the system keeps about a director, for himself, with who has looked at it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from leadership.core import russian
from leadership.core.papers.model import Block, Column, Heading, Kind, Paragraph, Report, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from mentoring.models import Activity, Consultation, Enrolment, ManagementProject, Pairing, ProfileShare
from monitoring.models import Finding, Recommendation, Response
from schools.models import Consent, User

from .. import access
from ..cabinet import own
from ..cabinet.looks import looks_at
from .person import person

#: Of the journal so many of the newest lines go to the paper.
LOOKS = 500
TEXT, DAY = Kind.TEXT, Kind.DATE


@paper(
    "my_data", title="Мои данные", allowed=access.has_cabinet, parameters=("person",),
    description="Всё, что система хранит о вас, ваши согласия и кто открывал ваши сведения",
)  # fmt: skip
def my_data(context: PaperContext) -> Report:
    """Of the reader himself alone."""
    user: Any = context.user
    if user is None or context.filters["person"] != str(user.person_id):
        raise NoRecord("Эти сведения выдаются только самому человеку.")
    card = person(context)
    blocks = (Heading("Карточка"), *card.blocks, *_of_account(user), *_of_rooms(user, context), *_looks(user))
    return replace(
        card, kind="my_data", title="Сведения, которые система хранит обо мне", signature=None, blocks=blocks,
        file_name=card.file_name.replace("Карточка", "Мои данные"),
    )  # fmt: skip


def _table(title: str, columns: Sequence[tuple[str, int, Kind]], rows: Sequence[Sequence[Any]]) -> Iterator[Block]:
    yield Heading(title)
    if rows:
        yield Table(tuple(Column(name, width, kind) for name, width, kind in columns), rows, numbered=False)
    else:
        yield Paragraph("Записей нет.")


def _of_account(user: User) -> Iterator[Block]:
    seen = f"{timezone.localtime(user.last_login):%d.%m.%Y %H:%M}" if user.last_login else "ещё не было"
    rows = [(user.username, user.get_role_display(), user.email or None, seen)]
    columns = (("Имя для входа", 3, TEXT), ("Роль", 3, TEXT), ("Почта", 3, TEXT), ("Последний вход", 3, TEXT))
    yield from _table("Учётная запись", columns, rows)


def _of_rooms(user: User, context: PaperContext) -> Iterator[Block]:
    day, me = context.as_of, user.person_id
    consents = Consent.objects.filter(person=me, given_on__lte=day)
    yield from _table(
        "Согласия", (("Согласие", 6, TEXT), ("Дано", 2, DAY), ("Отозвано", 2, DAY)),
        [(it.get_kind_display(), it.given_on, it.withdrawn_on) for it in consents],
    )  # fmt: skip
    forms = Response.objects.visible_to(user).filter(participant__person=me).select_related("participant__campaign")
    yield from _table(
        "Формы", (("Кампания", 6, TEXT), ("Чей ответ", 3, TEXT), ("Состояние", 2, TEXT), ("Сдана", 3, TEXT)),
        [(str(it.participant.campaign), it.get_role_display(), it.get_state_display(), _moment(it)) for it in forms],
    )  # fmt: skip
    yield from _table(
        "Результаты", (("Кампания", 6, TEXT), ("Чей ответ", 3, TEXT), ("Итог", 2, Kind.NUMBER), ("Уровень", 3, TEXT)),
        [
            (str(it.calculation.campaign), it.get_role_display(), it.total, str(it.level) if it.level else None)
            for it in own.results(user, day)
        ],
    )  # fmt: skip
    found = Finding.objects.filter(person=me).found_by(day).select_related("competence", "item")
    yield from _table(
        "Дефициты", (("Дефицит", 5, TEXT), ("Выявлен", 2, DAY), ("Чем", 3, TEXT), ("В чём состоит", 5, TEXT)),
        [(it.what, it.found_on, it.get_basis_display(), it.explanation or None) for it in found],
    )  # fmt: skip
    sent = Recommendation.objects.filter(person=me, sent_on__lte=day)
    yield from _table(
        "Рекомендации", (("Рекомендация", 7, TEXT), ("Направлена", 2, DAY), ("Ознакомлен", 2, DAY)),
        [(it.text, it.sent_on, it.acknowledged_on) for it in sent],
    )  # fmt: skip
    yield from _of_development(user, context)


def _of_development(user: User, context: PaperContext) -> Iterator[Block]:
    day, me = context.as_of, user.person_id
    activities = Activity.objects.filter(programme__person=me, programme__started_on__lte=day)
    yield from _table(
        "Мероприятия программ развития", (("Мероприятие", 6, TEXT), ("Срок", 2, DAY), ("Выполнено", 2, DAY)),
        [(it.title, it.due_on, it.done_on) for it in activities],
    )  # fmt: skip
    pairs = Pairing.objects.with_person(me).filter(started_on__lte=day).select_related("team", "mentor", "mentee")
    yield from _table(
        "Наставничество", (("Наставник", 4, TEXT), ("Наставляемый", 4, TEXT), ("С", 2, DAY), ("По", 2, DAY)),
        [(str(it.mentor), str(it.mentee), it.started_on, it.last_day) for it in pairs],
    )  # fmt: skip
    shares = ProfileShare.objects.filter(pairing__mentee=me, given_on__lte=day).select_related("pairing__mentor")
    yield from _table(
        "Что показано наставникам", (("Что", 4, TEXT), ("Кому", 4, TEXT), ("Дано", 2, DAY), ("Отозвано", 2, DAY)),
        [(it.get_what_display(), str(it.pairing.mentor), it.given_on, it.withdrawn_on) for it in shares],
    )  # fmt: skip
    entries = Consultation.objects.visible_to(user).held_by(day)
    yield from _table(
        "Дневник встреч", (("Когда", 2, DAY), ("О чём", 4, TEXT), ("О чём договорились", 6, TEXT)),
        [(it.held_on, it.topic, it.agreed) for it in entries],
    )  # fmt: skip
    enrolments = Enrolment.objects.filter(person=me).select_related("course")
    yield from _table(
        "Курсы", (("Курс", 6, TEXT), ("Окончен", 2, DAY), ("Документ", 4, TEXT)),
        [(str(it.course), it.completed_on, it.certificate or None) for it in enrolments],
    )  # fmt: skip
    projects = ManagementProject.objects.filter(person=me)
    yield from _table(
        "Управленческие проекты", (("Проект", 6, TEXT), ("Защищён", 2, DAY), ("Реализован", 2, DAY)),
        [(it.title, it.defended_on, it.implemented_on) for it in projects],
    )  # fmt: skip


def _moment(form: Response) -> str | None:
    return f"{timezone.localtime(form.handed_in_at):%d.%m.%Y %H:%M}" if form.handed_in_at else None


def _looks(user: User) -> Iterator[Block]:
    columns = (("Когда", 3, TEXT), ("Кто", 4, TEXT), ("Роль", 3, TEXT), ("Что сделано", 3, TEXT), ("Запись", 4, TEXT))
    rows = [
        (
            f"{timezone.localtime(it.at):%d.%m.%Y %H:%M}",
            str(it.account) if it.account else "учётная запись удалена",
            it.account.get_role_display() if it.account else None,
            it.get_act_display(),
            ", ".join(filter(None, (it.content_type.name, it.what))),
        )
        for it in looks_at(user)[:LOOKS]
    ]
    yield from _table("Кто смотрел мои сведения", columns, rows)
    if len(rows) == LOOKS:
        yield Paragraph(f"Показаны последние {russian.counted(LOOKS, 'запись', 'записи', 'записей')}.", "note")
