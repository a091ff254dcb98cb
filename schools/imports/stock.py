"""What the district's registers hold, asked for with one question a kind, then with one a batch of rows."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from ..models import Appointment, Contest, FormerName, Municipality, Person, School
from .matching import Contests, Known, KnownSchool, People, Schools
from .register import Register
from .values import Name

#: A cursor brings rows in pieces: forty thousand people never stand in memory as records.
PIECE = 2_000


class Stock:
    def __init__(self, register: Register, municipality: Municipality) -> None:
        self.register = register
        self.municipality = municipality

    @cached_property
    def people(self) -> People:
        own = Person.objects.filter(municipality=self.municipality).order_by("pk")
        people = People(Known(*row) for row in own.values_list(*Known._fields).iterator(PIECE))
        former = FormerName.objects.filter(person__municipality=self.municipality).order_by("pk")
        names = ("last_name", "first_name", "patronymic")
        now = [f"person__{field}" if field != "pk" else "person_id" for field in Known._fields]
        for last, first, patronymic, *row in former.values_list(*names, *now).iterator(PIECE):
            people.add(Known(*row), Name(last, first, patronymic))
        return people

    @cached_property
    def schools(self) -> Schools:
        own = School.objects.filter(municipality=self.municipality).order_by("pk")
        return Schools(KnownSchool(*row) for row in own.values_list("pk", "short_name", "name").iterator(PIECE))

    @cached_property
    def contests(self) -> Contests:
        own = Contest.objects.filter(municipality=self.municipality).order_by("pk")
        return Contests(own.values_list("pk", "title", "held_on").iterator(PIECE))

    @cached_property
    def schools_of(self) -> dict[int, tuple[int, ...]]:
        """Where each person has worked, the latest school first."""
        worked: dict[int, tuple[int, ...]] = {}
        own = Appointment.objects.filter(person__municipality=self.municipality).order_by("started_on", "pk")
        for person, school in own.values_list("person_id", "school_id").iterator(PIECE):
            worked[person] = (school, *worked.get(person, ()))
        return worked

    def records(self, people: Iterable[int], schools: Iterable[int]) -> dict[int, list[Any]]:
        """The records of these people or schools by the one they belong to."""
        wanted = self._wanted([pk for pk in people if pk > 0], [pk for pk in schools if pk > 0])
        found: dict[int, list[Any]] = defaultdict(list)
        if wanted is not None:
            for record in wanted.order_by("pk"):
                found[self._owner(record)].append(record)
        return found

    def _wanted(self, people: list[int], schools: list[int]) -> QuerySet | None:
        register = self.register
        records = register.records() if register.records else register.model.objects.all()
        if register.heads_schools:
            return records.filter(Q(person__in=people) | Q(school__in=schools)).select_related("person")
        if register.owner == "person":
            return records.filter(person__in=people)
        if register.owner == "school":
            return records.filter(school__in=schools)
        return records.filter(pk__in=schools) if register.model is School else None

    def _owner(self, record: Any) -> int:
        return getattr(record, f"{self.register.owner}_id") if self.register.owner else record.pk
