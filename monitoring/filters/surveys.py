import django_filters as filters

from leadership.core.filters import Search, choice

from ..models import Campaign, CampaignState


class SurveyFilter(filters.FilterSet):
    q = Search("title", "methodology__title", label="Название")
    state = choice([(CampaignState.FILLING, "открыт"), (CampaignState.CLOSED, "закрыт")], "Состояние")

    class Meta:
        model = Campaign
        fields: list[str] = []
