from typing import Any, Self

from django.db import models
from django.urls import reverse


def waiting_place(brought: "Import", name: str) -> str:
    """Where the workbook waits; the name it came under is kept apart."""
    return f"imports/{brought.register}/workbook.xlsx"


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A workbook is seen by whoever brought it, as long as its district is within reach."""
        own = self.filter(brought_by=user)
        return own if user.district_id is None else own.filter(municipality=user.district_id)


class Import(models.Model):
    """A workbook brought for a register: checked, corrected on the page, then taken in or left."""

    class State(models.TextChoices):
        CHECKING = "checking", "проверяется"
        CHECKED = "checked", "проверено"
        TAKING = "taking", "загружается"
        TAKEN = "taken", "загружено"
        REFUSED = "refused", "не принято"

    register = models.CharField("реестр", max_length=50)
    municipality = models.ForeignKey("schools.Municipality", models.CASCADE, related_name="+", verbose_name="район")
    brought_by = models.ForeignKey("schools.User", models.CASCADE, related_name="+", verbose_name="кто загружает")
    brought_at = models.DateTimeField("когда", auto_now_add=True)
    workbook = models.FileField("файл", upload_to=waiting_place)
    file_name = models.CharField("имя файла", max_length=255)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.CHECKING)
    corrections = models.JSONField("исправления", default=dict, blank=True)
    answers = models.JSONField("ответы", default=dict, blank=True)
    outcome = models.JSONField("итог проверки", default=dict, blank=True)
    fault = models.TextField("почему не принято", blank=True)
    progress = models.PositiveIntegerField("обработано строк", default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка из Excel"
        verbose_name_plural = "загрузки из Excel"
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("schools:import", args=[self.pk])

    @property
    def waits(self) -> bool:
        """Something is left to decide: not taken in, and not a file that changes nothing."""
        if self.state == self.State.TAKEN:
            return False
        counts = self.outcome.get("counts", {})
        return self.state != self.State.CHECKED or any(
            number for verdict, number in counts.items() if verdict != "same"
        )
