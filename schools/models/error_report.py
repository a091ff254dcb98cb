"""«Сообщить об ошибке»: what a person finds wrong in what is kept about him, and what the specialist answers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leadership.core.history import Recorded

from .of_person import OfPersonQuerySet


class ErrorReportQuerySet(OfPersonQuerySet):
    def waiting(self) -> Self:
        return self.filter(answered_at=None)

    def waiting_first(self) -> Self:
        """The longest awaited first, then the answered, the latest answer first."""
        return self.order_by(F("answered_at").desc(nulls_first=True), "reported_at", "pk")


class ErrorReport(Recorded):
    """Сообщение об ошибке в сведениях о себе (право на уточнение: ФЗ № 152, ст. 14); answered in words."""

    person = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="error_reports", verbose_name="чья карточка"
    )
    text = models.TextField("что неверно и как правильно")
    reported_at = models.DateTimeField("когда")
    answer = models.TextField("ответ", blank=True)
    answered_at = models.DateTimeField("когда отвечено", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем отвечено"
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = "сообщение об ошибке"
        verbose_name_plural = "сообщения об ошибках"
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""),
                name="schools_error_report_is_answered_in_words",
                violation_error_message="Ответьте словами: что исправлено или почему оставлено.",
            ),
        ]

    def __str__(self) -> str:
        return f"Сообщение об ошибке, {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("schools:error_reports")
