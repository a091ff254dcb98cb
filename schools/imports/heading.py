"""One head of a school on a day, kept over a whole file: whoever leaves may stand below whoever comes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..models import Appointment
from ..models.appointment import refusal_of_second_head


@dataclass(slots=True)
class Term:
    """Somebody heading a school from one day to another; `row` where the file says so, else 0."""

    pk: int | None
    person: str
    started_on: date
    ended_on: date | None
    row: int = 0

    def overlaps(self, other: "Term") -> bool:
        return (self.ended_on is None or self.ended_on >= other.started_on) and (
            other.ended_on is None or other.ended_on >= self.started_on
        )


class Terms:
    """Who heads which school when, as the register says and as the file will leave it."""

    def __init__(self) -> None:
        self._held: dict[int, dict[int, Term]] = defaultdict(dict)
        self._known: set[int] = set()
        self._planned: dict[int, list[Term]] = defaultdict(list)

    def hold(self, appointments: Iterable[Appointment], schools: Iterable[int]) -> None:
        """What the register says of these schools; what was learned of a school before stays."""
        new = set(schools) - self._known
        self._known |= new
        for it in appointments:
            if it.school_id in new:
                self._held[it.school_id][it.pk] = Term(it.pk, str(it.person), it.started_on, it.ended_on)

    def plan(self, appointment: Appointment, person: str, row: int) -> None:
        it = appointment
        self._planned[it.school_id].append(Term(it.pk, person, it.started_on, it.ended_on, row))

    def conflicts(self) -> dict[int, str]:
        """Row → why it cannot be: of two rows at odds the lower one is refused, and what it changed stays."""
        refused: dict[int, str] = {}
        for school, planned in self._planned.items():
            while found := next(self._clashes(school, planned, refused), None):
                refused |= [found]
        return refused

    def _clashes(self, school: int, planned: list[Term], refused: dict[int, str]) -> Iterator[tuple[int, str]]:
        alive = [term for term in planned if term.row not in refused]
        changed = {term.pk for term in alive}
        terms = [*alive, *(term for term in self._held.get(school, {}).values() if term.pk not in changed)]
        terms.sort(key=lambda term: term.started_on)
        for earlier, later in _overlapping(terms):
            if earlier.row or later.row:
                loser, rival = (earlier, later) if earlier.row > later.row else (later, earlier)
                yield loser.row, _said(loser, rival)


def _overlapping(terms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """Neighbours by their beginning, where one reaches into the other."""
    reaching: Term | None = None
    for term in terms:
        if reaching and reaching.overlaps(term):
            yield reaching, term
        if reaching is None or (
            reaching.ended_on is not None and (term.ended_on is None or term.ended_on > reaching.ended_on)
        ):
            reaching = term


def _said(loser: Term, rival: Term) -> str:
    said = refusal_of_second_head(loser.person, rival.person, rival.started_on, rival.ended_on)
    return f"{said} См. строку {rival.row} этого файла." if rival.row else said


def appointment_meant(appointments: Sequence[Appointment], cells: dict[str, Any]) -> Appointment | None:
    """Of a person's appointments at a school: begun on that day, else the one that goes on in the same post."""
    here = [it for it in appointments if it.school_id == cells.get("school")]
    begun = [it for it in here if it.started_on == cells.get("started_on")]
    post = cells.get("post")
    lasting = [it for it in here if it.ended_on is None and post in (None, it.post)]
    if begun or lasting:
        return (begun or lasting)[0]
    if "started_on" in cells:
        return None
    return max(here, key=lambda it: it.started_on, default=None)
