import django_filters as filters

from leadership.core.filters import Chosen, Search, choice

from ..models import Campaign, Competence, Finding, FindingState


class FindingFilter(filters.FilterSet):
    q = Search("person__last_name", "person__first_name", "school_name", label="Фамилия или школа")
    competence = Chosen(Competence, label="Компетенция")
    function = choice(Competence.Function.choices, "Функция", field_name="competence__function")
    basis = choice(Finding.Basis.choices, "Чем выявлен")

    class Meta:
        model = Finding
        fields: list[str] = []


class CompetenceFilter(filters.FilterSet):
    q = Search("title", label="Название")
    function = choice(Competence.Function.choices, "Функция")

    class Meta:
        model = Competence
        fields: list[str] = []


class ProposalFilter(filters.FilterSet):
    q = Search("person__last_name", "person__first_name", "school__short_name", label="Фамилия или школа")
    campaign = Chosen(Campaign, label="Кампания", field_name="participant__campaign")
    basis = choice(Finding.Basis.choices, "Чем выявлен")
    state = choice(FindingState.choices, "Состояние")

    class Meta:
        model = Finding
        fields: list[str] = []
