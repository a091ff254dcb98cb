"""The card of a school tells all of it as of a day; what began later is not shown yet."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import Post, ReserveState
from tests.factories import (
    AppointmentFactory,
    ContestEntryFactory,
    ContestFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    PersonFactory,
    ReserveEntryFactory,
    ReserveStepFactory,
    SchoolFactory,
    SchoolYearFactory,
    TransitionProgrammeFactory,
)


@pytest.fixture
def school(municipality):
    return SchoolFactory(short_name="Крестинская СШ", municipality=municipality)


@pytest.fixture
def text(specialist_client, school):
    """The card without the history of its changes, which knows of records whatever day one looks from."""

    def shown(**query):
        page = specialist_client.get(school.get_absolute_url(), {"as_of": "2023-12-01"} | query).text
        return page.partition("История изменений</h2>")[0]

    return shown


def squeezed(page):
    return " ".join(page.split())


def test_figures_stand_by_year_with_their_change(text, school):
    SchoolYearFactory(school=school, year=2021, pupils=131)
    SchoolYearFactory(school=school, year=2022, pupils=131, teachers=14, staff=None)
    SchoolYearFactory(school=school, year=2023, pupils=127, teachers=15, staff=30)
    told = squeezed(text())
    assert told.index("2023/24") < told.index("2022/23")
    assert "127<small>\u22124 к прошлому году</small>" in told
    assert "131<small>как в прошлом году</small>" in told
    assert "15<small>+1 к прошлому году</small>" in told
    assert 'data-label="Работников всего">30</td>' in told
    assert 'data-label="Работников всего"><span class="none">нет данных</span></td>' in told


def test_a_year_left_out_leaves_no_change(text, school):
    SchoolYearFactory(school=school, year=2021, pupils=131)
    SchoolYearFactory(school=school, year=2023, pupils=127)
    assert "к прошлому году" not in text()


def test_the_rule_is_said_where_the_group_differs(text, school):
    SchoolYearFactory(school=school, pupils=60)
    assert "по правилу: малокомплектная" in text()


def test_a_school_without_figures_says_so(text):
    assert "Показателей нет." in text()


def test_a_contest_tells_its_edition_work_result_and_proof(text, school):
    contest = ContestFactory(title="Лучшая среда", held_on=date(2022, 5, 20))
    ContestEntryFactory(contest=contest, school=school, work="Зелёный двор", result="призёр", basis="протокол № 2")
    told = text()
    for said in ("Лучшая среда, 2022", "«Зелёный двор»", "призёр", "протокол № 2"):
        assert said in told


def test_a_result_is_not_known_before_its_day(text, school):
    ContestEntryFactory(contest=ContestFactory(held_on=date(2022, 5, 20)), school=school, result="призёр")
    told = text(as_of="2022-05-19")
    assert "призёр" not in told
    assert "итоги 20.05.2022" in told


def test_what_began_later_is_not_shown_yet(text, school):
    head = AppointmentFactory(school=school, started_on=date(2024, 1, 9))
    SchoolYearFactory(school=school, year=2024, pupils=777)
    TransitionProgrammeFactory(school=school, title="Будущая программа", approved_on=date(2024, 2, 1))
    ContestEntryFactory(school=school, work="Будущая работа", entered_on=date(2024, 2, 1))
    InnovationParticipationFactory(school=school, theme="Будущее направление", started_on=date(2024, 2, 1))
    MembershipFactory(person=head.person, council="Будущий совет", started_on=date(2024, 2, 1))
    later = ("Будущ", "777", str(head.person))
    assert not any(said in text() for said in later)
    assert all(said in text(as_of="2024-12-01") for said in later)


def test_a_head_s_membership_is_told_while_it_and_the_headship_overlap(text, school):
    person = PersonFactory(municipality=school.municipality)
    AppointmentFactory(school=school, person=person, started_on=date(2020, 9, 1), ended_on=date(2021, 8, 31))
    MembershipFactory(person=person, council="Совет до", started_on=date(2019, 1, 1), ended_on=date(2020, 8, 31))
    MembershipFactory(person=person, council="Совет тогда", started_on=date(2021, 8, 31))
    MembershipFactory(person=person, council="Совет после", started_on=date(2021, 9, 1))
    told = text()
    assert "Совет тогда" in told
    assert "Совет до" not in told
    assert "Совет после" not in told


def test_one_who_only_works_here_brings_no_membership(text, school):
    deputy = AppointmentFactory(school=school, post=Post.DEPUTY)
    MembershipFactory(person=deputy.person, council="Совет заместителя")
    assert "Совет заместителя" not in text()


@pytest.fixture
def reservist(school):
    person = PersonFactory(last_name="Резервная", municipality=school.municipality)
    entry = ReserveEntryFactory(person=person, target_school=school)
    ReserveStepFactory(entry=entry, state=ReserveState.INCLUDED, taken_on=date(2022, 2, 1))
    ReserveStepFactory(entry=entry, state=ReserveState.EXCLUDED, taken_on=date(2023, 6, 1), ground="term")
    return entry


def test_reservists_are_those_of_the_day(text, reservist):
    assert "Резервная" in text(as_of="2022-12-01")
    assert "в резерве с 01.02.2022" in text(as_of="2022-12-01")
    assert "Резервная" not in text(as_of="2022-01-31")
    assert "Резервная" not in text()


@pytest.mark.parametrize(("role", "told"), [("methodist", True), ("coordinator", True), ("observer", False)])
def test_reservists_are_told_to_the_department_alone(request, school, reservist, role, told):
    page = request.getfixturevalue(f"{role}_client").get(school.get_absolute_url(), {"as_of": "2022-12-01"}).text
    assert ("Резервная" in page) is told
    assert ("Кадровый резерв" in page) is told


def test_a_director_reads_no_reservists_and_no_memberships_but_his_own(director_client, director):
    school = director.person.appointments.get().school
    former = AppointmentFactory(school=school, started_on=date(2015, 9, 1), ended_on=date(2019, 8, 31))
    MembershipFactory(person=former.person, council="Чужой совет", started_on=date(2018, 1, 1))
    MembershipFactory(person=director.person, council="Свой совет")
    entry = ReserveEntryFactory(person=PersonFactory(last_name="Резервная"), target_school=school)
    ReserveStepFactory(entry=entry)
    told = director_client.get(school.get_absolute_url()).text
    assert "Свой совет" in told
    assert "Чужой совет" not in told
    assert "Резервная" not in told


def test_the_observer_reads_figures_and_no_memberships(observer_client, school):
    SchoolYearFactory(school=school, pupils=127)
    told = observer_client.get(school.get_absolute_url(), {"as_of": "2023-12-01"}).text
    assert "127" in told
    assert "Руководители в Ассоциации" not in told
    assert "Добавить год" not in told


def story(school, how_many):
    for number in range(how_many):
        year = 2000 + number
        head = AppointmentFactory(school=school, started_on=date(year, 1, 1), ended_on=date(year, 12, 31))
        MembershipFactory(person=head.person, started_on=date(year, 2, 1))
        SchoolYearFactory(school=school, year=year, pupils=100 + number)
        TransitionProgrammeFactory(school=school)
        ContestEntryFactory(school=school)
        InnovationParticipationFactory(school=school)
        ReserveStepFactory(entry=ReserveEntryFactory(target_school=school))


def test_a_long_story_asks_no_more_than_a_short_one(known_kinds, specialist_client, municipality):
    asked = []
    for how_many in (2, 20):
        school = SchoolFactory(municipality=municipality)
        story(school, how_many)
        with CaptureQueriesContext(connection) as questions:
            assert specialist_client.get(school.get_absolute_url()).status_code == 200
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 24


# The lists: no link that leads nowhere


@pytest.fixture
def moved(director):
    """The director headed another school before; somebody else heads it now, and headed hers then."""
    own = director.person.appointments.get()
    before = AppointmentFactory(person=director.person, started_on=date(2010, 9, 1), ended_on=date(2015, 8, 31))
    former = AppointmentFactory(school=own.school, started_on=date(2010, 9, 1), ended_on=date(2015, 8, 31))
    return before.school, former.person


def test_a_former_school_in_the_list_of_heads_is_no_link_for_its_former_head(director_client, moved):
    school, _ = moved
    told = director_client.get("/schools/heads/", {"as_of": "2014-01-01"}).text
    assert str(school) in told
    assert f'"{school.get_absolute_url()}"' not in told


def test_a_former_head_in_the_list_of_schools_is_no_link_for_the_present_one(director_client, moved):
    _, person = moved
    told = director_client.get("/schools/", {"as_of": "2014-01-01"}).text
    assert str(person) in told
    assert f'"{person.get_absolute_url()}"' not in told


def test_the_department_has_its_links(specialist_client, moved):
    school, person = moved
    assert f'"{school.get_absolute_url()}"' in specialist_client.get("/schools/heads/", {"as_of": "2014-01-01"}).text
    assert f'"{person.get_absolute_url()}"' in specialist_client.get("/schools/", {"as_of": "2014-01-01"}).text


def test_an_acting_head_is_said_to_be_acting_in_the_list_and_in_its_file(specialist_client, municipality):
    acting = AppointmentFactory(municipality=municipality, post=Post.ACTING_DIRECTOR)
    answer = specialist_client.get("/schools/")
    row = answer.context["table"].rows[0]
    assert f"{acting.person}</a> (и. о.)" in answer.text
    assert row.get_cell_value("head_name") == f"{acting.person} (и. о.)"
