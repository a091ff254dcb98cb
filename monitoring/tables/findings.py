from decimal import ROUND_HALF_UP, Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from leadership.core import russian
from leadership.core.tables import DayColumn, EditColumn, NumberColumn, RecordTable

from ..models import Competence, Finding

#: Per cent of heads: a competence wanting in so many of them is a weak one of the district.
WEAK_FROM = 50


class FindingTable(RecordTable):
    person = tables.Column(
        "Руководитель",
        default="",
        linkify=lambda record: record.person.get_absolute_url() if record.person else None,
        order_by=("person__last_name", "person__first_name"),
    )
    school_name = tables.Column("Школа", default="")
    what = tables.Column(
        "Компетенция или показатель",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("competence__title", "item__title"),
    )
    explanation = tables.Column("В чём состоит", default="", orderable=False)
    found_on = DayColumn(verbose_name="Выявлен")
    basis = tables.Column("Чем выявлен")
    actions = EditColumn("monitoring:edit_finding")

    class Meta:
        model = Finding
        fields = ("person", "school_name", "what", "explanation", "found_on", "basis")


class ProposalTable(RecordTable):
    who = tables.Column(
        "О ком",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("person__last_name", "person__first_name", "school__short_name"),
    )
    school_name = tables.Column("Школа", default="")
    what = tables.Column("Компетенция или показатель", order_by=("competence__title", "item__title"))
    explanation = tables.Column("В чём состоит", default="", orderable=False)
    basis = tables.Column("Чем выявлен")
    state = tables.Column("Состояние")

    class Meta:
        model = Finding
        fields = ("who", "school_name", "what", "explanation", "basis", "state")

    def render_state(self, value, record):
        return format_html('<span class="state state-{}">{}</span>', record.state, value)

    def value_state(self, value):
        return value


class CompetenceTable(RecordTable):
    title = tables.Column("Компетенция")
    function = tables.Column("Функция")
    found = NumberColumn(verbose_name="Дефицитов")
    wanting = NumberColumn(verbose_name="Доля руководителей с дефицитом")
    actions = EditColumn("monitoring:edit_competence")

    class Meta:
        model = Competence
        fields = ("title", "function", "found", "wanting")

    def __init__(self, *args, heads=0, **kwargs):
        #: How many heads there are on the day: the share of them is what the column tells.
        self.heads = heads
        super().__init__(*args, **kwargs)

    def render_wanting(self, value):
        if not self.heads:
            return "нет данных"
        share = self.value_wanting(value)
        told = f"{russian.percent(share)}, {value} из {self.heads}"
        if share < WEAK_FROM:
            return told
        return format_html('{} <span class="state state-overdue">западающая</span>', told)

    def value_wanting(self, value):
        share = 100 * Decimal(value) / self.heads if self.heads else None
        return None if share is None else share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def render_found(self, value, record):
        if not value:
            return value
        return format_html('<a href="{}?competence={}">{}</a>', reverse("monitoring:findings"), record.pk, value)

    def value_found(self, value):
        return value
