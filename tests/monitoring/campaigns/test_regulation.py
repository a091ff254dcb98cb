"""Which state follows which, who moves it, what must hold."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from monitoring import regulation
from monitoring.actions import campaigns
from monitoring.models import Campaign, CampaignState, Methodology, Participant, Response, ResponseState
from schools.models import School, SchoolYear

from ...factories import (
    AppointmentFactory,
    CalculationFactory,
    ManagementProjectFactory,
    ObjectionFactory,
    SchoolYearFactory,
)

pytestmark = pytest.mark.django_db

OPENED = date(2023, 12, 1)


class TestOpening:
    def test_freezes_names_posts_and_groups_of_the_day(self, opened, director):
        frozen = Participant.objects.get(person=director.person)
        assert frozen.label == "Крестинская СШ"
        assert frozen.post == f"директор, {director.person}"
        assert frozen.group == SchoolYear.Group.SMALL
        assert frozen.municipality == opened.municipality

    def test_a_head_stands_under_his_own_name(self, campaign, methodist, director):
        campaign.methodology.subject = Methodology.Subject.HEAD
        campaign.methodology.save()
        campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        frozen = Participant.objects.get(person=director.person)
        assert (frozen.label, frozen.post) == (str(director.person), "директор, Крестинская СШ")
        assert frozen.subject == director.person

    def test_a_project_stands_with_its_author(self, campaign, methodist, director):
        project = ManagementProjectFactory(person=director.person, defended_on=date(2023, 5, 1))
        ManagementProjectFactory(person=director.person, defended_on=date(2024, 5, 1))
        campaign.methodology.subject = Methodology.Subject.PROJECT
        campaign.methodology.save()
        campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        frozen = Participant.objects.get()
        assert (frozen.subject, frozen.person, frozen.label) == (project, director.person, project.title)

    def test_who_comes_later_is_not_asked(self, campaign, methodist, municipality):
        late = AppointmentFactory(municipality=municipality, started_on=date(2023, 12, 2))
        campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        assert not Participant.objects.filter(person=late.person).exists()

    def test_gives_everybody_a_form_and_freezes_the_methodology(self, opened):
        assert Response.objects.filter(state=ResponseState.DRAFT).count() == 2
        opened.methodology.refresh_from_db()
        assert opened.methodology.frozen_on == OPENED
        assert opened.state == CampaignState.FILLING

    def test_those_left_out_stay_with_the_reason_and_have_no_form(self, campaign, methodist, stranger):
        school = stranger.person.appointments.get().school
        campaigns.leave_out(campaign, numbers=[school.pk], reason="реорганизация, приказ № 5")
        campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        frozen = Participant.objects.get(school=school)
        assert frozen.left_out_because == "реорганизация, приказ № 5"
        assert Response.objects.count() == 1

    def test_who_was_left_out_of_another_methodology_is_asked(self, campaign, methodist, stranger):
        """A school and a head may bear the same number."""
        school = stranger.person.appointments.get().school
        campaigns.leave_out(campaign, numbers=[school.pk], reason="реорганизация")
        campaign.methodology.subject = Methodology.Subject.HEAD
        campaign.methodology.save()
        campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        assert Response.objects.count() == 2

    def test_is_refused_before_the_term_the_order_sets(self, campaign, methodist):
        with pytest.raises(ValidationError, match="начинается 01.12.2023"):
            campaigns.move(campaign, act="open", by=methodist, on=date(2023, 11, 30))
        assert not Participant.objects.exists()

    def test_is_refused_without_a_term(self, campaign, methodist):
        campaign.phases.all().delete()
        with pytest.raises(ValidationError, match="Не указан срок заполнения"):
            campaigns.move(campaign, act="open", by=methodist, on=OPENED)

    @pytest.mark.parametrize("kind", [Methodology.Kind.SURVEY, Methodology.Kind.INTERVIEW])
    def test_surveys_and_interviews_are_opened_elsewhere(self, campaign, methodist, kind):
        Methodology.objects.update(kind=kind)
        with pytest.raises(ValidationError, match="на своих страницах"):
            campaigns.move(campaign, act="open", by=methodist, on=OPENED)

    def test_is_refused_where_nobody_is_to_be_asked(self, campaign, methodist):
        campaigns.leave_out(campaign, numbers=School.objects.values_list("pk", flat=True), reason="каникулы")
        with pytest.raises(ValidationError, match="Некого спрашивать"):
            campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.PREPARATION
        assert Participant.objects.count() == 2

    def test_asks_the_same_number_of_questions_however_many_schools(
        self, campaign, methodist, municipality, django_assert_max_num_queries
    ):
        for number in range(40):
            school = AppointmentFactory(municipality=municipality, started_on=date(2020, 1, 1)).school
            SchoolYearFactory(school=school, year=2023, pupils=number)
        with django_assert_max_num_queries(40):
            campaigns.move(campaign, act="open", by=methodist, on=OPENED)
        assert Response.objects.count() == 42


class TestMoving:
    def test_the_check_waits_for_the_end_of_the_term(self, opened, methodist):
        with pytest.raises(ValidationError, match="не сдано: 2"):
            campaigns.move(opened, act="check", by=methodist, on=date(2023, 12, 20))
        assert campaigns.move(opened, act="check", by=methodist, on=date(2023, 12, 21)).state == "checking"

    def test_the_check_begins_early_when_all_have_handed_in(self, opened, methodist):
        Response.objects.update(state=ResponseState.HANDED_IN)
        assert campaigns.move(opened, act="check", by=methodist, on=date(2023, 12, 5)).state == "checking"

    def test_going_back_wants_a_reason_that_stays(self, opened, methodist):
        Campaign.objects.update(state=CampaignState.CHECKING)
        with pytest.raises(ValidationError, match="Почему возвращаете"):
            campaigns.move(opened, act="resume", by=methodist, on=OPENED)
        campaigns.move(opened, act="resume", by=methodist, on=OPENED, reason="отключали свет")
        assert opened.history.first().history_change_reason == "Вернуть к заполнению: отключали свет"

    def test_nothing_is_published_before_approval(self, campaign, coordinator):
        Campaign.objects.update(state=CampaignState.CALCULATED)
        calculation = CalculationFactory(campaign=campaign, state="calculated")
        with pytest.raises(ValidationError, match="ещё не утверждены"):
            campaigns.move(campaign, act="publish", by=coordinator, on=OPENED)
        calculation.state = "approved"
        calculation.save()
        assert campaigns.move(campaign, act="publish", by=coordinator, on=OPENED).is_published

    def test_approved_results_are_not_sent_back_to_the_check(self, campaign, methodist):
        Campaign.objects.update(state=CampaignState.CALCULATED)
        CalculationFactory(campaign=campaign, state="approved")
        with pytest.raises(ValidationError, match="только новый расчёт"):
            campaigns.move(campaign, act="recheck", by=methodist, on=OPENED, reason="ошибка")

    def test_a_decision_waits_for_answers_to_objections(self, campaign, coordinator):
        Campaign.objects.update(state=CampaignState.PUBLISHED)
        ObjectionFactory(participant__campaign=campaign)
        with pytest.raises(ValidationError, match="Без ответа: 1"):
            campaigns.move(campaign, act="decide", by=coordinator, on=OPENED, reason="протокол № 1")

    def test_no_state_is_jumped_over(self, opened, coordinator):
        with pytest.raises(ValidationError, match="в состоянии «заполнение»"):
            campaigns.move(opened, act="close", by=coordinator, on=OPENED)

    def test_every_state_but_the_last_leads_somewhere(self):
        led = {state for move in regulation.MOVES.values() for state in move.sources}
        assert led == set(CampaignState) - {CampaignState.CLOSED}
        assert {move.target for move in regulation.MOVES.values()} == set(CampaignState) - {CampaignState.PREPARATION}

    def test_the_calculation_is_no_button(self, campaign, methodist):
        Campaign.objects.update(state=CampaignState.CHECKING)
        campaign.refresh_from_db()
        assert [move.act for move in regulation.moves(campaign, methodist)] == ["resume"]

    def test_who_runs_does_not_publish_alone(self, campaign, specialist, coordinator):
        Campaign.objects.update(state=CampaignState.CALCULATED)
        campaign.refresh_from_db()
        assert "publish" not in {move.act for move in regulation.moves(campaign, specialist)}
        assert "publish" in {move.act for move in regulation.moves(campaign, coordinator)}
