"""A district opens in the request, a region by the worker; there is no campaign half open."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from monitoring.actions import campaigns, opening
from monitoring.models import CampaignState, Opening, Participant, Response

from ...factories import OpeningFactory

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 1)
IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WAITING = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def region(monkeypatch):
    """Two schools are already too many for a request."""
    monkeypatch.setattr(opening, "AT_ONCE", 1)


def asked(campaign, by, at=None):
    return opening.ask_for(campaign, by=by, on=DAY, at=at or timezone.now())


def page_of(client, campaign):
    return client.get(campaign.get_absolute_url()).text.replace("\u00a0", " ")


def open_by_button(client, campaign, **kwargs):
    return client.post(f"/monitoring/campaigns/{campaign.pk}/move/open/", {"on": "01.12.2023"}, **kwargs)


def test_a_district_is_open_when_the_request_ends(methodist_client, campaign):
    open_by_button(methodist_client, campaign)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.FILLING
    assert not Opening.objects.exists()


def test_a_region_is_opened_by_the_worker(
    methodist_client, campaign, region, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = IMMEDIATE
    with django_capture_on_commit_callbacks(execute=True):
        open_by_button(methodist_client, campaign)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.FILLING
    assert Response.objects.count() == 2
    assert campaign.history.first().history_change_reason == "Открыть заполнение"
    assert "0 из 2" in page_of(methodist_client, campaign)


def test_until_it_is_open_the_page_says_so_and_renews_itself(methodist_client, campaign, methodist, settings):
    settings.TASKS = WAITING
    asked(campaign, methodist)
    page = page_of(methodist_client, campaign)
    assert 'http-equiv="refresh"' in page
    assert "Формы готовит фоновая служба: 2 участника" in page
    assert "Открыть заполнение" not in page
    assert not Participant.objects.exists()


@pytest.mark.parametrize("address", ["preparation/", "edit/", "remove/"])
def test_while_it_is_opened_nothing_of_it_is_changed(methodist_client, campaign, methodist, settings, address):
    settings.TASKS = WAITING
    asked(campaign, methodist)
    answer = methodist_client.post(f"/monitoring/campaigns/{campaign.pk}/{address}", follow=True)
    assert campaigns.RUNNING in answer.text
    with pytest.raises(ValidationError, match="дождитесь"):
        campaigns.leave_out(campaign, numbers=[1], reason="отпуск")


def test_asked_twice_it_is_opened_once(campaign, methodist, settings):
    settings.TASKS = WAITING
    first = asked(campaign, methodist)
    with pytest.raises(ValidationError, match="дождитесь"):
        asked(campaign, methodist)
    with pytest.raises(ValidationError, match="дождитесь"):
        campaigns.move(campaign, act="open", by=methodist, on=DAY)
    for _ in range(2):  # a queue may hand out a task again
        opening.run(first, at=timezone.now())
    first.refresh_from_db()
    assert first.done_at
    assert not first.fault
    assert Response.objects.count() == 2


def test_what_hinders_is_told_at_once_and_nothing_is_queued(methodist_client, campaign, region):
    campaign.phases.all().delete()
    answer = open_by_button(methodist_client, campaign)
    assert answer.status_code == 422
    assert "Не указан срок заполнения" in answer.text
    assert not Opening.objects.exists()


def test_a_fault_leaves_the_campaign_in_preparation_with_nothing_of_it(
    methodist_client, campaign, methodist, settings, monkeypatch
):
    settings.TASKS = WAITING
    campaigns.leave_out(campaign, numbers=[campaign.municipality.schools.first().pk], reason="реорганизация")
    begun = asked(campaign, methodist)
    monkeypatch.setattr(campaigns, "tell_known", lambda *args, **kwargs: 1 / 0)
    opening.run(begun, at=timezone.now())
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.PREPARATION
    assert campaign.methodology.frozen_on is None
    assert not Response.objects.exists()
    assert Participant.objects.get().left_out_because == "реорганизация"
    page = page_of(methodist_client, campaign)
    assert "осталась в подготовке" in page
    assert "Открыть заполнение" in page
    assert "refresh" not in page


def test_one_broken_off_long_ago_gives_way_to_the_next(methodist_client, campaign, methodist, settings):
    settings.TASKS = WAITING
    then = datetime(2023, 12, 1, 9, tzinfo=UTC)
    lost = OpeningFactory(campaign=campaign, asked_at=then)
    page = page_of(methodist_client, campaign)
    assert "Открытие было прервано" in page
    assert "refresh" not in page
    again = asked(campaign, methodist, at=then + timedelta(hours=2))
    lost.refresh_from_db()
    assert lost.fault
    opening.run(again, at=then + timedelta(hours=2))
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.FILLING
