"""A survey ends with its last day; its ballots end with the paper that was made of them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.core.papers import registry
from leadership.core.papers.registry import PaperContext
from monitoring.actions import surveys as actions
from monitoring.actions.survey_records import fix_results
from monitoring.models import Ballot, BallotAnswer, Campaign, CampaignState, Invitation, SurveyRecord
from monitoring.surveys.figures import former, results

from .conftest import LAST, OPENED, issued, opened, say, vote

pytestmark = pytest.mark.django_db

AFTER = LAST + timedelta(days=1)
#: Крестинская 7, Красовская 6, Любимовская 2: the last is hidden, and Красовская with it.
GOALS = {"Крестинская СШ": "5544421", "Красовская СШ": "555440", "Любимовская СШ": "11"}


def read_all(survey):
    BallotAnswer.objects.of(survey).open_ones().unread().update(reading=BallotAnswer.Reading.SHOWN)


@pytest.fixture
def voted(survey):
    for label, goals in GOALS.items():
        vote(survey, label, *goals)
    return survey


@pytest.fixture
def the_day_after():
    with time_machine.travel("2023-10-21 00:30:00+06:00", tick=False):
        yield


class TestTerm:
    def test_it_is_over_when_its_last_day_is_behind_and_not_a_day_earlier(self, survey):
        assert not survey.is_over(LAST)
        assert survey.is_over(AFTER)
        assert list(Campaign.objects.over_by(LAST)) == []
        assert list(Campaign.objects.over_by(AFTER)) == [survey]

    def test_a_code_is_refused_politely_and_results_may_be_read(self, voted, client, specialist_client, the_day_after):
        code = "7KQM2XWT9HBD4VNC"
        refused = client.get(f"/answer/{code}/")
        assert refused.status_code == 404
        assert "срок опроса вышел" in refused.content.decode()
        page = specialist_client.get(f"/monitoring/surveys/{voted.pk}/").content.decode()
        assert "Закрыт" in page and f"/monitoring/surveys/{voted.pk}/results/" in page
        assert specialist_client.get(f"/monitoring/surveys/{voted.pk}/results/").status_code == 200
        assert "закрыт" in specialist_client.get("/monitoring/surveys/?state=closed").content.decode()
        assert voted.title not in specialist_client.get("/monitoring/surveys/?state=filling").content.decode()

    def test_a_live_code_lets_nobody_in_after_the_last_day(self, survey):
        code = issued(survey)["Крестинская СШ"][0]
        with pytest.raises(actions.NotAdmitted):
            say(survey, code, on=AFTER)
        say(survey, code, on=LAST)

    def test_what_may_have_been_read_is_not_opened_again(self, voted):
        """A term lengthened after the results were seen would let the latecomers be subtracted."""
        with pytest.raises(ValidationError):
            actions.change_survey(survey=voted, title="Опрос", ends_on=AFTER + timedelta(days=9), on=AFTER)
        with pytest.raises(ValidationError):
            actions.issue_codes(survey=voted, numbers={voted.participants.first(): 3}, on=AFTER)
        with pytest.raises(ValidationError):
            actions.close_survey(survey=voted, on=AFTER)

    def test_a_day_that_is_behind_is_no_term(self, survey):
        with pytest.raises(ValidationError, match="уже прошёл"):
            actions.change_survey(survey=survey, title="Опрос", ends_on=OPENED, on=OPENED + timedelta(days=2))


class TestDestruction:
    def test_the_same_figures_are_shown_and_no_ballot_is_left(self, voted, municipality, specialist):
        say(voted, issued(voted)["Крестинская СШ"][0], wish="Меньше отчётов", on=OPENED)
        read_all(voted)
        before = told(voted)
        fix_results(survey=voted, document="справка № 3", by=specialist, on=AFTER)
        assert not Ballot.objects.exists() and not BallotAnswer.objects.exists() and not Invitation.objects.exists()
        voted.refresh_from_db()
        assert voted.state == CampaignState.CLOSED
        assert told(voted) == before
        assert Campaign.objects.surveys().with_turnout().get().answered == 16

    def test_the_record_holds_no_answer_of_a_hidden_school(self, voted):
        fix_results(survey=voted, document="справка", by=None, on=AFTER)
        hidden = {str(one.pk) for one in voted.participants.exclude(label="Крестинская СШ")}
        for kept in SurveyRecord.objects.get().counts.values():
            assert not hidden & set(kept["shown"])

    def test_of_a_survey_few_have_answered_only_how_many_is_kept(self, survey):
        vote(survey, "Любимовская СШ", *"11")
        fix_results(survey=survey, document="справка", by=None, on=AFTER)
        kept = SurveyRecord.objects.get()
        assert all(not one["shown"] and not one["rest"] for one in kept.counts.values())
        assert kept.texts == {}
        assert results(survey, AFTER).answered == 2

    def test_a_later_survey_is_compared_with_the_record(self, voted, municipality, methodology, schools):
        fix_results(survey=voted, document="справка", by=None, on=AFTER)
        later = opened(
            municipality, methodology, {schools[0]: 6}, starts_on=date(2024, 10, 1), ends_on=date(2024, 10, 9)
        )
        earlier = former(later, date(2024, 10, 10))
        assert earlier == voted
        assert results(earlier, date(2024, 10, 10)).shown["GOALS"][1].base == 15

    def test_what_nobody_has_read_is_not_destroyed(self, voted):
        say(voted, issued(voted)["Крестинская СШ"][0], wish="Меньше отчётов", on=OPENED)
        with pytest.raises(ValidationError, match="открытый ответ ждёт"):
            fix_results(survey=voted, document="справка", by=None, on=AFTER)
        assert Ballot.objects.count() == 16

    def test_neither_before_the_end_nor_twice(self, voted):
        with pytest.raises(ValidationError, match="ещё открыт"):
            fix_results(survey=voted, document="справка", by=None, on=LAST)
        fix_results(survey=voted, document="справка", by=None, on=AFTER)
        with pytest.raises(ValidationError, match="уже зафиксированы"):
            fix_results(survey=voted, document="справка", by=None, on=AFTER)

    def test_a_person_says_twice_that_he_means_it(self, voted, specialist_client, specialist, the_day_after):
        address = f"/monitoring/surveys/{voted.pk}/fix/"
        assert "вернуть их нельзя" in specialist_client.get(address).content.decode()
        unsure = specialist_client.post(address, {"document": "справка № 3"})
        assert unsure.status_code == 422 and Ballot.objects.exists()
        done = specialist_client.post(address, {"document": "справка № 3", "is_sure": "on"}, follow=True)
        page = done.content.decode().replace("\u00a0", " ")
        assert "справка № 3" in page and "15 бюллетеней удалены" in page
        record = SurveyRecord.objects.get()
        assert (record.fixed_by, record.fixed_on) == (specialist, AFTER)
        assert "один раз" in specialist_client.get(address, follow=True).content.decode()

    def test_an_open_survey_cannot_be_fixed_from_its_page(self, voted, specialist_client, within_term):
        specialist_client.post(f"/monitoring/surveys/{voted.pk}/fix/", {"document": "с", "is_sure": "on"})
        assert Ballot.objects.count() == 15

    def test_reading_a_record_asks_no_more_than_reading_ballots(
        self, voted, specialist_client, the_day_after, known_kinds
    ):
        address = f"/monitoring/surveys/{voted.pk}/results/"
        with CaptureQueriesContext(connection) as of_ballots:
            specialist_client.get(address)
        fix_results(survey=voted, document="справка", by=None, on=AFTER)
        with CaptureQueriesContext(connection) as of_record:
            assert specialist_client.get(address).status_code == 200
        assert len(of_record) <= len(of_ballots)


def told(survey):
    """The paper of the results, word for word."""
    context = PaperContext(survey.municipality, AFTER, filters={"campaign": str(survey.pk)})
    return str(registry.find("survey").build(context).blocks)
