"""The campaigns of the demonstration: told by its own methodologies, gone without a trace."""

import pytest

from leadership.project.demonstration import fill, remove
from leadership.project.demonstration.story.campaigns import ASSESSED
from mentoring.gathering import market_of
from mentoring.models import Team
from monitoring import reading
from monitoring.filling import Field
from monitoring.models import (
    Answer,
    Campaign,
    CampaignState,
    Finding,
    Methodology,
    Response,
    ResponseState,
    ResponseStep,
    Result,
)
from monitoring.saying import written

from ...factories import MethodologyFactory
from ...project.demonstrated import all_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(passport, known_kinds):
    """The closed campaign and the one being filled in."""
    fill()
    told = Campaign.objects.filter(methodology__code__in=("effectiveness", "competence"))
    return told.exclude(title__in=[one.title for one in ASSESSED]).order_by("year")


def test_one_campaign_is_closed_and_one_is_being_filled_in(told):
    closed, filling = told
    assert closed.state == CampaignState.CLOSED
    forms = Response.objects.filter(participant__campaign=closed)
    assert set(forms.values_list("state", flat=True)) == {ResponseState.ACCEPTED}
    assert forms.count() == 9
    assert ResponseStep.objects.filter(response__in=forms).count() == 18
    states = set(Response.objects.filter(participant__campaign=filling).values_list("state", flat=True))
    assert states == set(ResponseState)
    assert filling.state == CampaignState.FILLING


def test_the_closed_one_has_places_and_proposed_findings(told):
    closed = told[0]
    results = Result.objects.filter(participant__campaign=closed)
    assert results.count() == 9 and not results.filter(total=None).exists()
    assert Finding.objects.undecided().filter(participant__campaign=closed).exists()


def test_mentors_may_be_suggested_for_the_last_team(told):
    """Heads are seen from outside, so that matching has something to say."""
    team = Team.objects.order_by("-started_on").first()
    market = market_of(team, team.started_on)
    assert market.mentors
    assert any(one.suggestions for one in market.rankings())


def test_answers_are_such_as_a_form_would_take(told):
    """What stands in a form of the demonstration is read back without a fault."""
    answers = Answer.objects.filter(response__participant__campaign__in=told).select_related("item")
    for answer in answers.exclude(state__in=("no_data", "not_applicable")):
        if answer.item.answer != "levels":
            assert reading.read(Field(answer.item).asked, written(answer)) is not None
    assert answers.filter(origin=Answer.Origin.KNOWN).exists()


def test_removal_leaves_every_table_as_it_was(passport, known_kinds):
    before = all_tables()
    fill()
    assert Methodology.objects.exclude(frozen_on=None).exists()
    remove()
    assert all_tables() == before


def test_a_draft_the_district_keeps_is_not_put_to_use(passport, known_kinds):
    draft = MethodologyFactory(municipality=passport.municipality, code="effectiveness")
    fill()
    draft.refresh_from_db()
    assert not draft.is_frozen
    assert not Campaign.objects.filter(methodology=draft).exists()
