from leadership.core import russian
from leadership.core.papers.model import Cell, Column, Kind, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper
from schools.models import Appointment, name_on

from .. import access
from .common import author_of, head_of


@paper(
    "directors", title="Список руководителей", allowed=access.prints_lists_of_people, names_people=True,
    description="Руководители школ на дату: школа, должность, с какого времени, срок договора",
)  # fmt: skip
def directors(context: PaperContext) -> Report:
    """A row a school; who heads two stands in both and is counted once."""
    municipality = context.municipality
    columns = (
        Column("№", 5, Kind.CENTRE),
        Column("Школа", 22),
        Column("Фамилия, имя, отчество", 27),
        Column("Должность", 17),
        Column("Назначен", 15, Kind.DATE),
        Column("Срок договора", 15, Kind.DATE),
    )
    return Report(
        kind="directors",
        title="Список руководителей",
        subtitle=f"общеобразовательных учреждений {municipality.name_genitive}\nна {russian.day(context.as_of)}",
        as_of=context.as_of,
        organisation=municipality.department,
        file_name=f"Список руководителей на {russian.day(context.as_of)}",
        signature=head_of(municipality),
        author=author_of(context),
        blocks=(Table(columns, _rows(context), numbered=False, nothing="На эту дату руководителей в реестре нет"),),
    )


def _rows(context: PaperContext) -> list[Row]:
    heads = list(
        Appointment.objects.heads().of_open_general_schools(context.as_of).as_of(context.as_of)
        .filter(school__municipality=context.municipality)
        .select_related("school").annotate(name=name_on(context.as_of, "person__"))
        .order_by("school__short_name", "name", "pk")
    )  # fmt: skip
    rows = [
        Row((number, it.school.short_name, it.name, it.get_post_display(), it.started_on, it.contract_ends_on))
        for number, it in enumerate(heads, 1)
    ]
    return [*rows, _total(len(heads), len({it.person_id for it in heads}))] if heads else []


def _total(schools: int, people: int) -> Row:
    """Whoever heads two schools is one head."""
    counted = russian.counted(schools, "школа", "школы", "школ")
    heads = russian.counted(people, "руководитель", "руководителя", "руководителей")
    once = "; кто возглавляет несколько школ, сосчитан один раз" if people < schools else ""
    return Row((Cell(f"Всего: {counted}, {heads}{once}", cols=6),), "total")
