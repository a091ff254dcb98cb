"""«Адресные рекомендации»: what one head was recommended, on what ground, by when; a line to sign."""

from leadership.core import russian
from leadership.core.papers.model import Column, Kind, Paragraph, Report, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.models import Person
from schools.papers.common import author_of, head_of

from .. import access
from ..models import Recommendation


@paper(
    "recommendations", title="Адресные рекомендации", allowed=access.sees_recommendations, parameters=("person",),
    description="Что рекомендовано руководителю, на основании какого дефицита, к какому сроку",
)  # fmt: skip
def recommendations(context: PaperContext) -> Report:
    addressee, day = _addressee(context), context.as_of
    columns = (
        Column("№", 4, Kind.CENTRE),
        Column("На основании", 20),
        Column("Рекомендация", 32),
        Column("Исполнить до", 15, Kind.DATE),
        Column("Направлена", 15, Kind.DATE),
        Column("Ознакомлен", 15, Kind.DATE),
    )
    return Report(
        kind="recommendations",
        title="Адресные рекомендации",
        subtitle=f"{addressee}{f', {addressee.school_name}' if addressee.school_id else ''}\nна {russian.day(day)}",
        as_of=day,
        organisation=context.municipality.department,
        file_name=f"Рекомендации – {_initials(addressee)}",
        signature=head_of(context.municipality),
        author=author_of(context),
        blocks=(
            Table(columns, _rows(context, addressee), numbered=False, nothing="Направленных рекомендаций нет"),
            Paragraph(f"С рекомендациями ознакомлен(а): ____________________ {_initials(addressee)}"),
            Paragraph("«____» ______________ 20____ г."),
        ),
    )


def _addressee(context: PaperContext) -> Person:
    asked = context.filters["person"]
    seen = Person.objects.visible_to(context.user) if context.user else Person.objects.all()
    found = seen.filter(municipality=context.municipality.pk).with_school(context.as_of)
    addressee = found.filter(pk=asked).first() if asked.isdecimal() else None
    if addressee is None:
        raise NoRecord(f"Человека с номером {asked} в реестре района нет.")
    return addressee


def _rows(context: PaperContext, addressee: Person) -> list[tuple]:
    day = context.as_of
    sent = Recommendation.objects.filter(person=addressee, sent_on__lte=day).order_by("sent_on", "pk")
    return [
        (number, _ground(one), one.text, one.due_on, one.sent_on, one.read_by(day))
        for number, one in enumerate(sent.select_related("finding__competence", "finding__item", "campaign"), 1)
    ]


def _ground(one: Recommendation) -> str | None:
    if one.finding is None:
        return str(one.campaign) if one.campaign else None
    return f"{one.finding.what}: {one.finding.get_basis_display()}, {russian.day(one.finding.found_on)}"


def _initials(person: Person) -> str:
    return russian.surname_initials(person.last_name, person.first_name, person.patronymic)
