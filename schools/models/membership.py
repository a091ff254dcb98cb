from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from leadership.core import russian
from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet

from .of_person import OfPersonQuerySet


class MembershipQuerySet(OfPersonQuerySet, PeriodQuerySet):
    pass


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

    def clean(self) -> None:
        super().clean()
        if self.body == self.Body.COUNCIL and not self.council:
            raise ValidationError({"council": "Укажите, какой совет."})
        if self.body == self.Body.ASSOCIATION and self.council:
            raise ValidationError({"council": "Для Ассоциации совет не указывают: членство в совете – своя запись."})
        if self.started_on and self.person_id:
            self._refuse_a_double()

    def _refuse_a_double(self) -> None:
        same = Membership.objects.filter(person=self.person_id, body=self.body, council__iexact=self.council)
        other = same.overlapping(self.started_on, self.ended_on).exclude(pk=self.pk).first()
        if other:
            raise ValidationError(f"Это членство в эти дни уже записано: с {russian.day(other.started_on)}.")
