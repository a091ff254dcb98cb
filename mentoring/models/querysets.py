from typing import Self

from django.db import models
from django.db.models import Q


class OfPersonQuerySet(models.QuerySet):
    """Records about one person: the department sees the district's, a director his own."""

    def visible_to(self, user) -> Self:
        return self.filter(user.reaches(municipality="person__municipality", own=Q(person=user.person_id)))
