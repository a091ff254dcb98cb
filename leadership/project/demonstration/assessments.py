"""Assessments of competences in two years: marks of two views, and what was decided on the findings they made."""

from collections.abc import Mapping
from datetime import timedelta

from monitoring.models import Campaign, Finding, FindingState, Item, Participant, ResponseRole
from schools.models import Role, User

from .ledger import in_ledger
from .story import assessments as told
from .story.development import COMPETENCES

#: So long after the finding a person decides on it.
DECIDED_AFTER = timedelta(days=3)
#: Competences of the story by their titles, and in their order.
KEYS = {title: key for key, title, _ in COMPETENCES}
ORDER = {title: number for number, (_, title, _) in enumerate(COMPETENCES)}


class Marks:
    """What each view says of each competence of each head in a year."""

    def __init__(self, campaign: Campaign) -> None:
        self.year = campaign.year
        self.said = {(person, key): (own, outside) for person, key, own, outside, *_ in told.MARKS[campaign.year]}
        wanting = Finding.objects.filter(
            in_ledger(Finding), basis=Finding.Basis.SELF_ASSESSMENT, found_on__year=campaign.year, participant=None
        )
        for person, title in wanting.values_list("person__last_name", "competence__title"):
            self.said[person, KEYS[title]] = told.WANTING

    def of(self, participant: Participant, place: int, item: Item, role: str) -> str:
        """The code of the answer; empty where the story knows no such competence, or it has no scale of answers."""
        title = item.competence.title if item.competence else ""
        codes = [step.code for step in item.steps.all() if step.code]
        if title not in KEYS or not codes or item.answer != Item.Answer.CHOICE:
            return ""
        own, outside = self.said.get((participant.person.last_name, KEYS[title])) or self._otherwise(
            participant.person.last_name, place, title
        )
        return codes[min(own if role == ResponseRole.SUBJECT else outside, len(codes) - 1)]

    def _otherwise(self, person: str, place: int, title: str) -> tuple[int, int]:
        """Nobody thinks better of himself than others do, unless the story says so."""
        number = ORDER[title]
        strengths = told.OTHERWISE.get(person, told.STRENGTHS) + told.MORE * (self.year - min(told.MARKS))
        if (place * 5 + number * 3) % len(ORDER) >= strengths:
            return told.USUAL, told.USUAL
        return (told.STRONG if (place + number) % 3 else told.USUAL), told.STRONG


def is_told(campaign: Campaign) -> bool:
    """Whether the campaign is one of these."""
    return ResponseRole.EXTERNAL in campaign.asks and campaign.year in told.MARKS


def join_findings(campaign: Campaign) -> None:
    """What the story found by self-assessment that year was found by this campaign, and put in better words."""
    by = User.objects.filter(in_ledger(User), role=Role.SPECIALIST).first()
    items = {item.competence_id: item for item in campaign.methodology.items.exclude(competence=None)}
    about = {participant.person_id: participant for participant in campaign.participants.all()}
    alone = Finding.objects.filter(in_ledger(Finding), participant=None, basis=Finding.Basis.SELF_ASSESSMENT)
    for finding in alone.filter(found_on__year=campaign.year, person__in=about, competence__in=items):
        Finding.objects.filter(pk=finding.pk).update(
            participant=about[finding.person_id], item=items[finding.competence_id],
            decided_by=by, decided_on=finding.found_on + DECIDED_AFTER,
        )  # fmt: skip


def decide(campaign: Campaign) -> None:
    """Confirm and dismiss as the story says; what it leaves open waits for a person."""
    by = User.objects.filter(in_ledger(User), role=Role.SPECIALIST).first()
    decisions = {(person, key): (state, why) for person, key, _, _, state, why in told.MARKS[campaign.year]}
    proposed: Mapping[tuple[str, str], Finding] = {
        (one.person.last_name, KEYS.get(one.competence.title, "")): one
        for one in Finding.objects.filter(
            participant__campaign=campaign, state=FindingState.PROPOSED, competence__isnull=False
        ).select_related("person", "competence")
    }
    for key, finding in proposed.items():
        state, why = decisions.get(key, (FindingState.PROPOSED, ""))
        if state != FindingState.PROPOSED:
            Finding.objects.filter(pk=finding.pk).update(
                state=state, dismissal=why, decided_by=by, decided_on=finding.found_on + DECIDED_AFTER
            )
