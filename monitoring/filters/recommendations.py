import django_filters as filters

from leadership.core.filters import Search, choice

from ..models import Advice, Competence, Recommendation, RecommendationState


class RecommendationFilter(filters.FilterSet):
    q = Search("person__last_name", "person__first_name", "text", label="Кому или слова")
    state = choice(RecommendationState.choices, "Состояние")

    class Meta:
        model = Recommendation
        fields: list[str] = []


class AdviceFilter(filters.FilterSet):
    q = Search("text", "competence__title", "item_code", label="Слова или компетенция")
    function = choice(Competence.Function.choices, "Функция", field_name="competence__function")

    class Meta:
        model = Advice
        fields: list[str] = []
