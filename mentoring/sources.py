"""What development knows of a head on a day: programme, team, courses, projects, trials."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from leadership.core.dates import years_from
from monitoring.sources import NUMBERS, YES_NO, counted, met, of_person

from .models import Activity, DevelopmentProgramme, Enrolment, ManagementProject, ManagementTrial, Pairing

Told = Mapping[int, Decimal]


@of_person("is_mentor", "Наставник в годичной команде", YES_NO)
def is_mentor(people: QuerySet, day: date) -> Told:
    return met(Pairing.objects.in_teams_of(day), "mentor", people)


@of_person("in_team", "Участвует в годичной команде", YES_NO)
def in_team(people: QuerySet, day: date) -> Told:
    leading = met(Pairing.objects.in_teams_of(day), "mentor", people)
    led = met(Pairing.objects.in_teams_of(day), "mentee", people)
    return {person: max(leading[person], led[person]) for person in leading}


@of_person("has_programme", "ИППР утверждена и действует", YES_NO)
def has_programme(people: QuerySet, day: date) -> Told:
    return met(DevelopmentProgramme.objects.as_of(day).filter(approved_on__lte=day), "person", people)


@of_person("activities_done_of_year", "Выполнено мероприятий ИППР за год", NUMBERS)
def activities_done_of_year(people: QuerySet, day: date) -> Told:
    done = Activity.objects.filter(done_on__range=(years_from(day, -1), day))
    return counted(done, "programme__person", people)


@of_person("courses_completed", "Окончено курсов проекта", NUMBERS)
def courses_completed(people: QuerySet, day: date) -> Told:
    return counted(Enrolment.objects.filter(completed_on__lte=day), "person", people)


@of_person("projects_defended", "Защищено управленческих проектов", NUMBERS)
def projects_defended(people: QuerySet, day: date) -> Told:
    return counted(ManagementProject.objects.filter(defended_on__lte=day), "person", people)


@of_person("projects_implemented", "Реализовано управленческих проектов", NUMBERS)
def projects_implemented(people: QuerySet, day: date) -> Told:
    return counted(ManagementProject.objects.implemented_by(day), "person", people)


@of_person("management_trials", "Пройдено управленческих проб", NUMBERS)
def management_trials(people: QuerySet, day: date) -> Told:
    return counted(ManagementTrial.objects.filter(held_on__lte=day), "person", people)
