"""«Справка о кадровом составе»: the heads of a day in figures, without names."""

from decimal import ROUND_HALF_UP, Decimal

from leadership.core import russian
from leadership.core.papers.model import Block, Column, Kind, Paragraph, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper
from schools import staff as counted
from schools.staff import ATTESTED, RETRAINED, TRAINED, Cut

from .. import access
from .common import author_of, head_of

PEOPLE = ("человек", "человека", "человек")
HEADS = ("руководитель", "руководителя", "руководителей")


@paper(
    "staff", title="Справка о кадровом составе", allowed=access.prints_staff,
    description="Руководители школ на дату в цифрах: возраст, стаж, образование, аттестация, обучение",
)  # fmt: skip
def staff(context: PaperContext) -> Report:
    municipality = context.municipality
    heads = counted.heads(municipality.pk, context.as_of)
    return Report(
        kind="staff",
        title="Справка о кадровом составе",
        subtitle=(
            f"руководителей общеобразовательных учреждений {municipality.name_genitive}\n"
            f"на {russian.day(context.as_of)}"
        ),
        as_of=context.as_of,
        organisation=municipality.department,
        file_name=f"Кадровый состав на {russian.day(context.as_of)}",
        signature=head_of(municipality),
        author=author_of(context),
        blocks=tuple(_blocks(heads)) if heads else (Paragraph("На эту дату руководителей в реестре нет."),),
    )


def _blocks(heads: list[counted.Head]) -> list[Block]:
    total = len(heads)
    note = "Стаж и возраст – в полных годах. Доли округлены до десятых, их сумма может отличаться от 100 %."
    blocks: list[Block] = [
        Paragraph(f"Всего общеобразовательными учреждениями руководят {russian.counted(total, *PEOPLE)}."),
        Paragraph(note),
    ]
    for cut in counted.cuts(heads):
        blocks += [Paragraph(_sentence(cut, total)), _table(cut, total)]
    return blocks


def _sentence(cut: Cut, total: int) -> str:
    """What the table comes to: the largest group, or the answer the table was made for."""
    asked = {
        "Переподготовка по управлению": ("Профессиональная переподготовка по управлению есть у", RETRAINED[0]),
        "Аттестация": ("Действующая аттестация, по которой руководитель соответствует должности, есть у", ATTESTED[0]),
        "Обучение": ("В последние три года повышение квалификации или переподготовку прошли", TRAINED[0]),
    }
    if cut.title in asked:
        words, line = asked[cut.title]
        return f"{words} {cut.of(line)} из {total} ({_percent(cut.of(line), total)})."
    most = max(number for _, number in cut.lines)
    largest = [f"«{line}»" for line, number in cut.lines if number == most]
    if len(largest) == 1:
        said = f"больше всего в группе {largest[0]} – {russian.counted(most, *HEADS)}"
    else:
        said = f"больше всего в группах {', '.join(largest)} – по {most}"
    return f"{cut.title}: {said} ({_percent(most, total)})."


def _percent(part: int, total: int) -> str:
    return russian.percent(_share(part, total))


def _share(part: int, total: int) -> Decimal:
    return (Decimal(100) * part / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _table(cut: Cut, total: int) -> Table:
    columns = (
        Column(cut.title, 60),
        Column("Руководителей", 20, Kind.NUMBER),
        Column("Доля, %", 20, Kind.NUMBER, places=1),
    )
    rows = [Row((line, number, _share(number, total))) for line, number in cut.lines]
    return Table(columns, [*rows, Row(("Всего", total, Decimal(100)), "total")], numbered=False)
