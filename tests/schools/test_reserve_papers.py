"""The papers of the reserve: who is on the list, and figures that add up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.core.papers import registry, runtime
from leadership.core.papers.faces import FACES
from schools.models import Post, ReserveStep
from tests.factories import (
    AppointmentFactory,
    EducationFactory,
    FormerNameFactory,
    MunicipalityFactory,
    PersonFactory,
    ReserveStepFactory,
    SchoolFactory,
    TrainingFactory,
)

DAY = date(2023, 12, 31)
KINDS = ("reserve", "reserve_statistics")

pytestmark = pytest.mark.django_db


def built(municipality, kind, day=DAY):
    return registry.find(kind).build(registry.PaperContext(municipality, day))


def stay(*steps, **fields):
    """An entry with its steps: (state, day) or (state, day, ground)."""
    person = PersonFactory(**{name: fields.pop(name) for name in ("born_on", "manages_since") if name in fields})
    made = None
    for state, day, *ground in steps:
        given = (
            {"entry": made.entry} if made else {"entry__person": person} | {f"entry__{k}": v for k, v in fields.items()}
        )
        made = ReserveStepFactory(state=state, taken_on=day, ground=ground[0] if ground else "", **given)
    return made.entry


def figures(municipality, day=DAY):
    """title of the line → figure, table after table."""
    tables = built(municipality, "reserve_statistics", day).tables()
    return [
        {line.cells[0][1].value: line.cells[1][1].value for line in table.body() if len(line.cells) == 2}
        for table in tables
    ]


def lines_of(municipality, day=DAY):
    table = next(built(municipality, "reserve", day).tables())
    return [[cell.value for _, cell in line.cells] for line in table.body()]


def test_the_list_tells_age_and_experience_of_its_day(municipality):
    person = PersonFactory(born_on=date(1990, 5, 25), teaches_since=date(2012, 9, 1), manages_since=date(2024, 1, 1))
    EducationFactory(person=person, speciality="математика", graduated_in=2012)
    EducationFactory(person=person, speciality="менеджмент", graduated_in=2025)
    TrainingFactory(person=person, title="Управление школой", is_management=True, completed_on=date(2022, 5, 20))
    TrainingFactory(person=person, title="Будущее", is_management=True, completed_on=date(2024, 5, 20))
    TrainingFactory(person=person, title="Охрана труда", completed_on=date(2022, 5, 20))
    school = SchoolFactory(short_name="Крестинская СШ", municipality=municipality)
    AppointmentFactory(person=person, school=school, post=Post.TEACHER, municipality=municipality)
    ReserveStepFactory(entry__person=person, entry__target_school=school, entry__recommended_by="директор")
    assert lines_of(municipality) == [
        [
            1, str(person), 33, "высшее, Омский государственный педагогический университет, математика\n"
            "ДПО: Управление школой, 2022",
            "учитель, Крестинская СШ", 11, None, "директор, Крестинская СШ",
            "01.02.2022, приказ № 15 от 01.02.2022", "директор", "включён",
        ]
    ]  # fmt: skip


def test_candidates_and_those_who_left_are_not_on_the_list(municipality):
    stay(("candidate", date(2023, 1, 9)))
    stay(("included", date(2022, 1, 9)), ("appointed", DAY))
    assert lines_of(municipality) == [["На эту дату в резерве никого нет"]]
    assert len(lines_of(municipality, date(2023, 12, 30))) == 1


def test_the_list_of_a_day_says_the_name_of_that_day(municipality):
    entry = stay(("included", date(2022, 2, 1)))
    FormerNameFactory(person=entry.person, last_name="Девичья", changed_on=date(2023, 6, 1))
    assert lines_of(municipality, date(2023, 5, 31))[0][1].startswith("Девичья")
    assert lines_of(municipality)[0][1] == str(entry.person)


def test_another_district_is_not_on_the_list(municipality):
    ReserveStepFactory()
    other = MunicipalityFactory(name="Калачинский муниципальный район")
    assert lines_of(other) == [["На эту дату в резерве никого нет"]]


@pytest.fixture
def reserve(municipality):
    """Five in the reserve on the last day of 2023, three who left in that year, candidates who do not count."""
    stay(("included", date(2022, 2, 1)), born_on=date(1993, 12, 31), manages_since=date(2018, 12, 31))
    stay(("included", date(2022, 2, 1)), born_on=date(1993, 1, 1), manages_since=date(2017, 12, 31))
    stay(("included", date(2023, 2, 1)), ("in_training", date(2023, 9, 1)), born_on=date(1972, 12, 31))
    stay(("included", date(2023, 2, 1)), ("ready", DAY), target_post=Post.DEPUTY, manages_since=date(2022, 1, 1))
    stay(("candidate", date(2022, 2, 1)), ("included", DAY), manages_since=date(2010, 1, 1))
    stay(("included", date(2022, 2, 1)), ("appointed", date(2023, 8, 15)))
    stay(("included", date(2022, 2, 1)), ("excluded", date(2023, 1, 1), ReserveStep.Ground.AGE))
    stay(("included", date(2023, 1, 1)), ("excluded", DAY, ReserveStep.Ground.AGE))
    stay(("included", date(2020, 2, 1)), ("excluded", date(2022, 12, 31), ReserveStep.Ground.TERM))
    stay(("candidate", date(2023, 2, 1)), ("excluded", date(2023, 3, 1), ReserveStep.Ground.OTHER))
    stay(("candidate", date(2023, 2, 1)))


def test_the_composition_is_counted_by_hand(reserve, municipality):
    composition, _ = figures(municipality)
    assert {title: figure for title, figure in composition.items() if title != "не указан"} == {
        "Состоит в резерве, всего": 5,
        "включён": 3, "на подготовке": 1, "готов к назначению": 1,
        "директор": 4, "заместитель директора": 1,
        "до 30 лет": 2, "31–40 лет": 0, "41–50 лет": 0, "старше 50 лет": 1,
        "менее 3 лет": 1, "от 3 до 5 лет": 1, "свыше 5 до 10 лет": 1, "свыше 10 лет": 1,
    }  # fmt: skip


def test_every_group_of_the_composition_adds_up_to_the_total(reserve, municipality):
    table = next(built(municipality, "reserve_statistics").tables())
    sums, total = [], None
    for line in table.body():
        cells = [cell.value for _, cell in line.cells]
        if len(cells) == 1:
            sums.append(0)
        elif total is None:
            total = cells[1]
        else:
            sums[-1] += cells[1]
    assert sums == [total] * 4 == [5] * 4


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 8, 14), date(2023, 8, 15), DAY, date(2024, 1, 1)])
def test_the_movement_of_a_year_comes_to_who_is_there(reserve, municipality, day):
    _, movement = figures(municipality, day)
    grounds = sum(figure for title, figure in movement.items() if title.startswith("в том числе"))
    assert grounds == movement["Исключено, всего"]
    before, there = movement[f"Состояло на начало {day.year} года"], movement[f"Состоит на {day:%d.%m.%Y}"]
    assert before + movement["Включено"] - movement["Назначено на должность"] - grounds == there


def test_the_movement_is_counted_by_hand(reserve, municipality):
    _, movement = figures(municipality)
    assert {title: figure for title, figure in movement.items() if figure} == {
        "Состояло на начало 2023 года": 4,
        "Включено": 4,
        "Назначено на должность": 1,
        "Исключено, всего": 2,
        "в том числе: достижение предельного возраста": 2,
        "Состоит на 31.12.2023": 5,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_face_prints_the_paper(reserve, municipality, kind):
    report = built(municipality, kind)
    for name, face in FACES.items():
        if name != "pdf" or runtime.available():
            assert face.render(report)


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_paper_asks_no_more_questions_than_a_short_one(municipality, kind):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            built(municipality, kind)
        return len(questions)

    ReserveStepFactory(entry__person=EducationFactory().person)
    few = asked()
    for _ in range(19):
        ReserveStepFactory(entry__person=EducationFactory().person)
    assert asked() == few <= 5


@pytest.mark.parametrize("kind", KINDS)
def test_the_department_alone_prints_the_reserve(kind, specialist, methodist, coordinator, director, observer, expert):
    allowed = registry.find(kind).allowed
    assert all(allowed(user) for user in (specialist, methodist, coordinator))
    assert not any(allowed(user) for user in (director, observer, expert))
