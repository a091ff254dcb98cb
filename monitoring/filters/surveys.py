import django_filters as filters
from django.utils import timezone

from leadership.core.filters import Search, choice

from ..models import Campaign


class SurveyFilter(filters.FilterSet):
    q = Search("title", "methodology__title", label="Название")
    state = choice([("filling", "открыт"), ("closed", "закрыт")], "Состояние", method="by_state")

    class Meta:
        model = Campaign
        fields: list[str] = []

    def by_state(self, surveys, name, value):
        """A survey closes by its term as well as by hand."""
        over = Campaign.objects.over_by(timezone.localdate()).values("pk")
        return surveys.filter(pk__in=over) if value == "closed" else surveys.exclude(pk__in=over)
