"""Cards and forms of the room."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import (
    Activity,
    Course,
    DevelopmentProgramme,
    Enrolment,
    ManagementProject,
    ManagementTrial,
    Pairing,
    SimulatorTrial,
    Team,
)

from ..factories import (
    ActivityFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    FindingFactory,
    ManagementProjectFactory,
    MunicipalityFactory,
    PairingFactory,
    PersonFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db

MATCHING = {"mentor_limit": "2", "least_gap": "2"}


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


class TestProgrammeCard:
    def test_shows_activities_with_plan_fact_and_state(self, methodist_client):
        activity = ActivityFactory(fact=Decimal("2.5"))
        activity.finding = FindingFactory(person=activity.programme.person)
        activity.save()
        page = methodist_client.get(activity.programme.get_absolute_url()).content.decode()
        for expected in (
            activity.title, activity.finding.competence.title, "стажировка", "30.06.2022", "часов",
            'data-label="План" class="n">16<', 'data-label="Факт" class="n">2,5<', "просрочено", "0 из 1",
        ):  # fmt: skip
            assert expected in page, expected
        assert "дефицит без мероприятия" not in page

    def test_state_follows_the_day(self, methodist_client):
        programme = ActivityFactory(done_on=date(2022, 7, 5), proof="отчёт № 4").programme
        page = methodist_client.get(programme.get_absolute_url(), {"as_of": "05.07.2022"}).content.decode()
        assert "отчёт № 4" in page
        page = methodist_client.get(programme.get_absolute_url(), {"as_of": "04.07.2022"}).content.decode()
        assert "отчёт № 4" not in page

    def test_finding_without_activity_leads_to_a_form_that_answers_it(self, methodist_client):
        programme = DevelopmentProgrammeFactory()
        finding = FindingFactory(person=programme.person)
        page = methodist_client.get(programme.get_absolute_url()).content.decode()
        address = f"{reverse('mentoring:add_activity', args=[programme.pk])}?finding={finding.pk}"
        assert "дефицит без мероприятия" in page
        assert address in page
        form = methodist_client.get(address).content.decode()
        assert f'<option value="{finding.pk}" selected>' in form

    def test_director_reads_his_own_without_links_to_change(self, director_client, director):
        programme = DevelopmentProgrammeFactory(person=director.person)
        FindingFactory(person=director.person)
        page = director_client.get(programme.get_absolute_url()).content.decode()
        assert "дефицит без мероприятия" in page
        assert "Добавить мероприятие" not in page

    def test_asks_the_same_number_of_questions(self, methodist_client):
        programme = DevelopmentProgrammeFactory()

        def fill(how_many):
            for _ in range(how_many):
                ActivityFactory(programme=programme, finding=FindingFactory(person=programme.person))
                FindingFactory(person=programme.person)

        fill(3)
        few = queries_of(methodist_client, programme.get_absolute_url())
        fill(27)
        assert queries_of(methodist_client, programme.get_absolute_url()) == few


class TestTeamCard:
    def test_shows_pairs_with_dates(self, methodist_client):
        pairing = PairingFactory(ended_on=date(2023, 3, 31))
        page = methodist_client.get(pairing.team.get_absolute_url()).content.decode()
        for expected in (str(pairing.mentor), str(pairing.mentee), "01.12.2022", "31.03.2023"):
            assert expected in page

    def test_director_sees_his_pair_by_name_and_no_other(self, director_client, director):
        pairing = PairingFactory(mentee=director.person)
        other = PairingFactory(team=pairing.team)
        page = director_client.get(pairing.team.get_absolute_url()).content.decode()
        assert str(pairing.mentor) in page
        assert str(other.mentor) not in page
        assert pairing.mentor.get_absolute_url() not in page

    def test_asks_the_same_number_of_questions(self, methodist_client):
        team = TeamFactory()
        PairingFactory.create_batch(3, team=team)
        few = queries_of(methodist_client, team.get_absolute_url())
        PairingFactory.create_batch(27, team=team)
        assert queries_of(methodist_client, team.get_absolute_url()) == few


class TestAdd:
    def test_programme_and_its_activity(self, methodist_client):
        person = PersonFactory()
        typed = {"person": person.pk, "purpose": "head", "started_on": "01.01.2022", "goal": "Стратегия"}
        answer = methodist_client.post(reverse("mentoring:add_programme"), typed)
        programme = DevelopmentProgramme.objects.get()
        assert answer.url == programme.get_absolute_url()
        typed = {
            "title": "Стажировка", "form": "internship", "due_on": "01.06.2022", "indicator": "часов", "plan": "16,5",
        }  # fmt: skip
        answer = methodist_client.post(reverse("mentoring:add_activity", args=[programme.pk]), typed)
        activity = Activity.objects.get()
        assert answer.url == programme.get_absolute_url()
        assert (activity.programme, activity.plan) == (programme, Decimal("16.5"))

    def test_team_and_its_pair(self, methodist_client, municipality):
        typed = {"title": "Команда 2023", "started_on": "01.12.2022", "ended_on": "30.11.2023", **MATCHING}
        methodist_client.post(reverse("mentoring:add_team"), typed)
        team = Team.objects.get()
        assert team.municipality == municipality
        mentor, mentee = PersonFactory(), PersonFactory()
        address = reverse("mentoring:add_pairing", args=[team.pk])
        assert methodist_client.get(address).context["form"].initial["started_on"] == team.started_on
        typed = {"mentor": mentor.pk, "mentee": mentee.pk, "started_on": "15.12.2022"}
        assert methodist_client.post(address, typed).url == team.get_absolute_url()
        pairing = Pairing.objects.get()
        assert (pairing.mentor, pairing.mentee, pairing.started_on) == (mentor, mentee, date(2022, 12, 15))

    def test_course_and_enrolment(self, methodist_client, municipality):
        typed = {
            "programme": "reboot", "title": "Перезагрузка", "hours": "72",
            "started_on": "01.03.2023", "ended_on": "01.06.2023",
        }  # fmt: skip
        methodist_client.post(reverse("mentoring:add_course"), typed)
        course = Course.objects.get()
        assert (course.municipality, course.hours) == (municipality, 72)
        methodist_client.post(reverse("mentoring:add_enrolment"), {"course": course.pk, "person": PersonFactory().pk})
        assert Enrolment.objects.get().course == course

    def test_project_and_trials(self, methodist_client):
        person = PersonFactory().pk
        methodist_client.post(reverse("mentoring:add_project"), {"person": person, "title": "Школа полного дня"})
        methodist_client.post(
            reverse("mentoring:add_management_trial"),
            {"person": person, "host": "Лицей № 1", "held_on": "15.03.2022"},
        )
        methodist_client.post(
            reverse("mentoring:add_simulator_trial"),
            {"person": person, "started_on": "01.02.2022", "basis": "список № 3"},
        )
        for model in (ManagementProject, ManagementTrial, SimulatorTrial):
            assert model.objects.get().person_id == person

    @pytest.mark.parametrize("record", ["programme", "enrolment", "project", "management_trial"])
    def test_person_is_chosen_from_the_address(self, methodist_client, record):
        person = PersonFactory()
        page = methodist_client.get(reverse(f"mentoring:add_{record}"), {"person": person.pk})
        assert f'<option value="{person.pk}" selected>' in page.content.decode()

    def test_course_is_chosen_from_the_address(self, methodist_client):
        course = CourseFactory()
        page = methodist_client.get(reverse("mentoring:add_enrolment"), {"course": course.pk})
        assert f'<option value="{course.pk}" selected>' in page.content.decode()


BAD = {
    "programme": ({"started_on": "01.01.2023", "ended_on": "31.12.2022", "goal": "Цель"}, "ended_on"),
    "team": ({"title": "Команда", "started_on": "01.12.2022"}, "ended_on"),
    "course": ({"title": "Курс", "started_on": "вчера", "ended_on": "01.06.2023"}, "started_on"),
    "enrolment": ({"completed_on": "01.06.2023"}, "certificate"),
    "project": (
        {"title": "Проект", "defended_on": "01.06.2023", "implemented_on": "01.05.2023", "proof": "акт"},
        "implemented_on",
    ),
    "management_trial": ({"held_on": "01.02.2022", "entered_in_bank_on": "01.03.2022"}, "basis"),
    "simulator_trial": ({"started_on": "01.02.2022", "result": "высокий"}, "basis"),
}


@pytest.mark.parametrize("record", BAD)
def test_what_was_typed_stays_beside_the_message_at_the_field(methodist_client, record):
    typed, field = BAD[record]
    answer = methodist_client.post(reverse(f"mentoring:add_{record}"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    page = answer.content.decode()
    assert f'href="#id_{field}"' in page
    for value in typed.values():
        assert value in page


class TestActivityForm:
    def typed(self, **changed):
        return {
            "title": "Стажировка", "form": "internship", "due_on": "01.06.2022", "indicator": "часов", "plan": "16",
        } | changed  # fmt: skip

    def refused(self, client, programme, **changed):
        answer = client.post(reverse("mentoring:add_activity", args=[programme.pk]), self.typed(**changed))
        assert answer.status_code == 422
        return answer.context["form"].errors, answer.content.decode()

    def test_done_without_a_proof(self, methodist_client):
        errors, page = self.refused(methodist_client, DevelopmentProgrammeFactory(), done_on="01.05.2022")
        assert errors == {"proof": ["Выполнение подтверждается документом."]}
        assert 'value="01.05.2022"' in page

    def test_plan_of_nothing_and_plan_that_is_no_number(self, methodist_client):
        programme = DevelopmentProgrammeFactory()
        errors, _ = self.refused(methodist_client, programme, plan="0")
        assert errors == {"plan": ["План больше нуля."]}
        errors, page = self.refused(methodist_client, programme, plan="много")
        assert list(errors) == ["plan"]
        assert 'value="много"' in page

    def test_finding_of_another_person_is_not_offered(self, methodist_client):
        programme = DevelopmentProgrammeFactory()
        own, alien = FindingFactory(person=programme.person), FindingFactory()
        form = methodist_client.get(reverse("mentoring:add_activity", args=[programme.pk])).context["form"]
        assert list(form.fields["finding"].queryset) == [own]
        errors, _ = self.refused(methodist_client, programme, finding=alien.pk)
        assert "finding" in errors

    def test_edit_leads_back_to_the_programme(self, methodist_client):
        activity = ActivityFactory()
        address = reverse("mentoring:edit_activity", args=[activity.pk])
        typed = self.typed(fact="12,5", done_on="01.06.2022", proof="отчёт № 2")
        assert methodist_client.post(address, typed).url == activity.programme.get_absolute_url()
        activity.refresh_from_db()
        assert (activity.fact, activity.done_on) == (Decimal("12.5"), date(2022, 6, 1))


class TestPairingForm:
    def test_says_why_a_pair_is_refused(self, methodist_client):
        person, team = PersonFactory(), TeamFactory()
        typed = {"mentor": person.pk, "mentee": person.pk, "started_on": "01.12.2022"}
        answer = methodist_client.post(reverse("mentoring:add_pairing", args=[team.pk]), typed)
        assert answer.context["form"].errors == {"mentee": ["Наставник и наставляемый – один человек."]}

    def test_offers_people_of_the_teams_district(self, methodist_client):
        here = PersonFactory()
        PersonFactory(municipality=MunicipalityFactory(name="Калачинский район"))
        form = methodist_client.get(reverse("mentoring:add_pairing", args=[TeamFactory().pk])).context["form"]
        assert list(form.fields["mentor"].queryset) == [here]


class TestEdit:
    def test_programme_keeps_whose_it_is(self, methodist_client):
        programme = DevelopmentProgrammeFactory()
        person = programme.person
        typed = {
            "person": PersonFactory().pk, "purpose": "head", "started_on": "01.02.2022", "ended_on": "31.12.2022",
        }  # fmt: skip
        methodist_client.post(reverse("mentoring:edit_programme", args=[programme.pk]), typed)
        programme.refresh_from_db()
        assert (programme.person, programme.started_on) == (person, date(2022, 2, 1))

    def test_team_stays_in_its_district(self, methodist_client):
        team = TeamFactory()
        typed = {"title": "Иначе", "started_on": "01.12.2022", "ended_on": "30.11.2023", **MATCHING}
        methodist_client.post(reverse("mentoring:edit_team", args=[team.pk]), typed)
        former = team.municipality
        team.refresh_from_db()
        assert (team.title, team.municipality) == ("Иначе", former)


class TestRemove:
    def test_programme_names_what_goes_with_it(self, methodist_client):
        activity = ActivityFactory(title="Стажировка в лицее")
        address = reverse("mentoring:remove_programme", args=[activity.programme.pk])
        page = methodist_client.get(address).content.decode()
        assert "Вместе с ней исчезнут" in page
        assert "Стажировка в лицее" in page
        assert methodist_client.post(address).url == reverse("mentoring:programmes")
        assert not Activity.objects.exists()
        assert Activity.history.filter(history_type="-").exists()

    def test_pair_leads_back_to_its_team(self, methodist_client):
        pairing = PairingFactory()
        address = reverse("mentoring:remove_pairing", args=[pairing.pk])
        assert methodist_client.post(address).url == pairing.team.get_absolute_url()

    def test_course_with_listeners_is_kept(self, methodist_client):
        enrolment = EnrolmentFactory()
        answer = methodist_client.post(reverse("mentoring:remove_course", args=[enrolment.course.pk]))
        assert answer.status_code == 409
        assert str(enrolment.person) in answer.content.decode()
        assert Course.objects.exists()


def test_directors_home_names_the_state_of_his_project(director_client, director):
    ManagementProjectFactory(person=director.person, defended_on=date(2022, 5, 1))
    assert "управленческий проект, защищён" in director_client.get("/").content.decode()
