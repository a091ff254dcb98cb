"""Columns that many registers share."""

from collections.abc import Mapping
from typing import Any

from ...models import SchoolKind
from ..register import Column, Kind, Of

PHONE = ("Телефон", "Служебный телефон", "Рабочий телефон", "Тел.", "Контактный телефон")
EMAIL = ("Почта", "Электронная почта", "Служебная почта", "E-mail", "Email", "Эл. почта", "Адрес электронной почты")
SCHOOL = (
    "Школа", "Образовательная организация", "Образовательное учреждение", "ОО", "ОУ", "Учреждение", "Место работы",
    "Наименование ОО", "Наименование ОУ",
)  # fmt: skip
BASIS = ("Основание", "Документ-основание", "Приказ")


KINDS_OF_SCHOOL = {
    "средняя": SchoolKind.SECONDARY, "СОШ": SchoolKind.SECONDARY, "СШ": SchoolKind.SECONDARY,
    "основная": SchoolKind.BASIC, "ООШ": SchoolKind.BASIC, "ОШ": SchoolKind.BASIC,
    "начальная": SchoolKind.PRIMARY, "НОШ": SchoolKind.PRIMARY, "НШ": SchoolKind.PRIMARY,
    "детсад": SchoolKind.KINDERGARTEN, "ДОУ": SchoolKind.KINDERGARTEN, "ДОО": SchoolKind.KINDERGARTEN,
    "УДО": SchoolKind.SUPPLEMENTARY, "ОДО": SchoolKind.SUPPLEMENTARY,
}  # fmt: skip


def column(field: str, titles: tuple[str, ...] | str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    title, *aliases = (titles,) if isinstance(titles, str) else titles
    return Column(field=field, title=title, aliases=tuple(aliases), kind=kind, **more)


def person(*aliases: str, title: str = "ФИО") -> tuple[Column, ...]:
    """A full name in one column or in three."""
    others = ("ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "Фамилия Имя Отчество", "Человек", "Руководитель", *aliases)
    titles = (title, *(other for other in others if other != title))
    return (
        column(
            "name", titles, Kind.NAME, of=Of.PERSON, required=True, instead=("last_name", "first_name"),
            example="Иванова Анна Петровна", note="Полностью. Вместо одного столбца можно три: Фамилия, Имя, Отчество.",
        ),
        column("last_name", "Фамилия", Kind.PART, of=Of.PERSON),
        column("first_name", "Имя", Kind.PART, of=Of.PERSON),
        column("patronymic", "Отчество", Kind.PART, of=Of.PERSON),
    )  # fmt: skip


def born(of: Of = Of.PERSON) -> Column:
    return column(
        "born_on", ("Дата рождения", "Год и дата рождения"), Kind.DAY, of=of, happened=True, example="14.03.1975",
        note="Помогает отличить тёзок.",
    )  # fmt: skip


def contacts() -> tuple[Column, ...]:
    return (
        column("phone", PHONE, of=Of.PERSON, example="(38166) 2-11-22"),
        column("email", EMAIL, of=Of.PERSON, example="shkola@example.ru"),
    )


def school(field: str = "school", titles: tuple[str, ...] = SCHOOL, **more: Any) -> Column:
    note = "Краткое или полное название, как в реестре школ."
    return column(field, titles, Kind.SCHOOL, example="Крестинская СШ", **{"note": note} | more)


def where() -> Column:
    """Where a person works: only to tell namesakes apart."""
    return school(of=Of.HINT, titles=("Школа", "Руководит школой", *SCHOOL[1:]), note="Помогает отличить тёзок.")


def day(field: str, *titles: str, **more: Any) -> Column:
    return column(field, titles, Kind.DAY, **{"example": "01.09.2023"} | more)


def choice(
    field: str, titles: tuple[str, ...] | str, choices: Any, synonyms: Mapping[str, str] | None = None, **more: Any
) -> Column:
    pairs = tuple((str(value), str(label)) for value, label in choices)
    words = tuple((synonyms or {}).items())
    return column(field, titles, Kind.CHOICE, choices=pairs, synonyms=words, **{"example": pairs[0][1]} | more)
