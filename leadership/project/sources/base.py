"""What a source of an indicator is: a share of a population, or a count of people, each with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, QuerySet

from schools.models import Person, School

from ..models import Project


@dataclass(frozen=True)
class Scope:
    """Whose project, as of which day, in which variant of reading."""

    project: Project
    day: date
    parameters: Mapping[str, Any]

    def heads(self) -> QuerySet[Person]:
        """Heads of the district's general schools on the day."""
        return Person.objects.heading(self.day, self.project.municipality_id)

    def schools(self) -> QuerySet[School]:
        """General schools of the district that exist on the day."""
        return School.objects.filter(municipality=self.project.municipality_id).general().as_of(self.day)

    def people(self) -> QuerySet[Person]:
        return Person.objects.filter(municipality=self.project.municipality_id)


@dataclass(frozen=True)
class Parameter:
    """A variant of reading that can be chosen on the indicator's card: name → (value, words)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


class Source:
    """The base: a share of a population, or a count of people drawn from it."""

    key: ClassVar[str]
    counted: ClassVar[str]  # who stands in the numerator
    drawn_from: ClassVar[str] = ""  # the denominator («доля от кого»), unless a parameter decides it
    is_share: ClassVar[bool] = True
    parameters: ClassVar[tuple[Parameter, ...]] = ()

    def population(self, scope: Scope) -> QuerySet:
        """Whom the figure is drawn from; the denominator of a share."""
        raise NotImplementedError

    def reached(self, scope: Scope) -> QuerySet:
        """Who counts; the numerator."""
        raise NotImplementedError

    def beside(self, scope: Scope) -> QuerySet | None:
        """Who did the same but is not counted against the target; shown beside."""
        return None

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        """What proves each of those who count."""
        raise NotImplementedError

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        """Why each of the others does not count."""
        raise NotImplementedError


SOURCES: dict[str, Source] = {}


def source(cls: type[Source]) -> type[Source]:
    SOURCES[cls.key] = cls()
    return cls


def joined(records: Iterable[Model], owner: str, words: Any) -> dict[int, str]:
    """Owner's id → what its records say, joined."""
    said: dict[int, list[str]] = {}
    for record in records:
        said.setdefault(getattr(record, owner), []).append(words(record))
    return {key: "; ".join(texts) for key, texts in said.items()}


class CountOfPeople(Source):
    """A count: heads are held against the target, others who did the same are shown beside."""

    is_share = False
    drawn_from = "руководителей школ района"

    def population(self, scope: Scope) -> QuerySet:
        return scope.heads()
