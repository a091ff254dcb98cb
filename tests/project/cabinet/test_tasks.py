"""«Что от меня ждут»: states and dates of what a director has to do; what he has just done; only his own."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.documents.shelf import address
from leadership.project.cabinet import own
from leadership.project.cabinet.tasks import done, tasks
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2023, 12, 10)


def form_of(user, due=date(2023, 12, 20), **changed):
    campaign = make.CampaignFactory(municipality=user.municipality, state="filling", title=f"Кампания до {due}")
    make.PhaseFactory(campaign=campaign, ends_on=due)
    participant = make.ParticipantFactory(campaign=campaign, person=user.person)
    make.ItemFactory.create_batch(2, section__methodology=campaign.methodology)
    return make.ResponseFactory(participant=participant, **changed)


def told(user, day=DAY):
    return tasks(user, day).shown


class TestForms:
    def test_not_begun_says_what_is_left(self, director):
        form_of(director)
        (task,) = told(director)
        assert (task.state, task.due, task.is_late) == ("не начата", date(2023, 12, 20), False)
        assert task.detail.replace("\xa0", " ") == "сдать до 20.12.2023 · осталось 2 вопроса, около 4 минут"

    def test_begun_and_filled_in_are_told_apart(self, director):
        form = form_of(director, begun_at=datetime(2023, 12, 5, tzinfo=UTC))
        first, second = form.participant.campaign.methodology.items.all()
        make.AnswerFactory(response=form, item=first, number=Decimal(1))
        assert told(director)[0].state == "начата"
        make.AnswerFactory(response=form, item=second, number=Decimal(1))
        (task,) = told(director)
        assert task.state == "заполнена, ещё не сдана"
        assert "осталось проверить и сдать" in task.detail

    def test_returned_is_to_be_mended(self, director):
        form_of(director, state="returned", begun_at=datetime(2023, 12, 5, tzinfo=UTC))
        assert told(director)[0].state == "возвращена"

    def test_a_term_that_has_passed_is_late(self, director):
        form_of(director, due=date(2023, 12, 9))
        assert told(director)[0].is_late
        assert told(director)[0].detail.startswith("срок был 09.12.2023")

    def test_handed_in_leaves_the_list_and_is_told_with_its_hour(self, director):
        form_of(director, state="handed_in", handed_in_at=datetime(2023, 12, 4, 15, 40, tzinfo=UTC))
        assert not told(director)
        assert [one.when for one in done(director, DAY)] == ["сдано 04.12.2023 в 21:40"]


def test_all_stand_in_order_of_date_each_one_click_from_the_act(director, stranger):
    form = form_of(director)
    programme = make.DevelopmentProgrammeFactory(person=director.person, ended_on=None)
    activity = make.ActivityFactory(programme=programme, due_on=date(2023, 12, 1))
    recommendation = make.RecommendationFactory(person=director.person, sent_on=date(2023, 12, 6))
    enrolment = make.EnrolmentFactory(person=director.person)
    pair = make.PairingFactory(
        team__started_on=date(2023, 12, 1), team__ended_on=date(2024, 11, 30), started_on=date(2023, 12, 1),
        mentor=stranger.person, mentee=director.person,
    )  # fmt: skip
    met = make.ConsultationFactory(pairing=pair, held_on=date(2023, 12, 5), next_on=date(2023, 12, 18))
    assert [task.url for task in told(director)] == [
        address(enrolment),
        activity.get_absolute_url(),
        recommendation.get_absolute_url(),
        met.get_absolute_url(),
        form.get_absolute_url(),
    ]


def test_a_certificate_that_is_attached_is_asked_for_no_longer(director):
    enrolment = make.EnrolmentFactory(person=director.person)
    assert len(told(director)) == 1
    make.DocumentFactory(owner=enrolment, stored=make.StoredFileFactory())
    assert not told(director)


def test_what_is_clarified_may_be_objected_to_until_its_day(director):
    campaign = make.CampaignFactory(municipality=director.municipality, state="clarifying")
    make.PhaseFactory(campaign=campaign, state="clarifying", ends_on=date(2023, 12, 12))
    participant = make.ParticipantFactory(campaign=campaign, person=director.person)
    (task,) = told(director)
    assert (task.url, task.due) == (participant.get_absolute_url(), date(2023, 12, 12))


def test_nothing_of_anothers_is_asked(director, stranger):
    form_of(stranger)
    make.ActivityFactory(programme__person=stranger.person)
    make.RecommendationFactory(person=stranger.person, sent_on=date(2023, 12, 6))
    make.EnrolmentFactory(person=stranger.person)
    assert not told(director)
    assert not done(director, DAY)


def test_a_finding_tells_what_is_done_about_it(director):
    finding = make.FindingFactory(person=director.person)
    bare = make.FindingFactory(person=director.person)
    make.RecommendationFactory(person=director.person, finding=finding, sent_on=date(2023, 1, 1))
    programme = make.DevelopmentProgrammeFactory(person=director.person)
    make.ActivityFactory(programme=programme, finding=finding, form="course", title="Курсы")
    remedies = {it.finding: [remedy.what for remedy in it.remedies] for it in own.findings(director, DAY)}
    assert remedies == {finding: ["рекомендация", "курсы: Курсы"], bare: []}


def test_the_cabinet_costs_the_same_however_much_there_is(director_client, director, known_kinds):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert director_client.get(reverse("home"), {"as_of": "2023-12-10"}).status_code == 200
        return len(queries)

    def live(times):
        for number in range(times):
            form_of(director, due=date(2023, 12, 20))
            programme = make.DevelopmentProgrammeFactory(person=director.person, started_on=date(2010 + number, 1, 1))
            finding = make.FindingFactory(person=director.person)
            make.ActivityFactory(programme=programme, finding=finding)
            make.RecommendationFactory(person=director.person, finding=finding, sent_on=date(2023, 12, 1))
            make.EnrolmentFactory(person=director.person)
            make.ManagementProjectFactory(person=director.person)

    live(2)
    few = cost()
    live(5)
    assert cost() == few
