from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from leadership.core.history import Recorded

from .account import DEPARTMENT, Role
from .appointment import Appointment
from .kind import GENERAL_SCHOOLS, SchoolKind, open_on
from .person import full_name


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Directors see the school they head today, the observer and the department every school."""
        headed = Appointment.objects.heads().as_of(timezone.localdate()).filter(person=user.person_id)
        own = Q(pk__in=headed.values("school"))
        return self.filter(user.reaches(municipality="municipality", own=own, roles=DEPARTMENT | {Role.OBSERVER}))

    def as_of(self, day: date) -> Self:
        """Schools that exist on the day; without dates a school has always been and still is."""
        return self.filter(open_on(day))

    def general(self) -> Self:
        return self.filter(kind__in=GENERAL_SCHOOLS)

    def with_head(self, day: date) -> Self:
        """Annotates `head_id`, `head_name`, `head_post` of whoever heads the school on the day."""
        heading = Appointment.objects.heads().as_of(day).filter(school=OuterRef("pk")).order_by("-started_on")
        return self.annotate(
            head_id=Subquery(heading.values("person")[:1]),
            head_name=Subquery(heading.values(name=full_name("person__"))[:1]),
            head_post=Subquery(heading.values("post")[:1]),
        )


class School(Recorded):
    """An educational institution of the district."""

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="schools", verbose_name="район"
    )
    name = models.CharField("название", max_length=300, help_text="как в уставе: МБОУ «Золотонивская СШ»")
    short_name = models.CharField("краткое название", max_length=100, help_text="для таблиц: Золотонивская СШ")
    kind = models.CharField("вид", max_length=20, choices=SchoolKind, default=SchoolKind.SECONDARY)
    locality = models.CharField("населённый пункт", max_length=100, blank=True)
    phone = models.CharField("телефон", max_length=50, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    opened_on = models.DateField("открыта", null=True, blank=True)
    closed_on = models.DateField("закрыта", null=True, blank=True, help_text="последний день работы")

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школы"
        ordering = ["short_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="schools_school_name_once_in_a_district"),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="schools_school_closes_after_it_opens",
                violation_error_message="Школа закрыта раньше, чем открыта.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("schools:school", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": "Школа закрыта раньше, чем открыта."})
        namesake = self._namesake()
        if namesake:
            raise ValidationError({"name": f"Такая школа уже есть в реестре: {namesake.name}."})

    def _namesake(self) -> "School | None":
        """Another school of the district whose name differs at most by case and spaces."""
        others = School.objects.filter(municipality=self.municipality_id).exclude(pk=self.pk)
        mine = "".join(self.name.casefold().split())
        return next((other for other in others.only("name") if "".join(other.name.casefold().split()) == mine), None)
