"""Shortfalls of a whole calculation, found in one pass over stored values and kept without an object of each."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from simple_history.utils import bulk_update_with_history

from leadership.core import rows

from .marks import MEASURED, Told, marks_told, norm_of, steps_of, thresholds_of
from .models import SCALE, Calculation, Finding, FindingState, Methodology, Score
from .thresholds import Basis, shortfall

#: Participants whose scores are held in memory at once.
CHUNK = 500
#: What views said of an item, remembered with what it shows.
REMEMBERED = 50_000
#: What is of the participant, then what is of the marks alone.
COLUMNS = (
    "participant_id", "municipality_id", "school_id", "person_id", "item_id", "competence_id", "found_on", "basis",
    "value", "norm", "explanation", "state", "dismissal",
)  # fmt: skip
#: What a clarified calculation may change of a proposal.
RENEWED = ("basis", "value", "norm", "explanation")

#: Role, number, text, points and greatest points, these in ten-thousandths.
Line = tuple[str, Decimal | None, str, int | None, int | None]


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


@dataclass(frozen=True, slots=True)
class Shown:
    """What marks show of an item, whoever got them; and its columns as the database takes them."""

    said: tuple[str, Decimal | None, Decimal | None, str]
    columns: rows.Prepared


@dataclass(frozen=True, slots=True)
class About:
    """Whom a finding is about: a school or a person, whichever the methodology measures."""

    participant: int
    municipality: int
    school: int | None
    person: int | None


class Rules:
    """What a methodology says of shortfalls, asked once; the same marks of an item show the same for everybody."""

    def __init__(self, methodology: Methodology, on: date) -> None:
        self.methodology, self.on = methodology, on
        self.is_figure = methodology.kind in MEASURED
        self.thresholds, self.steps = thresholds_of(methodology), steps_of(methodology)
        self.items = {item.pk: item for item in methodology.items.all()}
        self.known: dict[tuple[int, tuple[Line, ...]], Shown | None] = {}

    def shown(self, item: int, lines: tuple[Line, ...]) -> Shown | None:
        """What these lines of one item show, if anything."""
        key = item, lines
        if key not in self.known:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[key] = self._shown(item, lines)
        return self.known[key]

    def _shown(self, pk: int, lines: tuple[Line, ...]) -> Shown | None:
        item = self.items[pk]
        marks = marks_told((_told(line) for line in lines), self.steps.get(pk, ()))
        short = shortfall(marks, self.thresholds, norm=norm_of(item), is_figure=self.is_figure)
        if short is None:
            return None
        basis = self._basis(short.basis)
        columns = (
            pk, item.competence_id, self.on.isoformat(), basis, _kept(short.value), _kept(short.norm), short.words,
            FindingState.PROPOSED.value, "",
        )  # fmt: skip
        return Shown((basis, short.value, short.norm, short.words), rows.prepared(columns))

    def _basis(self, basis: Basis) -> str:
        if self.methodology.kind == Methodology.Kind.INTERVIEW:
            return Finding.Basis.INTERVIEW.value
        return {
            Basis.FIGURE: Finding.Basis.MONITORING,
            Basis.EXTERNAL: Finding.Basis.EXTERNAL,
            Basis.GAP: Finding.Basis.GAP,
            Basis.SELF: Finding.Basis.SELF_ASSESSMENT,
        }[basis].value


def propose(calculation: Calculation, rules: Rules) -> Proposed:
    """Hold the scores of all participants against the rules, some hundreds at a time."""
    return sum((_propose(calculation, rules, some) for some in _chunks(calculation, rules)), start=Proposed())


def _chunks(calculation: Calculation, rules: Rules) -> Iterator[dict[int, About]]:
    """Participants in the order they were taken in, with whom a finding would be about."""
    is_school = rules.methodology.subject == Methodology.Subject.SCHOOL
    asked = calculation.campaign.participants.order_by("pk").values_list("pk", "municipality", "school", "person")
    found = list(asked[:CHUNK])
    while found:
        yield {
            pk: About(pk, municipality, school if is_school else None, None if is_school else person)
            for pk, municipality, school, person in found
        }
        found = list(asked.filter(pk__gt=found[-1][0])[:CHUNK]) if len(found) == CHUNK else []


def _propose(calculation: Calculation, rules: Rules, participants: dict[int, About]) -> Proposed:
    standing, decided = _standing(participants)
    fresh: list[rows.Row] = []
    changed: dict[int, Shown] = {}
    kept = 0
    for (pk, item), shown in _found(calculation, rules, participants):
        if (pk, item) in decided:
            continue
        former = standing.pop((pk, item), None)
        if former is None:
            about = participants[pk]
            fresh.append(((pk, about.municipality, about.school, about.person), shown.columns))
            continue
        kept += 1
        number, *said = former
        if tuple(said) != shown.said:
            changed[number] = shown
    rows.insert(Finding, COLUMNS, fresh)
    _renew(changed)
    gone = [number for number, *_ in standing.values()]
    Finding.objects.filter(pk__in=gone).delete()
    return Proposed(len(fresh), kept, len(gone), len(decided))


def _standing(participants: dict[int, About]) -> tuple[dict[tuple[int, int], tuple], set[tuple[int, int]]]:
    """By participant and item the proposals there are, each its number and what it says; those decided on."""
    standing, decided = {}, set()
    known = Finding.objects.filter(participant__in=list(participants)).order_by()
    for participant, item, state, *said in known.values_list("participant", "item", "state", "pk", *RENEWED):
        if state == FindingState.PROPOSED:
            standing[participant, item] = tuple(said)
        else:
            decided.add((participant, item))
    return standing, decided


def _renew(changed: dict[int, Shown]) -> None:
    findings = list(Finding.objects.filter(pk__in=list(changed)))
    for finding in findings:
        for name, value in zip(RENEWED, changed[finding.pk].said, strict=True):
            setattr(finding, name, value)
    if findings:
        bulk_update_with_history(findings, Finding, RENEWED, batch_size=CHUNK)


def _found(
    calculation: Calculation, rules: Rules, participants: dict[int, About]
) -> Iterator[tuple[tuple[int, int], Shown]]:
    """Participants with items that fell short; scores of one item stand together, whichever view gave them."""
    scores = (
        Score.objects.filter(result__calculation=calculation, result__participant__in=list(participants))
        .order_by("result__participant_id", "item_id", "result__role")
        .values_list("result__participant_id", "item_id", "result__role", "number", "said", *_POINTS)
    )
    for key, lines in groupby(scores, key=itemgetter(0, 1)):
        about = participants[key[0]]
        if about.school is None and about.person is None:
            continue
        shown = rules.shown(key[1], tuple([line[2:] for line in lines]))
        if shown is not None:
            yield key, shown


#: Whole ten-thousandths: a hundred participants have few different ones, and only these become decimals.
_POINTS = (Cast("points", BigIntegerField()), Cast("most", BigIntegerField()))


def _told(line: Line) -> Told:
    role, number, said, points, most = line
    return Told(role, said, number, *(None if one is None else Decimal(one) / SCALE for one in (points, most)))


def _kept(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:.4f}"
