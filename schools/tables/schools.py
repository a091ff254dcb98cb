import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from leadership.core.tables import (
    DayColumn,
    DocumentsColumn,
    EditColumn,
    FigureColumn,
    RecordTable,
)

from ..models import (
    ContestEntry,
    InnovationParticipation,
    Post,
    School,
    SchoolYear,
    TransitionProgramme,
)


class SchoolTable(RecordTable):
    short_name = tables.Column("Школа", linkify=True)
    kind = tables.Column("Вид")
    locality = tables.Column("Населённый пункт", default="")
    head_name = tables.Column("Руководитель", default="не назначен")
    phone = tables.Column("Телефон", default="", orderable=False, attrs={"td": {"class": "line"}})
    actions = EditColumn("schools:edit_school")

    class Meta:
        model = School
        fields = ("short_name", "kind", "locality", "head_name", "phone")

    def render_head_name(self, value, record):
        if not record.opens_head:
            return self.value_head_name(value, record)
        address = reverse("schools:person", args=[record.head_id])
        return format_html('<a href="{}">{}</a>{}', address, value, _acting(record))

    def value_head_name(self, value, record):
        return f"{value}{_acting(record)}"


def _acting(school):
    return " (и. о.)" if school.head_post == Post.ACTING_DIRECTOR else ""


class SchoolYearTable(RecordTable):
    school = tables.Column(
        "Школа", linkify=lambda record: record.school.get_absolute_url(), order_by="school__short_name"
    )
    year = tables.Column("Учебный год")
    pupils = FigureColumn(verbose_name="Обучающихся")
    teachers = FigureColumn(verbose_name="Педагогов")
    staff = FigureColumn(verbose_name="Работников")
    kind = tables.Column("Вид")
    group = tables.Column("Группа сравнения")
    actions = EditColumn("schools:edit_school_year")

    class Meta:
        model = SchoolYear
        fields = ("school", "year", "pupils", "teachers", "staff", "kind", "group")

    def render_year(self, record):
        return record.said_year

    def render_group(self, value, record):
        ruled = record.ruled_group
        return format_html("{}<small>по правилу: {}</small>", value, ruled) if ruled else value

    def value_group(self, value):
        return value


class TransitionProgrammeTable(RecordTable):
    school = tables.Column(
        "Школа", linkify=lambda record: record.school.get_absolute_url(), order_by="school__short_name"
    )
    title = tables.Column("Программа", orderable=False)
    approved_on = DayColumn(verbose_name="Утверждена")
    order_number = tables.Column("Приказ №", default="", orderable=False)
    is_attached = DocumentsColumn()
    actions = EditColumn("schools:edit_transition_programme")

    class Meta:
        model = TransitionProgramme
        fields = ("school", "title", "approved_on", "order_number", "is_attached")


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
