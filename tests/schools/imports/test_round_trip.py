"""What a list gives away comes back as «изменений нет»; a template filled in with its own examples is taken."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from leadership.core.lists import ListPage
from leadership.core.spreadsheets.writing import template
from schools.imports.register import Kind
from schools.imports.registers import REGISTERS
from schools.imports.sheet import template_columns
from schools.models import FormerName
from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    ContestEntryFactory,
    ContestFactory,
    EducationFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    PersonFactory,
    ProfessionalContestEntryFactory,
    ReserveEntryFactory,
    ReserveStepFactory,
    SchoolFactory,
    SchoolYearFactory,
    TrainingFactory,
    TransitionProgrammeFactory,
)

from ..registers import LISTS, START
from .workbooks import book, outcomes, verdicts


def lists_that_import():
    """Register → the route of its list."""
    for pattern in get_resolver("schools.urls").url_patterns:
        view = getattr(pattern.callback, "view_class", None)
        if view and issubclass(view, ListPage) and view.import_url:
            yield str(view.import_url).rstrip("/").rsplit("/", 1)[1], pattern.name


ROUND = dict(sorted(lists_that_import()))


@pytest.fixture
def life(municipality):
    """Two of everything, with what gives trouble: a «ё», a formula, no patronymic, no contract, a closed period."""
    schools = [
        SchoolFactory(municipality=municipality, short_name=short, name=f"МБОУ «{short}»", locality="=1+1", phone="+7")
        for short in ("Берёзовская СШ", "Гимназия № 5")
    ]
    people = [
        PersonFactory(municipality=municipality, last_name="Алфёрова", phone="(38166) 2-00-11", email="a@example.org"),
        PersonFactory(municipality=municipality, last_name="Ким", first_name="Олег", patronymic=""),
    ]
    contest = ContestFactory(municipality=municipality, title="«Школьный двор»")
    for school, person in zip(schools, people, strict=True):
        AppointmentFactory(municipality=municipality, school=school, person=person, started_on=START)
        MembershipFactory(person=person, council="Совет № 1", ended_on=date(2030, 1, 1))
        TransitionProgrammeFactory(school=school, order_number="41-о")
        TransitionProgrammeFactory(school=school, title="Вторая", approved_on=None)
        ContestEntryFactory(school=school, contest=contest, result="1 место")
        InnovationParticipationFactory(school=school, theme="Менеджмент", ended_on=date(2030, 1, 1))
        TrainingFactory(person=person, hours=72, is_management=True, document="удостоверение № 5")
        AttestationFactory(person=person, valid_until=date(2026, 4, 14))
        AwardFactory(person=person, basis="приказ № 7")
        EducationFactory(person=person, speciality="=математика")
        ProfessionalContestEntryFactory(person=person, result="лауреат")
        entry = ReserveEntryFactory(person=person, target_school=school, recommended_by="школа")
        ReserveStepFactory(entry=entry)
        for year in (2023, 2024):
            SchoolYearFactory(school=school, year=year, pupils=120, teachers=14)
    AppointmentFactory(municipality=municipality, person=people[0], school=SchoolFactory(), started_on=START)
    FormerName.objects.create(
        person=people[0], last_name="Девичья", first_name="Анна", patronymic="Петровна", changed_on=date(2024, 1, 1)
    )
    PersonFactory(municipality=municipality, last_name="Алфёрова")  # a namesake of whom nothing is known


def exported(client, route, **query):
    answer = client.get(reverse(f"schools:{route}"), query | {"export": "xlsx"})
    return BytesIO(answer.content)


def test_every_list_of_the_room_can_be_brought_back():
    assert sorted(ROUND.values()) == LISTS


@pytest.mark.parametrize("slug", ROUND)
@pytest.mark.parametrize("as_of", ["2023-12-30", "2024-12-30"])
def test_an_exported_list_changes_nothing(specialist_client, municipality, life, slug, as_of):
    found = outcomes(slug, municipality, exported(specialist_client, ROUND[slug], as_of=as_of))
    assert len(found) >= 2
    assert [(it.row, it.verdict, it.faults, it.changes) for it in found if it.verdict != "same"] == []


def test_an_exported_list_of_nothing_is_a_list_of_nothing(specialist_client, municipality):
    assert verdicts("people", municipality, exported(specialist_client, "people")) == []


@pytest.mark.parametrize("slug", REGISTERS)
def test_a_template_is_understood_as_it_is(municipality, slug):
    register = REGISTERS[slug]
    file = BytesIO(template(register.title, template_columns(register)))
    assert outcomes(slug, municipality, file) == []


@pytest.mark.parametrize("slug", REGISTERS)
def test_the_examples_of_a_template_are_good_ones(municipality, slug):
    """What the template gives as an example is taken, once the school, the person and the contest are there."""
    register = REGISTERS[slug]
    columns = [column for column in register.columns if column.kind is not Kind.PART]
    if any(column.kind is Kind.SCHOOL for column in columns):
        SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")
    PersonFactory(municipality=municipality, last_name="Иванова", first_name="Анна", patronymic="Петровна")
    ContestFactory(municipality=municipality, title="Школьный двор", held_on=date(2023, 5, 20))
    filled = book([column.title for column in columns], [column.example or None for column in columns])
    found = outcomes(slug, municipality, filled)
    assert [(it.verdict, it.faults) for it in found if it.verdict not in ("create", "change")] == []


@pytest.mark.parametrize(
    ("slug", "needed"),
    [
        ("memberships", {"Основание"}),
        ("reserve", {"Включён", "Основание"}),
        ("attestations", {"Протокол"}),
        ("awards", set()),
        ("schools", set()),
        ("people", set()),
    ],
)
def test_a_template_says_what_a_new_record_cannot_do_without(slug, needed):
    columns = template_columns(REGISTERS[slug])
    assert needed <= {column.title for column in columns if "Для новой записи обязательно." in column.note}
    assert needed or not any("Для новой" in column.note for column in columns)


@pytest.mark.parametrize("word", ["СОШ", "средняя", "Средняя  школа"])
def test_the_kind_of_a_school_is_known_by_its_usual_words(municipality, word):
    SchoolFactory(municipality=municipality, short_name="Берёзовская СШ")
    assert verdicts("schools", municipality, book(("Школа", "Вид"), ("Берёзовская СШ", word))) == ["same"]


def test_a_row_of_a_year_is_named_by_the_school_year(municipality):
    SchoolFactory(municipality=municipality, short_name="Берёзовская СШ")
    (found,) = outcomes("school-years", municipality, book(("Школа", "Учебный год"), ("Берёзовская СШ", "2023/24")))
    assert found.subject == "Берёзовская СШ, 2023/24"


@pytest.mark.parametrize("slug", REGISTERS)
def test_no_two_columns_answer_to_one_title(slug):
    titles = [title.casefold() for column in REGISTERS[slug].columns for title in column.titles]
    assert [title for title in set(titles) if titles.count(title) > 1] == []


def test_a_template_lists_what_may_be_chosen():
    register = REGISTERS["heads"]
    workbook = load_workbook(BytesIO(template(register.title, template_columns(register))))
    assert [cell.value for cell in workbook.active[1]][:3] == ["Руководитель *", "Школа *", "Должность"]


@pytest.mark.parametrize(
    ("slug", "titles", "cells", "make"),
    [
        (
            "trainings",
            ("Человек", "Вид", "Программа", "Организация", "Часов", "Окончено", "Документ", "Руководит школой"),
            ("повышение квалификации", "Менеджмент в образовании", "ИРООО", 72, date(2022, 5, 20), "", ""),
            lambda person, school: TrainingFactory(person=person, organisation="ИРООО", hours=72),
        ),
        (
            "attestations",
            ("Человек", "Дата", "Цель", "Результат", "Действует по", "Состояние", "Протокол", "Руководит школой"),
            (
                "15.04.2021", "соответствие занимаемой должности", "соответствует", "–", "действует",
                "протокол № 2 от 15.04.2021", "",
            ),
            lambda person, school: AttestationFactory(person=person),
        ),
        (
            "awards",
            ("Человек", "Награда", "Уровень", "Дата", "Основание", "Руководит школой"),
            ("Почётная грамота Управления образования", "муниципальная", "05.10.2021", "", "Берёзовская СШ"),
            lambda person, school: AwardFactory(person=person),
        ),
        (
            "educations",
            ("Человек", "Уровень", "Учебное заведение", "Год окончания", "Специальность", "Квалификация"),
            ("высшее", "Омский государственный педагогический университет", 2000, "", ""),
            lambda person, school: EducationFactory(person=person),
        ),
        (
            "reserve",
            ("Человек", "Возраст", "Должность", "Целевая должность", "Состояние", "Включён", "Срок", "Пересмотр"),
            (
                45, "заместитель директора, Берёзовская СШ", "директор, Берёзовская СШ", "включён", "01.02.2022",
                "31.01.2025, ещё 32 дня", "01.02.2023, просрочен",
            ),
            lambda person, school: ReserveStepFactory(
                entry=ReserveEntryFactory(person=person, target_school=school, term_ends_on=date(2025, 1, 31))
            ),
        ),
        (
            "school-years",
            ("Школа", "Учебный год", "Обучающихся", "Педагогов", "Работников", "Вид", "Группа сравнения"),
            ("2023/24", 120, 14, "", "средняя школа", "базовая"),
            lambda person, school: SchoolYearFactory(school=school, pupils=120, teachers=14),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_list_of_careers_reserve_or_years_changes_nothing(municipality, slug, titles, cells, make):
    person = PersonFactory(municipality=municipality)
    school = SchoolFactory(municipality=municipality, short_name="Берёзовская СШ", name="МБОУ «Берёзовская СШ»")
    make(person, school)
    whose = school.short_name if titles[0] == "Школа" else str(person)
    (found,) = outcomes(slug, municipality, book(titles, (whose, *cells)))
    assert (found.verdict, found.faults, found.changes) == ("same", (), ())
