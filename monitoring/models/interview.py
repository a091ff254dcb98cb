"""An interview: who talks with whom and when; what was said and concluded stands in the form it fills."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from leadership.core.history import Recorded

from .campaign import Campaign
from .response import OPEN_STATES, Response


class InterviewQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department alone: what an interviewer writes down is no view of the person himself."""
        return self.filter(user.reaches(municipality="response__participant__municipality"))

    def of(self, campaign: Campaign) -> Self:
        return self.filter(response__participant__campaign=campaign)

    def known_by(self, day: date) -> Self:
        """Of rounds begun by the day."""
        return self.filter(response__participant__campaign__as_of__lte=day)


class Interview(Recorded):
    """The plan and the day of one interview; the interviewer is the respondent of its form."""

    response = models.OneToOneField(Response, models.CASCADE, related_name="interview", verbose_name="форма")
    planned_on = models.DateField("назначено на")
    held_on = models.DateField("проведено", null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = "собеседование"
        verbose_name_plural = "собеседования"
        ordering = ["planned_on", "pk"]

    def __str__(self) -> str:
        return f"{self.response.participant}: собеседование"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:interview", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.held_on and self.response.state in OPEN_STATES:
            raise ValidationError({"held_on": "День проведения записывают, когда собеседование завершено."})

    @property
    def is_open(self) -> bool:
        return self.response.state in OPEN_STATES
