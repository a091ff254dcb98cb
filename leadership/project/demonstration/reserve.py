"""The reservists of invented schools: most are in the reserve, some have left it."""

from datetime import date, timedelta

from leadership.core import russian
from leadership.core.dates import years_from
from schools.models import Person, Post, ReserveEntry, ReserveReview, ReserveState, ReserveStep
from schools.models.reserve_states import last_day_of_term

from .ledger import Ledger
from .lot import Lot
from .staff import LAST, Staffed

#: How a stay went: the states after inclusion, in the order they were reached.
WAYS = (
    (),
    (ReserveState.IN_TRAINING,),
    (ReserveState.IN_TRAINING,),
    (ReserveState.IN_TRAINING, ReserveState.READY),
    (ReserveState.IN_TRAINING, ReserveState.READY),
    (ReserveState.IN_TRAINING, ReserveState.EXCLUDED),
)


def prepare(ledger: Ledger, lot: Lot, staffed: Staffed) -> None:
    """A reservist in ten is still a candidate."""
    if staffed.reservist is None:
        return
    day = lot.day(date(2021, 2, 1), date(2024, 10, 31))
    if lot.happens(0.1):
        _enter(ledger, lot, staffed, staffed.reservist, day, None, ())
    else:
        _enter(ledger, lot, staffed, staffed.reservist, day, last_day_of_term(day), lot.choice(WAYS))


def _enter(
    ledger: Ledger, lot: Lot, staffed: Staffed, person: Person, day: date, term: date | None, way: tuple
) -> None:
    entry = ledger.add(
        ReserveEntry(
            person=person,
            target_post=lot.choice((Post.DIRECTOR, Post.DIRECTOR, Post.DEPUTY)),
            target_school=staffed.school if lot.happens(0.6) else None,
            recommended_by=f"директор школы «{staffed.school.short_name}»",
            term_ends_on=term,
            next_review_on=years_from(day, 1) if term else None,
        )
    )
    first = ReserveState.INCLUDED if term else ReserveState.CANDIDATE
    for state in (first, *way):
        _step(ledger, lot, entry, state, day)
        day += timedelta(days=lot.randint(90, 300))
        if day > LAST:
            return
    if way and way[-1] != ReserveState.EXCLUDED:
        _review(ledger, entry, day)


def _step(ledger: Ledger, lot: Lot, entry: ReserveEntry, state: ReserveState, day: date) -> None:
    ground = lot.choice(ReserveStep.Ground.values) if state == ReserveState.EXCLUDED else ""
    basis = f"приказ № {lot.randint(1, 180)} от {russian.day(day)}"
    ledger.add(ReserveStep(entry=entry, state=state, taken_on=day, basis=basis, ground=ground))


def _review(ledger: Ledger, entry: ReserveEntry, day: date) -> None:
    ledger.add(
        ReserveReview(
            entry=entry,
            held_on=day,
            conclusion="Подготовку продолжить.",
            basis=f"протокол комиссии № 1 от {russian.day(day)}",
            next_review_on=years_from(day, 1),
        )
    )
