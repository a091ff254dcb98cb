"""From the card of a campaign and of a participant one comes to what has become of them."""

from datetime import UTC, datetime

import pytest

from monitoring.models import Campaign, CampaignState, Participant

from ...factories import CalculationFactory, ResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant(form):
    return Participant.objects.get(pk=form.participant_id)


@pytest.fixture
def result(opened, participant):
    """Counted and published, with a view from outside beside his own."""
    Campaign.objects.update(state=CampaignState.PUBLISHED, asks=["subject", "external"])
    calculation = CalculationFactory(campaign=opened, done_at=datetime(2023, 12, 21, 12, tzinfo=UTC))
    return ResultFactory(calculation=calculation, participant=participant)


def test_a_campaign_leads_to_its_methodology(methodist_client, opened):
    page = methodist_client.get(opened.get_absolute_url()).content.decode()
    assert f'href="{opened.methodology.get_absolute_url()}"' in page


@pytest.mark.parametrize(("state", "may"), [("filling", False), ("checking", True), ("published", False)])
def test_a_checked_campaign_is_calculated_from_its_card(methodist_client, opened, state, may):
    Campaign.objects.update(state=state)
    page = methodist_client.get(opened.get_absolute_url()).content.decode()
    assert (f"/monitoring/campaigns/{opened.pk}/calculations/add/" in page) is may


def test_a_calculated_campaign_leads_to_its_standing_and_calculations(coordinator_client, opened, result):
    page = coordinator_client.get(opened.get_absolute_url()).content.decode()
    for way in ("standing", "matrix", "calculations"):
        assert f"/monitoring/campaigns/{opened.pk}/{way}/" in page
    assert f"/monitoring/calculations/{result.calculation_id}/" in page


def test_a_participant_leads_to_the_result_and_to_all_views(coordinator_client, director_client, participant, result):
    for client in (coordinator_client, director_client):
        page = client.get(participant.get_absolute_url()).content.decode()
        assert f"/monitoring/results/{result.pk}/" in page
        assert f"/monitoring/participants/{participant.pk}/views/" in page
        assert client.get(f"/monitoring/participants/{participant.pk}/views/").status_code == 200


def test_before_the_publication_a_participant_is_told_of_no_result(director_client, participant, result):
    Campaign.objects.update(state=CampaignState.CLARIFYING)
    page = director_client.get(participant.get_absolute_url()).content.decode()
    assert "/monitoring/results/" not in page.partition("<main")[2]
    assert "/views/" not in page
