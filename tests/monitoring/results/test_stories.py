"""A result stands in the story of a person, and in the cabinet of a director."""

from datetime import date

import pytest

from leadership.core.stories import tell
from monitoring.actions.calculating import calculate
from monitoring.models import CampaignState
from tests.factories import ParticipantFactory, PhaseFactory

from .made import AT, campaign_of, fill_in, methodology_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(director):
    """The director's school, measured and published."""
    methodology = methodology_of()
    campaign = campaign_of({}, methodology)
    PhaseFactory(
        campaign=campaign, state=CampaignState.PUBLISHED, starts_on=date(2024, 1, 15), ends_on=date(2024, 1, 20)
    )
    school = director.person.appointments.get().school
    participant = ParticipantFactory(campaign=campaign, school=school, person=director.person)
    fill_in(participant, methodology.items.all(), (10, 10, 10))
    calculation = calculate(campaign, by=None, at=AT)
    type(campaign).objects.filter(pk=campaign.pk).update(state=CampaignState.PUBLISHED)
    return calculation


def words(user, person, day):
    return {(entry.day, entry.told.words) for entry in tell([person.pk], user, day) if entry.theme == "Оценка"}


def test_what_was_found_and_published_stands_in_the_story(measured, specialist, director):
    title = measured.campaign.title
    whole = {
        (date(2023, 12, 21), f"Подведены итоги: {title}"),
        (date(2024, 1, 15), f"Опубликованы итоги: {title}"),
    }
    assert words(specialist, director.person, date(2024, 2, 1)) == whole
    assert words(director, director.person, date(2024, 2, 1)) == whole
    assert words(specialist, director.person, date(2024, 1, 1)) == {(date(2023, 12, 21), f"Подведены итоги: {title}")}


def test_others_read_nothing_of_it(measured, stranger, observer, expert, director):
    for user in (stranger, observer, expert):
        assert words(user, director.person, date(2024, 2, 1)) == set()


def test_the_cabinet_shows_own_results(measured, director_client, stranger_client, passport):
    told = director_client.get("/").content.decode()
    assert "Мои результаты" in told
    assert f"/monitoring/results/{measured.results.get().pk}/" in told
    assert "30 из 30 · высокий" in told
    assert "Мои результаты</h2>" not in stranger_client.get("/").content.decode()
