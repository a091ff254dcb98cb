from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from leadership.core.history import Recorded
from schools.models import OfPersonQuerySet


class ManagementTrialQuerySet(OfPersonQuerySet):
    def held_by(self, day: date) -> Self:
        return self.filter(held_on__lte=day)

    def in_regional_bank(self, day: date) -> Self:
        return self.filter(entered_in_bank_on__lte=day)


class ManagementTrial(Recorded):
    """Управленческая проба «Один день с эффективным руководителем»; its outcome is the regional bank."""

    person = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="management_trials", verbose_name="участник"
    )
    host = models.CharField("где проходила", max_length=200, help_text="школа и её руководитель")
    held_on = models.DateField("день пробы")
    entered_in_bank_on = models.DateField("включён в региональный банк", null=True, blank=True)
    basis = models.CharField("основание включения", max_length=200, blank=True, help_text="письмо, №, дата")

    objects = ManagementTrialQuerySet.as_manager()

    class Meta:
        verbose_name = "управленческая проба"
        verbose_name_plural = "управленческие пробы"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_in_bank_on=None) | ~Q(basis=""),
                name="mentoring_bank_entry_has_a_basis",
                violation_error_message="Укажите основание включения в банк.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, проба {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:management_trials")

    def clean(self) -> None:
        super().clean()
        if self.entered_in_bank_on and not self.basis:
            raise ValidationError({"basis": "Укажите основание включения в банк: письмо, №, дата."})
        if self.entered_in_bank_on and self.held_on and self.entered_in_bank_on < self.held_on:
            raise ValidationError({"entered_in_bank_on": "Включён в банк раньше, чем прошла проба."})


class SimulatorTrialQuerySet(OfPersonQuerySet):
    def begun_by(self, day: date) -> Self:
        return self.filter(started_on__lte=day)


class SimulatorTrial(Recorded):
    """A person taking part in the trial of the regional management simulator (тренажёр)."""

    person = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="simulator_trials", verbose_name="участник"
    )
    started_on = models.DateField("начало участия")
    result = models.CharField("результат", max_length=300, blank=True)
    basis = models.CharField("подтверждение", max_length=200, help_text="список участников, справка, №, дата")

    objects = SimulatorTrialQuerySet.as_manager()

    class Meta:
        verbose_name = "апробация тренажёра"
        verbose_name_plural = "апробация тренажёра"
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "started_on"],
                name="mentoring_simulator_trial_once",
                violation_error_message="Участие этого человека с этой даты уже записано.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, тренажёр с {self.started_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:simulator_trials")
