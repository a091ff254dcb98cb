"""Findings proposed by the methodology's thresholds; confirmed, reworded or dismissed by a person."""

from datetime import date

from django.db import transaction

from schools.models import User

from ..models import Calculation, Campaign, Finding, FindingState, Methodology
from ..proposing import Proposed, Rules, propose

#: Opinions of a staff are results of a survey, not findings about somebody.
NEVER_PROPOSED = frozenset({Methodology.Kind.SURVEY})


@transaction.atomic
def propose_findings(calculation: Calculation, *, on: date) -> Proposed:
    """Hold every item of every participant against the thresholds; whatever a person has decided on stays.

    Proposals of a former calculation that no longer hold are taken back; one item of one participant gives at
    most one finding, which tells every ground.
    """
    campaign = Campaign.objects.select_for_update().select_related("methodology").get(pk=calculation.campaign_id)
    if campaign.methodology.kind in NEVER_PROPOSED:
        return Proposed()
    return propose(calculation, Rules(campaign.methodology, on))


@transaction.atomic
def confirm_finding(finding: Finding, *, by: User, on: date, explanation: str | None = None) -> Finding:
    """A person agrees, in other words where given; from now on the finding is known and answered."""
    return _decide(finding, FindingState.CONFIRMED, by, on, explanation=explanation, dismissal="")


@transaction.atomic
def dismiss_finding(finding: Finding, *, by: User, on: date, reason: str) -> Finding:
    """A person disagrees, saying why. Raises `ValidationError` without a reason."""
    return _decide(finding, FindingState.DISMISSED, by, on, dismissal=reason)


def _decide(finding: Finding, state: FindingState, by: User, on: date, **said: str | None) -> Finding:
    finding.state, finding.decided_on, finding.decided_by = state, on, by
    for name, words in said.items():
        if words is not None:
            setattr(finding, name, words)
    finding.full_clean()
    finding._history_user = by
    finding.save()
    return finding
