from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from leadership.core import russian
from leadership.core.dates import whole_years
from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet

from .account import DEPARTMENT, Role
from .kind import GENERAL_SCHOOLS, open_on


class Post(models.TextChoices):
    DIRECTOR = "director", "директор"
    ACTING_DIRECTOR = "acting_director", "исполняющий обязанности директора"
    DEPUTY = "deputy", "заместитель директора"
    TEACHER = "teacher", "учитель"
    OTHER = "other", "другая должность"


#: Nobody younger is appointed: an earlier day is a slip in one of the two dates.
YOUNGEST = 18

#: Whoever holds one of these on a day heads the school on that day.
HEAD_POSTS = (Post.DIRECTOR, Post.ACTING_DIRECTOR)


class AppointmentQuerySet(PeriodQuerySet):
    def visible_to(self, user) -> Self:
        own = Q(person=user.person_id)
        return self.filter(
            user.reaches(municipality="school__municipality", own=own, roles=DEPARTMENT | {Role.OBSERVER})
        )

    def documents_visible_to(self, user) -> Self:
        """Orders and contracts are for the department and the person himself."""
        return self.filter(user.reaches(municipality="school__municipality", own=Q(person=user.person_id)))

    def heads(self) -> Self:
        return self.filter(post__in=HEAD_POSTS)

    def of_open_general_schools(self, day: date) -> Self:
        return self.filter(open_on(day, "school__"), school__kind__in=GENERAL_SCHOOLS)

    def headships(self, day: date) -> Self:
        """Who heads a general school that exists on the day."""
        return self.heads().of_open_general_schools(day).as_of(day)

    def first_headships(self, day: date) -> Self:
        """Of the schools one heads on the day the first: headed the longest."""
        held = self.headships(day).order_by()
        sooner = Q(started_on__lt=OuterRef("started_on")) | Q(started_on=OuterRef("started_on"), pk__lt=OuterRef("pk"))
        return held.exclude(Exists(held.filter(sooner, person=OuterRef("person"))))

    def by_importance(self) -> Self:
        """Annotates `place` among the posts of one person: heading a school comes before teaching in it."""
        leading = Case(When(post__in=HEAD_POSTS, then=0), When(post=Post.DEPUTY, then=1), default=2)
        return self.annotate(place=leading)

    def held_first(self, day: date) -> Self:
        """Of the posts one holds on the day the first: the most important, of those the latest."""
        held = self.as_of(day).by_importance().order_by()
        before = Q(place__lt=OuterRef("place")) | Q(
            Q(started_on__gt=OuterRef("started_on")) | Q(started_on=OuterRef("started_on"), pk__gt=OuterRef("pk")),
            place=OuterRef("place"),
        )
        return held.exclude(Exists(held.filter(before, person=OuterRef("person"))))


class Appointment(Period, Recorded):
    """Somebody in a post at a school, from one day to another, by an order."""

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="appointments", verbose_name="человек")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="appointments", verbose_name="школа")
    post = models.CharField("должность", max_length=20, choices=Post, default=Post.DIRECTOR)
    order_number = models.CharField("приказ №", max_length=50, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)
    contract_ends_on = models.DateField("срок трудового договора", null=True, blank=True)
    dismissal_order = models.CharField(
        "приказ об освобождении", max_length=100, blank=True, help_text="№, дата; вместе с датой окончания"
    )
    dismissal_ground = models.CharField("основание освобождения", max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ["-started_on", "-pk"]
        indexes = [
            models.Index(
                fields=["person", "started_on"],
                include=["school", "post", "ended_on", "contract_ends_on"],
                condition=Q(post__in=HEAD_POSTS),
                name="schools_heads_of_schools",
            ),
            models.Index(
                fields=["school", "started_on"],
                include=["person", "post", "ended_on", "contract_ends_on"],
                condition=Q(post__in=HEAD_POSTS),
                name="schools_schools_with_heads",
            ),
        ]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(post__in=HEAD_POSTS, ended_on=None),
                name="schools_one_head_of_a_school",
                violation_error_message="У школы уже есть руководитель без даты окончания.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_post_display()}, {self.school}"

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def is_heading(self) -> bool:
        return self.post in HEAD_POSTS

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.contract_ends_on and self.contract_ends_on < self.started_on:
            raise ValidationError({"contract_ends_on": "Договор заканчивается раньше, чем начинается назначение."})
        if self.started_on and self.person_id:
            self._refuse_a_child()
        if self.is_heading and self.started_on and self.school_id and self.person_id:
            self._refuse_second_head()

    def _refuse_a_child(self) -> None:
        born_on = self.person.born_on
        if born_on and whole_years(born_on, self.started_on) < YOUNGEST:
            raise ValidationError(
                {"started_on": f"В этот день человеку нет и {YOUNGEST} лет (дата рождения {russian.day(born_on)})."}
            )

    def _refuse_second_head(self) -> None:
        """At most one head of a school on a day; the refusal names both."""
        rival = (
            Appointment.objects.heads()
            .filter(school=self.school_id)
            .overlapping(self.started_on, self.ended_on)
            .exclude(pk=self.pk)
            .select_related("person")
            .first()
        )
        if rival:
            raise ValidationError(refusal_of_second_head(self.person, rival.person, rival.started_on, rival.ended_on))


def refusal_of_second_head(person: object, rival: object, started_on: date, ended_on: date | None) -> str:
    until = f" по {russian.day(ended_on)}" if ended_on else ""
    return (
        f"Школой в эти дни уже руководит {rival} (с {russian.day(started_on)}{until}). "
        f"{person} может начать на следующий день после окончания этого назначения."
    )
