from leadership.core import russian
from leadership.core.papers.model import Column, Kind, Report, Table
from leadership.core.papers.registry import PaperContext, paper
from schools.models import Person, Post

from .. import access
from .common import author_of, head_of


@paper(
    "directors", title="Список руководителей", allowed=access.prints_lists_of_people,
    description="Руководители школ на дату: школа, должность, с какого времени, срок договора",
)  # fmt: skip
def directors(context: PaperContext) -> Report:
    municipality = context.municipality
    heads = (
        Person.objects.heading(context.as_of, municipality.pk).with_school(context.as_of)
        .order_by("school_name", "last_name", "pk")
    )  # fmt: skip
    columns = (
        Column("№", 5, Kind.CENTRE),
        Column("Школа", 22),
        Column("Фамилия, имя, отчество", 27),
        Column("Должность", 17),
        Column("Назначен", 15, Kind.DATE),
        Column("Срок договора", 15, Kind.DATE),
    )
    rows = [
        (number, it.school_name, str(it), Post(it.post).label, it.headed_since, it.contract_ends_on)
        for number, it in enumerate(heads, 1)
    ]
    return Report(
        kind="directors",
        title="Список руководителей",
        subtitle=f"общеобразовательных учреждений {municipality.name_genitive}\nна {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=municipality.department,
        file_name=f"Список руководителей на {russian.day(context.as_of)}",
        signature=head_of(municipality),
        author=author_of(context),
        blocks=(Table(columns, rows, numbered=False, nothing="На эту дату руководителей в реестре нет"),),
    )
