from functools import reduce
from operator import or_

import django_filters as filters
from django.http import QueryDict

from leadership.core.filters import Chosen, Search, among, choice, truth

from .. import access, places
from ..models import (
    OPEN_STATES,
    TERM_WARNING,
    Appointment,
    Contest,
    ContestEntry,
    InnovationParticipation,
    Membership,
    Person,
    ReserveEntry,
    ReserveState,
    School,
    SchoolKind,
    SchoolYear,
    TransitionProgramme,
    VacancySign,
)
from ..models.demands import DEMANDS
from ..school_year import said_year, school_year_of


class SchoolFilter(filters.FilterSet):
    q = Search("short_name", "name", "locality")
    kind = choice(SchoolKind.choices, "Вид")
    head = among("Руководитель", "есть", "нет", places.headed)

    class Meta:
        model = School
        fields: list[str] = []


class SchoolYearFilter(filters.FilterSet):
    """Until a year is chosen the list shows the one that holds the day looked from."""

    year = choice((), "Учебный год")
    q = Search("school__short_name", "school__name", "school__locality", label="Школа")
    kind = choice(SchoolKind.choices, "Вид")
    group = choice(SchoolYear.Group.choices, "Группа сравнения")

    class Meta:
        model = SchoolYear
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, request=None, **kwargs):
        usual = school_year_of(request.as_of)
        chosen = QueryDict(mutable=True) if data is None else data.copy()
        chosen.setdefault("year", str(usual))
        super().__init__(chosen, queryset, request=request, **kwargs)
        years = {usual, *queryset.known_years(usual)}
        self.filters["year"].extra["choices"] = [(str(year), said_year(year)) for year in sorted(years, reverse=True)]


#: What the heads who demand attention are chosen by.
ATTENTION = (("any", "что угодно"), ("contract", "договор"), ("attestation", "аттестация"), ("training", "обучение"))


class HeadFilter(filters.FilterSet):
    q = Search(places.named_then, "last_name", places.heading_school_named, label="Фамилия или школа")
    post = choice(
        (("director", "директор"), ("acting_director", "исполняющий обязанности")), "Должность", method="filter_post"
    )
    attention = choice(ATTENTION, "Требует внимания", method="filter_attention")

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        """Attestation and training are not for everybody who reads the list."""
        super().__init__(*args, **kwargs)
        if not access.sees_careers(self.request.user):
            del self.filters["attention"]

    def filter_post(self, queryset, name, value):
        first = Appointment.objects.first_headships(self.request.as_of).filter(post=value)
        return queryset.filter(pk__in=first.values("person"))

    def filter_attention(self, queryset, name, value):
        asked = [demand(self.request.as_of) for code, demand in DEMANDS.items() if value in ("any", code)]
        return queryset.filter(reduce(or_, asked))


class PersonFilter(filters.FilterSet):
    q = Search("last_name", "first_name", "patronymic", label="Фамилия, имя")
    heading = among("Руководит школой", "да", "нет", places.heading)
    consent = choice((("given", "есть"), ("none", "нет"), ("withdrawn", "отозвано")), "Согласие", method="by_consent")

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not access.sees_consents(self.request.user):
            del self.filters["consent"]

    def by_consent(self, queryset, name, value):
        """By the consent to processing as it stands on the day looked from."""
        return queryset.by_consent(value, self.request.as_of)


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


class ReserveStateFilter(filters.ChoiceFilter):
    """Left alone it shows those in the reserve and the candidates; who left is asked for by name."""

    ALL = "all"

    def __init__(self) -> None:
        super().__init__(
            label="Состояние",
            choices=[*ReserveState.choices, (self.ALL, "все, кто был в резерве")],
            empty_label="в резерве и кандидаты",
        )

    def filter(self, queryset, value):
        if value == self.ALL:
            return queryset
        return queryset.standing(self.parent.request.as_of, *([value] if value else OPEN_STATES))


class AlwaysBound(filters.FilterSet):
    """Filters that have a say even when nothing is chosen."""

    def __init__(self, data=None, *args, **kwargs) -> None:
        super().__init__({} if data is None else data, *args, **kwargs)


class ReserveFilter(AlwaysBound):
    q = Search(
        "person__last_name", "person__first_name", "person__patronymic", places.working_in_school_named,
        label="Человек, школа",
    )  # fmt: skip
    state = ReserveStateFilter()
    school = Search("target_school__short_name", label="Целевая школа")
    warning = choice(
        (
            ("term_ending", f"срок истекает в {TERM_WARNING.days} дней"),
            ("term_over", "срок истёк"),
            ("review_overdue", "пересмотр просрочен"),
        ),
        "Предупреждения",
        method="warned",
    )

    class Meta:
        model = ReserveEntry
        fields: list[str] = []

    def warned(self, queryset, name, value):
        return getattr(queryset, value)(self.request.as_of)


class VacancySignFilter(filters.ChoiceFilter):
    """Left alone it shows the schools where a vacancy may be near."""

    ALL = "all"

    def __init__(self) -> None:
        super().__init__(
            label="Почему возможна вакансия",
            choices=[*VacancySign.choices, (self.ALL, "показать все школы")],
            empty_label="по любой причине",
        )

    def filter(self, queryset, value):
        if value == self.ALL:
            return queryset
        return queryset.vacancy_near(self.parent.request.as_of, *([value] if value else []))


class VacancyFilter(AlwaysBound):
    q = Search("short_name", "name", places.school_headed_by, label="Школа, руководитель")
    sign = VacancySignFilter()

    class Meta:
        model = School
        fields: list[str] = []
