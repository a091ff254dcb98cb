"""The pages of the project room as people meet them."""

from datetime import date

import pytest
from django.urls import reverse

from leadership.project.models import Occurrence, Project
from schools.models import Municipality
from tests import factories as make

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_without_a_passport_the_page_offers_to_load_it(specialist_client):
    assert "Загрузить паспорт района" in text(specialist_client.get(reverse("project:passport")))


@pytest.mark.parametrize("page", ["plan", "indicators", "amendments"])
def test_without_a_passport_no_page_of_the_project_is_broken(specialist_client, page):
    answer = specialist_client.get(reverse(f"project:{page}"))
    assert answer.status_code == 200
    assert "Паспорт проекта ещё не загружен" in text(answer)


def test_without_a_passport_there_are_the_papers_that_need_none(specialist_client):
    page = text(specialist_client.get(reverse("project:papers")))
    assert "Список руководителей" in page
    assert "План мероприятий" not in page
    assert "Паспорт проекта ещё не загружен" in text(specialist_client.get(reverse("project:paper", args=["plan"])))


def test_without_a_passport_a_paper_of_the_registers_is_read_and_taken(specialist_client):
    assert "Справка о кадровом составе" in text(specialist_client.get(reverse("project:paper", args=["staff"])))
    file = specialist_client.get(reverse("project:paper_file", args=["staff", "xlsx"]))
    assert file.content.startswith(b"PK")


def test_the_passport_is_loaded_from_the_page(specialist_client, municipality):
    specialist_client.post(reverse("project:load_passport"), follow=True)
    assert Project.objects.get().measures.count() == 20


def test_the_passport_shows_correction_and_print_side_by_side(observer_client, passport):
    page = text(observer_client.get(passport.measures.get(number=13).get_absolute_url()))
    assert "руководители ОУ" in page
    assert "В паспорте напечатано" in page
    assert "руководители УО" in page


def test_the_plan_can_be_narrowed_to_one_state(observer_client, passport):
    page = observer_client.get(reverse("project:plan") + "?state=unscheduled&as_of=2023-12-01")
    assert page.context["how_many"] == 1
    assert "16. Проведение выездных совещаний" in text(page)


def test_the_strip_draws_a_bar_for_every_date(observer_client, passport):
    strip = observer_client.get(reverse("project:plan")).context["strip"]
    bars = Occurrence.objects.count() + 3  # and three stages
    assert strip.count("<rect") == bars + 5  # and the legend


def test_closing_a_date_needs_a_proof_and_keeps_what_was_typed(specialist_client, passport):
    occurrence = Occurrence.objects.get(row__measure__number=5)
    address = reverse("project:close_occurrence", args=[occurrence.pk])
    answer = specialist_client.post(address, {"outcome": "held", "closed_on": "25.06.2021", "proof": ""})
    assert answer.status_code == 422
    assert 'value="25.06.2021"' in text(answer)
    specialist_client.post(address, {"outcome": "held", "closed_on": "25.06.2021", "proof": "приказ № 12"})
    occurrence.refresh_from_db()
    assert (occurrence.closed_on, occurrence.proof) == (date(2021, 6, 25), "приказ № 12")


def test_a_date_is_appointed_for_a_measure_by_separate_schedule(specialist_client, passport):
    row = passport.measures.get(number=16).rows.get()
    data = {"starts_on": "15.09.2022", "ends_on": "15.09.2022"}
    specialist_client.post(reverse("project:add_occurrence", args=[row.pk]), data)
    assert str(row.occurrences.get()) == "15.09.2022"


def test_a_moved_date_leaves_an_amendment(specialist_client, passport):
    occurrence = Occurrence.objects.get(row__measure__number=5)
    data = {"starts_on": "01.09.2021", "ends_on": "30.09.2021", "reason": "перенос"}
    specialist_client.post(reverse("project:edit_occurrence", args=[occurrence.pk]), data)
    page = text(specialist_client.get(occurrence.get_absolute_url()))
    assert "перенос" in page
    assert "30.06.2021" in page
    assert "сентябрь 2021 г." in page  # how exactly it is fixed follows from the days


def test_a_term_that_is_fixed_by_rule_is_moved_and_not_doubled(specialist_client, passport):
    row = passport.measures.get(number=5).rows.get()
    assert specialist_client.get(reverse("project:add_occurrence", args=[row.pk])).status_code == 404


def test_a_date_twice_in_a_row_is_refused_in_its_own_words(specialist_client, passport):
    row = passport.measures.get(number=16).rows.get()
    data = {"starts_on": "15.09.2022", "ends_on": "15.09.2022"}
    address = reverse("project:add_occurrence", args=[row.pk])
    specialist_client.post(address, data)
    assert "Такой срок у этой строки уже есть." in text(specialist_client.post(address, data))


def test_a_day_that_has_not_come_closes_nothing(specialist_client, passport):
    occurrence = Occurrence.objects.get(row__measure__number=5)
    address = reverse("project:close_occurrence", args=[occurrence.pk])
    answer = specialist_client.post(address, {"outcome": "held", "closed_on": "01.01.2090", "proof": "приказ"})
    assert "ещё не наступил" in text(answer)


def test_stages_stay_together_when_a_measure_changes_its_stage(specialist_client, passport):
    third = passport.measures.get(number=3)
    third.stage = passport.stages.get(number=2)
    third.save()
    stages = specialist_client.get(reverse("project:plan")).context["stages"]
    assert [stage.number for stage, _ in stages] == [1, 2, 3]


def test_another_district_is_not_offered_this_passport(foreigner_client):
    assert "Загрузить паспорт района" not in text(foreigner_client.get(reverse("project:passport")))
    assert foreigner_client.post(reverse("project:load_passport")).status_code == 403
    assert not Project.objects.exists()


class TestIndicatorPage:
    @pytest.fixture
    def in_team(self, passport, director):
        team = make.TeamFactory(municipality=passport.municipality, order_number="45")
        make.PairingFactory(team=team, mentor=director.person, mentee=make.PersonFactory())
        return passport.indicators.get(number=4)

    def test_the_figure_leads_to_the_people_behind_it_with_their_proof(self, coordinator_client, in_team, director):
        page = text(coordinator_client.get(in_team.get_absolute_url() + "?as_of=01.06.2023"))
        assert str(director.person) in page
        assert "наставник, Команда" in page
        assert "приказ № 45" in page

    def test_the_rest_are_told_why_they_are_not_counted(self, coordinator_client, in_team, stranger):
        page = text(coordinator_client.get(in_team.get_absolute_url() + "?as_of=01.06.2023"))
        assert "Почему не вошли: 1" in page
        assert "не входит ни в одну команду" in page

    @pytest.mark.parametrize("who", ["director_client", "expert_client", "observer_client"])
    def test_names_are_for_the_department(self, who, request, in_team, director):
        page = text(request.getfixturevalue(who).get(in_team.get_absolute_url() + "?as_of=01.06.2023"))
        assert "1 из 1" in page
        assert "Вошли" not in page

    def test_years_are_read_apart(self, coordinator_client, in_team):
        history = coordinator_client.get(in_team.get_absolute_url() + "?as_of=2023-06-01").context["history"]
        assert [(day, reading.numerator) for day, reading in history] == [
            (date(2021, 12, 31), 0),
            (date(2022, 12, 31), 1),
            (date(2023, 6, 1), 1),
        ]


class TestHome:
    def test_the_department_sees_what_calls_for_action(self, coordinator_client, passport):
        page = text(coordinator_client.get("/?as_of=2021-07-01"))
        assert "5. Разработка и утверждение муниципальной Концепции" in page
        assert "июнь 2021 г., просрочено на 1 день" in page
        assert "нет руководителя" in page

    def test_the_director_sees_own_records_and_nobody_elses(self, director_client, director, passport):
        make.FindingFactory(person=director.person)
        other = make.FindingFactory()
        page = text(director_client.get("/?as_of=2023-01-01"))
        assert "Мой кабинет" in page
        assert str(director.person.findings.get().competence) in page
        assert str(other.competence) not in page

    def test_the_administrator_sees_accounts_and_no_content(self, administrator_client, passport):
        page = text(administrator_client.get("/"))
        assert "Учётные записи" in page
        assert "Индикаторы" not in page

    def test_the_observer_sees_figures_without_the_list_of_affairs(self, observer_client, passport):
        page = text(observer_client.get("/"))
        assert "Индикаторы" in page
        assert "Требует действия" not in page

    def test_an_empty_installation_says_where_to_begin(self, specialist_client):
        assert "Паспорт проекта ещё не загружен" in text(specialist_client.get("/"))


def test_a_regional_account_chooses_the_district_it_looks_at(client, passport):
    other = make.MunicipalityFactory(name="Калачинский район")
    make.SchoolFactory(municipality=other, short_name="Калачинская СШ")
    region = make.UserFactory(role="coordinator", municipality=None)
    client.force_login(region, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("choose_district"), {"municipality": other.pk})
    answer = client.get("/schools/")
    assert answer.wsgi_request.municipality == other
    assert len(answer.context["frame"]["districts"]) == Municipality.objects.count() == 2


def test_a_district_account_is_not_asked_which_district(coordinator_client, passport):
    make.MunicipalityFactory(name="Калачинский район")
    assert coordinator_client.get("/").context["frame"]["districts"] == []


@pytest.mark.parametrize("page", ["home", "project:plan", "project:indicators", "project:passport"])
def test_pages_ask_the_same_number_of_questions_whatever_the_size(
    coordinator_client, passport, page, django_assert_max_num_queries
):
    address = reverse(page) + "?as_of=2023-12-01"
    with django_assert_max_num_queries(18) as few:
        coordinator_client.get(address)
    for _ in range(30):
        appointment = make.AppointmentFactory(municipality=passport.municipality)
        team = make.TeamFactory(municipality=passport.municipality)
        make.PairingFactory(team=team, mentor=appointment.person)
        make.ActivityFactory(programme__person=appointment.person, programme__approved_on=date(2022, 1, 1))
    with django_assert_max_num_queries(18) as many:
        coordinator_client.get(address)
    assert len(many) == len(few)
