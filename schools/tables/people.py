import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from leadership.core.tables import (
    DayColumn,
    EditColumn,
    RecordTable,
)

from .. import attention
from ..models import (
    Membership,
    Person,
    Post,
)


class HeadTable(RecordTable):
    last_name = tables.Column("Руководитель", linkify=True)
    school_name = tables.Column("Школа")
    post = tables.Column("Должность")
    headed_since = DayColumn(verbose_name="Назначен")
    contract_ends_on = DayColumn(verbose_name="Срок договора")
    attention = tables.Column("Требует внимания", empty_values=(), orderable=False)
    phone = tables.Column("Телефон", default="", orderable=False, attrs={"td": {"class": "line"}})
    actions = EditColumn("schools:edit_person")

    class Meta:
        model = Person
        fields = ("last_name", "school_name", "post", "headed_since", "contract_ends_on", "attention", "phone")

    def __init__(self, *args, day, sees_careers, **kwargs):
        """Attestation and training are not for everybody who reads the list."""
        super().__init__(*args, exclude=() if sees_careers else ("attention",), **kwargs)
        self.day = day

    def order_last_name(self, queryset, is_descending):
        named = queryset.by_name(self.day)
        return (named.reverse() if is_descending else named), True

    def render_attention(self, record):
        return format_html_join(
            "",
            '<small class="{}">{}</small>',
            (("state-overdue" if it.is_late else "", it.words) for it in attention.warnings(record, self.day)),
        )

    def value_attention(self, record):
        return "; ".join(it.words for it in attention.warnings(record, self.day))

    def render_last_name(self, record):
        return record.name_then

    def render_school_name(self, record):
        return format_html_join(mark_safe("<br>"), "{}", ((_school_of(held),) for held in record.headships))

    def value_school_name(self, record):
        return record.headed_schools

    def render_post(self, value):
        return Post(value).label


def _school_of(held):
    return (
        format_html('<a href="{}">{}</a>', held.school.get_absolute_url(), held.school)
        if held.opens_school
        else held.school
    )


class PersonTable(RecordTable):
    last_name = tables.Column("Человек", linkify=True, order_by=("last_name", "first_name", "pk"))
    school_name = tables.Column("Руководит школой", default="")
    phone = tables.Column("Телефон", default="", orderable=False, attrs={"td": {"class": "line"}})
    email = tables.Column("Почта", default="", orderable=False)
    actions = EditColumn("schools:edit_person")

    class Meta:
        model = Person
        fields = ("last_name", "school_name", "phone", "email")

    def render_last_name(self, record):
        return str(record)

    def render_school_name(self, record):
        return record.headed_schools


class MembershipTable(RecordTable):
    person = tables.Column(
        "Человек", linkify=lambda record: record.person.get_absolute_url(), order_by="person__last_name"
    )
    body = tables.Column("Где состоит")
    council = tables.Column("Совет", default="")
    started_on = DayColumn(verbose_name="С")
    ended_on = DayColumn(verbose_name="По")
    basis = tables.Column("Основание", orderable=False)
    actions = EditColumn("schools:edit_membership")

    class Meta:
        model = Membership
        fields = ("person", "body", "council", "started_on", "ended_on", "basis")
