"""Surveys and interviews are campaigns too, but they are kept on pages of their own."""

import pytest

from monitoring import regulation
from monitoring.models import CampaignState, Methodology, ResponseRole

from ...factories import (
    CampaignFactory,
    InterviewFactory,
    MethodologyFactory,
    ParticipantFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Methodology.Kind.SURVEY, Methodology.Kind.INTERVIEW])
def special(request, municipality):
    methodology = MethodologyFactory(municipality=municipality, kind=request.param, code="K", places="none")
    return CampaignFactory(
        municipality=municipality, methodology=methodology, title="Особая кампания", state=CampaignState.FILLING
    )


@pytest.fixture
def interview(special, methodist, director):
    if special.methodology.kind != Methodology.Kind.INTERVIEW:
        pytest.skip("только собеседование")
    participant = ParticipantFactory(campaign=special, person=director.person, municipality=special.municipality)
    response = ResponseFactory(participant=participant, role=ResponseRole.INTERVIEWER, respondent=methodist)
    return InterviewFactory(response=response)


def own_page(special):
    if special.methodology.kind == Methodology.Kind.SURVEY:
        return f"/monitoring/surveys/{special.pk}/"
    return f"/monitoring/interviews/?campaign={special.pk}"


def test_they_are_not_listed_among_campaigns(methodist_client, special):
    page = methodist_client.get("/monitoring/campaigns/").content.decode()
    assert "Особая кампания" not in page
    assert "собеседование</option>" not in page


def test_the_address_of_such_a_campaign_leads_to_its_own_page(methodist_client, special):
    answer = methodist_client.get(f"/monitoring/campaigns/{special.pk}/")
    assert answer["Location"] == own_page(special)


@pytest.mark.parametrize("page", ["forms/", "remind/", "objections/", "edit/", "move/check/"])
def test_no_page_of_a_campaign_is_open_for_them(methodist_client, special, page):
    answer = methodist_client.get(f"/monitoring/campaigns/{special.pk}/{page}")
    assert answer["Location"] == special.get_absolute_url()


def test_the_reglament_has_no_act_for_them(methodist, special):
    """A survey stopped as if its forms were in would never be counted nor closed."""
    assert regulation.moves(special, methodist) == []


def test_the_form_of_an_interview_is_written_on_the_page_of_the_interview(methodist_client, interview):
    """Handed in as an ordinary form it would have neither a day nor conclusions."""
    address = f"/monitoring/forms/{interview.response_id}/"
    assert methodist_client.get(address)["Location"] == interview.get_absolute_url()
    for asked in (f"{address}whole/", f"{address}return/"):
        assert methodist_client.post(asked, {"act": "hand_in"})["Location"] == interview.get_absolute_url()
    for asked in ("questions/1/", "check/", "save/"):
        assert methodist_client.post(f"{address}{asked}", {"act": "hand_in"}).status_code == 404
    assert methodist_client.post(f"{address}accept/")["Location"] == interview.get_absolute_url()
    interview.response.refresh_from_db()
    assert interview.response.is_open


def test_the_first_page_counts_no_forms_of_theirs(coordinator_client, special):
    assert "Особая кампания" not in coordinator_client.get("/?as_of=2023-12-10").content.decode()
