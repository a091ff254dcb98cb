import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from leadership.core.tables import DayColumn, EditColumn, RecordTable

from .models import (
    ContestEntry,
    InnovationParticipation,
    Membership,
    Person,
    Post,
    School,
    TransitionProgramme,
)


class SchoolTable(RecordTable):
    short_name = tables.Column("Школа", linkify=True)
    kind = tables.Column("Вид")
    locality = tables.Column("Населённый пункт", default="")
    head_name = tables.Column("Руководитель", default="не назначен")
    phone = tables.Column("Телефон", default="", orderable=False)
    actions = EditColumn("schools:edit_school")

    class Meta:
        model = School
        fields = ("short_name", "kind", "locality", "head_name", "phone")

    def render_head_name(self, value, record):
        acting = " (и. о.)" if record.head_post == Post.ACTING_DIRECTOR else ""
        return format_html('<a href="{}">{}</a>{}', reverse("schools:person", args=[record.head_id]), value, acting)

    def value_head_name(self, value):
        return value


class HeadTable(RecordTable):
    last_name = tables.Column("Руководитель", linkify=True, order_by=("last_name", "first_name", "pk"))
    school_name = tables.Column("Школа")
    post = tables.Column("Должность")
    headed_since = DayColumn(verbose_name="Назначен")
    contract_ends_on = DayColumn(verbose_name="Срок договора")
    phone = tables.Column("Телефон", default="", orderable=False)
    actions = EditColumn("schools:edit_person")

    class Meta:
        model = Person
        fields = ("last_name", "school_name", "post", "headed_since", "contract_ends_on", "phone")

    def render_last_name(self, record):
        return str(record)

    def render_school_name(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("schools:school", args=[record.school_id]), value)

    def value_school_name(self, value):
        return value

    def render_post(self, value):
        return Post(value).label


class PersonTable(RecordTable):
    last_name = tables.Column("Человек", linkify=True, order_by=("last_name", "first_name", "pk"))
    school_name = tables.Column("Руководит школой", default="")
    phone = tables.Column("Телефон", default="", orderable=False)
    email = tables.Column("Почта", default="", orderable=False)
    actions = EditColumn("schools:edit_person")

    class Meta:
        model = Person
        fields = ("last_name", "school_name", "phone", "email")

    def render_last_name(self, record):
        return str(record)


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


class TransitionProgrammeTable(RecordTable):
    school = tables.Column(
        "Школа", linkify=lambda record: record.school.get_absolute_url(), order_by="school__short_name"
    )
    title = tables.Column("Программа", orderable=False)
    approved_on = DayColumn(verbose_name="Утверждена")
    order_number = tables.Column("Приказ №", default="", orderable=False)
    actions = EditColumn("schools:edit_transition_programme")

    class Meta:
        model = TransitionProgramme
        fields = ("school", "title", "approved_on", "order_number")


class ContestEntryTable(RecordTable):
    school = tables.Column(
        "Школа", linkify=lambda record: record.school.get_absolute_url(), order_by="school__short_name"
    )
    contest = tables.Column("Конкурс", order_by="contest__held_on")
    entered_on = DayColumn(verbose_name="Заявка")
    work = tables.Column("Работа", default="", orderable=False)
    result = tables.Column("Результат", default="")
    basis = tables.Column("Подтверждение", orderable=False)
    actions = EditColumn("schools:edit_contest_entry")

    class Meta:
        model = ContestEntry
        fields = ("school", "contest", "entered_on", "work", "result", "basis")


class InnovationParticipationTable(RecordTable):
    school = tables.Column(
        "Школа", linkify=lambda record: record.school.get_absolute_url(), order_by="school__short_name"
    )
    theme = tables.Column("Направление", default="", orderable=False)
    started_on = DayColumn(verbose_name="С")
    ended_on = DayColumn(verbose_name="По")
    basis = tables.Column("Основание", orderable=False)
    actions = EditColumn("schools:edit_innovation_participation")

    class Meta:
        model = InnovationParticipation
        fields = ("school", "theme", "started_on", "ended_on", "basis")
