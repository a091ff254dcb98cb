import django_tables2 as tables

from leadership.core.tables import DayColumn, RecordTable

from ..models import Interview


class InterviewTable(RecordTable):
    person = tables.Column(
        "Руководитель", accessor="response__participant__label", order_by="response__participant__label",
        linkify=lambda record: record.get_absolute_url(),
    )  # fmt: skip
    school = tables.Column("Школа", accessor="response__participant__school", default="")
    campaign = tables.Column("Когда и о чём", accessor="response__participant__campaign", orderable=False)
    interviewer = tables.Column("Кто проводит", accessor="response__respondent", default="", orderable=False)
    planned_on = DayColumn(verbose_name="Назначено")
    held_on = DayColumn(verbose_name="Проведено")

    class Meta:
        model = Interview
        fields = ("person", "school", "campaign", "interviewer", "planned_on", "held_on")
