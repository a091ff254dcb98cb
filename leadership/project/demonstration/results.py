"""Results of the campaigns that the demonstration has told as closed."""

from datetime import UTC, date, datetime, time, timedelta

from leadership.core import russian
from monitoring.actions.calculating import approve, calculate
from monitoring.models import CALCULATED_IN, Campaign, CampaignState, Finding, Methodology, Score

from .assessments import decide, is_told, join_findings
from .ledger import Ledger, in_ledger

#: Approved with the decision of the meeting.
APPROVED_IN = frozenset({CampaignState.DECIDED, CampaignState.CLOSED})
#: So long after the last day of filling in, where the order names no term.
COUNTED_AFTER = timedelta(days=5)


def calculate_closed(ledger: Ledger) -> None:
    """Count what has come to that; the very same figures every time. What cannot be counted is left as it is."""
    told = Campaign.objects.filter(in_ledger(Campaign), state__in=CALCULATED_IN, is_anonymous=False)
    may_count = Methodology.objects.filter(in_ledger(Methodology)) | Methodology.objects.exclude(frozen_on=None)
    scored = told.filter(methodology__in=may_count, calculations=None).exclude(participants=None)
    for campaign in scored.select_related("methodology").order_by("year", "as_of", "pk"):
        if campaign.methodology.items.scored().exists():
            _count(ledger, campaign)


def _count(ledger: Ledger, campaign: Campaign) -> None:
    terms = dict(campaign.phases.values_list("state", "ends_on"))
    day = terms.get(CampaignState.CALCULATED) or (campaign.deadline() or campaign.as_of) + COUNTED_AFTER
    if is_told(campaign):
        join_findings(campaign)
    calculation = calculate(campaign, by=None, at=_noon(day))
    if is_told(campaign):
        decide(campaign)
    if calculation.done_at and campaign.state in APPROVED_IN:
        approved_on = terms.get(CampaignState.DECIDED) or day + COUNTED_AFTER
        document = f"приказ об итогах от {russian.day(approved_on)}"
        calculation = approve(calculation, document=document, by=None, at=_noon(approved_on))
    ledger.enter([calculation])
    ledger.enter(list(calculation.results.all()))
    ledger.enter(list(Score.objects.filter(result__calculation=calculation)))
    ledger.enter(list(Finding.objects.filter(~in_ledger(Finding), participant__campaign=campaign)))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(6), UTC)
