from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from .appointment import Appointment


class OfPersonQuerySet(models.QuerySet):
    """Records about one person: the department sees the district's, a director his own, others none."""

    def visible_to(self, user) -> Self:
        return self.filter(user.reaches(municipality="person__municipality", own=Q(person=user.person_id)))

    def with_school(self, day: date) -> Self:
        """Annotates `school_name` of the school the person heads on the day."""
        schools = Appointment.objects.headships(day).filter(person=OuterRef("person")).order_by("started_on", "pk")
        return self.annotate(school_name=Subquery(schools.values("school__short_name")[:1]))
