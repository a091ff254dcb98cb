"""The library of recommendations and what was sent by it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from monitoring.models import Advice, Finding, Recommendation

from .ledger import Ledger
from .story import advice as story

if TYPE_CHECKING:
    from .district import District


def tell_advice(ledger: Ledger, district: "District") -> None:
    """One text a competence; each assessment from outside or by oneself was followed by addressed texts."""
    texts = {}
    for key, text in story.ADVICE:
        competence = district.competences[key]
        ledger.add(Advice(municipality=district.municipality, competence=competence, text=text))
        texts[competence.title] = text
    for key, finding in district.findings.items():
        if finding.basis in (Finding.Basis.EXTERNAL, Finding.Basis.SELF_ASSESSMENT):
            ledger.add(_sent(finding, texts[finding.competence.title], is_read=key not in story.UNREAD))


def _sent(finding: Finding, text: str, *, is_read: bool) -> Recommendation:
    sent = finding.found_on + timedelta(days=story.SENT_AFTER)
    return Recommendation(
        person=finding.person,
        finding=finding,
        text=text,
        made_on=sent,
        sent_on=sent,
        due_on=finding.found_on + timedelta(days=story.DUE_AFTER),
        acknowledged_on=finding.found_on + timedelta(days=story.READ_AFTER) if is_read else None,
    )
