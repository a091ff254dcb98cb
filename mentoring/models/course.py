from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from leadership.core.choosing import ByName
from leadership.core.counts import how_many
from leadership.core.history import Recorded
from schools.models import DEPARTMENT, OfPersonQuerySet, Role, Training

RETRAINING_HOURS = 250


class CourseQuerySet(ByName):
    name_fields = ("title", "started_on__year")

    def visible_to(self, user) -> Self:
        """Courses name nobody: the department and the directors see every one of their district."""
        return self.filter(user.reaches(municipality="municipality", roles=DEPARTMENT | {Role.DIRECTOR}))

    def with_state(self, day: date) -> Self:
        """Annotates `state` as it is on the day."""
        return self.annotate(
            state=Case(
                When(started_on__gt=day, then=Value(Course.State.AHEAD)),
                When(ended_on__lt=day, then=Value(Course.State.ENDED)),
                default=Value(Course.State.UNDER_WAY),
            )
        )

    def with_enrolled(self, day: date) -> Self:
        """Annotates `enrolled` and `completed`: how many are on it, how many finished by the day."""
        enrolments = Enrolment.objects.all()
        return self.annotate(
            enrolled=how_many(enrolments, "course"), completed=how_many(enrolments.completed_by(day), "course")
        )


class Course(Recorded):
    """One run of a programme of further training."""

    class Programme(models.TextChoices):
        EFFECTIVE_HEAD = "effective_head", "«Эффективный руководитель»"
        FUTURE_LEADER = "future_leader", "«Хочу стать лидером»"
        REBOOT = "reboot", "«Перезагрузка образовательной организации за 100 дней»"
        MANAGEMENT = "management", "«Менеджмент в образовании»"
        OTHER = "other", "другая программа"

    class State(models.TextChoices):
        AHEAD = "ahead", "впереди"
        UNDER_WAY = "under_way", "идёт"
        ENDED = "ended", "завершён"

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="courses", verbose_name="район"
    )
    programme = models.CharField("программа", max_length=20, choices=Programme)
    title = models.CharField("название", max_length=300, help_text="как в удостоверении")
    organiser = models.CharField("организация", max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField("часов", null=True, blank=True, validators=[MaxValueValidator(5000)])
    started_on = models.DateField("начало")
    ended_on = models.DateField("окончание")

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = "курс"
        verbose_name_plural = "курсы"
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=models.F("started_on")),
                name="mentoring_course_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.started_on.year}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:courses")

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": "Окончание раньше начала."})


class EnrolmentQuerySet(OfPersonQuerySet):
    def completed_by(self, day: date) -> Self:
        return self.filter(completed_on__lte=day)

    def of_programmes(self, programmes: Iterable[str]) -> Self:
        return self.filter(course__programme__in=programmes)


class Enrolment(Recorded):
    """A person on a course; completed once there is a certificate."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name="курс")
    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="enrolments", verbose_name="слушатель")
    completed_on = models.DateField("окончил", null=True, blank=True, help_text="без даты – учится")
    certificate = models.CharField("документ", max_length=200, blank=True, help_text="удостоверение, №, дата")
    training = models.OneToOneField(
        "schools.Training",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="enrolment",
        verbose_name="запись о ДПО",
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "обучение на курсах"
        verbose_name_plural = "обучение на курсах"
        ordering = [models.F("completed_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="mentoring_person_enrols_once",
                violation_error_message="Этот человек на этот курс уже записан.",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None) | ~Q(certificate=""),
                name="mentoring_completion_has_a_certificate",
                violation_error_message="Укажите документ об окончании.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:enrolments")

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Entered by mistake, it leaves the person's card as well."""
        deleted = super().delete(*args, **kwargs)
        if self.training:
            self.training.delete()
        return deleted

    def as_training(self) -> dict[str, Any]:
        """What a person's card says of a completed course; retraining is 250 hours and more (ФЗ № 273, ст. 76)."""
        course = self.course
        is_retraining = (course.hours or 0) >= RETRAINING_HOURS
        return {
            "person": self.person,
            "kind": Training.Kind.RETRAINING if is_retraining else Training.Kind.FURTHER,
            "title": course.title,
            "is_management": course.programme != Course.Programme.OTHER,
            "organisation": course.organiser,
            "hours": course.hours,
            "started_on": course.started_on,
            "completed_on": self.completed_on,
            "document": self.certificate,
            "is_from_course": True,
        }

    def clean(self) -> None:
        super().clean()
        if self.completed_on and not self.certificate:
            raise ValidationError({"certificate": "Укажите документ об окончании: удостоверение, №, дата."})
        if self.completed_on and self.course_id and self.completed_on < self.course.started_on:
            raise ValidationError({"completed_on": "Курс окончен раньше, чем начался."})
