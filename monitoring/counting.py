"""Counting a campaign: answers read by the hundred participants, scored, written without an object of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from leadership.core import rows

from . import scoring
from .models import (
    COUNTED_STATES,
    SCALE,
    Answer,
    Calculation,
    Item,
    Methodology,
    Response,
    Result,
    Score,
)
from .models.response import value_as
from .scheme import given_as, scheme_of

#: Participants that are in memory at once.
CHUNK = 500
#: What an item is worth is remembered for so many values.
REMEMBERED = 50_000
#: Values that cannot be counted are named, the first of them.
NAMED = 20
SCORE_COLUMNS = (
    "result_id", "item_id", "state", "number", "said", "points", "most", "contribution", "reason",
)  # fmt: skip


class Uncountable(Exception):
    """Values no rule knows what to do with; the text names participant, item and reason, a line each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class Worth:
    """A line and, as the database keeps them, the columns of its score."""

    line: scoring.Line
    columns: tuple[Any, ...]


@dataclass
class Worths:
    """What values are worth under one scheme: the same value is worth the same for everybody."""

    scheme: scoring.Scheme
    pks: dict[str, int]
    known: dict[tuple[str, scoring.Given], Worth] = field(default_factory=dict)

    def of(self, item: scoring.Item, given: scoring.Given) -> Worth:
        if isinstance(given.value, dict):
            return self.made(self.scheme.line(item, given))
        found = self.known.get((item.code, given))
        if found is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            found = self.known[item.code, given] = self.made(self.scheme.line(item, given))
        return found

    def made(self, line: scoring.Line) -> Worth:
        number = line.given.number
        return Worth(
            line,
            (
                self.pks.get(line.item.code),
                line.given.state.value,
                None if number is None else f"{number:.4f}",
                line.said[: Score._meta.get_field("said").max_length],
                _scaled(line.points),
                _scaled(line.most),
                _scaled(line.contribution),
                _reason(line)[: Score._meta.get_field("reason").max_length],
            ),
        )


@dataclass
class Standing:
    """The ranked results of one role under their trials; results in the order they were added."""

    trials: scoring.Trials
    results: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    pk: int
    label: str
    group: str


Forms = dict[str, list[dict[str, scoring.Given]]]


class Counting:
    """One calculation from its first participant to the intervals of places."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.campaign = calculation.campaign
        self.methodology: Methodology = self.campaign.methodology
        self.scheme = scheme_of(self.methodology)
        self.items = {pk: (code, kind) for pk, code, kind in self.methodology.items.values_list("pk", "code", "answer")}
        self.pks = {code: pk for pk, (code, kind) in self.items.items() if kind != Item.Answer.TEXT}
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

    def count(self) -> None:
        """Raises `Uncountable`; what is written by then is for the caller to take away."""
        best = self._best() if self.scheme.relative else {}
        done = 0
        for subjects in self._chunks():
            with transaction.atomic():
                self._write(subjects, best)
            if self.faults:
                raise Uncountable(self.faults)
            done += len(subjects)
            Calculation.objects.filter(pk=self.calculation.pk).update(participants_done=done)
        self._place()

    def deciders(self) -> list[str]:
        first = next(iter(self.standings.values()), None)
        return first.trials.deciders() if first else []

    def _chunks(self) -> Iterator[list[Subject]]:
        """In the order of names, in which equal totals are then listed."""
        taking_part = self.campaign.participants.taking_part().order_by("label", "pk")
        following = taking_part
        while found := [Subject(*row) for row in following.values_list("pk", "label", "group")[:CHUNK]]:
            yield found
            last = found[-1]
            following = taking_part.filter(Q(label__gt=last.label) | Q(label=last.label, pk__gt=last.pk))

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
        for response, item, state, number, *value in answers.values_list(
            "response", "item", "state", "number", "choice", "counts", "text"
        ):
            code, kind = self.items[item]
            by_response[response][code] = given_as(state, value_as(kind, number, *value))
        return found

    def _write(self, subjects: list[Subject], best: dict[str, dict[str, list[Decimal]]]) -> None:
        forms = self._forms(subjects)
        results, counted = [], []
        for subject in subjects:
            for role, answered in (forms.get(subject.pk) or {self.campaign.asks[0]: [{}]}).items():
                worths = self._worths(role, best)
                found = self._scored(subject, worths, answered)
                outcome = worths.scheme.outcome([worth.line for worth in found])
                results.append(self._result(subject, role, outcome))
                counted.append((subject, outcome, found))
        if self.faults:
            return
        Result.objects.bulk_create(results)
        rows.insert(Score, SCORE_COLUMNS, self._scores(results, counted))
        for result, (subject, outcome, _) in zip(results, counted, strict=True):
            if result.is_ranked:
                self._standing(result.role).trials.add(outcome, self._apart(subject), result.key)
                self.standings[result.role].results.append(result.pk)

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

    def _result(self, subject: Subject, role: str, outcome: scoring.Outcome) -> Result:
        return Result(
            calculation=self.calculation,
            participant_id=subject.pk,
            role=role,
            group=subject.group,
            total=outcome.total,
            most=outcome.most,
            percent=outcome.percent,
            rounding=outcome.rounding,
            key=self._key(outcome),
            answered=outcome.answered,
            applicable=outcome.applicable,
            level_id=self.levels[outcome.level.title] if outcome.level else None,
            is_ranked=self.ranks and outcome.is_ranked,
        )

    def _key(self, outcome: scoring.Outcome) -> Decimal | None:
        """What separates equal totals; less is better where the item says so."""
        if self.methodology.places != Methodology.Places.KEY:
            return None
        number = next(
            (line.given.number for line in outcome.lines if line.item.code == self.methodology.second_key), None
        )
        return number if number is None or self.key_is_up else -number

    def _scores(self, results: list[Result], counted: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        for result, (_, outcome, found) in zip(results, counted, strict=True):
            for worth, line in zip(found, outcome.lines, strict=True):
                if worth.columns[0] is None:
                    continue
                if line is worth.line:
                    yield result.pk, worth.columns
                else:
                    yield result.pk, (*worth.columns[:6], _scaled(line.contribution), worth.columns[7])

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
            found = zip(standing.results, standing.trials.intervals(), strict=True)
            rows.update(Result, ("least_place", "most_place"), ((pk, own.least, own.most) for pk, own in found))


def _scaled(points: Decimal | None) -> int | None:
    return None if points is None else int(points * SCALE)


def _reason(line: scoring.Line) -> str:
    """With a warning where one case more or less would have changed much."""
    if not line.is_fragile:
        return line.reason
    return f"{line.reason}; доля считается от малого числа, один случай меняет её сильно".removeprefix("; ")
