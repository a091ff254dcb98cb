"""How people grow together: projects, teams, the regional bank, the Association (indicators 1, 4, 5, 6)."""

from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from leadership.core import russian
from mentoring.models import Enrolment, ManagementProject, ManagementTrial, Pairing
from schools.models import Appointment, Membership

from .base import CountOfPeople, Parameter, Scope, Source, joined, source


@source
class ProjectsImplemented(Source):
    """№ 1: of those who completed the named courses, each once, whose defended project is implemented."""

    key = "projects_implemented"
    counted = "реализовали проект, защищённый на курсах"
    parameters = (
        Parameter(
            "audience",
            "Доля от",
            (
                ("everyone", "всех, кто окончил курсы «Эффективный руководитель», «Хочу стать лидером»"),
                ("heads", "руководителей школ, окончивших эти курсы"),
            ),
        ),
    )

    def population(self, scope: Scope) -> QuerySet:
        people = scope.heads() if scope.parameters.get("audience") == "heads" else scope.people()
        completed = Enrolment.objects.of_programmes(self._courses(scope)).completed_by(scope.day)
        return people.filter(Exists(completed.filter(person=OuterRef("pk"))))

    def reached(self, scope: Scope) -> QuerySet:
        return self.population(scope).filter(Exists(self._implemented(scope).filter(person=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = self._implemented(scope).filter(person__in=members)
        return joined(
            found, "person_id",
            lambda it: f"«{it.title}»: защищён {russian.day(it.defended_on)}, "
            f"реализован {russian.day(it.implemented_on)}, {it.proof}",
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = ManagementProject.objects.defended_on_courses(self._courses(scope))
        defended = joined(
            found.filter(person__in=members, defended_on__lte=scope.day), "person_id",
            lambda it: f"«{it.title}» защищён {russian.day(it.defended_on)}, не реализован",
        )  # fmt: skip
        return {member.pk: defended.get(member.pk, "проект на курсах не защищён") for member in members}

    def _implemented(self, scope: Scope) -> QuerySet:
        return ManagementProject.objects.defended_on_courses(self._courses(scope)).implemented_by(scope.day)

    def _courses(self, scope: Scope) -> list[str]:
        return scope.parameters.get("courses", ["effective_head", "future_leader"])


@source
class HeadsInTeams(Source):
    """№ 4: heads who are mentor or mentee in a team whose year contains the day, each once."""

    key = "heads_in_teams"
    counted = "руководители – участники годичных команд"
    drawn_from = "всех руководителей школ района"

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


@source
class HeadsInTrialBank(CountOfPeople):
    """№ 5: people entered in the regional bank who headed a school on the day of the entry."""

    key = "heads_in_trial_bank"
    counted = "руководители, включённые в региональный банк данных"

    def reached(self, scope: Scope) -> QuerySet:
        return scope.people().filter(Exists(self._entered(scope).filter(self._was_head(), person=OuterRef("pk"))))

    def beside(self, scope: Scope) -> QuerySet:
        others = scope.people().filter(Exists(self._entered(scope).filter(~self._was_head(), person=OuterRef("pk"))))
        return others.exclude(pk__in=self.reached(scope).values("pk"))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        return joined(
            self._entered(scope).filter(person__in=members), "person_id",
            lambda it: f"проба {russian.day(it.held_on)}, в банке с {russian.day(it.entered_in_bank_on)}, {it.basis}",
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        held = joined(
            ManagementTrial.objects.filter(person__in=members, held_on__lte=scope.day), "person_id",
            lambda it: f"проба {russian.day(it.held_on)}, в банк не включён",
        )  # fmt: skip
        return {member.pk: held.get(member.pk, "пробу не проходил") for member in members}

    def _entered(self, scope: Scope) -> QuerySet:
        return ManagementTrial.objects.in_regional_bank(scope.day)

    def _was_head(self) -> Exists:
        day = OuterRef("entered_in_bank_on")
        headed = Appointment.objects.heads().of_open_general_schools(day).as_of(day)
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
        return joined(
            found, "person_id",
            lambda it: f"{it.council or it.get_body_display()}, с {russian.day(it.started_on)}, {it.basis}",
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        former = joined(
            Membership.objects.filter(person__in=members, ended_on__lt=scope.day), "person_id",
            lambda it: f"членство окончено {russian.day(it.ended_on)}",
        )  # fmt: skip
        return {member.pk: former.get(member.pk, "не состоит") for member in members}

    def _is_member(self, scope: Scope) -> Exists:
        return Exists(Membership.objects.as_of(scope.day).filter(person=OuterRef("pk")))
