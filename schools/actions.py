"""What changes registers under a lock."""

from django.db import transaction

from .models import Appointment, School


@transaction.atomic
def appoint(appointment: Appointment) -> Appointment:
    """Save an appointment with its school locked: two heads cannot be appointed side by side.

    Raises `ValidationError` where somebody else was quicker.
    """
    School.objects.select_for_update().get(pk=appointment.school_id)
    appointment.full_clean()
    appointment.save()
    return appointment
