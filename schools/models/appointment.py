from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from leadership.core import russian
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


#: Whoever holds one of these on a day heads the school on that day.
HEAD_POSTS = (Post.DIRECTOR, Post.ACTING_DIRECTOR)


class AppointmentQuerySet(PeriodQuerySet):
    def visible_to(self, user) -> Self:
        own = Q(person=user.person_id)
        return self.filter(
            user.reaches(municipality="school__municipality", own=own, roles=DEPARTMENT | {Role.OBSERVER})
        )

    def heads(self) -> Self:
        return self.filter(post__in=HEAD_POSTS)

    def of_open_general_schools(self, day: date) -> Self:
        return self.filter(open_on(day, "school__"), school__kind__in=GENERAL_SCHOOLS)


class Appointment(Period, Recorded):
    """Somebody in a post at a school, from one day to another, by an order."""

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="appointments", verbose_name="человек")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="appointments", verbose_name="школа")
    post = models.CharField("должность", max_length=20, choices=Post, default=Post.DIRECTOR)
    order_number = models.CharField("приказ №", max_length=50, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)
    contract_ends_on = models.DateField("срок трудового договора", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ["-started_on", "-pk"]
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
        if self.is_heading and self.started_on and self.school_id and self.person_id:
            self._refuse_second_head()

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
            until = f" по {russian.day(rival.ended_on)}" if rival.ended_on else ""
            raise ValidationError(
                f"Школой в эти дни уже руководит {rival.person} (с {russian.day(rival.started_on)}{until}). "
                f"{self.person} может начать на следующий день после окончания этого назначения."
            )
