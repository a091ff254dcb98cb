"""«Карточка руководителя»: what the registers know of one person on a day, without the day of birth."""

from collections.abc import Sequence

from leadership.core import russian
from leadership.core.papers.model import Block, Column, Heading, Kind, Listing, Paragraph, Report, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools import card
from schools.models import Appointment, Membership, Person, Training
from schools.service import years_on

from .. import access
from .common import author_of, head_of


@paper(
    "person", title="Карточка руководителя", allowed=access.prints_cards, parameters=("person",),
    names_people=True,
    description="Сведения о руководителе: образование, стаж, назначения, аттестация, обучение, награды",
)  # fmt: skip
def person(context: PaperContext) -> Report:
    shown, day = _person(context), context.as_of
    appointments = list(shown.appointments.filter(started_on__lte=day).select_related("school").order_by("started_on"))
    trainings = list(shown.trainings.completed_by(day))
    return Report(
        kind="person",
        title="Карточка руководителя",
        subtitle=f"{shown.name_then}\nна {russian.day(day)}",
        as_of=day,
        organisation=context.municipality.department,
        file_name=f"Карточка – {russian.surname_initials(shown.last_name, shown.first_name, shown.patronymic)}",
        signature=head_of(context.municipality),
        author=author_of(context),
        blocks=(
            Heading("I. Общие сведения"),
            Listing(tuple(_general(shown, context))),
            Heading("II. Образование и переподготовка"),
            *_educations(shown, trainings, context),
            Heading("III. Стаж"),
            Listing(_service(shown, appointments, context)),
            Heading("IV. Назначения"),
            _appointments(appointments, context),
            Heading("V. Аттестация"),
            _attestations(shown, context),
            Heading("VI. Повышение квалификации"),
            _trainings(trainings),
            Heading("VII. Награды, конкурсы, Ассоциация, РИП-ИнКО"),
            *_honours(shown, context),
        ),
    )


def _person(context: PaperContext) -> Person:
    asked = context.filters["person"]
    seen = Person.objects.visible_to(context.user) if context.user else Person.objects.all()
    found = seen.filter(municipality=context.municipality.pk).with_name(context.as_of).with_headships(context.as_of)
    shown = found.filter(pk=asked).first() if asked.isdecimal() else None
    if shown is None:
        raise NoRecord(f"Человека с номером {asked} в реестре района нет.")
    return shown


def _table(columns: tuple[Column, ...], rows: Sequence[Sequence]) -> Block:
    return Table(columns, rows, numbered=False) if rows else Paragraph("Записей нет.")


def _general(shown: Person, context: PaperContext) -> list[str]:
    age = years_on(shown.born_on, context.as_of)
    word = "школы" if len(shown.headships) > 1 else "школа"
    said = [
        f"{word}: {shown.headed_schools}" if shown.headships else "школой на эту дату не руководит",
        f"возраст: {card.said_years(age)}",
        f"служебный телефон: {shown.phone or 'не указан'}",
        f"служебная почта: {shown.email or 'не указана'}",
    ]
    for held in shown.headships:
        where = f" ({held.school})" if len(shown.headships) > 1 else ""
        if held.contract_ends_on:
            said.append(f"срок трудового договора: {russian.day(held.contract_ends_on)}{where}")
    return said


def _service(shown: Person, appointments: list[Appointment], context: PaperContext) -> tuple[str, ...]:
    service = card.service_of(shown, appointments, context.as_of)
    return tuple(f"{what}: {years}" for what, years in service.lines)


def _educations(shown: Person, trainings: list[Training], context: PaperContext) -> list[Block]:
    columns = (
        Column("Уровень", 15),
        Column("Учебное заведение", 32),
        Column("Год", 8, Kind.CENTRE),
        Column("Специальность, квалификация", 30),
    )
    rows = [
        (
            it.get_level_display(),
            it.institution,
            f"{it.graduated_in}" if it.graduated_in else None,
            ", ".join(filter(None, (it.speciality, it.qualification))) or None,
        )
        for it in shown.educations.received_by(context.as_of)
    ]
    retrained = [it for it in trainings if it.kind == Training.Kind.RETRAINING]
    return [_table(columns, rows), *([_trainings(retrained, "Переподготовка")] if retrained else [])]


def _appointments(appointments: list[Appointment], context: PaperContext) -> Block:
    columns = (
        Column("Школа", 28),
        Column("Должность", 24),
        Column("С", 14, Kind.DATE),
        Column("По", 14, Kind.DATE, empty="н. в."),
        Column("Приказ", 22),
    )
    rows = [
        (
            it.school.short_name,
            it.get_post_display(),
            it.started_on,
            it.ended_on if it.ended_on and it.ended_on <= context.as_of else None,
            _order(it),
        )
        for it in appointments
    ]
    return _table(columns, rows)


def _order(it: Appointment) -> str | None:
    if not it.order_number:
        return None
    return f"№ {it.order_number}" + (f" от {russian.day(it.order_date)}" if it.order_date else "")


def _attestations(shown: Person, context: PaperContext) -> Block:
    columns = (
        Column("Дата", 15, Kind.DATE),
        Column("Цель", 28),
        Column("Результат", 20),
        Column("Действует по", 15, Kind.DATE),
        Column("Протокол", 24),
    )
    rows = [
        (it.held_on, it.get_purpose_display(), it.get_result_display(), it.valid_until, it.protocol)
        for it in shown.attestations.held_by(context.as_of)
    ]
    return _table(columns, rows)


def _trainings(trainings: list[Training], title: str = "") -> Block:
    columns = (
        Column("Программа", 28),
        Column("Вид", 20),
        Column("Часов", 9, Kind.NUMBER),
        Column("Организация", 21),
        Column("Окончено", 16, Kind.DATE),
        Column("Документ", 20),
    )
    rows = [
        (it.title, it.get_kind_display(), it.hours, it.organisation or None, it.completed_on, it.document or None)
        for it in trainings
        if title or it.kind != Training.Kind.RETRAINING
    ]
    return _table(columns, rows)


def _honours(shown: Person, context: PaperContext) -> list[Block]:
    """Each kind under its own line; what is not there is said in one."""
    day = context.as_of
    kinds = {
        "Награды": [
            f"{russian.day(it.awarded_on)} – {it.title} ({it.get_level_display()})" for it in shown.awards.given_by(day)
        ],
        "Профессиональные конкурсы": [
            f"{russian.day(it.held_on)} – {', '.join(filter(None, (it.title, it.result)))} ({it.get_level_display()})"
            for it in shown.professional_contests.held_by(day)
        ],
        "Конкурсы школы при этом руководителе": [
            f"{it.entered_on.year} – {', '.join(filter(None, (it.contest.title, it.result)))} ({it.school})"
            for it in card.contest_entries(shown, day)
        ],
        "Ассоциация и советы": [_membership(it, context) for it in shown.memberships.filter(started_on__lte=day)],
        "РИП-ИнКО": [
            f"{', '.join(filter(None, (str(it.school), it.theme)))} – с {russian.day(it.started_on)}"
            for it in card.innovation(shown, day)
        ],
    }
    found: list[Block] = []
    for title, items in kinds.items():
        found += [Paragraph(f"{title}:"), Listing(tuple(items))] if items else [Paragraph(f"{title}: записей нет.")]
    return found


def _membership(it: Membership, context: PaperContext) -> str:
    ended = it.ended_on and it.ended_on <= context.as_of
    until = f" по {russian.day(it.ended_on)}" if ended else ""
    return f"{it.council or it.get_body_display()} – с {russian.day(it.started_on)}{until}"
