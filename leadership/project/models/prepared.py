from typing import Self

from django.db import models
from django.urls import reverse


class PreparedPaperQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A long paper is for whoever asked for it."""
        return self.filter(asked_by=user.pk)


class PreparedPaper(models.Model):
    """A paper or a list too long for one request: asked for, made by the worker, kept for some days.

    A paper is known by its kind, and its address says what was chosen («campaign=5»); a list has no kind
    and is known by the address its file is asked for at.
    """

    kind = models.CharField("отчёт", max_length=50, blank=True)
    address = models.CharField("список", max_length=2000, blank=True)
    face = models.CharField("формат", max_length=10)
    as_of = models.DateField("на дату")
    municipality = models.ForeignKey("schools.Municipality", models.CASCADE, verbose_name="район")
    asked_by = models.ForeignKey("schools.User", models.CASCADE, related_name="papers", verbose_name="кто запросил")
    asked_at = models.DateTimeField("запрошен", auto_now_add=True)
    made_at = models.DateTimeField("готов", null=True, blank=True)
    file = models.FileField("файл", upload_to="papers/%Y/%m/", blank=True)
    name = models.CharField("имя файла", max_length=200, blank=True)
    fault = models.CharField("почему не готов", max_length=300, blank=True)

    objects = PreparedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "готовящийся отчёт"
        verbose_name_plural = "готовящиеся отчёты"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name or f"{self.kind or self.address}, {self.face}"

    def get_absolute_url(self) -> str:
        return reverse("project:prepared", args=[self.pk])
