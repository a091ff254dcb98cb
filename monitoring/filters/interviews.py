import django_filters as filters

from leadership.core.filters import Search, truth

from ..models import Campaign, Interview


class InterviewFilter(filters.FilterSet):
    q = Search("response__participant__label", "response__participant__school__short_name", label="Фамилия или школа")
    campaign = filters.ModelChoiceFilter(
        field_name="response__participant__campaign", label="Когда и о чём", empty_label="все",
        queryset=lambda request: Campaign.objects.visible_to(request.user).interviews(),
    )  # fmt: skip
    held = truth("Проведено", "да", "нет", "held_on")

    class Meta:
        model = Interview
        fields: list[str] = []
