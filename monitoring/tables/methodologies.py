import django_tables2 as tables
from django.utils.html import format_html

from leadership.core import russian
from leadership.core.tables import NumberColumn, RecordTable

from ..models import Methodology


class MethodologyTable(RecordTable):
    title = tables.Column("Методика", linkify=True)
    kind = tables.Column("Вид")
    subject = tables.Column("Кого или что оценивают")
    version = NumberColumn(verbose_name="Версия")
    frozen_on = tables.Column("Состояние", empty_values=())
    order = tables.Column("Утверждена", empty_values=(), order_by="approved_on")
    item_count = NumberColumn(verbose_name="Показателей")

    class Meta:
        model = Methodology
        fields = ("title", "kind", "subject", "version", "frozen_on", "order", "item_count")

    def render_title(self, value, record):
        return value if record.municipality_id else format_html("{}<small>общая для всех районов</small>", value)

    def value_title(self, value):
        return value

    def render_frozen_on(self, value):
        state, said = ("done", f"применяется с {russian.day(value)}") if value else ("no_data", "черновик")
        return format_html('<span class="state state-{}">{}</span>', state, said)

    def value_frozen_on(self, value):
        return f"применяется с {russian.day(value)}" if value else "черновик"

    def render_order(self, record):
        return self.value_order(record) or format_html('<span class="none">не утверждена</span>')

    def value_order(self, record):
        approved = f" от {russian.day(record.approved_on)}" if record.approved_on else ""
        return f"{record.order}{approved}" if record.order else ""
