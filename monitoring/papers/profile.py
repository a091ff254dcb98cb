"""«Профиль компетенций руководителя» on paper: the radar of the last campaign, the table over the years."""

from collections.abc import Iterator

from leadership.core import russian
from leadership.core.papers.model import Block, Column, Paragraph, Picture, Report, Row, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.models import Person

from .. import access
from ..models import Result
from ..profile import Profile, profile_of
from .common import NO_DATA, report_of

#: More columns of marks than this do not stand upright.
WIDE = 4


@paper(
    "profile", title="Профиль компетенций руководителя", allowed=access.sees_findings, parameters=("person",),
    names_people=True, description="Самооценка рядом с внешней оценкой по компетенциям и по годам",
)  # fmt: skip
def profile_paper(context: PaperContext) -> Report:
    person = _person(context)
    seen = Result.objects.visible_to(context.user) if context.user else Result.objects.all()
    profile = profile_of(seen, person.pk, context.as_of)
    if not profile:
        raise NoRecord(f"К {russian.day(context.as_of)} оценки компетенций этого руководителя нет.")
    name = russian.surname_initials(person.last_name, person.first_name, person.patronymic)
    return report_of(
        context, "profile", "Профиль компетенций руководителя", str(person), _blocks(profile),
        wide=len(profile.columns) > WIDE, named=f"Профиль компетенций – {name}",
    )  # fmt: skip


def _person(context: PaperContext) -> Person:
    asked = context.filters["person"]
    people = Person.objects.filter(municipality=context.municipality.pk)
    found = people.filter(pk=asked).first() if asked.isdecimal() else None
    if found is None or (context.user and not access.sees_profile(context.user, found.pk)):
        raise NoRecord(f"Человека с номером {asked} в реестре района нет.")
    return found


def _blocks(profile: Profile) -> Iterator[Block]:
    last = profile.columns[-1]
    approved = f", {profile.methodology.order}" if profile.methodology.order else ""
    yield Paragraph(f"Методика: {profile.methodology}{approved}.")
    yield Paragraph("Самооценка и внешняя оценка стоят рядом и не усредняются. Самооценка в рейтинг не входит.")
    if profile.comparison_said:
        yield Paragraph(profile.comparison_said)
    if chart := profile.chart():
        yield Picture(chart, f"Профиль компетенций, {last.label}", "самооценка и внешняя оценка по компетенциям")
    columns = [Column("Компетенция", 24)]
    columns += [Column(it.view.capitalize(), 13, group=it.label, empty=NO_DATA) for it in profile.columns]
    if profile.has_gap:
        columns.append(Column("Самооценка и внешняя", 15))
    rows: list[Row] = []
    function = ""
    for line in profile.lines:
        if line.function != function:
            function = line.function
            rows.append(Row((function,), "group"))
        cells = [f"{line.number}. {line.title}", *(it.said or None for it in line.marks)]
        rows.append(Row((*cells, line.gap_said or None) if profile.has_gap else cells))
    yield Table(tuple(columns), rows, title="Уровни по компетенциям")
