import django_filters as filters
from django.db.models import Q

from leadership.core.filters import WORDS, Search, choice
from schools.models import SchoolYear

from ..models import Campaign, CampaignState, Methodology, ResponseRole, Result


class StandingFilter(filters.FilterSet):
    """Picks rows of a standing; the rows left out keep their part in the places of the others."""

    q = filters.CharFilter(label="Участник")
    group = choice(SchoolYear.Group.choices, "Группа")
    level = choice((), "Уровень")
    role = choice(ResponseRole.choices, "Чей ответ")
    ranked = choice((("yes", "да"), ("no", "нет")), "Участвует в местах")

    class Meta:
        model = Result
        fields: list[str] = []

    def __init__(self, *args, calculation=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if calculation is None:
            return
        methodology = calculation.campaign.methodology
        levels = [(str(pk), title) for pk, title in methodology.levels.values_list("pk", "title")]
        self.filters["level"].extra["choices"] = [*levels, ("none", "нет данных")]
        if not methodology.ranks_groups_apart:
            del self.filters["group"]
        if len(calculation.campaign.asks) < 2:
            del self.filters["role"]

    def filter_queryset(self, queryset):
        shown, given = Q(), self.form.cleaned_data
        for word in given["q"].split()[:WORDS]:
            shown &= Q(participant__label__icontains=word) | Q(participant__person__last_name__icontains=word)
        if given.get("group"):
            shown &= Q(group=given["group"])
        if given.get("role"):
            shown &= Q(role=given["role"])
        if given["level"]:
            shown &= Q(level=None) if given["level"] == "none" else Q(level=given["level"])
        if given["ranked"]:
            shown &= Q(is_ranked=given["ranked"] == "yes")
        return queryset.among(shown) if shown else queryset


class ResultFilter(filters.FilterSet):
    q = Search("participant__label", "participant__person__last_name", label="Участник или фамилия")
    year = filters.NumberFilter(
        field_name="calculation__campaign__year", label="За год", min_value=2000, max_value=2100
    )
    kind = choice(Methodology.Kind.choices, "Что оценивали", field_name="calculation__campaign__methodology__kind")

    class Meta:
        model = Result
        fields: list[str] = []


class StandingsFilter(filters.FilterSet):
    q = Search("title", "methodology__title", label="Название")
    year = filters.NumberFilter(label="За год", min_value=2000, max_value=2100)
    kind = choice(Methodology.Kind.choices, "Что оценивали", field_name="methodology__kind")
    state = choice(CampaignState.choices, "Состояние")

    class Meta:
        model = Campaign
        fields: list[str] = []
