"""The list pages of the registers, found in the room's own routes, and rows in numbers for them."""

from datetime import date

from django.urls import get_resolver
from django.utils import timezone

from leadership.core.lists import ListPage
from schools.models import (
    Appointment,
    Attestation,
    Award,
    Contest,
    ContestEntry,
    Education,
    InnovationParticipation,
    Membership,
    Person,
    ProfessionalContestEntry,
    ReserveEntry,
    ReserveStep,
    School,
    SchoolYear,
    Training,
    TransitionProgramme,
)
from schools.school_year import school_year_of

START = date(2020, 9, 1)


def _list_routes():
    for pattern in get_resolver("schools.urls").url_patterns:
        view = getattr(pattern.callback, "view_class", None)
        if view and issubclass(view, ListPage) and view.import_url:  # the others are worked out from records
            yield pattern.name


LISTS = sorted(_list_routes())


def fill(municipality, numbers):
    """For every number a school, its head, and one record of each kind; written at once, without history."""
    schools = School.objects.bulk_create(
        School(municipality=municipality, name=f"МБОУ «СШ {n:04}»", short_name=f"СШ {n:04}") for n in numbers
    )
    people = Person.objects.bulk_create(
        Person(municipality=municipality, last_name=f"Фамилия{n:04}", first_name="Анна") for n in numbers
    )
    pairs = list(zip(schools, people, strict=True))
    contest, _ = Contest.objects.get_or_create(municipality=municipality, title="Среда", held_on=START)
    Appointment.objects.bulk_create(
        Appointment(school=school, person=person, started_on=START) for school, person in pairs
    )
    Membership.objects.bulk_create(Membership(person=person, started_on=START) for person in people)
    Education.objects.bulk_create(Education(person=person, institution="ОмГПУ") for person in people)
    Training.objects.bulk_create(Training(person=person, title="Менеджмент", completed_on=START) for person in people)
    Attestation.objects.bulk_create(Attestation(person=person, held_on=START, protocol="№ 1") for person in people)
    Award.objects.bulk_create(Award(person=person, title="Грамота", awarded_on=START) for person in people)
    ProfessionalContestEntry.objects.bulk_create(
        ProfessionalContestEntry(person=person, title="Лидер", held_on=START) for person in people
    )
    TransitionProgramme.objects.bulk_create(
        TransitionProgramme(school=school, title="Программа", approved_on=START) for school in schools
    )
    ContestEntry.objects.bulk_create(
        ContestEntry(contest=contest, school=school, entered_on=START) for school in schools
    )
    InnovationParticipation.objects.bulk_create(
        InnovationParticipation(school=school, started_on=START) for school in schools
    )
    entries = ReserveEntry.objects.bulk_create(
        ReserveEntry(person=person, target_school=school) for school, person in pairs
    )
    ReserveStep.objects.bulk_create(ReserveStep(entry=entry, state="included", taken_on=START) for entry in entries)
    # The list of years opens on the one that holds the day looked from.
    year = school_year_of(timezone.localdate())
    SchoolYear.objects.bulk_create(SchoolYear(school=school, year=year, pupils=120) for school in schools)
    return pairs
