"""The standing of a campaign and its matrix: lists of results with their places."""

from functools import cached_property

from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404

from leadership.core import bulk
from leadership.core.counts import how_many
from leadership.core.lists import ListPage

from .. import access, charts, standing
from ..filters.results import ResultFilter, StandingFilter, StandingsFilter
from ..models import Calculation, Campaign, Participant, ResponseRole, Result
from ..tables.results import MatrixTable, ResultTable, StandingsTable, StandingTable


class Standings(ListPage):
    title = "Итоги кампаний"
    lead = "Кампании, в которых считают баллы, и расчёт каждой, действующий на выбранную дату."
    table_class, filterset_class = StandingsTable, StandingsFilter
    allowed = staticmethod(access.sees_standings)
    empty = "К этой дате кампаний нет."

    def rows(self, user, as_of):
        in_force = Calculation.objects.filter(campaign=OuterRef("pk")).in_force(as_of)
        return (
            Campaign.objects.visible_to(user).known_by(as_of).counted().select_related("methodology")
            .annotate(
                taking_part=how_many(Participant.objects.taking_part(), "campaign"),
                calculated_at=Subquery(in_force.values("done_at__date")[:1]),
                calculation_number=Subquery(in_force.values("number")[:1]),
                calculation_state=Subquery(in_force.values("state")[:1]),
            )
        )  # fmt: skip


class Results(ListPage):
    lead = "Результаты по действующим расчётам: итог, уровень и лист «Почему столько баллов» у каждого."
    table_class, filterset_class = ResultTable, ResultFilter
    allowed = staticmethod(access.sees_results)

    @property
    def title(self):
        return "Результаты" if access.sees_standings(self.request.user) else "Мои результаты"

    @property
    def empty(self):
        if access.sees_standings(self.request.user):
            return "Рассчитанных результатов пока нет."
        return "Опубликованных результатов пока нет."

    def rows(self, user, as_of):
        results = Result.objects.visible_to(user).current().filter(calculation__done_at__date__lte=as_of)
        return results.select_related("participant", "level", "calculation__campaign").order_by(
            "-calculation__campaign__year", "calculation", "participant__label", "pk"
        )


class OfCampaign(ListPage):
    """Results of one campaign by the calculation in force on the day, or by the one of `?number=`."""

    filterset_class = StandingFilter
    allowed = staticmethod(access.sees_standings)
    what = ""

    @cached_property
    def campaign(self):
        seen = Campaign.objects.visible_to(self.request.user).select_related("methodology")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    @cached_property
    def calculation(self):
        found = standing.chosen(self.campaign, self.request.as_of, self.request.GET.get("number", ""))
        if found:
            found.campaign = self.campaign
        return found

    @cached_property
    def former(self):
        return standing.former_of(self.campaign, self.request.as_of)

    @property
    def title(self):
        return f"{self.what}: {self.campaign}"

    @property
    def empty(self):
        return "Результатов нет." if self.calculation else "К этой дате кампания не рассчитана."

    def rows(self, user, as_of):
        if self.calculation is None:
            return Result.objects.none().ranked(self.campaign.methodology)
        return standing.standing(self.calculation, user, self.former)

    def get_queryset(self):
        rows = self.rows(self.request.user, self.request.as_of)
        return rows.among(Q(pk__in=bulk.picked(self.request))) if "pk" in self.request.GET else rows

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"calculation": self.calculation}

    def get_table_kwargs(self):
        year = self.former.campaign.year if self.former else None
        return super().get_table_kwargs() | {"exclude": self.left_out(), "former_year": year}

    @property
    def ranks(self):
        methodology = self.campaign.methodology
        return methodology.may_rank and methodology.places != methodology.Places.NONE

    def left_out(self):
        """Columns that would say nothing here."""
        methodology = self.campaign.methodology
        out = [] if self.ranks else ["place", "interval", "place_before"]
        if len(self.campaign.asks) < 2:
            out.append("role")
        if not methodology.ranks_groups_apart:
            out.append("group")
        if methodology.subject == methodology.Subject.HEAD:
            out.append("person")
        if methodology.subject == methodology.Subject.SCHOOL:
            out.append("school")
        if self.former is None:
            out += ["total_before", "place_before"]
        elif self.former.campaign.methodology_id != methodology.pk:
            out.append("total_before")
        return tuple(out)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        asked = self.request.GET.get("role", "")
        role = asked if asked in self.campaign.asks else self.campaign.asks[0]
        return context | {
            "campaign": self.campaign,
            "calculation": self.calculation,
            "former": self.former,
            "may_calculate": access.calculates(self.request.user, self.campaign),
            "said_role": ResponseRole(role).label if len(self.campaign.asks) > 1 else "",
            "ranks": self.ranks,
            **(self.beside(role) if self.calculation else {}),
        }

    def beside(self, role):
        """What is said of all participants together."""
        return {}


class Standing(OfCampaign):
    what = "Рейтинг и уровни"
    table_class = StandingTable
    template_name = "monitoring/standing.html"

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"former_places": self._former_places if self.former else None}

    def _former_places(self, table):
        """Of the page on the screen; of everybody where all rows are taken away."""
        page = getattr(table, "page", None)
        shown = None if page is None else [row.record.participant.object_id for row in page.object_list]
        return standing.places_in(self.former, shown)

    def beside(self, role):
        overview = standing.overview(self.calculation, role)
        levels = [(title, number, str(number)) for title, _, number in overview.levels]
        return {
            "overview": overview,
            "deciders": self._deciders(),
            "chart": charts.bars("levels", "Участников по уровням", levels, max(overview.largest, 1)),
        }

    def _deciders(self):
        codes = self.calculation.deciders
        titles = dict(self.campaign.methodology.items.filter(code__in=codes).values_list("code", "title"))
        return [(code, titles[code]) for code in codes if code in titles]


class Matrix(OfCampaign):
    what = "Матрица"
    table_class = MatrixTable
    template_name = "monitoring/matrix.html"

    @cached_property
    def items(self):
        return standing.items_of(self.calculation) if self.calculation else []

    def rows(self, user, as_of):
        return standing.with_scores(super().rows(user, as_of))

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"items": self.items}

    def beside(self, role):
        scored = [item for item in self.items if item.rule != item.Rule.NONE]
        figures = standing.figures_of(self.calculation, scored, role)
        before = self._before(role)
        return {
            "figures": [(it, before.get(it.item.code)) for it in figures],
            "is_same_version": self.former and self.former.campaign.methodology_id == self.campaign.methodology_id,
        }

    def _before(self, role):
        """Medians of the former period, of items that bear the same code."""
        if self.former is None:
            return {}
        items = standing.items_of(self.former)
        return {it.item.code: it.points for it in standing.figures_of(self.former, items, role)}
