from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from .passport import Part, Task


class Indicator(Part):
    """What the project promised in figures: a source of records, a target, a way of counting."""

    class Unit(models.TextChoices):
        PERCENT = "percent", "%"
        PEOPLE = "people", "чел."

    class Comparison(models.TextChoices):
        AT_LEAST = "at_least", "не менее"

    class Cadence(models.TextChoices):
        CUMULATIVE = "cumulative", "нарастающим итогом"
        YEARLY = "yearly", "каждый год отдельно"
        ON_DATE = "on_date", "на дату"

    title = models.TextField("индикатор")
    promise = models.TextField("количественные показатели", help_text="цель словами, как в паспорте")
    target = models.PositiveSmallIntegerField("цель", validators=[MinValueValidator(1)])
    comparison = models.CharField("сравнение", max_length=20, choices=Comparison, default=Comparison.AT_LEAST)
    unit = models.CharField("единица", max_length=20, choices=Unit)
    cadence = models.CharField("как считается", max_length=20, choices=Cadence)
    source = models.CharField("источник", max_length=50)
    parameters = models.JSONField("вариант чтения", default=dict, blank=True)
    tasks = models.ManyToManyField(Task, blank=True, related_name="indicators", verbose_name="задачи")

    class Meta(Part.Meta):
        verbose_name = "индикатор"
        verbose_name_plural = "индикаторы"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def clean(self) -> None:
        super().clean()
        if self.unit == self.Unit.PERCENT and (self.target or 0) > 100:
            raise ValidationError({"target": "Больше 100 % не бывает."})

    def get_absolute_url(self) -> str:
        return reverse("project:indicator", args=[self.pk])
