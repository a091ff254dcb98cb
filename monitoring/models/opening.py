"""The opening of a campaign that is left to the worker: asked for, done or not done as a whole."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .campaign import Campaign

#: Longer than any opening takes: one that has not ended by then was broken off, and nothing of it is kept.
LONGEST = timedelta(hours=1)
BROKEN_OFF = "Открытие было прервано, кампания осталась в подготовке. Откройте её ещё раз."


class OpeningQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        return self.filter(done_at=None, fault="")

    def running(self, at: datetime) -> Self:
        return self.unfinished().filter(asked_at__gte=at - LONGEST)

    def write_off(self, at: datetime) -> int:
        """Say of those broken off long ago that they were."""
        return self.unfinished().filter(asked_at__lt=at - LONGEST).update(fault=BROKEN_OFF)


class Opening(models.Model):
    """Asked for in a request and made by the worker; while it runs, the campaign is still being prepared."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="openings", verbose_name="кампания")
    on = models.DateField("какого дня")
    asked_at = models.DateTimeField("запрошено")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем"
    )
    subjects = models.PositiveIntegerField("сколько участников", default=0)
    done_at = models.DateTimeField("открыто", null=True, blank=True)
    fault = models.TextField("почему не открыто", blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "открытие кампании"
        verbose_name_plural = "открытия кампаний"
        ordering = ["campaign", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(done_at=None, fault=""),
                name="monitoring_one_opening_at_a_time",
                violation_error_message="Кампания уже открывается.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: открытие"

    def is_running(self, at: datetime) -> bool:
        return self.done_at is None and not self.fault and self.asked_at >= at - LONGEST

    @property
    def why_not(self) -> str:
        """Why the campaign was not opened, of an opening that runs no more."""
        return self.fault or ("" if self.done_at else BROKEN_OFF)
