"""What schools undertake: programmes of transition, the contest (indicators 2, 3)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, Model, OuterRef, QuerySet

from leadership.core import russian
from schools.models import ContestEntry, TransitionProgramme

from .base import Parameter, Scope, Source, joined, source


@source
class SchoolsWithTransitionProgramme(Source):
    """№ 2: of all general schools of the day, those with an approved programme."""

    key = "schools_with_transition_programme"
    counted = "школы с утверждённой программой перевода в эффективный режим развития"
    drawn_from = "всех общеобразовательных учреждений района"

    def population(self, scope: Scope) -> QuerySet:
        return scope.schools()

    def reached(self, scope: Scope) -> QuerySet:
        developed = TransitionProgramme.objects.developed_by(scope.day)
        return scope.schools().filter(Exists(developed.filter(school=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = TransitionProgramme.objects.developed_by(scope.day).filter(school__in=members)
        return joined(
            found, "school_id",
            lambda it: f"утверждена {russian.day(it.approved_on)}"
            + (f", приказ № {it.order_number}" if it.order_number else ""),
        )  # fmt: skip

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        drafts = joined(
            TransitionProgramme.objects.filter(school__in=members), "school_id",
            lambda it: "программа утверждена позже" if it.approved_on else "программа в разработке",
        )  # fmt: skip
        return {member.pk: drafts.get(member.pk, "программы нет") for member in members}


@source
class SchoolsInContest(Source):
    """№ 3: schools that entered the contest of transforming the environment, over the project or the year."""

    key = "schools_in_contest"
    counted = "школы – участницы конкурса преобразования образовательной среды"
    drawn_from = "всех общеобразовательных учреждений района"
    parameters = (Parameter("counting", "За какое время", (("cumulative", "с начала проекта"), ("yearly", "за год"))),)

    def population(self, scope: Scope) -> QuerySet:
        return scope.schools()

    def reached(self, scope: Scope) -> QuerySet:
        return scope.schools().filter(Exists(self._entries(scope).filter(school=OuterRef("pk"))))

    def proofs(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        found = self._entries(scope).filter(school__in=members).select_related("contest")
        return joined(found, "school_id", lambda it: f"{it.contest}: {it.basis}")

    def obstacles(self, scope: Scope, members: Iterable[Model]) -> dict[int, str]:
        when = "в этом году" if scope.parameters.get("counting") == "yearly" else "с начала проекта"
        return {member.pk: f"{when} в конкурсе не участвовала" for member in members}

    def _entries(self, scope: Scope) -> QuerySet:
        yearly = scope.parameters.get("counting") == "yearly"
        since = date(scope.day.year, 1, 1) if yearly else scope.project.starts_on
        return ContestEntry.objects.entered_by(scope.day, since).filter(contest__subject="environment")
