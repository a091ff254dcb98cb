from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from monitoring.models import Finding, FindingState, Methodology, Recommendation, ResponseRole
from tests import factories as make

pytestmark = pytest.mark.django_db

SENT = date(2023, 12, 21)


def url(route: str, *args) -> str:
    return reverse(f"monitoring:{route}", args=args)


@pytest.fixture
def person(director):
    return director.person


@pytest.fixture
def proposal(person):
    return make.ProposalFactory(person=person)


class TestProposals:
    def test_what_nobody_has_decided_on_is_listed_and_the_rest_by_the_filter(self, specialist_client, proposal):
        dismissed = make.ProposalFactory(
            person=proposal.person, state=FindingState.DISMISSED, dismissal="ошибка", explanation="Второй"
        )
        page = specialist_client.get(url("proposals"))
        assert proposal.explanation in page.text and "Второй" not in page.text
        assert "Второй" in specialist_client.get(url("proposals") + "?state=dismissed").text
        assert dismissed.get_absolute_url() in specialist_client.get(url("proposals") + "?state=dismissed").text

    def test_confirming_in_better_words(self, specialist_client, proposal, specialist):
        given = {"explanation": "Не делегирует полномочия", "competence": proposal.competence_id}
        page = specialist_client.post(url("confirm_finding", proposal.pk), given)
        assert page.url == url("proposals")
        proposal.refresh_from_db()
        assert (proposal.state, proposal.explanation) == (FindingState.CONFIRMED, "Не делегирует полномочия")
        assert proposal.decided_by == specialist

    def test_dismissal_without_a_reason_is_refused_and_nothing_changes(self, specialist_client, proposal):
        page = specialist_client.post(url("dismiss_finding", proposal.pk), {"dismissal": " "})
        assert page.status_code == 422
        proposal.refresh_from_db()
        assert proposal.state == FindingState.PROPOSED

    def test_what_a_person_wrote_down_is_not_a_proposal_to_decide_on(self, specialist_client, person):
        written = make.FindingFactory(person=person)
        assert specialist_client.get(url("dismiss_finding", written.pk)).status_code == 404

    def test_the_picked_are_confirmed_by_one_answer(self, specialist_client, proposal, person):
        other = make.ProposalFactory(person=person)
        asked = f"{url('confirm_findings')}?pk={proposal.pk}&pk={other.pk}"
        assert "Подтвердить отмеченные дефициты?" in specialist_client.get(asked).text
        specialist_client.post(asked)
        assert Finding.objects.confirmed().count() == 2

    def test_a_director_does_not_see_what_nobody_has_confirmed(self, director_client, proposal):
        assert director_client.get(proposal.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("how_many", [1, 6])
    def test_the_list_asks_the_same_number_of_questions(
        self, specialist_client, person, how_many, django_assert_max_num_queries
    ):
        for _ in range(how_many):
            make.ProposalFactory(person=person)
        specialist_client.get(url("proposals"))
        with django_assert_max_num_queries(12):
            specialist_client.get(url("proposals"))


class TestRecommendations:
    @pytest.fixture
    def finding(self, person):
        return make.FindingFactory(person=person)

    def test_a_text_of_the_library_is_taken_for_the_finding(self, specialist_client, finding, municipality):
        advice = make.AdviceFactory(competence=finding.competence, text="Посетить школу-лидера.")
        make.AdviceFactory(text="О другом.")
        page = specialist_client.get(url("recommend", finding.pk))
        assert "Посетить школу-лидера." in page.text and "О другом." not in page.text
        taken = specialist_client.get(f"{url('recommend', finding.pk)}?advice={advice.pk}")
        assert taken.context["form"].initial["text"] == "Посетить школу-лидера."

    def test_it_is_addressed_to_the_person_of_the_finding_whoever_is_sent_in_the_form(
        self, specialist_client, specialist, finding
    ):
        other = make.PersonFactory()
        given = {"person": other.pk, "text": "Посетить школу-лидера.", "made_on": "20.12.2023"}
        specialist_client.post(url("recommend", finding.pk), given)
        made = Recommendation.objects.get()
        assert (made.person, made.finding, made.made_by) == (finding.person, finding, specialist)
        assert not made.is_sent

    def test_nothing_is_recommended_on_what_nobody_has_confirmed(self, specialist_client, proposal):
        assert specialist_client.get(url("recommend", proposal.pk)).status_code == 404

    def test_the_addressee_sees_it_once_sent_and_says_that_he_has_read_it(
        self, specialist_client, director_client, person
    ):
        made = make.RecommendationFactory(person=person)
        assert director_client.get(made.get_absolute_url()).status_code == 404
        specialist_client.post(url("send_recommendation", made.pk))
        assert "ознакомьтесь" in director_client.get(reverse("home")).text
        director_client.post(url("acknowledge_recommendation", made.pk))
        made.refresh_from_db()
        assert made.acknowledged_on is not None

    def test_nobody_reads_it_for_the_addressee(self, specialist_client, person):
        sent = make.RecommendationFactory(person=person, sent_on=SENT)
        assert specialist_client.post(url("acknowledge_recommendation", sent.pk)).status_code == 403

    def test_what_was_sent_is_neither_reworded_nor_removed(self, specialist_client, person):
        sent = make.RecommendationFactory(person=person, sent_on=SENT)
        given = {"text": "Иначе", "made_on": "20.12.2023", "person": person.pk}
        page = specialist_client.post(url("edit_recommendation", sent.pk), given)
        assert "её читает руководитель" in page.text
        specialist_client.post(url("remove_recommendation", sent.pk))
        sent.refresh_from_db()
        assert sent.text != "Иначе"

    def test_the_picked_are_sent_or_none_is(self, specialist_client, person):
        sent = make.RecommendationFactory(person=person, sent_on=SENT)
        fresh = make.RecommendationFactory(person=person)
        page = specialist_client.post(f"{url('send_recommendations')}?pk={sent.pk}&pk={fresh.pk}")
        assert "уже направлена" in page.text
        fresh.refresh_from_db()
        assert fresh.sent_on is None

    def test_the_term_is_not_before_the_day_it_was_made(self, specialist_client, person):
        given = {"person": person.pk, "text": "Т", "made_on": "20.12.2023", "due_on": "01.12.2023"}
        page = specialist_client.post(url("add_recommendation"), given)
        assert "Срок исполнения раньше" in page.text

    def test_state_is_told_as_of_the_day(self, person):
        make.RecommendationFactory(person=person, sent_on=SENT, acknowledged_on=date(2023, 12, 25))

        def state(day):
            return Recommendation.objects.with_state(day).get().state

        days = (date(2023, 12, 20), SENT, date(2023, 12, 25))
        assert [state(day) for day in days] == ["made", "sent", "acknowledged"]


class TestAdvice:
    def test_a_text_common_to_all_districts_is_not_changed_by_one(self, specialist_client):
        common = make.AdviceFactory(municipality=None)
        assert specialist_client.get(url("edit_advice", common.pk)).status_code == 403
        assert specialist_client.get(url("remove_advice", common.pk)).status_code == 403
        assert "общая" in specialist_client.get(url("advices")).text

    def test_it_says_what_it_is_about(self, specialist_client):
        page = specialist_client.post(url("add_advice"), {"text": "Пройти курсы"})
        assert "Укажите компетенцию или код методики" in page.text


class TestSides:
    @pytest.fixture
    def participant(self, person):
        methodology = make.MethodologyFactory(kind=Methodology.Kind.COMPETENCE)
        campaign = make.CampaignFactory(methodology=methodology, state="published")
        participant = make.ParticipantFactory(campaign=campaign, person=person)
        calculation = make.CalculationFactory(campaign=campaign)
        item = make.ItemFactory(section__methodology=methodology, title="Делегирует полномочия")
        for points in range(1, 6):
            make.ScaleStepFactory(item=item, code=f"s{points}", points=Decimal(points))
        for role, points in ((ResponseRole.SUBJECT, 5), (ResponseRole.EXTERNAL, 3)):
            result = make.ResultFactory(calculation=calculation, participant=participant, role=role)
            make.ScoreFactory(result=result, item=item, said=f"{points} из 5", points=points, most=5, number=None)
        return participant

    def test_views_stand_side_by_side_with_the_gap_and_no_mean(self, specialist_client, participant):
        page = specialist_client.get(url("sides", participant.pk)).text
        assert "5 из 5" in page and "3 из 5" in page and "+2" in page
        assert "Завышенная самооценка: 5 из 5 против 3 из 5" in page
        assert "Самооценка в рейтинг не входит" in page

    def test_a_way_leads_back_and_no_title_stands_twice(self, specialist_client, director_client, participant):
        page = specialist_client.get(url("sides", participant.pk)).text
        assert url("participant", participant.pk) in page
        assert page.count("Делегирует полномочия") == 1
        assert url("results") in director_client.get(url("sides", participant.pk)).text

    def test_the_director_reads_them_once_published(self, director_client, participant):
        assert director_client.get(url("sides", participant.pk)).status_code == 200
        participant.campaign.state = "checking"
        participant.campaign.save()
        assert director_client.get(url("sides", participant.pk)).status_code == 404

    def test_it_asks_a_fixed_number_of_questions(self, specialist_client, participant, django_assert_max_num_queries):
        specialist_client.get(url("sides", participant.pk))
        with django_assert_max_num_queries(9):
            specialist_client.get(url("sides", participant.pk))
