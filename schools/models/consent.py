"""Personal data (ФЗ № 152): consents given and withdrawn, and what was destroyed on request."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .career import OfPerson
from .of_person import OfPersonQuerySet


class ConsentQuerySet(OfPersonQuerySet):
    def in_force(self, day: date) -> Self:
        """Given by the day and not yet withdrawn on it."""
        return self.filter(given_on__lte=day).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))

    def with_withdrawal(self, day: date) -> Self:
        """Annotates `is_withdrawn`: no longer in force on the day."""
        return self.annotate(is_withdrawn=Q(withdrawn_on__isnull=False, withdrawn_on__lte=day))


class Consent(OfPerson):
    """A person's consent, a document of its own (ФЗ № 152, ст. 9; to publication – ст. 10.1)."""

    class Kind(models.TextChoices):
        PROCESSING = "processing", "на обработку персональных данных"
        PUBLICATION = "publication", "на распространение персональных данных"
        PHOTO = "photo", "на использование изображения"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="consents", verbose_name="человек")
    kind = models.CharField("вид согласия", max_length=20, choices=Kind)
    given_on = models.DateField("дано")
    withdrawn_on = models.DateField("отозвано", null=True, blank=True, help_text="пусто – действует")
    note = models.CharField("где хранится", max_length=200, blank=True, help_text="дело, лист; скан приложите")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("given_on")),
                name="schools_consent_is_given_before_it_is_withdrawn",
                violation_error_message="Согласие отозвано раньше, чем дано.",
            )
        ]

    def __str__(self) -> str:
        return f"Согласие {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if self.given_on and self.withdrawn_on and self.withdrawn_on < self.given_on:
            raise ValidationError({"withdrawn_on": "Согласие отозвано раньше, чем дано."})
        if self.given_on and self.person_id:
            self._refuse_a_second_in_force()

    def _refuse_a_second_in_force(self) -> None:
        others = Consent.objects.filter(person=self.person_id, kind=self.kind).exclude(pk=self.pk)
        if others.in_force(self.given_on).exists():
            raise ValidationError({"given_on": "В этот день такое согласие уже действует."})


class Erasure(models.Model):
    """Акт об уничтожении персональных данных: whose card (by number), on what ground, what went.

    Confirmed by an act kept three years (приказ Роскомнадзора от 28.10.2022 № 179).
    """

    person = models.OneToOneField("schools.Person", models.PROTECT, related_name="erasure", verbose_name="карточка")
    erased_at = models.DateTimeField("когда", auto_now_add=True)
    erased_by = models.CharField("кто уничтожил", max_length=200)
    basis = models.CharField("основание", max_length=300, help_text="заявление, №, дата")
    what = models.TextField("что уничтожено")

    class Meta:
        verbose_name = "акт об уничтожении персональных данных"
        verbose_name_plural = "акты об уничтожении персональных данных"
        ordering = ["-erased_at"]

    def __str__(self) -> str:
        return f"Карточка № {self.person_id}, {self.basis}"

    def get_absolute_url(self) -> str:
        return reverse("schools:person", args=[self.person_id])
