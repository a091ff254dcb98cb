from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from .measure import Measure, MeasureRow
from .passport import Project


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(project__in=Project.objects.visible_to(user))

    def of(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def of_measure(self, measure: Measure) -> Self:
        """Changes of a measure and of its rows, those of dates among them."""
        kinds = ContentType.objects.get_for_models(Measure, MeasureRow)
        return self.filter(
            Q(content_type=kinds[Measure], object_id=measure.pk)
            | Q(content_type=kinds[MeasureRow], object_id__in=measure.rows.values("pk"))
        )


class Amendment(models.Model):
    """A change of an approved value: what stood there, what stands now, why; never edited, never lost."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="amendments", verbose_name="проект")
    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="вид записи")
    object_id = models.BigIntegerField("номер записи")
    record = GenericForeignKey()
    place = models.CharField("где", max_length=300)
    field = models.CharField("поле", max_length=50)
    label = models.CharField("что", max_length=200)
    was = models.TextField("было", blank=True)
    became = models.TextField("стало", blank=True)
    reason = models.TextField("причина")
    made_on = models.DateField("дата")
    author = models.CharField("кто внёс", max_length=200, help_text="имя того дня: учётной записи может не стать")
    made_by = models.ForeignKey(
        "schools.User", models.SET_NULL, null=True, related_name="amendments", verbose_name="учётная запись"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "изменение паспорта"
        verbose_name_plural = "изменения паспорта"
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="project_amendment_of")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="project_amendment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.label}"
