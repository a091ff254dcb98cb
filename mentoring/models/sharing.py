"""What a mentee lets the mentor see, and the diary of their meetings."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leadership.core import russian
from leadership.core.history import Recorded
from leadership.core.periods import covers

#: So long after a pair has parted its diary may still be written up.
WRITTEN_UP = timedelta(days=30)


class ProfileShareQuerySet(models.QuerySet):
    def standing(self, day: date) -> Self:
        """Given, not taken back, in a pair that works on the day: what is taken back is gone at once."""
        works = covers(day, "pairing__") & Q(pairing__team__ended_on__gte=day)
        return self.filter(works, given_on__lte=day, withdrawn_on=None)

    def given_to(self, mentor_id: int | None) -> Self:
        return self.filter(pairing__mentor=mentor_id)


class ProfileShare(Recorded):
    """Согласие наставляемого показать наставнику одно из трёх; ends with the pair or when taken back."""

    class What(models.TextChoices):
        PROFILE = "profile", "профиль компетенций"
        FINDINGS = "findings", "дефициты"
        PROGRAMME = "programme", "программу развития (ИППР)"

    pairing = models.ForeignKey("mentoring.Pairing", models.CASCADE, related_name="shares", verbose_name="пара")
    what = models.CharField("что показывает", max_length=20, choices=What)
    given_on = models.DateField("согласие дано")
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)

    objects = ProfileShareQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие показать наставнику"
        verbose_name_plural = "согласия показать наставнику"
        ordering = ["pairing", "what", "given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "what"],
                condition=Q(withdrawn_on=None),
                name="mentoring_share_stands_once",
                violation_error_message="Это наставнику уже показано.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="mentoring_share_is_given_before_it_is_withdrawn",
                violation_error_message="Согласие отозвано раньше, чем дано.",
            ),
        ]

    def __str__(self) -> str:
        return f"Наставнику показано: {self.get_what_display()}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:edit_sharing", args=[self.pairing_id])


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The two of the pair, nobody else: the department sees how many and when, not what was said."""
        if user.person_id is None:
            return self.none()
        return self.filter(Q(pairing__mentor=user.person_id) | Q(pairing__mentee=user.person_id))

    def held_by(self, day: date) -> Self:
        return self.filter(held_on__lte=day)


class Consultation(Recorded):
    """Запись дневника наставника: when the two met, in what form, about what, what they agreed on."""

    class Form(models.TextChoices):
        IN_PERSON = "in_person", "личная встреча"
        VISIT = "visit", "посещение школы"
        CALL = "call", "звонок, видеосвязь"
        WRITTEN = "written", "переписка"

    pairing = models.ForeignKey("mentoring.Pairing", models.PROTECT, related_name="consultations", verbose_name="пара")
    held_on = models.DateField("когда встретились")
    form = models.CharField("как", max_length=20, choices=Form, default=Form.IN_PERSON)
    topic = models.CharField("о чём говорили", max_length=300)
    competences = models.ManyToManyField(
        "monitoring.Competence", blank=True, related_name="+", verbose_name="какие компетенции"
    )
    agreed = models.TextField("о чём договорились")
    next_on = models.DateField("следующая встреча", null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="кто записал",
    )  # fmt: skip

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "встреча с наставником"
        verbose_name_plural = "встречи с наставником"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("held_on")),
                name="mentoring_next_meeting_comes_after_this_one",
                violation_error_message="Следующая встреча раньше этой.",
            ),
        ]

    def __str__(self) -> str:
        return f"{russian.day(self.held_on)}: {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:diary", args=[self.pairing_id])

    def clean(self) -> None:
        super().clean()
        if self.held_on and self.next_on and self.next_on < self.held_on:
            raise ValidationError({"next_on": "Следующая встреча раньше этой."})
        if self.held_on and self.pairing_id and not self.pairing.holds(self.held_on):
            since, until = russian.day(self.pairing.started_on), russian.day(self.pairing.last_day)
            raise ValidationError({"held_on": f"Пара работает с {since} по {until}: укажите день внутри этого срока."})
