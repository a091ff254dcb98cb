"""The list of the journal; who reads it is said above."""

from datetime import datetime, time, timedelta
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from .filters import Search, choice
from .forms import DayField
from .lists import ListPage
from .models import JournalEntry
from .tables import RecordTable


class DayFilter(filters.DateFilter):
    field_class = DayField


class JournalFilter(filters.FilterSet):
    act = choice(JournalEntry.Act.choices, "Что сделано")
    account = Search("account__last_name", "account__first_name", "account__username", label="Кто")
    day = DayFilter(label="День", method="within_day")

    class Meta:
        model = JournalEntry
        fields: list[str] = []

    def within_day(self, entries: QuerySet, name: str, day: Any) -> QuerySet:
        begins = timezone.make_aware(datetime.combine(day, time.min))
        return entries.filter(at__gte=begins, at__lt=begins + timedelta(days=1))


class JournalTable(RecordTable):
    at = tables.Column("Когда")
    account = tables.Column(
        "Кто", default="учётная запись удалена", order_by=("account__last_name", "account__username")
    )
    act = tables.Column("Что сделано")
    object_id = tables.Column("Запись", default="", orderable=False)
    what = tables.Column("Подробности", default="", orderable=False)
    address = tables.Column("Откуда", default="", orderable=False)

    class Meta:
        model = JournalEntry
        fields = ("at", "account", "act", "object_id", "what", "address")
        order_by = ("-at",)

    def __init__(self, *args: Any, opens_records: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_records = opens_records

    def value_at(self, value: datetime) -> str:
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"

    render_at = value_at

    def value_object_id(self, value: int, record: JournalEntry) -> str:
        return f"{record.content_type.name} № {value}"

    def render_object_id(self, value: int, record: JournalEntry) -> str:
        said, kind = self.value_object_id(value, record), record.content_type
        if not self.opens_records:
            return said
        address = reverse("record_journal", args=[kind.app_label, kind.model, value])
        return format_html('<a href="{}">{}</a>', address, said)


class JournalList(ListPage):
    title = "Журнал обращений"
    lead = "Кто открывал личные карточки и документы, выгружал и печатал списки. Записи только добавляются."
    table_class, filterset_class = JournalTable, JournalFilter
    empty = "Обращений пока не было."

    def rows(self, user: Any, as_of: Any) -> QuerySet:
        return JournalEntry.objects.visible_to(user).select_related("account", "content_type")
