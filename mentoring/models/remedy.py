"""What helps against a shortfall of a competence: a library from which programmes are drafted."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from leadership.core.choosing import ByName
from leadership.core.history import Recorded
from schools.models import DEPARTMENT

from .activity import Activity


class RemedyQuerySet(ByName):
    name_fields = ("title",)

    def visible_to(self, user) -> Self:
        """The department reads those of its district and those common to all."""
        if user.role not in DEPARTMENT:
            return self.none()
        if user.district_id is None:
            return self.all()
        return self.filter(Q(municipality=None) | Q(municipality=user.district_id))

    def changeable_by(self, user) -> Self:
        """What is common to all districts is changed by an account of the region."""
        seen = self.visible_to(user)
        return seen if user.municipality_id is None else seen.filter(municipality=user.municipality_id)

    def offered(self) -> Self:
        """Those not set aside, the district's own before the common ones."""
        return self.filter(is_offered=True).order_by(models.F("municipality").asc(nulls_last=True), "position", "pk")


class Remedy(Recorded):
    """Типовое мероприятие: what is done about a competence, measured by what, within how many weeks."""

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="район", help_text="пусто – общее для всех районов",
    )  # fmt: skip
    competence = models.ForeignKey(
        "monitoring.Competence", models.PROTECT, related_name="remedies", verbose_name="компетенция"
    )
    title = models.CharField("мероприятие", max_length=300)
    form = models.CharField("форма", max_length=20, choices=Activity.Form)
    goal = models.CharField("ожидаемый результат", max_length=300, blank=True)
    place = models.CharField("место, организация", max_length=200, blank=True)
    indicator = models.CharField("показатель", max_length=200, help_text="что измеряем: часов, посещений, баллов")
    plan = models.DecimalField("план", max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    weeks = models.PositiveSmallIntegerField(
        "недель", validators=[MinValueValidator(1)], help_text="за сколько недель от начала программы выполнить"
    )
    reported_by = models.CharField(
        "форма отчётности", max_length=200, blank=True, help_text="удостоверение, отчёт стажёра, отзыв наставника"
    )
    position = models.PositiveSmallIntegerField("порядок", default=1, help_text="первым предлагают меньший номер")
    is_offered = models.BooleanField("предлагать", default=True)

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = "типовое мероприятие"
        verbose_name_plural = "типовые мероприятия"
        ordering = ["competence__function", "competence__title", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__gt=0), name="mentoring_remedy_plans_something",
                violation_error_message="План больше нуля.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("mentoring:remedies")
