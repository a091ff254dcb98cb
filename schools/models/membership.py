from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet


class MembershipQuerySet(PeriodQuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(user.reaches(municipality="person__municipality", own=Q(person=user.person_id)))


class Membership(Period, Recorded):
    """A person in the Ассоциация лидеров or one of its councils of heads."""

    class Body(models.TextChoices):
        ASSOCIATION = "association", "Ассоциация лидеров Оконешниковского образования"
        COUNCIL = "council", "совет руководителей при Ассоциации"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="memberships", verbose_name="человек")
    body = models.CharField("где состоит", max_length=20, choices=Body, default=Body.ASSOCIATION)
    council = models.CharField("какой совет", max_length=200, blank=True)
    basis = models.CharField("основание", max_length=200, help_text="протокол, №, дата")

    objects = MembershipQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "членство в Ассоциации"
        verbose_name_plural = "членство в Ассоциации"
        ordering = ["-started_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} – {self.council or self.get_body_display()}"

    def get_absolute_url(self) -> str:
        return reverse("schools:memberships")
