from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse

from leadership.core.history import Recorded

from ..school_year import said_year, school_year_of, suggested_group
from .account import DEPARTMENT, Role
from .kind import SchoolKind
from .municipality import Municipality
from .school import School


class SchoolYearQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        own = Q(school__in=School.objects.visible_to(user))
        return self.filter(
            user.reaches(municipality="school__municipality", own=own, roles=DEPARTMENT | {Role.OBSERVER})
        )

    def known_by(self, day: date) -> Self:
        """School years that have begun by the day."""
        return self.filter(year__lte=school_year_of(day))

    def known_years(self, last: int) -> list[int]:
        """The years up to `last` there are figures of; each is looked for by the index, none is read through."""
        first = self.order_by("year").values_list("year", flat=True).first()
        years = range(first, last + 1) if first else ()
        known = {str(year): Exists(self.order_by().filter(year=year)) for year in years}
        held = Municipality.objects.order_by("pk").values(**known).first() if known else {}
        return [year for year in years if held[str(year)]]


class SchoolYear(Recorded):
    """What a school was in one school year: pupils, staff, kind, the group it is compared within."""

    class Group(models.TextChoices):
        BASE = "base", "базовая"
        SMALL = "small", "малокомплектная"

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="years", verbose_name="школа")
    year = models.PositiveSmallIntegerField(
        "учебный год",
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text="год, в котором он начинается: 2023 – это 2023/24",
    )
    pupils = models.PositiveIntegerField("обучающихся", null=True, blank=True)
    teachers = models.PositiveIntegerField("педагогов", null=True, blank=True)
    staff = models.PositiveIntegerField("работников всего", null=True, blank=True)
    kind = models.CharField("вид", max_length=20, choices=SchoolKind, default=SchoolKind.SECONDARY)
    group = models.CharField("группа сравнения", max_length=10, choices=Group, default=Group.BASE)

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        verbose_name = "показатели школы за год"
        verbose_name_plural = "показатели школ по годам"
        ordering = ["-year", "school__short_name", "pk"]
        indexes = [models.Index(fields=["year", "school"], name="schools_year_of_schools")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"],
                name="schools_school_has_a_year_once",
                violation_error_message="Показатели школы за этот год уже внесены.",
            ),
            models.CheckConstraint(
                condition=Q(teachers=None) | Q(staff=None) | Q(staff__gte=models.F("teachers")),
                name="schools_staff_includes_teachers",
                violation_error_message="Работников всего меньше, чем педагогов.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.said_year}"

    def get_absolute_url(self) -> str:
        return reverse("schools:school", args=[self.school_id])

    def clean(self) -> None:
        super().clean()
        if self.teachers is not None and self.staff is not None and self.staff < self.teachers:
            raise ValidationError({"staff": "Работников всего меньше, чем педагогов."})

    @property
    def said_year(self) -> str:
        """«2023/24»"""
        return said_year(self.year)

    @property
    def ruled_group(self) -> str:
        """The group the rule would choose, in words, where the entered one differs; else nothing."""
        ruled = suggested_group(self.pupils, self.kind)
        return self.Group(ruled).label if ruled and ruled != self.group else ""
