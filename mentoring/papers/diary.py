"""Дневник наставника: the meetings of one pair, to be signed by both."""

from typing import Any

from leadership.core import russian
from leadership.core.papers.model import Column, Kind, Listing, Paragraph, Report, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.papers.common import author_of

from .. import access
from ..models import Pairing


@paper(
    "mentor_diary", title="Дневник наставника", allowed=access.is_of_a_pair, parameters=("pairing",),
    description="Встречи наставника и наставляемого: когда, о чём, о чём договорились",
)  # fmt: skip
def mentor_diary(context: PaperContext) -> Report:
    pairing, day = _pairing(context), context.as_of
    entries = list(pairing.consultations.held_by(day).prefetch_related("competences").order_by("held_on", "pk"))
    columns = (
        Column("Дата", 13, Kind.DATE),
        Column("Как", 14),
        Column("О чём говорили, компетенции", 30),
        Column("О чём договорились", 30),
        Column("Следующая встреча", 13, Kind.DATE),
    )
    rows = [(it.held_on, it.get_form_display(), _about(it), it.agreed, it.next_on) for it in entries]
    met = russian.counted(len(entries), "встреча", "встречи", "встреч")
    blocks: list[Any] = [
        Listing(
            (
                f"команда: {pairing.team.title}",
                f"наставник: {pairing.mentor}",
                f"наставляемый: {pairing.mentee}",
                f"пара работает с {russian.day(pairing.started_on)} по {russian.day(pairing.last_day)}",
            )
        ),
        Paragraph(f"Записано: {met}."),
        Table(columns, rows, title="Встречи", nothing="Встреч не записано"),
        Paragraph("Наставник ______________ / ______________ /, наставляемый ______________ / ______________ /"),
    ]
    mentor = pairing.mentor
    return Report(
        kind="mentor_diary",
        title="Дневник наставника",
        subtitle=f"{pairing}\nна {russian.day(day)}",
        as_of=day,
        organisation=context.municipality.department,
        file_name=f"Дневник – {russian.surname_initials(mentor.last_name, mentor.first_name, mentor.patronymic)}",
        author=author_of(context),
        blocks=tuple(blocks),
        landscape=True,
    )


def _pairing(context: PaperContext) -> Pairing:
    """Only for the two of the pair: the diary is theirs."""
    asked = context.filters["pairing"]
    person = getattr(context.user, "person_id", None)
    own = Pairing.objects.with_person(person) if person else Pairing.objects.none()
    own = own if context.user else Pairing.objects.filter(team__municipality=context.municipality.pk)
    found = own.filter(pk=asked).select_related("team", "mentor", "mentee").first() if asked.isdecimal() else None
    if found is None:
        raise NoRecord(f"Пары с номером {asked} нет.")
    return found


def _about(entry: Any) -> str:
    competences = ", ".join(str(it) for it in entry.competences.all())
    return f"{entry.topic}\n{competences}" if competences else entry.topic
