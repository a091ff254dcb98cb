"""Appointing, and what a person was called at the time."""

from datetime import date

from django.db import transaction

from ..models import Appointment, FormerName, Person, School


@transaction.atomic
def appoint(appointment: Appointment) -> Appointment:
    """Save an appointment with its school locked: two heads cannot be appointed side by side.

    Raises `ValidationError` where somebody else was quicker.
    """
    School.objects.select_for_update().get(pk=appointment.school_id)
    appointment.full_clean()
    appointment.save()
    return appointment


def keep_former_name(person: Person, *, former: dict[str, str], changed_on: date) -> FormerName:
    """What the person was called until that day: papers of the time keep it."""
    kept = FormerName(person=person, changed_on=changed_on, **former)
    kept.full_clean()
    kept.save()
    return kept
