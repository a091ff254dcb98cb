from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from leadership.core.choosing import ByName
from leadership.core.counts import how_many
from leadership.core.history import Recorded

from ..school_year import begins_on, ends_on
from . import vacancy
from .account import DEPARTMENT, Role
from .appointment import Appointment, Post
from .kind import GENERAL_SCHOOLS, SchoolKind, open_on
from .person import name_on
from .reserve import ReserveEntry, ReserveState
from .vacancy import VacancySign


class SchoolQuerySet(ByName):
    name_fields = ("short_name", "name", "locality")
    name_hint = "название школы"

    def visible_to(self, user) -> Self:
        """Directors see the school they head today, the observer and the department every school."""
        headed = Appointment.objects.heads().as_of(timezone.localdate()).filter(person=user.person_id)
        own = Q(pk__in=headed.values("school"))
        return self.filter(user.reaches(municipality="municipality", own=own, roles=DEPARTMENT | {Role.OBSERVER}))

    def as_of(self, day: date) -> Self:
        """Schools that exist on the day; without dates a school has always been and still is."""
        return self.filter(open_on(day))

    def in_school_year(self, year: int) -> Self:
        """Schools that exist on at least one day of the school year."""
        opened = Q(opened_on=None) | Q(opened_on__lte=ends_on(year))
        return self.filter(opened, Q(closed_on=None) | Q(closed_on__gte=begins_on(year)))

    def general(self) -> Self:
        return self.filter(kind__in=GENERAL_SCHOOLS)

    def with_head(self, day: date) -> Self:
        """Annotates `head_id`, `head_name` (of that day), `head_post` of whoever heads the school on the day."""
        heading = Appointment.objects.heads().as_of(day).filter(school=OuterRef("pk")).order_by("-started_on")
        return self.annotate(
            head_id=Subquery(heading.values("person")[:1]),
            head_name=Subquery(heading.values(name=name_on(day, "person__"))[:1]),
            head_post=Subquery(heading.values("post")[:1]),
        )

    def with_head_terms(self, day: date) -> Self:
        """Annotates `head_contract_ends_on`, `head_born_on`: what tells how long the head of the day may stay."""
        heading = Appointment.objects.heads().as_of(day).filter(school=OuterRef("pk")).order_by("-started_on")
        return self.annotate(
            head_contract_ends_on=Subquery(heading.values("contract_ends_on")[:1]),
            head_born_on=Subquery(heading.values("person__born_on")[:1]),
        )

    def with_successors(self, day: date) -> Self:
        """Annotates `successors`, `ready_successors`: who is in the reserve to head this very school."""
        aimed = ReserveEntry.objects.in_reserve(day).filter(target_post=Post.DIRECTOR)
        return self.annotate(
            successors=how_many(aimed, by="target_school"),
            ready_successors=how_many(aimed.filter(state=ReserveState.READY), by="target_school"),
        )

    def vacancy_near(self, day: date, *signs: VacancySign) -> Self:
        """Schools whose post of a head may soon be free, by any of the signs or by the named ones."""
        return self.filter(vacancy.near(day, *(signs or VacancySign)))


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
        indexes = [models.Index(fields=["municipality", "short_name", "id"], name="schools_school_by_name")]
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

    @property
    def distinct_name(self) -> str:
        return ", ".join(filter(None, (self.short_name, self.locality)))

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
