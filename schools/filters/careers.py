import django_filters as filters

from leadership.core.filters import Search, among, choice

from .. import places
from ..models import Attestation, Award, Education, ProfessionalContestEntry, Training

NAME = ("person__last_name", "person__first_name", "person__patronymic")


def heading() -> filters.ChoiceFilter:
    return among("Руководит школой", "да", "нет", places.heading, of="person")


class TrainingFilter(filters.FilterSet):
    q = Search(*NAME, "title", "organisation", label="Фамилия или программа")
    kind = choice(Training.Kind.choices, "Вид")
    is_management = choice((("True", "да"), ("False", "нет")), "По управлению")
    year = filters.NumberFilter(field_name="completed_on__year", label="Год окончания", min_value=1900, max_value=2100)
    heading = heading()

    class Meta:
        model = Training
        fields: list[str] = []


class AttestationFilter(filters.FilterSet):
    q = Search(*NAME, "protocol", label="Фамилия или протокол")
    purpose = choice(Attestation.Purpose.choices, "Цель")
    result = choice(Attestation.Result.choices, "Результат")
    state = choice(Attestation.State.choices, "Состояние")
    heading = heading()

    class Meta:
        model = Attestation
        fields: list[str] = []


class EducationFilter(filters.FilterSet):
    q = Search(*NAME, "institution", "speciality", label="Фамилия или учебное заведение")
    level = choice(Education.Level.choices, "Уровень")
    heading = heading()

    class Meta:
        model = Education
        fields: list[str] = []


class AwardFilter(filters.FilterSet):
    q = Search(*NAME, "title", label="Фамилия или награда")
    level = choice(Award.Level.choices, "Уровень")
    heading = heading()

    class Meta:
        model = Award
        fields: list[str] = []


class ProfessionalContestEntryFilter(filters.FilterSet):
    q = Search(*NAME, "title", label="Фамилия или конкурс")
    level = choice(ProfessionalContestEntry.Level.choices, "Уровень")
    heading = heading()

    class Meta:
        model = ProfessionalContestEntry
        fields: list[str] = []
