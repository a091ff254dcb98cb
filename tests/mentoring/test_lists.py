from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ..factories import (
    ActivityFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    ManagementProjectFactory,
    ManagementTrialFactory,
    PairingFactory,
    PersonFactory,
    SimulatorTrialFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


def shown(client, page, **chosen):
    """The records of a list as it is filtered and sorted."""
    return list(client.get(reverse(f"mentoring:{page}"), chosen).context["table"].data.data)


def words(client, page, **chosen):
    return client.get(reverse(f"mentoring:{page}"), chosen).content.decode()


class TestProgrammes:
    def test_row_says_how_much_is_done_what_is_late_and_the_state(self, methodist_client):
        programme = DevelopmentProgrammeFactory(approved_on=date(2022, 1, 10), curator=PersonFactory())
        ActivityFactory(programme=programme, done_on=date(2022, 3, 1), proof="отчёт")
        ActivityFactory(programme=programme)
        page = words(methodist_client, "programmes", as_of="01.09.2022")
        for expected in (str(programme.person), str(programme.curator), "1 из 2", "реализуется"):
            assert expected in page
        assert 'state-overdue">1<' in page

    def test_programme_begun_later_is_not_shown(self, methodist_client):
        DevelopmentProgrammeFactory()
        assert not shown(methodist_client, "programmes", as_of="31.12.2021")

    def test_filter_by_state_on_the_day(self, methodist_client):
        DevelopmentProgrammeFactory()
        wanted = DevelopmentProgrammeFactory(approved_on=date(2022, 1, 10))
        chosen = {"state": "under_way", "as_of": "01.09.2022"}
        assert shown(methodist_client, "programmes", **chosen) == [wanted]

    def test_empty_list_says_what_to_do(self, methodist_client):
        assert "Составьте ИППР" in words(methodist_client, "programmes")


class TestTeams:
    def test_newest_first_with_pairs_counted(self, methodist_client):
        former = TeamFactory(started_on=date(2021, 12, 1), ended_on=date(2022, 11, 30))
        present = PairingFactory().team
        assert shown(methodist_client, "teams") == [present, former]
        assert [team.pairs for team in shown(methodist_client, "teams")] == [1, 0]

    def test_year_is_chosen_among_the_years_there_are(self, methodist_client):
        TeamFactory(started_on=date(2021, 12, 1), ended_on=date(2022, 11, 30))
        wanted = TeamFactory()
        page = methodist_client.get(reverse("mentoring:teams"), {"year": "2022"})
        assert list(page.context["table"].data.data) == [wanted]
        assert [value for value, _ in page.context["filter"].form["year"].field.choices] == ["", 2022, 2021]

    def test_year_that_is_none_is_said_not_broken(self, methodist_client):
        TeamFactory()
        assert methodist_client.get(reverse("mentoring:teams"), {"year": "99999999"}).status_code == 200


class TestCourses:
    def test_row_counts_enrolled_and_completed_and_leads_to_them(self, methodist_client):
        course = CourseFactory()
        EnrolmentFactory(course=course, completed_on=date(2021, 5, 31), certificate="удостоверение № 1")
        EnrolmentFactory(course=course)
        page = words(methodist_client, "courses")
        assert 'data-label="Записано" class="n">2<' in page
        assert 'data-label="Окончили" class="n">1<' in page
        assert f"{reverse('mentoring:enrolments')}?course={course.pk}" in page

    def test_filter_by_programme_and_state(self, methodist_client):
        wanted = CourseFactory()
        CourseFactory(programme="reboot", started_on=date(2099, 1, 1), ended_on=date(2099, 2, 1))
        assert shown(methodist_client, "courses", programme="effective_head") == [wanted]
        assert shown(methodist_client, "courses", state="ended") == [wanted]


class TestEnrolments:
    @pytest.fixture
    def completed(self, municipality):
        return EnrolmentFactory(completed_on=date(2021, 5, 31), certificate="удостоверение № 1")

    def test_filter_by_course_programme_and_completion(self, methodist_client, completed):
        other = EnrolmentFactory(course__programme="reboot")
        assert shown(methodist_client, "enrolments", course=completed.course.pk) == [completed]
        assert shown(methodist_client, "enrolments", programme="reboot") == [other]
        assert shown(methodist_client, "enrolments", completed="yes") == [completed]
        assert shown(methodist_client, "enrolments", completed="no") == [other]

    def test_completion_is_seen_from_its_day_on(self, methodist_client, completed):
        assert "31.05.2021" in words(methodist_client, "enrolments", as_of="31.05.2021")
        before = words(methodist_client, "enrolments", as_of="30.05.2021")
        assert '<td data-label="Окончил">нет<' in before
        assert "31.05.2021" not in before.partition("<tbody>")[2]
        assert shown(methodist_client, "enrolments", completed="no", as_of="30.05.2021") == [completed]

    def test_list_of_a_course_leads_to_a_form_for_it(self, methodist_client, completed):
        page = words(methodist_client, "enrolments", course=completed.course.pk)
        assert f"{reverse('mentoring:add_enrolment')}?course={completed.course.pk}" in page


class TestProjects:
    def test_state_is_a_word_and_a_filter(self, methodist_client):
        wanted = ManagementProjectFactory(defended_on=date(2022, 5, 1))
        ManagementProjectFactory()
        page = words(methodist_client, "projects")
        assert "защищён" in page
        assert "готовится" in page
        assert shown(methodist_client, "projects", state="under_way") == [wanted]
        assert not shown(methodist_client, "projects", state="under_way", as_of="30.04.2022")


class TestTrials:
    def test_bank_is_a_filter_by_the_day(self, methodist_client):
        entered = ManagementTrialFactory(entered_in_bank_on=date(2022, 4, 1), basis="письмо № 3")
        waiting = ManagementTrialFactory()
        assert shown(methodist_client, "management_trials", bank="yes") == [entered]
        assert shown(methodist_client, "management_trials", bank="no") == [waiting]
        assert not shown(methodist_client, "management_trials", bank="yes", as_of="31.03.2022")

    def test_trial_is_listed_from_its_day_on(self, methodist_client):
        ManagementTrialFactory()
        SimulatorTrialFactory()
        assert not shown(methodist_client, "management_trials", as_of="14.03.2022")
        assert not shown(methodist_client, "simulator_trials", as_of="31.01.2022")
        assert shown(methodist_client, "simulator_trials", as_of="01.02.2022")


LISTS = {
    "programmes": lambda: ActivityFactory(programme__curator=PersonFactory()),
    "teams": PairingFactory,
    "courses": EnrolmentFactory,
    "enrolments": EnrolmentFactory,
    "projects": lambda: ManagementProjectFactory(course=CourseFactory()),
    "management_trials": ManagementTrialFactory,
    "simulator_trials": SimulatorTrialFactory,
}


@pytest.mark.parametrize("page", LISTS)
def test_a_list_asks_the_same_number_of_questions(methodist_client, page):
    asked = []
    for how_many in (3, 27):
        for _ in range(how_many):
            LISTS[page]()
        with CaptureQueriesContext(connection) as queries:
            assert methodist_client.get(reverse(f"mentoring:{page}")).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


@pytest.mark.parametrize("page", LISTS)
def test_every_column_sorts_and_the_list_exports(methodist_client, page):
    for _ in range(2):
        LISTS[page]()
    address = reverse(f"mentoring:{page}")
    table = methodist_client.get(address).context["table"]
    for column in filter(lambda column: column.orderable, table.columns):
        for order in (column.name, f"-{column.name}"):
            assert methodist_client.get(address, {"sort": order}).status_code == 200, order
    assert "spreadsheet" in methodist_client.get(address, {"export": "xlsx"})["Content-Type"]


def test_filtered_list_that_is_empty_does_not_say_there_are_no_records(methodist_client):
    TeamFactory()
    page = words(methodist_client, "teams", q="нетакой")
    assert "По этому отбору записей нет." in page
    assert "команд нет" not in page
