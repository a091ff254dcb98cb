"""Who in a department is told of what; contracts and attestations of heads whose term is near."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from leadership.core import russian
from leadership.core.latest import latest
from leadership.core.notices.actions import tell
from leadership.core.notices.registry import FRESH, Telling, due, nearing, occasion, overdue

from . import attention
from .models import Appointment, Attestation, Import, Role, User

THEME = "Школы и люди"
#: Days before the end of a contract or an attestation at which it is spoken of.
STEPS = (attention.NOTICE.days, 30)

IMPORTED = occasion("import_done", theme="Отчёты и загрузки")


class Staff:
    """Accounts at work in the given roles, by district; one question.

    What is a district's is told to its own accounts, what is the region's to those of the region.
    """

    def __init__(self, *roles: Role) -> None:
        self._accounts: dict[int | None, list[int]] = defaultdict(list)
        found = User.objects.filter(role__in=roles, is_active=True).order_by("pk")
        for municipality, pk in found.values_list("municipality", "pk"):
            self._accounts[municipality].append(pk)

    def of(self, municipality: int | None) -> list[int]:
        return self._accounts.get(municipality, [])

    def districts(self) -> list[int]:
        return [municipality for municipality in self._accounts if municipality is not None]


def term_key(term: date, day: date, steps: tuple[int, ...]) -> str:
    """The part of a key for a term that nears or is over."""
    return nearing(term, day, steps) or overdue(term, day)


def around(field: str, day: date, ahead: int) -> Q:
    """Terms that are spoken of on the day: so many days ahead, or over and still news."""
    return Q(**{f"{field}__range": (day - FRESH, day + timedelta(days=ahead))})


@due("contract_term", theme=THEME)
def contracts(day: date) -> Iterator[Telling]:
    staff = Staff(Role.SPECIALIST)
    ending = Appointment.objects.headships(day).filter(around("contract_ends_on", day, STEPS[0]))
    for one in ending.select_related("school").order_by("pk"):
        key = term_key(one.contract_ends_on, day, STEPS)
        said = "истёк" if one.contract_ends_on < day else "истекает"
        text = f"Договор с руководителем {said} {russian.day(one.contract_ends_on)}: {one.school}"
        for account in staff.of(one.school.municipality_id) if key else ():
            yield Telling(account, f"{one.pk}-{key}", text, owner=one.school)


@due("attestation_term", theme=THEME)
def attestations(day: date) -> Iterator[Telling]:
    staff = Staff(Role.SPECIALIST)
    last = latest(Attestation.objects.held_by(day), of="person", by="held_on")
    heads = Appointment.objects.headships(day).values("person")
    ending = last.filter(around("valid_until", day, STEPS[0]), person__in=heads).with_school(day)
    for one in ending.select_related("person").order_by("pk"):
        key = term_key(one.valid_until, day, STEPS)
        said = "истёк" if one.valid_until < day else "истекает"
        text = f"Срок аттестации руководителя {said} {russian.day(one.valid_until)}: {one.school_name}"
        for account in staff.of(one.person.municipality_id) if key else ():
            yield Telling(account, f"{one.pk}-{key}", text, owner=one.person)


def tell_import(brought: Import) -> None:
    """Whoever brought a long workbook has left the page: it was taken in behind his back."""
    text = f"Загрузка из Excel закончена: {brought.file_name}"
    tell(IMPORTED, Telling(brought.brought_by_id, str(brought.pk), text, owner=brought))
