"""Pages of campaigns: creating, preparing, the card, lists; the number of questions to the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.actions import campaigns
from monitoring.actions.methodologies import next_version
from monitoring.models import Campaign, CampaignState, Methodology, Participant, Response

from ...factories import (
    AnswerFactory,
    AppointmentFactory,
    CampaignFactory,
    MethodologyFactory,
    MunicipalityFactory,
    ParticipantFactory,
    PhaseFactory,
    ResponseFactory,
    SchoolYearFactory,
    thaw,
)

pytestmark = pytest.mark.django_db


def given(methodology, **others):
    return {
        "methodology": methodology.pk, "title": "Мониторинг за 2023 год", "year": "2023", "as_of": "01.12.2023",
        "order": "152", "ordered_on": "20.11.2023", "asks": ["subject"],
        "filling_from": "01.12.2023", "filling_to": "20.12.2023",
    } | others  # fmt: skip


class TestCreating:
    def test_a_campaign_comes_with_the_terms_of_its_phases(self, methodist_client, methodology):
        answer = methodist_client.post("/monitoring/campaigns/add/", given(methodology))
        campaign = Campaign.objects.get()
        assert answer["Location"] == campaign.get_absolute_url()
        assert campaign.municipality == methodology.municipality
        assert f"{campaign.deadline():%d.%m.%Y}" == "20.12.2023"
        assert campaign.state == CampaignState.PREPARATION

    @pytest.mark.parametrize(
        ("others", "said"),
        [
            ({"filling_to": ""}, "Укажите оба дня"),
            ({"filling_to": "30.11.2023"}, "Окончание раньше начала."),
            ({"filling_to": "31.11.2023"}, "не дата"),
            ({"asks": []}, "Укажите, кого спрашивают."),
            ({"asks": ["interviewer"]}, "interviewer"),
            ({"year": "1066"}, "2000"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_saved(self, methodist_client, methodology, others, said):
        answer = methodist_client.post("/monitoring/campaigns/add/", given(methodology, **others))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Campaign.objects.exists()

    @pytest.mark.parametrize("kind", [Methodology.Kind.SURVEY, Methodology.Kind.INTERVIEW])
    def test_surveys_and_interviews_are_not_offered(self, methodist_client, methodology, kind):
        other = MethodologyFactory(municipality=methodology.municipality, kind=kind, title="Особая", places="none")
        assert "Особая" not in methodist_client.get("/monitoring/campaigns/add/").content.decode()
        assert methodist_client.post("/monitoring/campaigns/add/", given(other)).status_code == 422

    def test_the_term_may_be_prolonged_when_forms_are_out_and_what_is_settled_stays(
        self, methodist_client, opened, methodology
    ):
        address = f"/monitoring/campaigns/{opened.pk}/edit/"
        posted = given(methodology, filling_to="25.12.2023", as_of="01.01.2020", asks=["external"])
        methodist_client.post(address, posted)
        opened.refresh_from_db()
        assert f"{opened.deadline():%d.%m.%Y}" == "25.12.2023"
        assert (f"{opened.as_of:%d.%m.%Y}", opened.asks) == ("01.12.2023", ["subject"])

    def test_an_opened_campaign_is_not_removed(self, methodist_client, opened):
        page = methodist_client.post(f"/monitoring/campaigns/{opened.pk}/remove/", follow=True).content.decode()
        assert "не удаляют" in page
        assert Campaign.objects.exists()

    def test_a_campaign_of_the_region_is_read_in_a_district_and_run_by_the_region(self, methodist_client):
        regional = CampaignFactory(municipality=None, methodology__municipality=None)
        assert methodist_client.get(regional.get_absolute_url()).status_code == 200
        assert methodist_client.get(f"/monitoring/campaigns/{regional.pk}/edit/").status_code == 403
        assert methodist_client.get(f"/monitoring/campaigns/{regional.pk}/preparation/").status_code == 403

    def test_another_district_sees_nothing(self, methodist_client):
        foreign = CampaignFactory(municipality=MunicipalityFactory(name="Калачинский район"))
        assert methodist_client.get(foreign.get_absolute_url()).status_code == 404


class TestActs:
    def test_whoever_moves_a_campaign_without_running_it_is_offered_no_button_that_refuses(
        self, coordinator_client, methodist_client, campaign
    ):
        told = coordinator_client.get(campaign.get_absolute_url()).text
        assert "Изменить" not in told
        assert "Кого спросим" not in told
        assert "Кого спросим" in methodist_client.get(campaign.get_absolute_url()).text


class TestReglament:
    @pytest.mark.parametrize(("state", "said"), [("filling", "идёт"), ("closed", "завершена")])
    def test_the_card_says_where_the_campaign_stands(self, methodist_client, opened, state, said):
        Campaign.objects.update(state=state)
        assert f">{said}</span>" in methodist_client.get(opened.get_absolute_url()).text


class TestRepeating:
    def test_the_next_year_begins_with_what_stood_in_this_one(self, methodist_client, opened, methodology):
        page = methodist_client.get(opened.get_absolute_url())
        assert "Повторить через год" in page.text
        form = methodist_client.get(page.context["again"]).context["form"]
        begun = {name: form[name].value() for name in ("title", "year", "as_of", "asks", "filling_from", "filling_to")}
        assert begun == {
            "title": "Мониторинг эффективности за 2024 год", "year": "2024", "as_of": "01.12.2024",
            "asks": ["subject"], "filling_from": "01.12.2024", "filling_to": "20.12.2024",
        }  # fmt: skip
        assert form["methodology"].value() == str(methodology.pk)

    def test_by_the_newest_version(self, methodist_client, methodist, opened, methodology):
        newer = next_version(methodology, by=methodist)
        again = methodist_client.get(opened.get_absolute_url()).context["again"]
        assert f"methodology={newer.pk}" in again

    def test_whoever_runs_no_campaigns_is_not_offered_it(self, coordinator_client, opened):
        assert coordinator_client.get(opened.get_absolute_url()).context["again"] == ""

    def test_a_new_campaign_asks_the_participants_themselves_unless_told_otherwise(
        self, methodist_client, municipality
    ):
        form = methodist_client.get("/monitoring/campaigns/add/").context["form"]
        assert form["asks"].value() == ["subject"]


class TestPreparation:
    def test_shows_whom_it_would_ask_and_how_much(self, methodist_client, campaign):
        page = methodist_client.get(f"/monitoring/campaigns/{campaign.pk}/preparation/").content.decode()
        assert "Спросим: 2\u00a0школы" in page
        assert "Красовская СШ" in page
        assert "малокомплектная" in page
        assert "руководителю – 3, заполнится из данных – 1" in page

    def test_a_group_is_left_out_with_a_reason_and_taken_back(self, methodist_client, campaign):
        address = f"/monitoring/campaigns/{campaign.pk}/preparation/"
        answer = methodist_client.post(address, {"group": "small", "reason": ""})
        assert "Напишите причину" in answer.content.decode()
        methodist_client.post(address, {"group": "small", "reason": "считаются отдельно"})
        left = Participant.objects.get()
        assert (left.label, left.left_out_because) == ("Крестинская СШ", "считаются отдельно")
        assert "Спросим: 1\u00a0школу" not in methodist_client.get(address).content.decode()
        methodist_client.post(f"/monitoring/participants/{left.pk}/take-back/")
        assert not Participant.objects.exists()

    def test_nobody_chosen_nobody_left_out(self, methodist_client, campaign):
        address = f"/monitoring/campaigns/{campaign.pk}/preparation/"
        answer = methodist_client.post(address, {"reason": "отпуск"})
        assert "Выберите группу или отметьте" in answer.content.decode()
        answer = methodist_client.post(address, {"named": ["999999"], "reason": "отпуск"})
        assert answer.status_code == 422

    def test_a_figure_asked_in_another_open_campaign_is_named_with_a_link(self, methodist_client, opened, methodology):
        other = CampaignFactory(municipality=opened.municipality, methodology=methodology, title="Повторная")
        page = methodist_client.get(f"/monitoring/campaigns/{other.pk}/preparation/").content.decode()
        assert f'<a href="{opened.get_absolute_url()}">' in page
        assert "уже спрашивают" in page

    def test_once_opened_the_card_tells_who_was_left_out_and_why(self, methodist_client, methodist, campaign, director):
        school = director.person.appointments.get().school
        campaigns.leave_out(campaign, numbers=[school.pk], reason="школа на ремонте")
        campaigns.move(campaign, act="open", by=methodist, on=date(2023, 12, 1))
        page = methodist_client.get(campaign.get_absolute_url()).text
        assert f">{school}</a><small>школа на ремонте</small>" in page


class TestMove:
    def test_what_hinders_is_told_beforehand_and_nothing_moves(self, methodist_client, campaign):
        campaign.phases.all().delete()
        address = f"/monitoring/campaigns/{campaign.pk}/move/open/"
        assert "Не указан срок заполнения" in methodist_client.get(address).content.decode()
        answer = methodist_client.post(address, {"on": "01.12.2023"})
        assert answer.status_code == 422
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.PREPARATION

    def test_a_day_ahead_is_refused(self, methodist_client, campaign):
        answer = methodist_client.post(f"/monitoring/campaigns/{campaign.pk}/move/open/", {"on": "01.12.2099"})
        assert "Этот день ещё не наступил" in answer.content.decode()

    def test_opening_leads_back_to_the_card(self, methodist_client, campaign):
        answer = methodist_client.post(
            f"/monitoring/campaigns/{campaign.pk}/move/open/", {"on": "01.12.2023"}, follow=True
        )
        assert "0 из 2" in answer.content.decode()

    @pytest.mark.parametrize("act", ["close", "calculate", "nonsense"])
    def test_an_act_out_of_turn_is_refused_in_words(self, methodist_client, campaign, act):
        page = methodist_client.get(f"/monitoring/campaigns/{campaign.pk}/move/{act}/", follow=True).content.decode()
        assert "этого сейчас не делают" in page


class TestSeeing:
    def test_a_campaign_being_prepared_is_listed_before_its_day(self, methodist_client, campaign):
        page = methodist_client.get("/monitoring/campaigns/", {"as_of": "01.01.2022"}).content.decode()
        assert campaign.title in page

    def test_a_director_reads_his_own_and_nobody_else_s(self, director_client, opened, form):
        page = director_client.get(opened.get_absolute_url()).content.decode()
        assert form.get_absolute_url() in page
        assert "Красовская" not in page
        listed = director_client.get("/monitoring/campaigns/").content.decode()
        assert "Мониторинг эффективности за 2023 год" in listed
        assert "0 из 2" not in listed

    def test_before_opening_a_director_sees_no_campaign(self, director_client, campaign):
        assert director_client.get(campaign.get_absolute_url()).status_code == 404

    def test_another_s_participant_is_not_there(self, director_client, opened, stranger):
        other = opened.participants.get(person=stranger.person)
        assert director_client.get(other.get_absolute_url()).status_code == 404


def filled(campaign):
    participant = ParticipantFactory(campaign=campaign)
    response = ResponseFactory(participant=participant)
    AnswerFactory(response=response, item=campaign.methodology.items.get(code="Z"))


@pytest.mark.parametrize("page", ["forms/", "remind/", "answers/template/", "objections/", ""])
def test_pages_of_a_campaign_ask_the_same_number_of_questions(methodist_client, opened, page, known_kinds):
    asked = []
    for how_many in (3, 27):
        for _ in range(how_many):
            filled(opened)
        with CaptureQueriesContext(connection) as queries:
            assert methodist_client.get(f"/monitoring/campaigns/{opened.pk}/{page}").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 22


def test_the_list_and_the_preparation_ask_the_same_number_of_questions(
    methodist_client, municipality, methodology, known_kinds
):
    asked = []
    campaign = CampaignFactory(municipality=municipality, methodology=methodology)
    for how_many in (3, 27):
        for _ in range(how_many):
            PhaseFactory(campaign=CampaignFactory(municipality=municipality, methodology=methodology))
            SchoolYearFactory(school=AppointmentFactory(municipality=municipality).school)
        counts = []
        for address in ("/monitoring/campaigns/", f"/monitoring/campaigns/{campaign.pk}/preparation/"):
            with CaptureQueriesContext(connection) as queries:
                assert methodist_client.get(address).status_code == 200
            counts.append(len(queries))
        asked.append(counts)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 22


@pytest.mark.parametrize("page", ["whole/", "questions/1/", "check/"])
def test_a_form_asks_the_same_number_of_questions_however_long(director_client, form, items, known_kinds, page):
    asked = []
    thaw(form.participant.campaign.methodology)
    director_client.get(f"{form.get_absolute_url()}{page}")
    for how_many in (1, 20):
        for _ in range(how_many):
            AnswerFactory(response=form)
        with CaptureQueriesContext(connection) as queries:
            assert director_client.get(f"{form.get_absolute_url()}{page}").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 26
    assert Response.objects.get(pk=form.pk).answers.count() == 22
