"""The people of an invented school: its heads, one after another, and perhaps a reservist."""

from dataclasses import dataclass
from datetime import date, timedelta

from leadership.core import russian
from schools.models import Appointment, Membership, Person, Post, School, SchoolKind

from .careers import draw_career
from .district import District
from .ledger import Ledger
from .lot import Lot
from .names import full_name
from .story.people import PEOPLE

FIRST, LAST = date(2021, 1, 1), date(2024, 12, 30)


@dataclass
class Staffed:
    """A school, who headed it from which day to which, and its reservist, if there is one."""

    school: School
    heads: list[tuple[Person, date, date | None]]
    reservist: Person | None

    def head_on(self, day: date) -> Person:
        return next(person for person, _, until in self.heads if until is None or day <= until)


def staffed_school(ledger: Ledger, lot: Lot, district: District, number: int) -> Staffed:
    """One school in five changes its head during the project; two in five have a reservist."""
    name = f"Демонстрационная школа № {number}"
    school = ledger.add(
        School(
            municipality=district.municipality,
            name=f"МБОУ «{name}»",
            short_name=name,
            kind=SchoolKind.SECONDARY if lot.happens(0.75) else SchoolKind.BASIC,
        )
    )
    since, until = lot.day(date(2006, 8, 15), date(2020, 10, 31)), None
    if lot.happens(0.2):
        until = lot.day(date(2021, 2, 1), date(2024, 9, 30))
    heads = [(_person(ledger, lot, district, f"head{number}"), since, until)]
    if until:
        successor = _person(ledger, lot, district, f"successor{number}")
        heads.append((successor, until + timedelta(days=1), None))
    for person, begun, ended in heads:
        _appoint(ledger, lot, person, school, Post.DIRECTOR, begun, ended)
        draw_career(ledger, lot, person, begun)
    reservist = _person(ledger, lot, district, f"reserve{number}") if lot.happens(0.4) else None
    if reservist:
        begun = lot.day(date(2012, 8, 15), date(2020, 9, 1))
        _appoint(ledger, lot, reservist, school, lot.choice((Post.DEPUTY, Post.TEACHER)), begun, None)
    return Staffed(school, heads, reservist)


def _person(ledger: Ledger, lot: Lot, district: District, address: str) -> Person:
    last, first, patronymic = full_name(lot)
    return ledger.add(
        Person(
            municipality=district.municipality,
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            born_on=lot.day(date(1960, 1, 1), date(1985, 12, 31)),
            phone=f"(38166) 2-{lot.randint(1, 99):02}-{lot.randint(len(PEOPLE), 99):02}",
            email=f"{address}@example.org",
        )
    )


def _appoint(
    ledger: Ledger, lot: Lot, person: Person, school: School, post: Post, begun: date, ended: date | None
) -> None:
    contract = date(2025, 1, 1) if begun < FIRST else begun
    ledger.add(
        Appointment(
            person=person,
            school=school,
            post=post,
            started_on=begun,
            ended_on=ended,
            order_number=f"{lot.randint(1, 120)}-к",
            order_date=begun - timedelta(days=3),
            contract_ends_on=ended or (lot.day(contract, date(2029, 8, 31)) if post == Post.DIRECTOR else None),
        )
    )


def join(ledger: Ledger, lot: Lot, staffed: Staffed) -> None:
    if not lot.happens(0.6):
        return
    joined = lot.day(date(2021, 3, 1), date(2024, 6, 30))
    left = lot.day(joined, LAST) if lot.happens(0.15) else None
    body = lot.choice(Membership.Body.values)
    ledger.add(
        Membership(
            person=staffed.head_on(joined),
            body=body,
            council="Совет руководителей сельских школ" if body == Membership.Body.COUNCIL else "",
            started_on=joined,
            ended_on=left,
            basis=f"протокол № {lot.randint(1, 6)} от {russian.day(joined)}",
        )
    )
