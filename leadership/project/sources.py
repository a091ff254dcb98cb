"""The sources of indicators: for each, whom it is drawn from, who counts, and why.

A source answers for a scope (a project, a day, the indicator's parameters) with querysets: the figure
is their count, the evidence their rows. A new indicator is a class here and its test.
Readings of the passport that were ours to decide: docs/decisions/0004-reading-of-indicators.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from leadership.core import russian
from mentoring.models import (
    DevelopmentProgramme,
    Enrolment,
    ManagementProject,
    ManagementTrial,
    Pairing,
    SimulatorTrial,
)
from schools.models import (
    Appointment,
    ContestEntry,
    InnovationParticipation,
    Membership,
    Person,
    School,
    TransitionProgramme,
)

from .models import Project


@dataclass(frozen=True)
class Scope:
    """Whose project, as of which day, in which variant of reading."""

    project: Project
    day: date
    parameters: Mapping[str, Any]

    def heads(self) -> QuerySet[Person]:
        """Heads of the district's general schools on the day."""
        return Person.objects.filter(municipality=self.project.municipality_id).heading(self.day)

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
    drawn_from: ClassVar[str]  # who stands in the denominator, or whom the rest are
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


def _by(records: Iterable[Model], owner: str, words: Any) -> dict[int, str]:
    """Owner's id → what its records say, joined."""
    said: dict[int, list[str]] = {}
    for record in records:
        said.setdefault(getattr(record, owner), []).append(words(record))
    return {key: "; ".join(texts) for key, texts in said.items()}


@source
class ProjectsImplemented(Source):
    """№ 1: of those who completed the named courses, each once, whose defended project is implemented."""

    key = "projects_implemented"
    counted = "реализовали проект, защищённый на курсах"
    drawn_from = "окончили курсы «Эффективный руководитель» или «Хочу стать лидером»"
    parameters = (
        Parameter("audience", "Кто считается", (("everyone", "все окончившие"), ("heads", "только руководители школ"))),
    )

    def population(self, scope: Scope) -> QuerySet:
        people = scope.heads() if scope.parameters.get("audience") == "heads" else scope.people()
        completed = Enrolment.objects.of_programmes(self._courses(scope)).completed_by(scope.day)
        return people.filter(Exists(completed.filter(person=OuterRef("pk"))))

    def reached(self, scope: Scope) -> QuerySet:
        return self.population(scope).filter(Exists(self._implemented(scope).filter(person=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = self._implemented(scope).filter(person__in=members)
        return _by(
            found, "person_id",
            lambda it: f"«{it.title}»: защищён {russian.day(it.defended_on)}, "
            f"реализован {russian.day(it.implemented_on)}, {it.proof}",
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = ManagementProject.objects.defended_on_courses(self._courses(scope))
        defended = _by(
            found.filter(person__in=members, defended_on__lte=scope.day), "person_id",
            lambda it: f"«{it.title}» защищён {russian.day(it.defended_on)}, не реализован",
        )  # fmt: skip
        return {member.pk: defended.get(member.pk, "проект на курсах не защищён") for member in members}

    def _implemented(self, scope: Scope) -> QuerySet:
        return ManagementProject.objects.defended_on_courses(self._courses(scope)).implemented_by(scope.day)

    def _courses(self, scope: Scope) -> list[str]:
        return scope.parameters.get("courses", ["effective_head", "future_leader"])


@source
class SchoolsWithTransitionProgramme(Source):
    """№ 2: of all general schools of the day, those with an approved programme."""

    key = "schools_with_transition_programme"
    counted = "школы с утверждённой программой перевода в эффективный режим развития"
    drawn_from = "все общеобразовательные учреждения района"

    def population(self, scope: Scope) -> QuerySet:
        return scope.schools()

    def reached(self, scope: Scope) -> QuerySet:
        developed = TransitionProgramme.objects.developed_by(scope.day)
        return scope.schools().filter(Exists(developed.filter(school=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = TransitionProgramme.objects.developed_by(scope.day).filter(school__in=members)
        return _by(
            found, "school_id",
            lambda it: f"утверждена {russian.day(it.approved_on)}"
            + (f", приказ № {it.order_number}" if it.order_number else ""),
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        drafts = _by(
            TransitionProgramme.objects.filter(school__in=members), "school_id",
            lambda it: "программа утверждена позже" if it.approved_on else "программа в разработке",
        )  # fmt: skip
        return {member.pk: drafts.get(member.pk, "программы нет") for member in members}


@source
class SchoolsInContest(Source):
    """№ 3: schools that entered the contest of transforming the environment, over the project or the year."""

    key = "schools_in_contest"
    counted = "школы – участницы конкурса преобразования образовательной среды"
    drawn_from = "все общеобразовательные учреждения района"
    parameters = (
        Parameter("counting", "За какое время", (("cumulative", "с начала проекта"), ("yearly", "за год"))),
    )

    def population(self, scope: Scope) -> QuerySet:
        return scope.schools()

    def reached(self, scope: Scope) -> QuerySet:
        return scope.schools().filter(Exists(self._entries(scope).filter(school=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = self._entries(scope).filter(school__in=members).select_related("contest")
        return _by(found, "school_id", lambda it: f"{it.contest}: {it.basis}")

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        when = "в этом году" if scope.parameters.get("counting") == "yearly" else "с начала проекта"
        return {member.pk: f"{when} в конкурсе не участвовала" for member in members}

    def _entries(self, scope: Scope) -> QuerySet:
        yearly = scope.parameters.get("counting") == "yearly"
        since = date(scope.day.year, 1, 1) if yearly else scope.project.starts_on
        return ContestEntry.objects.entered_by(scope.day, since).filter(contest__subject="environment")


@source
class HeadsInTeams(Source):
    """№ 4: heads who are mentor or mentee in a team whose year contains the day, each once."""

    key = "heads_in_teams"
    counted = "руководители – участники годичных команд"
    drawn_from = "все руководители школ района"

    def population(self, scope: Scope) -> QuerySet:
        return scope.heads()

    def reached(self, scope: Scope) -> QuerySet:
        here = Q(mentor=OuterRef("pk")) | Q(mentee=OuterRef("pk"))
        return scope.heads().filter(Exists(Pairing.objects.in_teams_of(scope.day).filter(here)))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        ids = {member.pk for member in members}
        pairings = Pairing.objects.in_teams_of(scope.day).filter(Q(mentor__in=ids) | Q(mentee__in=ids))
        said: dict[int, list[str]] = {}
        for pairing in pairings.select_related("team"):
            order = f", приказ № {pairing.team.order_number}" if pairing.team.order_number else ""
            for person, role in ((pairing.mentor_id, "наставник"), (pairing.mentee_id, "наставляемый")):
                words = f"{role}, {pairing.team.title}{order}"
                if person in ids and words not in said.setdefault(person, []):
                    said[person].append(words)
        return {person: "; ".join(texts) for person, texts in said.items()}

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        return {member.pk: "не входит ни в одну команду, действующую на эту дату" for member in members}


class CountOfPeople(Source):
    """A count: heads are held against the target, others who did the same are shown beside."""

    is_share = False
    drawn_from = "руководители школ района"

    def population(self, scope: Scope) -> QuerySet:
        return scope.heads()


@source
class HeadsInTrialBank(CountOfPeople):
    """№ 5: people entered in the regional bank who headed a school on the day of the entry."""

    key = "heads_in_trial_bank"
    counted = "руководители, включённые в региональный банк данных"

    def reached(self, scope: Scope) -> QuerySet:
        return scope.people().filter(Exists(self._entered(scope).filter(self._was_head(), person=OuterRef("pk"))))

    def beside(self, scope: Scope) -> QuerySet:
        return scope.people().filter(Exists(self._entered(scope).filter(~self._was_head(), person=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        return _by(
            self._entered(scope).filter(person__in=members), "person_id",
            lambda it: f"проба {russian.day(it.held_on)}, в банке с {russian.day(it.entered_in_bank_on)}, {it.basis}",
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        held = _by(
            ManagementTrial.objects.filter(person__in=members, held_on__lte=scope.day), "person_id",
            lambda it: f"проба {russian.day(it.held_on)}, в банк не включён",
        )  # fmt: skip
        return {member.pk: held.get(member.pk, "пробу не проходил") for member in members}

    def _entered(self, scope: Scope) -> QuerySet:
        return ManagementTrial.objects.in_regional_bank(scope.day)

    def _was_head(self) -> Exists:
        headed = Appointment.objects.heads().as_of(OuterRef("entered_in_bank_on"))
        return Exists(headed.filter(person=OuterRef("person")))


@source
class AssociationMembers(CountOfPeople):
    """№ 6: heads of the day who are members of the Association or its councils on the day."""

    key = "association_members"
    counted = "руководители – члены Ассоциации и советов"

    def reached(self, scope: Scope) -> QuerySet:
        return scope.heads().filter(self._is_member(scope))

    def beside(self, scope: Scope) -> QuerySet:
        return scope.people().filter(self._is_member(scope)).exclude(pk__in=scope.heads().values("pk"))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = Membership.objects.as_of(scope.day).filter(person__in=members)
        return _by(
            found, "person_id",
            lambda it: f"{it.council or it.get_body_display()}, с {russian.day(it.started_on)}, {it.basis}",
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        former = _by(
            Membership.objects.filter(person__in=members, ended_on__lt=scope.day), "person_id",
            lambda it: f"членство окончено {russian.day(it.ended_on)}",
        )  # fmt: skip
        return {member.pk: former.get(member.pk, "не состоит") for member in members}

    def _is_member(self, scope: Scope) -> Exists:
        return Exists(Membership.objects.as_of(scope.day).filter(person=OuterRef("pk")))


@source
class HeadsInSimulatorTrial(Source):
    """№ 7: of the heads of schools in РИП-ИнКО on the day (or of all heads), those who took part by the day."""

    key = "heads_in_simulator_trial"
    counted = "руководители – участники апробации управленческого тренажёра"
    drawn_from = "руководители школ, участвующих в РИП-ИнКО"
    parameters = (
        Parameter(
            "denominator", "От кого доля",
            (("rip_inko_heads", "руководители школ – участников РИП-ИнКО"), ("all_heads", "все руководители школ")),
        ),
    )  # fmt: skip

    def population(self, scope: Scope) -> QuerySet:
        if scope.parameters.get("denominator") == "all_heads":
            return scope.heads()
        in_platform = InnovationParticipation.objects.as_of(scope.day).filter(school=OuterRef("school"))
        headed = Appointment.objects.heads().of_open_general_schools(scope.day).as_of(scope.day)
        return scope.people().filter(Exists(headed.filter(Exists(in_platform), person=OuterRef("pk"))))

    def reached(self, scope: Scope) -> QuerySet:
        return self.population(scope).filter(took_part(scope))

    def beside(self, scope: Scope) -> QuerySet:
        return scope.people().filter(took_part(scope)).exclude(pk__in=self.population(scope).values("pk"))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = SimulatorTrial.objects.begun_by(scope.day).filter(person__in=members)
        return _by(found, "person_id", lambda it: f"с {russian.day(it.started_on)}, {it.basis}")

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        return {member.pk: "в апробации тренажёра не участвовал" for member in members}


@source
class ProgrammesOfSimulatorHeads(Source):
    """№ 8: of the heads who took part in the simulator's trial, those with an approved ИППР."""

    key = "programmes_of_simulator_heads"
    counted = "из них с утверждённой ИППР"
    drawn_from = "руководители школ, участвующие в апробации тренажёра"

    def population(self, scope: Scope) -> QuerySet:
        return scope.heads().filter(took_part(scope))

    def reached(self, scope: Scope) -> QuerySet:
        developed = DevelopmentProgramme.objects.developed_by(scope.day)
        return self.population(scope).filter(Exists(developed.filter(person=OuterRef("pk"))))

    def beside(self, scope: Scope) -> QuerySet:
        developed = DevelopmentProgramme.objects.developed_by(scope.day)
        others = scope.people().exclude(pk__in=self.population(scope).values("pk"))
        return others.filter(Exists(developed.filter(person=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = DevelopmentProgramme.objects.developed_by(scope.day).filter(person__in=members)
        return _by(
            found, "person_id",
            lambda it: f"ИППР утверждена {russian.day(it.approved_on)}"
            + (f", приказ № {it.order_number}" if it.order_number else ""),
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        drafts = _by(
            DevelopmentProgramme.objects.filter(person__in=members), "person_id",
            lambda it: "ИППР утверждена позже" if it.approved_on else "ИППР ещё не утверждена",
        )  # fmt: skip
        return {member.pk: drafts.get(member.pk, "ИППР нет") for member in members}


def took_part(scope: Scope) -> Exists:
    return Exists(SimulatorTrial.objects.begun_by(scope.day).filter(person=OuterRef("pk")))
