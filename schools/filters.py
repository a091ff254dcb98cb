import django_filters as filters

from leadership.core.filters import Chosen, Search, choice, truth

from .models import (
    Contest,
    ContestEntry,
    InnovationParticipation,
    Membership,
    Person,
    School,
    SchoolKind,
    TransitionProgramme,
)


class SchoolFilter(filters.FilterSet):
    q = Search("short_name", "name", "locality")
    kind = choice(SchoolKind.choices, "Вид")
    head = truth("Руководитель", "есть", "нет", field_name="head_id")

    class Meta:
        model = School
        fields: list[str] = []


class HeadFilter(filters.FilterSet):
    q = Search("last_name", "first_name", "school_name", label="Фамилия или школа")
    post = choice((("director", "директор"), ("acting_director", "исполняющий обязанности")), "Должность")

    class Meta:
        model = Person
        fields: list[str] = []


class PersonFilter(filters.FilterSet):
    q = Search("last_name", "first_name", "patronymic", label="Фамилия, имя")
    heading = truth("Руководит школой", "да", "нет", field_name="school_id")

    class Meta:
        model = Person
        fields: list[str] = []


class MembershipFilter(filters.FilterSet):
    q = Search("person__last_name", "person__first_name", "council", label="Фамилия или совет")
    body = choice(Membership.Body.choices, "Где состоит")

    class Meta:
        model = Membership
        fields: list[str] = []


class TransitionProgrammeFilter(filters.FilterSet):
    q = Search("school__short_name", "title", label="Школа или название")
    approved = truth("Утверждена", "да", "нет", field_name="approved_on")

    class Meta:
        model = TransitionProgramme
        fields: list[str] = []


class ContestEntryFilter(filters.FilterSet):
    contest = Chosen(Contest, label="Конкурс")
    q = Search("school__short_name", "work", label="Школа или работа")

    class Meta:
        model = ContestEntry
        fields: list[str] = []


class InnovationParticipationFilter(filters.FilterSet):
    q = Search("school__short_name", "theme", label="Школа или направление")

    class Meta:
        model = InnovationParticipation
        fields: list[str] = []
