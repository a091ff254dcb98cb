"""Schools, and what a school undertakes or is in a year."""

from ...models import ContestEntry, InnovationParticipation, School, SchoolKind, SchoolYear, TransitionProgramme
from ..register import Kind, Register
from .columns import BASIS, EMAIL, KINDS_OF_SCHOOL, PHONE, choice, column, day, school

SCHOOLS = Register(
    slug="schools",
    title="Школы",
    listed="schools:schools",
    model=School,
    key=("short_name",),
    clean=lambda school: None,
    stand_in={"name": "short_name", "short_name": "name"},
    columns=(
        column(
            "short_name", ("Школа", "Краткое название", "Краткое наименование"), required=True, instead=("name",),
            example="Крестинская СШ",
        ),
        column(
            "name", ("Название", "Полное название", "Полное наименование", "Наименование"),
            example="МБОУ «Крестинская СШ»", note="Как в уставе.",
        ),
        choice("kind", ("Вид", "Тип", "Вид учреждения"), SchoolKind.choices, synonyms=KINDS_OF_SCHOOL),
        column("locality", ("Населённый пункт", "Село", "Адрес"), example="с. Крестики"),
        column("phone", PHONE, example="(38166) 5-41-19"),
        column("email", EMAIL, example="krestiki@example.ru"),
    ),
)  # fmt: skip

TRANSITION_PROGRAMMES = Register(
    slug="transition-programmes",
    title="Программы перевода в эффективный режим развития",
    listed="schools:transition_programmes",
    model=TransitionProgramme,
    owner="school",
    key=("title",),
    columns=(
        school(required=True),
        column("title", ("Программа", "Название", "Название программы"), required=True, example="Программа перевода"),
        day("approved_on", "Утверждена", "Дата утверждения", happened=True, note="Без даты – в разработке."),
        column("order_number", ("Приказ №", "Номер приказа"), example="41-о"),
    ),
)

CONTEST_ENTRIES = Register(
    slug="contest-entries",
    title="Участие школ в конкурсах",
    listed="schools:contest_entries",
    model=ContestEntry,
    owner="school",
    key=("contest",),
    columns=(
        school(required=True),
        column(
            "contest", ("Конкурс", "Название конкурса"), Kind.CONTEST, required=True, example="Школьный двор, 2023",
            note="Название и год, как в реестре конкурсов.",
        ),
        day("entered_on", "Заявка", "Дата заявки", happened=True),
        column("work", ("Работа", "Название работы"), example="Школьный сад"),
        column("result", ("Результат", "Итог", "Место"), example="1 место"),
        column("basis", ("Подтверждение", *BASIS), example="протокол жюри № 2 от 20.05.2023"),
    ),
)  # fmt: skip

INNOVATION = Register(
    slug="innovation",
    title="Школы в РИП-ИнКО",
    listed="schools:innovation_participations",
    model=InnovationParticipation,
    owner="school",
    key=("started_on",),
    columns=(
        school(required=True),
        column("theme", ("Направление", "Тема"), example="Менеджмент в образовании"),
        day("started_on", "С", "Начало", "Дата включения", required=True),
        day("ended_on", "По", "Окончание"),
        column("basis", BASIS, example="распоряжение № 5 от 14.01.2021"),
    ),
)

SCHOOL_YEARS = Register(
    slug="school-years",
    title="Показатели школ по годам",
    listed="schools:school_years",
    model=SchoolYear,
    owner="school",
    key=("year",),
    columns=(
        school(required=True),
        column("year", ("Учебный год", "Год"), Kind.YEAR, required=True, example="2023/24"),
        column("pupils", ("Обучающихся", "Количество обучающихся", "Учеников"), Kind.NUMBER, example="120"),
        column("teachers", ("Педагогов", "Количество педагогов", "Учителей"), Kind.NUMBER, example="14"),
        column("staff", ("Работников", "Работников всего"), Kind.NUMBER, example="30"),
        choice("kind", ("Вид", "Тип"), SchoolKind.choices, synonyms=KINDS_OF_SCHOOL),
        choice("group", ("Группа сравнения", "Группа"), SchoolYear.Group.choices),
    ),
)
