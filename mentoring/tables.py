import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from leadership.core import russian
from leadership.core.tables import DayColumn, EditColumn, NumberColumn, RecordTable, StateColumn
from monitoring.models import Finding

from .models import (
    Activity,
    Course,
    DevelopmentProgramme,
    Enrolment,
    ManagementProject,
    ManagementTrial,
    Remedy,
    SimulatorTrial,
    Team,
)


class PersonColumn(tables.Column):
    """A person by name, with the way to the card."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label,
            linkify=lambda record: record.person.get_absolute_url(),
            order_by=("person__last_name", "person__first_name"),
        )


class ReachedColumn(tables.Column):
    """A day that has come by the day one looks from; otherwise a word says that it has not."""

    def __init__(self, label: str, otherwise: str = "") -> None:
        super().__init__(label, default=otherwise)
        self.otherwise = otherwise

    def render(self, value, table):
        return russian.day(value) if value <= table.request.as_of else self.otherwise


class ProgrammeTable(RecordTable):
    person = tables.Column(
        "Руководитель",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("person__last_name", "person__first_name"),
    )
    started_on = DayColumn(verbose_name="Начало")
    ended_on = DayColumn(verbose_name="Окончание")
    curator = tables.Column("Куратор", default="", order_by="curator__last_name")
    planned = NumberColumn(verbose_name="Выполнено")
    overdue = NumberColumn(verbose_name="Просрочено")
    state = StateColumn(DevelopmentProgramme.State)
    actions = EditColumn("mentoring:edit_programme")

    class Meta:
        model = DevelopmentProgramme
        fields = ("person", "started_on", "ended_on", "curator", "planned", "overdue", "state")

    def render_planned(self, value, record):
        return f"{record.done} из {value}" if value else "–"

    def render_overdue(self, value):
        return format_html('<span class="state state-overdue">{}</span>', value) if value else ""

    def value_overdue(self, value):
        return value


class RemedyTable(RecordTable):
    competence = tables.Column("Компетенция", order_by=("competence__function", "competence__title"))
    title = tables.Column("Мероприятие")
    form = tables.Column("Форма")
    indicator = tables.Column("Показатель", orderable=False)
    plan = NumberColumn(verbose_name="План")
    weeks = NumberColumn(verbose_name="Недель")
    is_offered = tables.Column("Предлагается")
    actions = EditColumn("mentoring:edit_remedy")

    class Meta:
        model = Remedy
        fields = ("competence", "title", "form", "indicator", "plan", "weeks", "is_offered")

    def render_plan(self, value):
        return russian.number(value)

    def render_is_offered(self, value):
        return "да" if value else "нет"

    def value_is_offered(self, value):
        return self.render_is_offered(value)


class WantingTable(RecordTable):
    """Since when a deficit waits, in days, on the day one looks from."""

    person = PersonColumn("Руководитель")
    school_name = tables.Column("Школа", default="")
    what = tables.Column("Дефицит", linkify=lambda record: record.get_absolute_url(), order_by="competence__title")
    found_on = DayColumn(verbose_name="Выявлен")
    days = NumberColumn(verbose_name="Дней", accessor="found_on", order_by="-found_on")
    act = tables.Column("Что сделать", empty_values=(), orderable=False, exclude_from_export=True)

    class Meta:
        model = Finding
        fields = ("person", "school_name", "what", "found_on", "days", "act")

    def __init__(self, *args, drafts: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs, **({} if drafts else {"exclude": ("act",)}))

    def render_days(self, value):
        return (self.request.as_of - value).days

    def render_act(self, record):
        return format_html(
            '<a href="{}" aria-label="Составить ИППР: {}">Составить ИППР</a>',
            reverse("mentoring:draft_programme", args=[record.person_id]),
            record.person,
        )


class AimlessTable(RecordTable):
    person = tables.Column(
        "Руководитель", accessor="programme__person", linkify=lambda record: record.programme.get_absolute_url(),
        order_by=("programme__person__last_name", "programme__person__first_name"),
    )  # fmt: skip
    title = tables.Column("Мероприятие")
    form = tables.Column("Форма")
    due_on = DayColumn(verbose_name="Срок")
    actions = EditColumn("mentoring:edit_activity")

    class Meta:
        model = Activity
        fields = ("person", "title", "form", "due_on")


class TeamTable(RecordTable):
    title = tables.Column("Команда", linkify=True)
    started_on = DayColumn(verbose_name="Начало")
    ended_on = DayColumn(verbose_name="Окончание")
    order_number = tables.Column("Приказ №", default="", orderable=False)
    pairs = NumberColumn(verbose_name="Пар")
    actions = EditColumn("mentoring:edit_team")

    class Meta:
        model = Team
        fields = ("title", "started_on", "ended_on", "order_number", "pairs")


class CourseTable(RecordTable):
    title = tables.Column("Курс")
    programme = tables.Column("Программа")
    organiser = tables.Column("Организация", default="")
    hours = NumberColumn(verbose_name="Часов")
    started_on = DayColumn(verbose_name="Начало")
    ended_on = DayColumn(verbose_name="Окончание")
    enrolled = NumberColumn(verbose_name="Записано")
    completed = NumberColumn(verbose_name="Окончили")
    state = StateColumn(Course.State)
    actions = EditColumn("mentoring:edit_course")

    class Meta:
        model = Course
        fields = (
            "title", "programme", "organiser", "hours", "started_on", "ended_on", "enrolled", "completed",
            "state",
        )  # fmt: skip

    def render_title(self, value, record):
        return format_html('<a href="{}?course={}">{}</a>', reverse("mentoring:enrolments"), record.pk, value)

    def value_title(self, value):
        return value


class EnrolmentTable(RecordTable):
    person = PersonColumn("Слушатель")
    course = tables.Column("Курс", order_by="course__title")
    started_on = DayColumn(accessor="course__started_on", verbose_name="Начало курса")
    completed_on = ReachedColumn("Окончил", otherwise="нет")
    certificate = tables.Column("Документ", default="", orderable=False)
    actions = EditColumn("mentoring:edit_enrolment")

    class Meta:
        model = Enrolment
        fields = ("person", "course", "started_on", "completed_on", "certificate")


class ProjectTable(RecordTable):
    person = PersonColumn("Автор")
    title = tables.Column("Проект")
    course = tables.Column("Защищён на курсах", default="", order_by="course__title")
    defended_on = ReachedColumn("Защищён")
    implemented_on = ReachedColumn("Реализован")
    proof = tables.Column("Подтверждение", default="", orderable=False)
    state = StateColumn(ManagementProject.State)
    actions = EditColumn("mentoring:edit_project")

    class Meta:
        model = ManagementProject
        fields = ("person", "title", "course", "defended_on", "implemented_on", "proof", "state")


class ManagementTrialTable(RecordTable):
    person = PersonColumn("Участник")
    host = tables.Column("Где проходила")
    held_on = DayColumn(verbose_name="День пробы")
    entered_in_bank_on = ReachedColumn("В банке с", otherwise="не включён")
    basis = tables.Column("Основание включения", default="", orderable=False)
    actions = EditColumn("mentoring:edit_management_trial")

    class Meta:
        model = ManagementTrial
        fields = ("person", "host", "held_on", "entered_in_bank_on", "basis")


class SimulatorTrialTable(RecordTable):
    person = PersonColumn("Участник")
    started_on = DayColumn(verbose_name="Начало участия")
    result = tables.Column("Результат", default="", orderable=False)
    basis = tables.Column("Подтверждение", orderable=False)
    actions = EditColumn("mentoring:edit_simulator_trial")

    class Meta:
        model = SimulatorTrial
        fields = ("person", "started_on", "result", "basis")
