"""What is still open in development when a person's data are to be destroyed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from leadership.core.erasing import Hindrance, erasers

from .models import DevelopmentProgramme, Pairing


def of_development(person: Any, day: date) -> Iterable[Hindrance]:
    """A programme under way or ahead, as its person or its curator, a pair at work in a team of the year."""
    goes_on = Q(ended_on=None) | Q(ended_on__gt=day)
    for programme in DevelopmentProgramme.objects.filter(goes_on, person=person):
        yield Hindrance(f"ИППР не завершена: с {programme.started_on:%d.%m.%Y}", programme.get_absolute_url())
    for programme in DevelopmentProgramme.objects.filter(goes_on, curator=person):
        yield Hindrance(f"Куратор ИППР: {programme.person}", programme.get_absolute_url())
    pairings = Pairing.objects.with_person(person.pk).filter(goes_on, team__ended_on__gt=day)
    for pairing in pairings.select_related("team"):
        yield Hindrance(f"Работает в команде: {pairing.team}", pairing.get_absolute_url())


def register() -> None:
    erasers.hindrances.append(of_development)
