"""The trial of the regional simulator and the programmes that follow from it (indicators 7, 8)."""

from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef, QuerySet

from leadership.core import russian
from mentoring.models import DevelopmentProgramme, SimulatorTrial
from schools.models import Appointment, InnovationParticipation

from .base import Parameter, Scope, Source, joined, source


@source
class HeadsInSimulatorTrial(Source):
    """№ 7: of the heads of schools in РИП-ИнКО on the day (or of all heads), those who took part by the day."""

    key = "heads_in_simulator_trial"
    counted = "руководители – участники апробации управленческого тренажёра"
    parameters = (
        Parameter(
            "denominator",
            "Доля от",
            (
                ("rip_inko_heads", "руководителей школ, участвующих в РИП-ИнКО"),
                ("all_heads", "всех руководителей школ"),
            ),
        ),
    )

    def population(self, scope: Scope) -> QuerySet:
        if scope.parameters.get("denominator") == "all_heads":
            return scope.heads()
        in_platform = InnovationParticipation.objects.as_of(scope.day).filter(school=OuterRef("school"))
        headed = Appointment.objects.heads().of_open_general_schools(scope.day).as_of(scope.day)
        return scope.heads().filter(Exists(headed.filter(Exists(in_platform), person=OuterRef("pk"))))

    def reached(self, scope: Scope) -> QuerySet:
        return self.population(scope).filter(took_part(scope))

    def beside(self, scope: Scope) -> QuerySet:
        return scope.people().filter(took_part(scope)).exclude(pk__in=self.population(scope).values("pk"))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = SimulatorTrial.objects.begun_by(scope.day).filter(person__in=members)
        return joined(found, "person_id", lambda it: f"с {russian.day(it.started_on)}, {it.basis}")

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        return {member.pk: "в апробации тренажёра не участвовал" for member in members}


@source
class ProgrammesOfSimulatorHeads(Source):
    """№ 8: of the heads who took part in the simulator's trial, those with an approved ИППР."""

    key = "programmes_of_simulator_heads"
    counted = "из них с утверждённой ИППР"
    drawn_from = "руководителей школ, участвующих в апробации тренажёра"

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
        return joined(
            found, "person_id",
            lambda it: f"ИППР утверждена {russian.day(it.approved_on)}"
            + (f", приказ № {it.order_number}" if it.order_number else ""),
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        drafts = joined(
            DevelopmentProgramme.objects.filter(person__in=members), "person_id",
            lambda it: "ИППР утверждена позже" if it.approved_on else "ИППР ещё не утверждена",
        )  # fmt: skip
        return {member.pk: drafts.get(member.pk, "ИППР нет") for member in members}


def took_part(scope: Scope) -> Exists:
    return Exists(SimulatorTrial.objects.begun_by(scope.day).filter(person=OuterRef("pk")))
