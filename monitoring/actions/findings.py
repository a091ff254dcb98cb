"""Findings proposed by the methodology's thresholds; confirmed, reworded or dismissed by a person."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from itertools import groupby

from django.db import transaction

from schools.models import User

from ..marks import MEASURED, marks_of, norm_of, steps_of, thresholds_of
from ..models import Calculation, Campaign, Finding, FindingState, Item, Methodology, Participant, Score
from ..thresholds import Basis, Shortfall, shortfall

#: Participants whose scores are held in memory at once.
BATCH = 500
#: Opinions of a staff are results of a survey, not findings about somebody.
NEVER_PROPOSED = frozenset({Methodology.Kind.SURVEY})


@dataclass(frozen=True)
class Proposed:
    """What came of it: new proposals, those that still hold, those taken back, those a person has decided on."""

    new: int = 0
    kept: int = 0
    withdrawn: int = 0
    decided: int = 0

    def __add__(self, other: "Proposed") -> "Proposed":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Proposed(*(one + another for one, another in pairs))


@transaction.atomic
def propose_findings(calculation: Calculation, *, on: date) -> Proposed:
    """Hold every item of every participant against the thresholds; whatever a person has decided on stays.

    Proposals of a former calculation that no longer hold are taken back; one item of one participant gives at
    most one finding, which tells every ground.
    """
    campaign = Campaign.objects.select_for_update().select_related("methodology").get(pk=calculation.campaign_id)
    if campaign.methodology.kind in NEVER_PROPOSED:
        return Proposed()
    rules = _Rules(campaign.methodology, on)
    numbers = list(campaign.participants.order_by("pk").values_list("pk", flat=True))
    parts = (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))
    return sum((_propose(calculation, rules, part) for part in parts), start=Proposed())


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


def _renew(standing: Finding, found: Finding) -> None:
    renewed = ("basis", "value", "norm", "explanation")
    if any(getattr(standing, name) != getattr(found, name) for name in renewed):
        for name in renewed:
            setattr(standing, name, getattr(found, name))
        standing.save()


class _Rules:
    """What a methodology says of shortfalls, asked once."""

    def __init__(self, methodology: Methodology, on: date) -> None:
        self.methodology, self.on = methodology, on
        self.thresholds, self.steps = thresholds_of(methodology), steps_of(methodology)
        self.items = {item.pk: item for item in methodology.items.all()}

    def finding(self, item: Item, participant: Participant, scores: list[Score]) -> Finding | None:
        """The finding these scores of one item make, if any; a school is found about, or the person."""
        short = shortfall(
            marks_of(scores, self.steps.get(item.pk, ())),
            self.thresholds,
            norm=norm_of(item),
            is_figure=self.methodology.kind in MEASURED,
        )
        is_school = self.methodology.subject == Methodology.Subject.SCHOOL
        subject = {"school_id": participant.school_id} if is_school else {"person_id": participant.person_id}
        if short is None or None in subject.values():
            return None
        return Finding(
            municipality_id=participant.municipality_id, participant=participant, item=item,
            competence_id=item.competence_id, found_on=self.on, basis=self._basis(short), value=short.value,
            norm=short.norm, explanation=short.words, state=FindingState.PROPOSED, **subject,
        )  # fmt: skip

    def _basis(self, short: Shortfall) -> Finding.Basis:
        if self.methodology.kind == Methodology.Kind.INTERVIEW:
            return Finding.Basis.INTERVIEW
        return {
            Basis.FIGURE: Finding.Basis.MONITORING,
            Basis.EXTERNAL: Finding.Basis.EXTERNAL,
            Basis.GAP: Finding.Basis.GAP,
            Basis.SELF: Finding.Basis.SELF_ASSESSMENT,
        }[short.basis]


def _propose(calculation: Calculation, rules: _Rules, participants: Sequence[int]) -> Proposed:
    standing = {
        (finding.participant_id, finding.item_id): finding
        for finding in Finding.objects.filter(participant__in=participants)
    }
    decided = {key for key, finding in standing.items() if finding.state != FindingState.PROPOSED}
    found = {key: made for key, made in _found(calculation, rules, participants) if key not in decided}
    fresh = [made for key, made in found.items() if key not in standing]
    Finding.objects.bulk_create(fresh)
    for key in found.keys() & standing.keys():
        _renew(standing[key], found[key])
    gone = [finding.pk for key, finding in standing.items() if key not in decided | found.keys()]
    Finding.objects.filter(pk__in=gone).delete()
    return Proposed(len(fresh), len(found) - len(fresh), len(gone), len(decided))


def _found(
    calculation: Calculation, rules: _Rules, participants: Sequence[int]
) -> Iterator[tuple[tuple[int, int], Finding]]:
    for key, scores in _by_item(calculation, participants):
        finding = rules.finding(rules.items[key[1]], scores[0].result.participant, scores)
        if finding is not None:
            yield key, finding


def _by_item(calculation: Calculation, participants: Sequence[int]) -> Iterator[tuple[tuple[int, int], list[Score]]]:
    """Scores of one item of one participant together, whichever view gave them."""
    scores = (
        Score.objects.filter(result__calculation=calculation, result__participant__in=participants)
        .select_related("result__participant")
        .order_by("result__participant_id", "item_id", "result__role")
    )
    same = groupby(scores, key=lambda score: (score.result.participant_id, score.item_id))
    return ((key, list(group)) for key, group in same)
