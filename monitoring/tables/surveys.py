import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone

from leadership.core.tables import DayColumn, NumberColumn, RecordTable

from ..models import Campaign, CampaignState


class SurveyTable(RecordTable):
    title = tables.Column("Опрос", linkify=lambda record: reverse("monitoring:survey", args=[record.pk]))
    methodology = tables.Column("Анкета", order_by="methodology__title")
    as_of = DayColumn(verbose_name="Начат")
    state = tables.Column("Состояние")
    invited = NumberColumn(verbose_name="Приглашено")
    answered = NumberColumn(verbose_name="Ответили")

    class Meta:
        model = Campaign
        fields = ("title", "methodology", "as_of", "state", "invited", "answered")

    def render_state(self, value, record):
        is_over = record.state == CampaignState.CLOSED or record.due_on < timezone.localdate()
        return "закрыт" if is_over else "открыт"

    def value_state(self, value, record):
        return self.render_state(value, record)
