"""Campaigns of the demonstration get their results and lose them with it."""

import pytest

from leadership.core.models import DemonstrationRow
from leadership.project.demonstration.ledger import Ledger
from leadership.project.demonstration.removal import remove
from leadership.project.demonstration.results import calculate_closed
from monitoring.models import (
    Answer,
    Calculation,
    Campaign,
    CampaignState,
    Item,
    Level,
    Methodology,
    Participant,
    Response,
    Result,
    Score,
    Section,
)
from schools.models import Person, School

from .made import campaign_of, methodology_of

pytestmark = pytest.mark.django_db

TOLD = (School, Person, Methodology, Section, Item, Level, Campaign, Participant, Response, Answer)


def told(state):
    campaign_of({"Первая": (10, 10, 10), "Вторая": (5, 5, None)}, state=state)
    ledger = Ledger()
    for model in TOLD:
        ledger.enter(list(model.objects.all()))
    return ledger


@pytest.mark.parametrize(("state", "is_approved"), [(CampaignState.PUBLISHED, False), (CampaignState.CLOSED, True)])
def test_a_closed_campaign_is_calculated_and_leaves_without_a_trace(state, is_approved):
    calculate_closed(told(state))
    calculation = Calculation.objects.get()
    assert calculation.is_approved is is_approved
    assert calculation.results.count() == 2
    remove()
    for model in (Calculation, Result, Score, *TOLD, DemonstrationRow, Campaign.history.model):
        assert not model.objects.exists(), model


def test_an_open_campaign_waits():
    calculate_closed(told(CampaignState.FILLING))
    assert not Calculation.objects.exists()


def test_a_real_campaign_is_left_alone():
    campaign_of({"Первая": (10, 10, 10)}, methodology_of(), state=CampaignState.CLOSED)
    calculate_closed(Ledger())
    assert not Calculation.objects.exists()
