import django_filters as filters

from leadership.core.filters import Search, choice

from ..models import OPEN_STATES, Campaign, CampaignState, Methodology, Objection, Response, ResponseRole, ResponseState
from ..regulation import ELSEWHERE

#: «Кто не сдал» is the most used of all.
MISSING = "missing"
#: Surveys and interviews have lists of their own.
KINDS = tuple((kind.value, kind.label) for kind in Methodology.Kind if kind not in ELSEWHERE)


class CampaignFilter(filters.FilterSet):
    q = Search("title", "methodology__title", label="Название")
    year = filters.NumberFilter(label="Год", min_value=2000, max_value=2100)
    state = choice(CampaignState.choices, "Состояние")
    kind = choice(KINDS, "Вид методики", field_name="methodology__kind")

    class Meta:
        model = Campaign
        fields: list[str] = []


class ResponseFilter(filters.FilterSet):
    q = Search(
        "participant__label", "participant__post", "participant__person__last_name", "respondent__person__last_name",
        label="Участник или кто отвечает",
    )  # fmt: skip
    state = choice(((MISSING, "не сдали"), *ResponseState.choices), "Состояние", method="in_state")
    role = choice(ResponseRole.choices, "Чей ответ")

    class Meta:
        model = Response
        fields: list[str] = []

    def in_state(self, queryset, name, value):
        return queryset.filter(state__in=OPEN_STATES if value == MISSING else [value])


class ObjectionFilter(filters.FilterSet):
    q = Search("participant__label", "text", label="Участник или слова")
    outcome = choice(Objection.Outcome.choices, "Решение")

    class Meta:
        model = Objection
        fields: list[str] = []
