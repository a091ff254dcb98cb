"""«Подбор пар»: what is gathered, what is accepted and declined, what the pages say."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.actions import teams as actions
from mentoring.gathering import day_of, market_of
from mentoring.models import DeclinedPair, Pairing
from monitoring.levels import external_levels
from monitoring.models import Item, Methodology, ResponseRole
from schools.models import Person

from ..factories import (
    AppointmentFactory,
    CalculationFactory,
    CampaignFactory,
    CompetenceFactory,
    FindingFactory,
    ItemFactory,
    MethodologyFactory,
    PairingFactory,
    ParticipantFactory,
    ResultFactory,
    ScaleStepFactory,
    ScoreFactory,
    SectionFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 12, 15)
AT = {"as_of": "15.12.2022"}


@pytest.fixture
def team(municipality):
    return TeamFactory(municipality=municipality)


@pytest.fixture
def competences():
    return [CompetenceFactory(title=f"Компетенция {number}") for number in (1, 2)]


@pytest.fixture
def assessed(municipality, competences):
    """An external assessment of November 2022 with a described scale of 0–3; the norm is 60 %, that is step 2."""
    methodology = MethodologyFactory(
        municipality=municipality, kind=Methodology.Kind.COMPETENCE, norm_percent=60, subject="head"
    )
    section = SectionFactory(methodology=methodology)
    items = []
    for number, competence in enumerate(competences):
        item = ItemFactory(
            section=section, code=f"k{number}", answer=Item.Answer.CHOICE, rule=Item.Rule.CHOICE, competence=competence
        )
        for step in range(4):
            ScaleStepFactory(item=item, code=f"s{step}", label=f"ступень {step}", points=Decimal(step), position=step)
        items.append(item)
    campaign = CampaignFactory(
        municipality=municipality, methodology=methodology, as_of=date(2022, 11, 15), year=2022,
        asks=["subject", "external"],
    )  # fmt: skip
    return CalculationFactory(campaign=campaign), items


@pytest.fixture
def head(municipality, assessed):
    """A head with steps reached by the external view, in the order of the competences, and findings where below."""
    calculation, items = assessed

    def make(*steps, role=ResponseRole.EXTERNAL):
        person = AppointmentFactory(
            school__municipality=municipality, person__municipality=municipality, started_on=date(2015, 9, 1)
        ).person
        participant = ParticipantFactory(campaign=calculation.campaign, person=person, municipality=municipality)
        result = ResultFactory(calculation=calculation, participant=participant, role=role)
        for item, step in zip(items, steps, strict=False):
            ScoreFactory(result=result, item=item, points=Decimal(step), most=Decimal(3), said=f"ступень {step}")
            if step < 2 and role == ResponseRole.EXTERNAL:
                FindingFactory(person=person, competence=item.competence, found_on=date(2022, 11, 20))
        return person

    return make


def accept(team, mentee, mentor, by, **options):
    return actions.accept(team, mentee=mentee.pk, mentor=mentor.pk, as_of=DAY, by=by, **options)


class TestGathered:
    def test_levels_are_steps_by_the_external_view_alone(self, head, competences):
        outside, himself = head(1, 3), head(3, 3, role=ResponseRole.SUBJECT)
        levels = external_levels(Person.objects.all(), DAY)
        assert {number: (it.step, it.norm, it.size) for number, it in levels[outside.pk].items()} == {
            competences[0].pk: (1, 2, 1),
            competences[1].pk: (3, 2, 0),
        }
        assert himself.pk not in levels

    def test_an_assessment_of_a_later_day_is_not_known_yet(self, head):
        head(1, 3)
        assert not external_levels(Person.objects.all(), date(2022, 11, 14))

    def test_mentees_are_those_with_deficits_and_mentors_those_with_marks(self, team, head):
        wanting, able = head(0, 3), head(3, 3)
        market = market_of(team, DAY)
        assert [one.person for one in market.mentees] == [wanting.pk]
        assert [one.size for one in market.mentees[0].deficits] == [2]
        assert {one.person for one in market.mentors} == {wanting.pk, able.pk}
        assert market.mentors[0].years == 7

    def test_who_is_led_already_is_nobodys_mentee_and_counts_in_the_load(self, team, head):
        wanting, able = head(0, 3), head(3, 3)
        PairingFactory(team=team, mentor=able, mentee=wanting)
        market = market_of(team, DAY)
        assert not market.mentees
        assert {one.person: one.leads for one in market.mentors}[able.pk] == {wanting.pk}

    def test_a_finding_nobody_measured_counts_from_the_lowest_step(self, team, municipality, competences):
        person = AppointmentFactory(
            school__municipality=municipality, person__municipality=municipality, started_on=date(2015, 9, 1)
        ).person
        FindingFactory(person=person, competence=competences[0], found_on=date(2022, 11, 20))
        (mentee,) = market_of(team, DAY).mentees
        assert [(one.level, one.size) for one in mentee.deficits] == [(0, 1)]

    def test_a_former_pair_after_which_the_deficit_came_back_is_remembered(self, team, head, competences):
        wanting, able = head(0, 3), head(3, 3)
        former = TeamFactory(started_on=date(2020, 12, 1), ended_on=date(2021, 11, 30))
        PairingFactory(team=former, mentor=able, mentee=wanting, started_on=date(2020, 12, 1))
        FindingFactory(person=wanting, competence=competences[0], found_on=date(2020, 11, 1))
        assert market_of(team, DAY).past.without_effect == {(able.pk, wanting.pk)}

    @pytest.mark.parametrize(
        ("as_of", "day"),
        [(date(2022, 1, 1), date(2022, 12, 1)), (DAY, DAY), (date(2024, 1, 1), date(2023, 11, 30))],
    )
    def test_a_pair_begins_within_the_term_of_the_team(self, team, as_of, day):
        assert day_of(team, as_of) == day

    def test_more_heads_ask_no_more_questions(self, team, head):
        head(0, 3)
        head(3, 3)
        with CaptureQueriesContext(connection) as few:
            market_of(team, DAY)
        for _ in range(5):
            head(0, 3)
        with CaptureQueriesContext(connection) as many:
            market_of(team, DAY)
        assert len(many) == len(few)


class TestDecided:
    def test_an_accepted_suggestion_is_a_pair_with_its_reason(self, team, head, coordinator):
        wanting, able = head(0, 3), head(3, 3)
        made = accept(team, wanting, able, coordinator)
        assert (made.mentor, made.mentee, made.started_on) == (able, wanting, DAY)
        assert made.reason == "Закрывает 1 из 1 дефицита: «Компетенция 1» (3 против 0)."
        assert made.history.get().history_user == coordinator

    def test_accepting_twice_makes_one_pair(self, team, head, coordinator):
        wanting, able = head(0, 3), head(3, 3)
        accept(team, wanting, able, coordinator)
        with pytest.raises(ValidationError, match="наставник уже не нужен"):
            accept(team, wanting, able, coordinator)
        assert Pairing.objects.count() == 1

    def test_who_is_not_offered_is_not_accepted_and_is_told_why(self, team, head, coordinator):
        wanting, like = head(0, 3), head(1, 3)
        with pytest.raises(ValidationError, match="тот же дефицит"):
            accept(team, wanting, like, coordinator)
        with pytest.raises(ValidationError, match="это сам наставляемый"):
            accept(team, wanting, wanting, coordinator)

    def test_a_declined_pair_keeps_its_reason_and_is_not_offered_again(self, team, head, coordinator):
        wanting, able = head(0, 3), head(3, 3)
        actions.decline(team, mentee=wanting, mentor=able, reason=" Далеко ехать ", on=DAY, by=coordinator)
        assert DeclinedPair.objects.get().reason == "Далеко ехать"
        with pytest.raises(ValidationError, match="пару отклонили: Далеко ехать"):
            accept(team, wanting, able, coordinator)
        assert not market_of(team, DAY).district().pairs

    def test_it_is_not_declined_without_a_reason(self, team, head, coordinator):
        with pytest.raises(ValidationError):
            actions.decline(team, mentee=head(0, 3), mentor=head(3, 3), reason=" ", on=DAY, by=coordinator)

    def test_a_district_is_confirmed_at_once_or_not_at_all(self, team, head, coordinator):
        first, second, able, other = head(0, 3), head(0, 3), head(3, 3), head(3, 0)
        pairs = [(one.mentee.person, one.mentor.person) for one in market_of(team, DAY).district().pairs]
        assert len(pairs) == 3
        with pytest.raises(ValidationError, match="наставник уже не нужен"):
            actions.confirm(team, pairs=[*pairs, (able.pk, other.pk)], as_of=DAY, by=coordinator)
        assert not Pairing.objects.exists()
        made = actions.confirm(team, pairs=pairs, as_of=DAY, by=coordinator)
        assert {one.mentee for one in made} == {first, second, other}

    def test_more_than_the_limit_are_not_confirmed(self, team, head, coordinator):
        mentees, able = [head(0, 3) for _ in range(3)], head(3, 3)
        with pytest.raises(ValidationError, match="Ничего не записано"):
            actions.confirm(team, pairs=[(one.pk, able.pk) for one in mentees], as_of=DAY, by=coordinator)
        assert not Pairing.objects.exists()


class TestPages:
    def test_suggestions_stand_with_reasons_and_lead_to_the_decision(self, coordinator_client, team, head):
        wanting, able = head(0, 3), head(3, 3)
        page = coordinator_client.get(reverse("mentoring:matching", args=[team.pk]), AT).content.decode()
        assert "Закрывает 1 из 1 дефицита: «Компетенция 1» (3 против 0)." in page
        address = reverse("mentoring:match", args=[team.pk, wanting.pk])
        assert address in page
        page = coordinator_client.get(address, AT).content.decode()
        assert "это сам наставляемый" in page
        answer = coordinator_client.post(f"{address}?as_of=15.12.2022", {"mentor": able.pk})
        assert answer["Location"] == reverse("mentoring:matching", args=[team.pk])
        assert Pairing.objects.get().mentor == able

    @pytest.mark.parametrize("mentor", ["", "x", "0", "9" * 30])
    def test_no_mentor_is_refused_with_a_word(self, coordinator_client, team, head, mentor):
        address = reverse("mentoring:match", args=[team.pk, head(0, 3).pk])
        answer = coordinator_client.post(f"{address}?as_of=15.12.2022", {"mentor": mentor}, follow=True)
        assert "не предложить" in answer.content.decode()

    def test_a_pair_is_declined_with_a_reason(self, coordinator_client, team, head):
        wanting, able = head(0, 3), head(3, 3)
        address = f"{reverse('mentoring:decline_pair', args=[team.pk, wanting.pk, able.pk])}?as_of=15.12.2022"
        assert coordinator_client.post(address, {"reason": ""}).status_code == 422
        coordinator_client.post(address, {"reason": "Далеко ехать"})
        page = coordinator_client.get(reverse("mentoring:match", args=[team.pk, wanting.pk]), AT).content.decode()
        assert "пару отклонили: Далеко ехать" in page

    def test_the_district_is_proposed_and_the_ticked_pairs_are_made(self, coordinator_client, team, head):
        wanting, able = head(0, 3), head(3, 3)
        address = f"{reverse('mentoring:district_pairs', args=[team.pk])}?as_of=15.12.2022"
        assert f'value="{wanting.pk}-{able.pk}"' in coordinator_client.get(address).content.decode()
        coordinator_client.post(address, {"pair": [f"{wanting.pk}-{able.pk}", "x-y", "7"]})
        assert Pairing.objects.get().mentee == wanting

    def test_nothing_ticked_makes_nothing(self, coordinator_client, team, head):
        head(0, 3)
        address = f"{reverse('mentoring:district_pairs', args=[team.pk])}?as_of=15.12.2022"
        assert "Отметьте хотя бы одну пару" in coordinator_client.post(address, follow=True).content.decode()

    def test_a_team_whose_year_is_over_is_matched_no_more(self, coordinator_client, team):
        answer = coordinator_client.get(
            reverse("mentoring:matching", args=[team.pk]), {"as_of": "01.12.2023"}, follow=True
        )
        assert "Год этой команды закончился" in answer.content.decode()

    def test_reasons_are_for_the_department_alone(self, director_client, director, team, head):
        PairingFactory(team=team, mentor=director.person, reason="Закрывает 1 из 1 дефицита")
        page = director_client.get(team.get_absolute_url()).content.decode()
        assert "Закрывает" not in page
        assert "Подбор пар" not in page
        assert director_client.get(reverse("mentoring:matching", args=[team.pk])).status_code == 403

    def test_a_fixed_number_of_questions(self, coordinator_client, team, head):
        address = reverse("mentoring:matching", args=[team.pk])
        head(0, 3)
        head(3, 3)
        coordinator_client.get(address, AT)
        with CaptureQueriesContext(connection) as few:
            coordinator_client.get(address, AT)
        for _ in range(4):
            head(0, 3)
        with CaptureQueriesContext(connection) as many:
            coordinator_client.get(address, AT)
        assert len(many) == len(few)
