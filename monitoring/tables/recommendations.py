import django_tables2 as tables
from django.utils.text import Truncator

from leadership.core.tables import DayColumn, EditColumn, RecordTable, StateColumn

from ..models import Advice, Recommendation, RecommendationState


class RecommendationTable(RecordTable):
    person = tables.Column(
        "Кому",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("person__last_name", "person__first_name"),
    )
    school_name = tables.Column("Школа", default="")
    text = tables.Column("Рекомендация", orderable=False)
    made_on = DayColumn(verbose_name="Составлена")
    due_on = DayColumn(verbose_name="Исполнить до")
    state = StateColumn(RecommendationState)

    class Meta:
        model = Recommendation
        fields = ("person", "school_name", "text", "made_on", "due_on", "state")

    def render_text(self, value):
        return Truncator(value).words(25)

    def value_text(self, value):
        return value


class AdviceTable(RecordTable):
    about = tables.Column("О чём", accessor="pk", order_by=("competence__title", "methodology_code", "item_code"))
    text = tables.Column("Текст", orderable=False)
    actions = EditColumn("monitoring:edit_advice")

    class Meta:
        model = Advice
        fields = ("about", "text")

    def render_about(self, record):
        return record.about

    def render_actions(self, value, record, bound_column):
        """A text common to all districts is not for one of them to change."""
        if record.municipality_id is None and self.request.user.municipality_id:
            return "общая"
        return bound_column.column.render(value, record)
