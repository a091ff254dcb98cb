import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from leadership.core import russian
from leadership.core.dates import whole_years
from leadership.core.tables import (
    DayColumn,
    EditColumn,
    NumberColumn,
    RecordTable,
    StateColumn,
)

from ..models import (
    TERM_WARNING,
    Post,
    ReserveEntry,
    ReserveState,
    School,
    vacancy,
)


def _overdue(day, word):
    return format_html('<span class="state state-overdue">{}, {}</span>', russian.day(day), word)


class ReserveTable(RecordTable):
    person = tables.Column(
        "Человек",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("person__last_name", "person__first_name"),
    )
    born_on = NumberColumn(verbose_name="Возраст", accessor="person__born_on", order_by="-person__born_on")
    held_post = tables.Column("Должность", default="", order_by=("held_school", "held_post"))
    target_post = tables.Column("Целевая должность", order_by=("target_school__short_name", "target_post"))
    state = StateColumn(ReserveState)
    included_on = DayColumn(verbose_name="Включён")
    term_on = DayColumn(verbose_name="Срок")
    review_on = DayColumn(verbose_name="Пересмотр")
    actions = EditColumn("schools:edit_reserve_entry")

    class Meta:
        model = ReserveEntry
        fields = ("person", "born_on", "held_post", "target_post", "state", "included_on", "term_on", "review_on")

    def render_born_on(self, value):
        return whole_years(value, self.request.as_of)

    def render_held_post(self, value, record):
        return f"{Post(value).label}, {record.held_school}"

    def render_target_post(self, record):
        return f"{record.get_target_post_display()}, {record.target_school or 'любая школа'}"

    def render_term_on(self, value, record):
        return _overdue(value, "истёк") if self._is_over(value, record) else self.value_term_on(value, record)

    def value_term_on(self, value, record):
        """Of who has left the reserve no term is told."""
        day = self.request.as_of
        if not record.is_in_reserve:
            return ""
        if self._is_over(value, record):
            return f"{russian.day(value)}, истёк"
        left = f", ещё {russian.counted((value - day).days, 'день', 'дня', 'дней')}"
        return russian.day(value) + (left if value <= day + TERM_WARNING else "")

    def render_review_on(self, value, record):
        return _overdue(value, "просрочен") if self._is_over(value, record) else self.value_review_on(value, record)

    def value_review_on(self, value, record):
        if not record.is_in_reserve:
            return ""
        return russian.day(value) + (", просрочен" if self._is_over(value, record) else "")

    def _is_over(self, value, record):
        return record.is_in_reserve and value < self.request.as_of


class VacancyTable(RecordTable):
    """`anywhere` says of each district who would head any of its schools: how many, how many are ready."""

    short_name = tables.Column("Школа", linkify=True)
    head_name = tables.Column("Руководитель", default="не назначен")
    head_born_on = NumberColumn(verbose_name="Возраст", order_by="-head_born_on")
    head_contract_ends_on = DayColumn(verbose_name="Договор до")
    reasons = tables.Column("Почему возможна вакансия", empty_values=(), orderable=False)
    successors = tables.Column("В резерве")
    ready_successors = tables.Column("Готовы к назначению")

    class Meta:
        model = School
        fields = (
            "short_name", "head_name", "head_born_on", "head_contract_ends_on", "reasons",
            "successors", "ready_successors",
        )  # fmt: skip

    def __init__(self, *args, anywhere, **kwargs) -> None:
        self.anywhere = anywhere
        super().__init__(*args, **kwargs)

    def render_head_name(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("schools:person", args=[record.head_id]), value)

    def value_head_name(self, value):
        return value

    def render_head_born_on(self, value):
        return whole_years(value, self.request.as_of)

    def render_reasons(self, record):
        said = vacancy.in_words(
            self.request.as_of,
            has_head=record.head_id is not None,
            post=record.head_post,
            contract_ends_on=record.head_contract_ends_on,
            born_on=record.head_born_on,
        )
        return "; ".join(said) or "–"

    def render_successors(self, value, record):
        """Those who aim here lead to their list."""
        if not value:
            return self.value_successors(value, record)
        url = f"{reverse('schools:reserve')}?{urlencode({'school': record.short_name})}"
        return format_html('<a href="{}">сюда {}</a>, в любую {}', url, value, self._anywhere(record)[0])

    def value_successors(self, value, record):
        return self._counted(value, self._anywhere(record)[0])

    def render_ready_successors(self, value, record):
        return self._counted(value, self._anywhere(record)[1])

    def _anywhere(self, record):
        return self.anywhere.get(record.municipality_id, (0, 0))

    def _counted(self, here, anywhere):
        return f"сюда {here}, в любую {anywhere}" if here or anywhere else "никого"
