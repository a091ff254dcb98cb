from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

Counted = TypeVar("Counted", bound=models.QuerySet)


def in_own_order(counted: Counted) -> Counted:
    """Where rows are counted, Django drops the order the model itself asks for."""
    return counted.order_by(*counted.model._meta.ordering)


class OfPersonQuerySet(models.QuerySet):
    """Records about one person: the department sees the district's, a director his own."""

    def visible_to(self, user) -> Self:
        return self.filter(user.reaches(municipality="person__municipality", own=Q(person=user.person_id)))
