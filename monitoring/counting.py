"""Counting a campaign: answers read by the hundred participants, scored, written without an object of each."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from leadership.core import rows

from . import scoring
from .models import (
    COUNTED_STATES,
    Answer,
    Calculation,
    Item,
    Methodology,
    Response,
    Result,
    Score,
)
from .scheme import scheme_of
from .worths import SCORE_COLUMNS, Answered, Worth, Worths, scaled

#: Participants that are in memory at once.
CHUNK = 500
#: Values that cannot be counted are named, the first of them.
NAMED = 20


class Uncountable(Exception):
    """Values no rule knows what to do with; the text names participant, item and reason, a line each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class WrittenOff(Exception):
    """Somebody has taken this calculation for broken off: it is not to become the current one."""


@dataclass
class Standing:
    """The ranked results of one role under their trials; results in the order they were added."""

    trials: scoring.Trials
    results: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Subject:
    pk: int
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of the forms of one participant in one role, before it is written."""

    subject: Subject
    role: str
    outcome: scoring.Outcome
    worths: list[Worth]
    key: Decimal | None
    is_ranked: bool


RESULT_COLUMNS = (
    "calculation_id", "participant_id", "role", "group", "total", "most", "percent", "rounding", "key", "answered",
    "applicable", "level_id", "is_ranked", "manual_reason",
)  # fmt: skip

Forms = dict[str, list[dict[str, scoring.Given]]]


class Counting:
    """One calculation from its first participant to the intervals of places."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.campaign = calculation.campaign
        self.methodology: Methodology = self.campaign.methodology
        self.scheme = scheme_of(self.methodology)
        items = self.methodology.items.exclude(answer=Item.Answer.TEXT).values_list("pk", "code", "answer")
        self.answered = {pk: Answered(code, kind) for pk, code, kind in items}
        self.pks = {answered.code: pk for pk, answered in self.answered.items()}
        self.levels = dict(self.methodology.levels.values_list("title", "pk"))
        self.ranks = self.methodology.may_rank and self.methodology.places != Methodology.Places.NONE
        self.key_is_up = (
            not self.methodology.items.filter(
                code=self.methodology.second_key, direction=Item.Direction.DOWN
            ).exists()
        )  # fmt: skip
        self.worths: dict[str, Worths] = {}
        self.standings: dict[str, Standing] = {}
        self.faults: list[str] = []
        self.deciders: list[str] = []

    def count(self) -> None:
        """Raises `Uncountable` or `WrittenOff`; what is written by then is for the caller to take away."""
        done = 0
        self._show(done)
        best = self._best() if self.scheme.relative else {}
        for subjects in self._chunks():
            with transaction.atomic():
                self._write(subjects, best)
            if self.faults:
                raise Uncountable(self.faults)
            done += len(subjects)
            self._show(done)
        self._place()
        self._show(done)

    def _show(self, done: int) -> None:
        """Progress, which also says that the worker lives."""
        this = Calculation.objects.unfinished().filter(pk=self.calculation.pk)
        if not this.update(participants_done=done, moved_at=timezone.now()):
            raise WrittenOff

    def _chunks(self) -> Iterator[list[Subject]]:
        """In the order of names, in which equal totals are then listed."""
        taking_part = self.campaign.participants.taking_part()
        pks = array("q", taking_part.order_by("label", "pk").values_list("pk", flat=True))
        for start in range(0, len(pks), CHUNK):
            chunk = list(pks[start : start + CHUNK])
            subjects = taking_part.filter(pk__in=chunk).order_by().values_list("pk", "label", "group")
            found = {pk: Subject(pk, label, group) for pk, label, group in subjects}
            yield [found[pk] for pk in chunk if pk in found]

    def _best(self) -> dict[str, dict[str, list[Decimal]]]:
        """By role and item the least and the greatest value of all: what «лучший = 100» compares with."""
        found: dict[str, dict[str, list[Decimal]]] = {}
        for subjects in self._chunks():
            for forms in self._forms(subjects).values():
                for role, answered in forms.items():
                    for givens in answered:
                        for code in self.scheme.relative:
                            number = self.scheme.by_code[code].given(givens, self.scheme.by_code).number
                            if number is not None:
                                known = found.setdefault(role, {}).setdefault(code, [number])
                                found[role][code] = [min(*known, number), max(*known, number)]
        return found

    def _forms(self, subjects: list[Subject]) -> dict[int, Forms]:
        """The counted forms of these participants, by role; two questions."""
        counted = Response.objects.filter(
            participant__in=[subject.pk for subject in subjects], state__in=COUNTED_STATES
        ).order_by("pk")
        found: dict[int, Forms] = {}
        by_response: dict[int, dict[str, scoring.Given]] = {}
        for pk, participant, role in counted.values_list("pk", "participant", "role"):
            by_response[pk] = {}
            found.setdefault(participant, {}).setdefault(role, []).append(by_response[pk])
        answers = Answer.objects.filter(response__in=list(by_response)).order_by()
        kept = ("state", "number", "choice", Cast("counts", TextField()))
        for response, item, *value in answers.values_list("response", "item", *kept):
            answered = self.answered.get(item)
            if answered is not None:
                by_response[response][answered.code] = answered.given(tuple(value))
        return found

    def _write(self, subjects: list[Subject], best: dict[str, dict[str, list[Decimal]]]) -> None:
        counted = list(self._counted(subjects, best))
        if self.faults:
            return
        rows.insert(Result, RESULT_COLUMNS, (((self.calculation.pk,), self._result(one)) for one in counted))
        written = self.calculation.results.filter(participant__in=[subject.pk for subject in subjects]).order_by()
        pks = {(participant, role): pk for pk, participant, role in written.values_list("pk", "participant", "role")}
        results = [(pks[one.subject.pk, one.role], one) for one in counted]
        rows.insert(Score, SCORE_COLUMNS, self._scores(results))
        for pk, one in results:
            if one.is_ranked:
                standing = self._standing(one.role)
                standing.trials.add(one.outcome, self._apart(one.subject), one.key)
                standing.results.append(pk)

    def _counted(self, subjects: list[Subject], best: dict[str, dict[str, list[Decimal]]]) -> Iterator[Counted]:
        forms = self._forms(subjects)
        for subject in subjects:
            for role, answered in (forms.get(subject.pk) or {self.campaign.asks[0]: [{}]}).items():
                worths = self._worths(role, best)
                found = self._scored(subject, worths, answered)
                outcome = worths.scheme.outcome([worth.line for worth in found])
                yield Counted(subject, role, outcome, found, self._key(outcome), self.ranks and outcome.is_ranked)

    def _worths(self, role: str, best: dict[str, dict[str, list[Decimal]]]) -> Worths:
        if role not in self.worths:
            self.worths[role] = Worths(self.scheme.against(best.get(role, {})), self.pks)
        return self.worths[role]

    def _scored(self, subject: Subject, worths: Worths, answered: list[dict[str, scoring.Given]]) -> list[Worth]:
        scheme = worths.scheme
        found = []
        for item in scheme.items:
            try:
                own = [worths.of(item, item.given(givens, scheme.by_code)) for givens in answered]
            except (ValueError, KeyError) as fault:
                self._note(subject, item, fault)
                own = [worths.of(item, scoring.NO_DATA)]
            if len(own) == 1:
                found.append(own[0])
            else:
                found.append(worths.made(scoring.together(scheme, [worth.line for worth in own])))
        return found

    def _note(self, subject: Subject, item: scoring.Item, fault: Exception) -> None:
        why = f"нет ответа с кодом «{fault.args[0]}»." if isinstance(fault, KeyError) else str(fault)
        if len(self.faults) < NAMED:
            self.faults.append(f"{subject.label}, показатель {item.code}: {why[:1].lower()}{why[1:]}")

    def _result(self, one: Counted) -> rows.Prepared:
        outcome = one.outcome
        points = (outcome.total, outcome.most, outcome.percent, outcome.rounding, one.key)
        level = self.levels[outcome.level.title] if outcome.level else None
        return rows.prepared(
            (
                one.subject.pk,
                one.role,
                one.subject.group,
                *map(scaled, points),
                outcome.answered,
                outcome.applicable,
                level,
                one.is_ranked,
                "",
            )
        )

    def _key(self, outcome: scoring.Outcome) -> Decimal | None:
        """What separates equal totals; less is better where the item says so."""
        if self.methodology.places != Methodology.Places.KEY:
            return None
        number = next(
            (line.given.number for line in outcome.lines if line.item.code == self.methodology.second_key), None
        )
        return number if number is None or self.key_is_up else -number

    def _scores(self, results: Iterable[tuple[int, Counted]]) -> Iterator[rows.Row]:
        for pk, one in results:
            for worth, line in zip(one.worths, one.outcome.lines, strict=True):
                if worth.columns is not None:
                    yield (pk, scaled(line.contribution)), worth.columns

    def _standing(self, role: str) -> Standing:
        if role not in self.standings:
            gaps = self.methodology.places == Methodology.Places.GAPS
            self.standings[role] = Standing(scoring.Trials(self.scheme, gaps=gaps))
        return self.standings[role]

    def _apart(self, subject: Subject) -> str:
        return subject.group if self.methodology.ranks_groups_apart else ""

    def _place(self) -> None:
        """Store how firm each place is."""
        for standing in self.standings.values():
            firmness = standing.trials.firmness()
            self.deciders = self.deciders or firmness.deciders()
            found = zip(standing.results, firmness.intervals, strict=True)
            rows.update(Result, ("least_place", "most_place"), ((pk, own.least, own.most) for pk, own in found))
