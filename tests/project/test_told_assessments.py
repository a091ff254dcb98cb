"""What the demonstration tells of competences: two years, two views, findings of every state."""

import pytest
from django.db import transaction

from leadership.project import passport_file
from leadership.project.demonstration import fill
from leadership.project.loading import load
from monitoring.actions.findings import propose_findings
from monitoring.dynamics import dynamics
from monitoring.models import Calculation, Campaign, CampaignState, Finding, FindingState, ResponseRole
from monitoring.sides import sides_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Filled once for the module, and taken back with the transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(passport_file.read(passport_file.DEFAULT.read_text(encoding="utf-8"), passport_file.DEFAULT.name))
        fill()
        yield Campaign.objects.filter(methodology__code="competence", state=CampaignState.CLOSED).order_by("year")
        transaction.set_rollback(True)


def findings(campaign, **about):
    return Finding.objects.filter(participant__campaign=campaign, **about)


def test_two_years_running_heads_were_assessed_by_one_model_from_two_sides(told):
    assert [campaign.year for campaign in told] == [2022, 2023]
    assert len({campaign.methodology_id for campaign in told}) == 1
    for campaign in told:
        results = campaign.calculations.get(is_current=True).results
        assert {role: results.filter(role=role).exclude(total=None).count() for role in ("subject", "external")} == {
            ResponseRole.SUBJECT: 9, ResponseRole.EXTERNAL: 9,
        }  # fmt: skip


def test_eight_of_nine_heads_can_be_followed_over_the_years(told):
    last = Calculation.objects.get(campaign=told.last(), is_current=True)
    found = dynamics(last, told.last().deadline())
    whole = [shares for shares in found.shares.values() if None not in shares]
    assert [it.campaign.year for it in found.years] == [2022, 2023]
    assert len(whole) == 2 * 8  # of two views each; Любимовская has a new head in 2023


def test_findings_of_the_story_were_made_by_the_campaign_of_their_year(told):
    """No self-assessment stands beside the campaign that made it, and none is proposed again."""
    assert not Finding.objects.filter(
        basis=Finding.Basis.SELF_ASSESSMENT, participant=None, found_on__year__in=(2022, 2023)
    ).exists()
    calculation = Calculation.objects.get(campaign=told.first(), is_current=True)
    assert propose_findings(calculation, on=told.first().deadline()).new == 0


def test_the_first_year_is_decided_on_and_the_second_waits_for_a_person(told):
    first, second = told
    assert not findings(first, state=FindingState.PROPOSED).exists()
    assert findings(first, state=FindingState.DISMISSED).exclude(dismissal="").count() == 3
    assert findings(second, state=FindingState.PROPOSED).count() > 3
    assert findings(second, basis=Finding.Basis.GAP).exists()


def test_the_gap_stands_between_the_views(told):
    gap = findings(told.last(), basis=Finding.Basis.GAP).first()
    line = next(one for one in sides_of(gap.participant).lines if one.item == gap.item)
    assert (line.gap, dict(line.by_view)) == (1, {"самооценка": "учу других", "внешняя оценка": "применяю"})
