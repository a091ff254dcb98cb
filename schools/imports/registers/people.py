"""People, the heads of schools among them, the reserve, the councils."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from leadership.core import russian
from leadership.core.periods import Period

from ...models import (
    HEAD_POSTS,
    OPEN_STATES,
    Appointment,
    Membership,
    Person,
    Post,
    ReserveEntry,
    ReserveState,
    ReserveStep,
)
from ..heading import appointment_meant
from ..register import Of, Register
from .columns import BASIS, born, choice, column, contacts, day, person, school, where

HEADS = Register(
    slug="heads",
    title="Руководители школ",
    listed="schools:heads",
    model=Appointment,
    owner="person",
    key=("school", "started_on"),
    creates_people=True,
    heads_schools=True,
    records=lambda: Appointment.objects.heads(),
    choose=appointment_meant,
    clean=Period.clean,
    note="Строка заводит или дополняет человека и его назначение.",
    columns=(
        *person("Директор", "ФИО руководителя", "ФИО директора", "Ф.И.О. руководителя", title="Руководитель"),
        school(required=True),
        choice(
            "post", "Должность", [pair for pair in Post.choices if pair[0] in HEAD_POSTS],
            synonyms={
                "директор школы": Post.DIRECTOR, "руководитель": Post.DIRECTOR, "заведующий": Post.DIRECTOR,
                "и.о. директора": Post.ACTING_DIRECTOR, "и. о. директора": Post.ACTING_DIRECTOR,
                "ио директора": Post.ACTING_DIRECTOR, "исполняющий обязанности": Post.ACTING_DIRECTOR,
                "врио директора": Post.ACTING_DIRECTOR,
            },
        ),
        day("started_on", "Назначен", "Дата назначения", "Назначена", "В должности с", "Начало"),
        column("order_number", ("Приказ №", "Номер приказа", "№ приказа"), example="12-к"),
        day("order_date", "Дата приказа", "Приказ от"),
        day("contract_ends_on", "Срок договора", "Договор до", "Срок трудового договора", example="31.08.2028"),
        day("ended_on", "Освобождён", "Дата освобождения", "Окончание", note="Последний день в должности."),
        born(),
        *contacts(),
    ),
)  # fmt: skip

PEOPLE = Register(
    slug="people",
    title="Люди",
    listed="schools:people",
    model=Person,
    creates_people=True,
    columns=(
        *person(title="Человек"),
        born(),
        *contacts(),
        day("works_since", "Общий стаж с", of=Of.PERSON, happened=True, example="01.09.1998"),
        day("teaches_since", "Педагогический стаж с", of=Of.PERSON, happened=True, example="01.09.1998"),
        day("manages_since", "Руководящий стаж с", of=Of.PERSON, happened=True, example="01.09.2012"),
        where(),
    ),
)


def _entries() -> Any:
    steps = ReserveStep.objects.filter(entry=OuterRef("pk")).order_by("-taken_on", "-pk")
    included = steps.filter(state=ReserveState.INCLUDED)
    return ReserveEntry.objects.with_terms(timezone.localdate()).annotate(
        last_state=Subquery(steps.values("state")[:1]),
        included_id=Subquery(included.values("pk")[:1]),
        included_on=Subquery(included.values("taken_on")[:1]),
        included_basis=Subquery(included.values("basis")[:1]),
    )


def _entry_meant(entries: Sequence[ReserveEntry], cells: Mapping[str, Any]) -> ReserveEntry | None:
    """The entry included on that day, over or not; else the one that is not over: a person has at most one."""
    day = cells.get("taken_on")
    included = (entry for entry in entries if day and entry.included_on == day)
    lasting = (entry for entry in entries if entry.last_state in OPEN_STATES)
    return next(included, None) or next(lasting, None)


def _settled(entry: ReserveEntry, values: Mapping[str, Any]) -> str:
    """What is over stays; a term that a review has prolonged is changed by the next review."""
    if entry.last_state not in OPEN_STATES:
        return "Запись о резерве закрыта. Если человек вернулся, укажите новый день включения и основание."
    if "term_ends_on" in values and entry.term_on != entry.term_ends_on:
        return f"Срок продлён пересмотром по {russian.day(entry.term_on)}. Новый срок внесите пересмотром."
    return ""


RESERVE = Register(
    slug="reserve",
    title="Резерв управленческих кадров",
    listed="schools:reserve",
    model=ReserveEntry,
    owner="person",
    creates_people=True,
    records=_entries,
    choose=_entry_meant,
    clean=lambda entry: None,
    locked=_settled,
    note="Строка заводит запись «включён» с её днём и основанием.",
    columns=(
        *person("Резервист", "Кандидат", title="ФИО"),
        choice(
            "target_post", ("Целевая должность", "На должность"),
            [pair for pair in Post.choices if pair[0] in (Post.DIRECTOR, Post.DEPUTY)], tail="target_school",
            synonyms={"директор школы": Post.DIRECTOR, "заместитель": Post.DEPUTY},
        ),
        school("target_school", ("Целевая школа",), note="Пусто – любая школа района."),
        day("taken_on", "Включён", "Дата включения", "Включена", of=Of.STEP, happened=True, shown_as="included_on"),
        column(
            "basis", BASIS, of=Of.STEP, shown_as="included_basis", example="приказ № 15 от 01.02.2022",
        ),
        column("recommended_by", ("Кем рекомендован", "Рекомендован"), example="директор Крестинской СШ"),
        day("term_ends_on", "Срок пребывания", "Срок", "В резерве до", example="31.01.2025", shown_as="term_on",
            stood_as="term_ends_on"),
        born(),
    ),
)  # fmt: skip

MEMBERSHIPS = Register(
    slug="memberships",
    title="Члены Ассоциации и советов",
    listed="schools:memberships",
    model=Membership,
    owner="person",
    key=("body", "council", "started_on"),
    creates_people=True,
    columns=(
        *person(title="Человек"),
        choice(
            "body", ("Где состоит", "Объединение"), Membership.Body.choices, required=True,
            synonyms={
                "ассоциация": Membership.Body.ASSOCIATION, "ассоциация лидеров": Membership.Body.ASSOCIATION,
                "совет": Membership.Body.COUNCIL, "совет руководителей": Membership.Body.COUNCIL,
            },
        ),
        column("council", ("Совет", "Какой совет"), note="Только для совета: «Совет по наставничеству»."),
        day("started_on", "С", "Начало", "Дата вступления", required=True),
        day("ended_on", "По", "Окончание", "Дата выхода"),
        column("basis", BASIS, example="протокол № 1 от 01.02.2021"),
        born(),
        where(),
    ),
)  # fmt: skip
