"""«Справка о кадровом составе»: figures that add up, on their day."""

from datetime import date

import pytest

from leadership.core.papers import registry
from leadership.core.papers.faces import FACES
from schools import staff
from schools.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 30)


@pytest.fixture
def head(passport):
    """Appoints one more head, born and serving as told."""

    def appoint(started_on=date(2020, 9, 1), **told):
        person = make.PersonFactory(municipality=passport.municipality, **told)
        make.AppointmentFactory(person=person, municipality=passport.municipality, started_on=started_on)
        return person

    return appoint


def lines(passport, title, day=DAY):
    cuts = {cut.title: cut for cut in staff.cuts(staff.heads(passport.municipality.pk, day))}
    return {line: number for line, number in cuts[title].lines if number}


def built(passport, day=DAY):
    return registry.find("staff").build(registry.PaperContext(passport.municipality, day))


@pytest.mark.parametrize(
    ("born_on", "line"),
    [
        (date(1994, 12, 30), "до 30 лет включительно"),
        (date(1993, 12, 31), "до 30 лет включительно"),
        (date(1993, 12, 30), "31–40 лет"),
        (date(1964, 12, 30), "51–60 лет"),
        (date(1963, 12, 30), "старше 60 лет"),
        (None, "не указан"),
    ],
)
def test_ages_are_whole_years_on_the_day(passport, head, born_on, line):
    head(born_on=born_on)
    assert lines(passport, "Возраст") == {line: 1}


@pytest.mark.parametrize(
    ("since", "line"),
    [
        (date(2019, 12, 31), "менее 5 лет"),
        (date(2019, 12, 30), "от 5 до 9 лет"),
        (None, "не указан"),
    ],
)
def test_five_years_of_managing_are_in_the_second_band(passport, head, since, line):
    head(manages_since=since)
    assert lines(passport, "Стаж руководящей работы") == {line: 1}


def test_acting_and_appointed_is_one_time_in_post(passport, head):
    person = head(started_on=date(2020, 9, 1))
    school = person.appointments.get().school
    make.AppointmentFactory(
        person=person, school=school, post="acting_director", started_on=date(2019, 1, 1), ended_on=date(2020, 8, 31)
    )
    assert lines(passport, "Стаж в должности руководителя школы") == {"от 5 до 9 лет": 1}


def test_the_highest_education_counts_once(passport, head):
    person = head()
    make.EducationFactory(person=person, level="vocational")
    make.EducationFactory(person=person, level="higher")
    make.EducationFactory(person=head(), level="higher", graduated_in=2030)
    assert lines(passport, "Образование") == {"высшее": 1, "не указано": 1}


def test_only_retraining_in_management_counts_as_such(passport, head):
    make.TrainingFactory(person=head(), kind="retraining", is_management=True)
    make.TrainingFactory(person=head(), kind="retraining")
    make.TrainingFactory(person=head(), kind="further", is_management=True)
    assert lines(passport, "Переподготовка по управлению") == {"есть": 1, "нет": 2}


def test_an_attestation_is_what_the_latest_one_said(passport, head):
    make.AttestationFactory(person=head(), valid_until=DAY)
    make.AttestationFactory(person=head(), valid_until=date(2024, 12, 29))
    make.AttestationFactory(person=head(), result="does_not_fit")
    head()
    assert lines(passport, "Аттестация") == {"соответствует": 1, "срок истёк": 1, "не соответствует": 1, "нет": 1}


def test_a_training_counts_for_three_years(passport, head):
    make.TrainingFactory(person=head(), completed_on=date(2021, 12, 30))
    make.TrainingFactory(person=head(), completed_on=date(2021, 12, 29))
    trained, untrained = staff.TRAINED
    assert lines(passport, "Обучение") == {trained: 1, untrained: 1}


def test_every_table_adds_up_to_the_heads_of_the_day(passport, head):
    for year in range(1960, 1996, 4):
        person = head(
            born_on=date(year, 5, 5), manages_since=date(year + 25, 9, 1), started_on=date(2023, year % 12 + 1, 1)
        )
        if year % 8:
            make.EducationFactory(person=person)
            make.AttestationFactory(person=person)
    for day in (date(2023, 6, 1), DAY):
        heads = Person.objects.heading(day, passport.municipality.pk).count()
        assert heads > 0
        for cut in staff.cuts(staff.heads(passport.municipality.pk, day)):
            assert sum(number for _, number in cut.lines) == heads, cut.title
        for table in built(passport, day).tables():
            *rows, total = [[cell.value for _, cell in line.cells] for line in table.body()]
            assert sum(row[1] for row in rows) == total[1] == heads


def test_a_sentence_names_all_the_largest_groups(passport, head):
    head(born_on=date(1980, 1, 1))
    head(born_on=date(1970, 1, 1))
    said = FACES["json"].render(built(passport)).decode().replace("\u00a0", " ")
    assert "Возраст: больше всего в группах «41–50 лет», «51–60 лет» – по 1 (50 %)." in said


def test_a_district_without_heads_says_so(passport):
    assert "руководителей в реестре нет" in FACES["json"].render(built(passport, date(1999, 1, 1))).decode()


def test_no_name_stands_in_it(passport, head):
    person = head()
    assert person.last_name not in FACES["json"].render(built(passport)).decode()


def test_it_costs_the_same_however_many_heads(passport, head, django_assert_num_queries):
    head()
    with django_assert_num_queries(2):
        staff.heads(passport.municipality.pk, DAY)
    for _ in range(19):
        head()
    with django_assert_num_queries(2):
        staff.heads(passport.municipality.pk, DAY)


@pytest.mark.parametrize(
    ("role", "status"),
    [("coordinator", 200), ("specialist", 200), ("methodist", 200), ("director", 403), ("observer", 403)],
)
def test_the_department_alone_prints_it(request, passport, role, status):
    assert request.getfixturevalue(f"{role}_client").get("/project/papers/staff/").status_code == status


def test_the_list_of_heads_ends_with_their_number(passport, head):
    head()
    head()
    table = next(registry.find("directors").build(registry.PaperContext(passport.municipality, DAY)).tables())
    *_, total = table.body()
    assert [cell.value for _, cell in total.cells] == ["Всего: 2\u00a0школы, 2\u00a0руководителя"]
