import django_filters as filters
from django.db.models import Q

from leadership.core.filters import Chosen, Search, choice
from monitoring.models import Competence, Finding

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


class Reached(filters.ChoiceFilter):
    """Whether the day in a field has come by the day one looks from."""

    def __init__(self, label: str, yes: str, no: str, **kwargs) -> None:
        super().__init__(choices=(("yes", yes), ("no", no)), label=label, empty_label="все", **kwargs)

    def filter(self, queryset, value):
        reached = Q(**{f"{self.field_name}__lte": self.parent.request.as_of})
        return queryset.filter(reached if value == "yes" else ~reached) if value else queryset


def surname() -> Search:
    return Search("person__last_name", "person__first_name", label="Фамилия")


class ProgrammeFilter(filters.FilterSet):
    q = surname()
    state = choice(DevelopmentProgramme.State.choices, "На эту дату")

    class Meta:
        model = DevelopmentProgramme
        fields: list[str] = []


class RemedyFilter(filters.FilterSet):
    q = Search("title", "place", label="Название или место")
    competence = Chosen(Competence, label="Компетенция")
    form = choice(Activity.Form.choices, "Форма")

    class Meta:
        model = Remedy
        fields: list[str] = []


class WantingFilter(filters.FilterSet):
    q = surname()
    competence = Chosen(Competence, label="Компетенция")

    class Meta:
        model = Finding
        fields: list[str] = []


class AimlessFilter(filters.FilterSet):
    q = Search("programme__person__last_name", "programme__person__first_name", "title", label="Фамилия или название")
    form = choice(Activity.Form.choices, "Форма")

    class Meta:
        model = Activity
        fields: list[str] = []


class TeamFilter(filters.FilterSet):
    q = Search("title", "goal", label="Название или цель")
    year = choice((), "Год начала", field_name="started_on", lookup_expr="year")

    class Meta:
        model = Team
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        begun = self.queryset.dates("started_on", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(day.year, day.year) for day in begun]


class CourseFilter(filters.FilterSet):
    q = Search("title", "organiser", label="Название или организация")
    programme = choice(Course.Programme.choices, "Программа")
    state = choice(Course.State.choices, "На эту дату")

    class Meta:
        model = Course
        fields: list[str] = []


class EnrolmentFilter(filters.FilterSet):
    q = surname()
    course = Chosen(Course, label="Курс")
    programme = choice(Course.Programme.choices, "Программа", field_name="course__programme")
    completed = Reached("Окончил", "да", "нет", field_name="completed_on")

    class Meta:
        model = Enrolment
        fields: list[str] = []


class ProjectFilter(filters.FilterSet):
    q = Search("person__last_name", "person__first_name", "title", label="Фамилия или название")
    state = choice(ManagementProject.State.choices, "На эту дату")

    class Meta:
        model = ManagementProject
        fields: list[str] = []


class ManagementTrialFilter(filters.FilterSet):
    q = Search("person__last_name", "person__first_name", "host", label="Фамилия или школа")
    bank = Reached("В региональном банке", "да", "нет", field_name="entered_in_bank_on")

    class Meta:
        model = ManagementTrial
        fields: list[str] = []


class SimulatorTrialFilter(filters.FilterSet):
    q = surname()

    class Meta:
        model = SimulatorTrial
        fields: list[str] = []
