"""Invented schools beyond the story, up to a nation's number: the same proportions, drawn by lot."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db import reset_queries

from leadership.core import russian
from schools.models import ContestEntry, InnovationParticipation, School, SchoolYear, TransitionProgramme
from schools.school_year import suggested_group

from .district import District, on
from .growth import grow
from .ledger import Ledger
from .lot import Lot
from .reserve import prepare
from .staff import LAST, join, staffed_school
from .story import years
from .story.schools import INNOVATION, SCHOOLS, TRANSITION

#: Schools made and saved at a time: memory stays the same for any number of them.
BATCH = 250
TELLS_EVERY = 1000


def invent(ledger: Ledger, district: District, *, how_many: int, seed: int, say: Callable[[str], None]) -> None:
    lot = Lot(seed)
    last = len(SCHOOLS) + how_many
    for numbers in _batches(len(SCHOOLS) + 1, last):
        staffed = [staffed_school(ledger, lot, district, number) for number in numbers]
        for it in staffed:
            join(ledger, lot, it)
            prepare(ledger, lot, it)
            _undertake(ledger, lot, district, it.school)
        grow(ledger, lot, district, staffed)
        for it in staffed:
            _count(ledger, Lot(f"{seed}-{it.school.name}"), it.school)
        ledger.write()
        reset_queries()
        if numbers[-1] % TELLS_EVERY == 0:
            say(f"школы: {russian.number(numbers[-1])} из {russian.number(last)}")


def _batches(first: int, last: int) -> Iterator[range]:
    """The numbers of schools, cut at round ones."""
    while first <= last:
        end = min(first + BATCH - first % BATCH, last)
        yield range(first, end + 1)
        first = end + 1


def _undertake(ledger: Ledger, lot: Lot, district: District, school: School) -> None:
    if lot.happens(0.6):
        _, theme, begun, _, basis = lot.choice(INNOVATION)
        ended = lot.day(date(2023, 6, 1), LAST) if lot.happens(0.15) else None
        ledger.add(
            InnovationParticipation(school=school, theme=theme, started_on=on(begun), ended_on=ended, basis=basis)
        )
    if lot.happens(0.95):
        title, approved = lot.choice(TRANSITION)[1], lot.day(date(2021, 9, 1), date(2024, 11, 30))
        is_draft = lot.happens(0.1)
        ledger.add(
            TransitionProgramme(
                school=school,
                title=title,
                approved_on=None if is_draft else approved,
                order_number="" if is_draft else str(lot.randint(1, 180)),
            )
        )
    for contest in lot.sample(district.contests, lot.choice((0, 1, 2, 2, 3))):
        ledger.add(
            ContestEntry(
                contest=contest,
                school=school,
                entered_on=contest.held_on - timedelta(days=lot.randint(30, 45)),
                work="Пространство для учёбы и отдыха",
                result=lot.choice(("участник", "участник", "призёр", "победитель")),
                basis=f"протокол жюри № 1 от {russian.day(contest.held_on)}",
            )
        )


def _count(ledger: Ledger, lot: Lot, school: School) -> None:
    """A school of a village: most years it loses a few pupils; one year in forty nobody sent the figures."""
    pupils = lot.randint(40, 320)
    for year in range(years.FIRST, years.LAST + 1):
        pupils = max(12, pupils + lot.randint(-7, 4))
        if lot.happens(0.025):
            continue
        teachers = 7 + pupils // 14
        ledger.add(
            SchoolYear(
                school=school,
                year=year,
                pupils=pupils,
                teachers=teachers,
                staff=teachers * 2 + lot.randint(0, 4),
                kind=school.kind,
                group=suggested_group(pupils, school.kind) or SchoolYear.Group.BASE,
            )
        )
