"""What people are told of measuring: at the act itself, and as days go by; never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from leadership.core.calendars import registry
from leadership.core.models import Notice
from leadership.core.notices.actions import tell_due
from monitoring.actions import calculating, campaigns, objections, recommendations, responses
from monitoring.models import Campaign, CampaignState, Methodology, Objection, ResponseRole, ResponseState
from schools.models import Role
from tests.factories import (
    CalculationFactory,
    CampaignFactory,
    InterviewFactory,
    MunicipalityFactory,
    ObjectionFactory,
    PhaseFactory,
    ProposalFactory,
    RecommendationFactory,
    ResponseStepFactory,
    ResultFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

#: The last day of filling in is 20 December 2023.
TERM = date(2023, 12, 20)


def told(user, occasion):
    return list(Notice.objects.filter(recipient=user, occasion=occasion).order_by("pk").values_list("text", flat=True))


def run(day):
    return tell_due(day, at=datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


@pytest.fixture
def handed_in(form, items, director):
    typed = {items["Z"].pk: {"": "98"}, items["P"].pk: {"": "312"}, items["D"].pk: {"": "нет"}}
    responses.save(form, typed=typed, by=director)
    return responses.hand_in(form, by=director)


class TestActs:
    def test_whoever_is_asked_learns_of_the_form_and_its_term(self, opened, director, stranger, specialist):
        said = ["Открыта форма: «Мониторинг эффективности за 2023 год», сдать до 20.12.2023"]
        assert told(director, "form_opened") == told(stranger, "form_opened") == said
        assert told(specialist, "form_opened") == []

    def test_a_closed_account_is_told_nothing(self, campaign, methodist, director):
        director.is_active = False
        director.save()
        campaigns.move(campaign, act="open", by=methodist, on=date(2023, 12, 1))
        assert told(director, "form_opened") == []

    def test_whoever_is_asked_instead_learns_of_it(self, form, opened, methodist, expert):
        responses.assign(form.participant, role=ResponseRole.MENTOR, respondent=expert, by=methodist)
        assert len(told(expert, "form_opened")) == 1

    def test_a_returned_form_comes_with_its_reason_each_time(self, handed_in, methodist, director):
        responses.give_back(handed_in, by=methodist, reason="Сверьте с отчётом", marked={})
        notice = Notice.objects.get(recipient=director, occasion="form_returned")
        assert (notice.owner, notice.detail) == (handed_in, "Сверьте с отчётом")
        assert "Сверьте" not in notice.text
        responses.hand_in(handed_in, by=director)
        responses.give_back(handed_in, by=methodist, reason="Ещё раз", marked={})
        assert len(told(director, "form_returned")) == 2

    def test_what_is_refused_is_not_told(self, handed_in, methodist, director):
        with pytest.raises(ValidationError):
            responses.give_back(handed_in, by=methodist, reason=" ", marked={})
        assert told(director, "form_returned") == []

    def test_an_answered_objection_is_told_to_whoever_raised_it(self, form, director, methodist):
        objection = ObjectionFactory(participant=form.participant, raised_at=timezone.now(), raised_by=director)
        objection.outcome, objection.answer = Objection.Outcome.DECLINED, "По документам верно."
        objections.answer(objection, by=methodist)
        assert len(told(director, "objection_answered")) == 1

    def test_a_sent_recommendation_is_told_to_its_addressee_without_its_text(self, director, stranger, methodist):
        one = RecommendationFactory(person=director.person)
        recommendations.send(one, by=methodist, on=date(2023, 12, 21))
        assert told(director, "recommendation_sent") == ["Вам направлена рекомендация: ознакомьтесь с ней"]
        assert told(stranger, "recommendation_sent") == []

    def test_approved_results_are_told_to_those_who_publish(self, opened, methodist, coordinator, specialist):
        calculation = CalculationFactory(campaign=opened, is_current=True, state="calculated")
        calculating.approve(calculation, document="Приказ № 1", by=coordinator, at=timezone.now())
        assert len(told(methodist, "results_approved")) == len(told(coordinator, "results_approved")) == 1
        assert told(specialist, "results_approved") == []

    def test_a_published_result_is_told_to_each_without_a_figure(self, form, opened, director, methodist):
        calculation = CalculationFactory(
            campaign=opened, is_current=True, state="approved", done_at=timezone.now(), approval="Приказ № 1"
        )
        result = ResultFactory(calculation=calculation, participant=form.participant, total=4321)
        ResultFactory(calculation=calculation, participant=form.participant, role=ResponseRole.EXTERNAL)
        Campaign.objects.update(state=CampaignState.CALCULATED)
        campaigns.move(opened, act="publish", by=methodist, on=date(2023, 12, 28))
        assert told(director, "result_published") == [
            "Опубликован ваш результат: «Мониторинг эффективности за 2023 год»"
        ]
        assert Notice.objects.get(recipient=director, occasion="result_published").owner == result


class TestTerms:
    @pytest.mark.parametrize(("before", "said"), [(8, 0), (7, 1), (5, 1), (1, 2), (0, 2), (-1, 3), (-20, 3)])
    def test_a_form_is_spoken_of_a_week_before_a_day_before_and_when_it_is_late(self, form, director, before, said):
        for left in (7, 1, -1, -20):
            if left >= before:
                run(TERM - timedelta(days=left))
        run(TERM - timedelta(days=before))
        assert len(told(director, "form_term")) == said

    def test_running_twice_tells_once(self, form):
        assert run(TERM - timedelta(days=7)) > 0
        assert run(TERM - timedelta(days=7)) == 0

    def test_a_form_that_is_handed_in_is_not_spoken_of(self, handed_in, director):
        run(TERM - timedelta(days=1))
        assert told(director, "form_term") == []

    def test_a_term_that_is_moved_is_spoken_of_anew(self, form, opened, director):
        run(TERM - timedelta(days=1))
        opened.phases.update(ends_on=TERM + timedelta(days=10))
        run(TERM + timedelta(days=9))
        assert told(director, "form_term")[-1].startswith("Срок сдачи формы – 30.12.2023")

    def test_a_form_late_long_ago_is_no_news(self, form, director):
        run(TERM + timedelta(days=31))
        assert told(director, "form_term") == []

    def test_a_recommendation_s_term_is_spoken_of(self, director, stranger):
        RecommendationFactory(person=director.person, sent_on=date(2023, 12, 1), due_on=TERM)
        RecommendationFactory(person=stranger.person, due_on=TERM)  # not sent
        run(TERM - timedelta(days=3))
        assert told(director, "recommendation_term") == ["Срок исполнения рекомендации – 20.12.2023"]
        assert told(stranger, "recommendation_term") == []


class TestDepartment:
    def test_yesterday_s_forms_are_one_line_with_a_count(self, form, specialist, methodist, coordinator):
        # 15 December 19:00 in Omsk is the 15th, 23:30 UTC of the 14th too.
        for at in (datetime(2023, 12, 14, 23, 30, tzinfo=UTC), datetime(2023, 12, 15, 13, tzinfo=UTC)):
            ResponseStepFactory(response__participant__campaign=form.participant.campaign, at=at)
        run(date(2023, 12, 15))
        assert told(specialist, "forms_handed_in") == []  # the day is not over
        run(date(2023, 12, 16))
        assert told(specialist, "forms_handed_in") == ["Сдано форм за 15.12.2023: 2"]
        assert told(methodist, "forms_handed_in") == told(specialist, "forms_handed_in")
        assert told(coordinator, "forms_handed_in") == []
        notice = Notice.objects.filter(occasion="forms_handed_in").first()
        assert notice.address == f"/monitoring/campaigns/{form.participant.campaign_id}/forms/"

    def test_a_form_handed_in_twice_a_day_is_one(self, form, specialist):
        ResponseStepFactory.create_batch(2, response=form, at=datetime(2023, 12, 15, 5, tzinfo=UTC))
        run(date(2023, 12, 16))
        assert told(specialist, "forms_handed_in") == ["Сдано форм за 15.12.2023: 1"]

    def test_another_district_learns_nothing(self, form, foreigner):
        ResponseStepFactory(response=form, at=datetime(2023, 12, 15, 5, tzinfo=UTC))
        run(date(2023, 12, 16))
        assert told(foreigner, "forms_handed_in") == []

    def test_what_is_the_region_s_is_told_to_accounts_of_the_region(self, form, specialist):
        regional = UserFactory(role=Role.SPECIALIST, municipality=None)
        Campaign.objects.update(municipality=None)
        ResponseStepFactory(response=form, at=datetime(2023, 12, 15, 5, tzinfo=UTC))
        run(date(2023, 12, 16))
        assert len(told(regional, "forms_handed_in")) == 1
        assert told(specialist, "forms_handed_in") == []

    def test_waiting_proposals_are_spoken_of_once_a_week(self, specialist, director, municipality):
        ProposalFactory.create_batch(2, person=director.person, found_on=date(2023, 12, 1))
        for day in (4, 5, 10, 11):
            run(date(2023, 12, day))
        assert told(specialist, "findings_proposed") == ["Предложено системой и ждёт решения – дефицитов: 2"] * 2
        assert told(director, "findings_proposed") == []

    def test_the_keepers_learn_that_a_survey_has_ended(self, municipality, specialist):
        survey = CampaignFactory(
            municipality=municipality, methodology__kind=Methodology.Kind.SURVEY, state="filling", title="Опрос"
        )
        PhaseFactory(campaign=survey, ends_on=TERM)
        run(TERM)
        assert told(specialist, "survey_ended") == []
        run(TERM + timedelta(days=1))
        assert told(specialist, "survey_ended") == ["Срок опроса закончился 20.12.2023, закройте его: «Опрос»"]

    def test_as_many_questions_for_two_districts_as_for_one(self, form, known_kinds, django_assert_max_num_queries):
        other = MunicipalityFactory(name="Калачинский муниципальный район")
        UserFactory(role=Role.COORDINATOR, municipality=other)
        with django_assert_max_num_queries(60):
            run(date(2023, 12, 18))


class TestCalendar:
    def days(self, user):
        found = registry.between(user, date(2023, 1, 1), date(2024, 12, 31))
        return {(kind, one.title, one.on, one.is_done) for kind, one in found}

    def test_a_director_s_own_form_stands_on_its_last_day(self, form, director, stranger):
        title = "Сдать форму: Мониторинг эффективности за 2023 год"
        assert self.days(director) == {("form", title, TERM, False)}
        numbers = {kind: one.number for kind, one in registry.between(director, TERM, TERM)}
        others = {kind: one.number for kind, one in registry.between(stranger, TERM, TERM)}
        assert numbers["form"] != others["form"]

    def test_a_form_handed_in_is_done(self, handed_in, director):
        assert {is_done for *_, is_done in self.days(director)} == {True}

    def test_the_department_has_the_campaign_and_no_forms(self, form, specialist, foreigner):
        assert {kind for kind, *_ in self.days(specialist)} == {"filling"}
        assert self.days(foreigner) == set()

    def test_an_unsent_recommendation_has_no_day(self, director):
        RecommendationFactory(person=director.person, due_on=TERM)
        assert self.days(director) == set()
        RecommendationFactory(person=director.person, due_on=TERM, sent_on=date(2023, 12, 1))
        assert self.days(director) == {("recommendation", "Исполнить рекомендацию", TERM, False)}

    def test_an_interview_stands_with_its_interviewer_by_school(self, specialist, methodist, municipality):
        talk = InterviewFactory(
            response__respondent=methodist, response__participant__campaign__municipality=municipality,
            planned_on=TERM,
        )  # fmt: skip
        titles = {title for kind, title, *_ in self.days(methodist) if kind == "interview"}
        assert titles == {f"Собеседование: {talk.response.participant.school}"}
        assert not [kind for kind, *_ in self.days(specialist) if kind == "interview"]

    def test_a_changed_campaign_is_a_further_version(self, form, director, methodist):
        [(_, before)] = registry.between(director, TERM, TERM)
        campaign = form.participant.campaign
        campaigns.keep(campaign, {CampaignState.FILLING: (date(2023, 12, 1), TERM + timedelta(days=3))})
        [(_, after)] = registry.between(director, TERM, TERM + timedelta(days=9))
        assert after.versions == before.versions + 1
        assert after.changed_at > before.changed_at


def test_a_returned_form_is_awaited_again(handed_in, methodist, director):
    responses.give_back(handed_in, by=methodist, reason="Сверьте", marked={})
    handed_in.refresh_from_db()
    assert handed_in.state == ResponseState.RETURNED
    run(TERM - timedelta(days=1))
    assert len(told(director, "form_term")) == 1
