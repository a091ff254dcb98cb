"""The library of remedies, and the programmes that have come to their end."""

from datetime import date
from typing import TYPE_CHECKING

from mentoring.models import DevelopmentProgramme, Remedy

from .ledger import Ledger
from .story import remedies as story

if TYPE_CHECKING:
    from .district import District


def tell_remedies(ledger: Ledger, district: "District") -> None:
    for key, remedies in story.REMEDIES.items():
        for position, (form, title, goal, indicator, plan, weeks, proof) in enumerate(remedies, 1):
            ledger.add(
                Remedy(
                    municipality=district.municipality, competence=district.competences[key], form=form, title=title,
                    goal=goal, indicator=indicator, plan=plan, weeks=weeks, reported_by=proof, position=position,
                )
            )  # fmt: skip


def settled(programme: DevelopmentProgramme, person: str) -> DevelopmentProgramme:
    """Agreed by both on the day of the order; those that came to their end are closed with a conclusion."""
    programme.agreed_on = programme.approved_on
    programme.curator_agreed_on = programme.approved_on if programme.curator else None
    for whose, since, closed, conclusion in story.CLOSED:
        if (whose, since) == (person, f"{programme.started_on}"):
            programme.closed_on, programme.conclusion = date.fromisoformat(closed), conclusion
    return programme
