"""What is true from one day to another."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q


def covers(day: date, prefix: str = "") -> Q:
    """The condition that a period contains the day, both ends included; `prefix` leads to the period."""
    started, ended = f"{prefix}started_on", f"{prefix}ended_on"
    return Q(**{f"{started}__lte": day}) & (Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gte": day}))


class PeriodQuerySet(models.QuerySet):
    def as_of(self, day: date) -> Self:
        """What is true on that day."""
        return self.filter(covers(day))

    def overlapping(self, started_on: date, ended_on: date | None) -> Self:
        """What shares at least one day with the given period."""
        found = self.filter(Q(ended_on=None) | Q(ended_on__gte=started_on))
        return found if ended_on is None else found.filter(started_on__lte=ended_on)


class Period(models.Model):
    """Something true from one day to another, both included; without a last day it still is."""

    started_on = models.DateField("начало")
    ended_on = models.DateField("окончание", null=True, blank=True, help_text="пусто – продолжается")

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": "Окончание раньше начала."})
