"""Papers that the tests of all faces look at."""

from datetime import date
from decimal import Decimal

from leadership.core.papers.model import (
    Approval,
    Cell,
    Column,
    Executor,
    Heading,
    Kind,
    Listing,
    Paragraph,
    Picture,
    Report,
    Row,
    Signature,
    Table,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 100 20" width="100%">'
    '<title>Факт 45 %</title><rect width="45" height="20" fill="#333"/></svg>'
)


def plain(*blocks, **given):
    """The dullest paper that holds these blocks."""
    return Report(
        **{"kind": "plain", "title": "Справка", "as_of": date(2023, 12, 1), "file_name": "Справка"}
        | given
        | {"blocks": blocks}
    )


def passport():
    """One of everything: an approval, a measure of two rows, an amended term, a list, a picture, a total."""
    measures = Table(
        title="План мероприятий",
        columns=(
            Column("№", 1, Kind.CENTRE),
            Column("Мероприятие", 4),
            Column("Срок", 2, Kind.CENTRE),
            Column("Начато", 2, Kind.DATE),
            Column("План", 1, Kind.NUMBER, group="2023 год", places=1),
            Column("Факт", 1, Kind.PERCENT, group="2023 год", empty="нет данных"),
        ),
        rows=(
            Row(("1. Подготовка",), "group"),
            (
                Cell(1, rows=2),
                Cell("Оценка руководителей", rows=2),
                Cell("ноябрь 2022", was="июнь 2022"),
                date(2022, 11, 1),
                Decimal("2.0"),
                Decimal("66.7"),
            ),
            ("ноябрь 2023", date(2023, 11, 1), Decimal("-0.25"), None),
            Row((Cell("Итого", cols=4), Cell(12345, was="10"), 100), "total"),
        ),
    )
    return plain(
        Heading("I. Общая информация"),
        Heading("Участники", level=2),
        Paragraph("Приняли участие 9 руководителей из 9 (100 %)."),
        Paragraph("Предварительно.", "note"),
        Listing(("навыки управления;", "наставничество."), numbered=True),
        Picture(SVG, "Освоение", "факт 45 %"),
        measures,
        title="Паспорт",
        subtitle="муниципального проекта\n«Лидерство в образовании»",
        organisation="Управление образования",
        approval=Approval("Начальник\nУправления образования", "Е.Н. Совенко", date(2021, 1, 1)),
        signature=Signature("Главный специалист", "Л.Г. Кривошея"),
        executor=Executor("Кривошея Лариса Георгиевна", "(38166) 0-00-00"),
        number="12",
        filters=(("год", "2023"), ("школа", "МБОУ «Маяковская СШ»")),
        author="Л.Г. Кривошея",
    )


def wide():
    """Twelve columns lying on their side; all figures differ, so that none can hide behind another."""
    columns = (Column("Школа", 3), *(Column(f"К{n}", 1, Kind.NUMBER) for n in range(11)))
    rows = [(f"Школа {n}", *(Decimal(n * 100 + k) / 8 for k in range(11))) for n in range(1, 10)]
    return plain(Table(columns, rows, "Баллы"), landscape=True)


def long(rows=60):
    columns = (Column("№", 1, Kind.NUMBER), Column("Руководитель", 6), Column("Назначен", 2, Kind.DATE))
    people = [(n, f"Руководитель {n}-й", date(2020, 9, 1)) for n in range(1, rows + 1)]
    return plain(Table(columns, people, "Руководители"), signature=Signature("Специалист", "Л.Г. Иванова"))
