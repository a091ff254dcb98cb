"""What of this room the search box finds."""

from django.db.models import Prefetch

from leadership.core.search.index import searchable
from leadership.core.search.registry import Kind

from .models import Appointment, FormerName, Person, Post, School


def declare() -> None:
    searchable(
        Kind(
            model=Person,
            label="Люди",
            more=_of_person,
            gathered=lambda people: people.prefetch_related("former_names", _HEADED),
            detailed=lambda people, day: people.with_school(day),
            detail=_post,
            also={
                FormerName: lambda name: [name.person_id],
                Appointment: lambda appointment: [appointment.person_id],
                School: lambda school: (
                    Appointment.objects.heads().filter(school=school.pk).values_list("person", flat=True)
                ),
            },
        )
    )
    searchable(
        Kind(
            model=School,
            label="Школы",
            title=lambda school: school.short_name,
            more=lambda school: (school.name, school.get_kind_display(), school.locality),
            detail=lambda school: ", ".join(filter(None, (school.get_kind_display(), school.locality))),
        )
    )


_HEADED = Prefetch("appointments", Appointment.objects.heads().select_related("school"), to_attr="headed")


def _of_person(person: Person) -> list[str]:
    """Former names, initials, and the schools headed, once or now."""
    schools = (appointment.school.short_name for appointment in person.headed)
    return [person.signed, *map(str, person.former_names.all()), *schools]


def _post(person: Person) -> str:
    return f"{Post(person.post).label}, {person.school_name}" if person.school_id else ""
