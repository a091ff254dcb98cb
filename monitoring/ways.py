"""Where one goes on from a person: the profile of competences."""

from datetime import date

from django.urls import reverse

from leadership.core.ways import Way, leads_from
from schools.models import Person, User

from . import access


@leads_from(Person)
def profile(person: Person, user: User, day: date) -> Way | None:
    """The department opens anybody's; a director finds his own in the cabinet."""
    if not access.sees_profile(user, person.pk):
        return None
    return Way("Профиль компетенций", reverse("monitoring:profile", args=[person.pk]))
