from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.urls import reverse

from leadership.core import russian
from leadership.core.history import Recorded

from .account import DEPARTMENT, Role
from .appointment import Appointment


def full_name(prefix: str = "") -> Trim:
    """«Фамилия Имя Отчество» as an expression; `prefix` leads to the person."""
    parts = [
        F(f"{prefix}last_name"),
        Value(" "),
        F(f"{prefix}first_name"),
        Value(" "),
        F(f"{prefix}patronymic"),
    ]
    return Trim(Concat(*parts))


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees everybody of the district, the observer its heads, a director himself."""
        heads = Q(pk__in=Appointment.objects.heads().values("person"))
        seen = user.reaches(municipality="municipality", own=Q(pk=user.person_id), roles=DEPARTMENT | {Role.OBSERVER})
        return self.filter(seen & heads) if user.role == Role.OBSERVER else self.filter(seen)

    def heading(self, day: date, municipality: int | None = None) -> Self:
        """Heads of general schools that exist on the day, each person once; of one district, if it is named."""
        headed = _heading(day)
        return self.filter(Exists(headed.filter(school__municipality=municipality) if municipality else headed))

    def with_school(self, day: date) -> Self:
        """Annotates `school_id`, `school_name`, `post`, `headed_since` of the school headed on the day."""
        heading = _heading(day).order_by("started_on", "pk")
        return self.annotate(
            school_id=Subquery(heading.values("school")[:1]),
            school_name=Subquery(heading.values("school__short_name")[:1]),
            post=Subquery(heading.values("post")[:1]),
            headed_since=Subquery(heading.values("started_on")[:1]),
            contract_ends_on=Subquery(heading.values("contract_ends_on")[:1]),
        )


def _heading(day: date) -> models.QuerySet:
    return Appointment.objects.heads().of_open_general_schools(day).as_of(day).filter(person=OuterRef("pk"))


class Person(Recorded):
    """One human being, once, whatever posts the years bring."""

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="people", verbose_name="район"
    )
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    born_on = models.DateField("дата рождения", null=True, blank=True, help_text="печатается только возраст")
    phone = models.CharField("служебный телефон", max_length=50, blank=True)
    email = models.EmailField("служебная почта", blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["last_name", "first_name", "patronymic", "pk"]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))

    def get_absolute_url(self) -> str:
        return reverse("schools:person", args=[self.pk])

    @property
    def signed(self) -> str:
        """«Е.Н. Совенко», as in a signature."""
        return russian.initials(self.last_name, self.first_name, self.patronymic)
