from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from leadership.core.history import Recorded
from schools.models import OfPersonQuerySet, Role


class ManagementProjectQuerySet(OfPersonQuerySet):
    def visible_to(self, user) -> Self:
        """The department sees the district's, a director his own, an expert those assigned to him."""
        if user.has_role(Role.EXPERT):
            assignments = self.model._meta.get_field("assignments").related_model.objects.visible_to(user)
            return self.filter(pk__in=assignments.order_by().values("project"))
        return super().visible_to(user)

    def defended_on_courses(self, programmes: Iterable[str]) -> Self:
        return self.filter(course__programme__in=programmes, defended_on__isnull=False)

    def implemented_by(self, day: date) -> Self:
        return self.filter(defended_on__lte=day, implemented_on__lte=day)

    def with_state(self, day: date) -> Self:
        """Annotates `state` as it is on the day."""
        states = ManagementProject.State
        return self.annotate(
            state=Case(
                When(implemented_on__lte=day, then=Value(states.IMPLEMENTED)),
                When(defended_on__lte=day, then=Value(states.DEFENDED)),
                default=Value(states.PREPARED),
            )
        )


class ManagementProject(Recorded):
    """Управленческий проект: defended at a course on one day, implemented (with a proof) on another."""

    class State(models.TextChoices):
        PREPARED = "prepared", "готовится"
        DEFENDED = "under_way", "защищён"
        IMPLEMENTED = "done", "реализован"

    person = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="management_projects", verbose_name="автор"
    )
    title = models.CharField("название", max_length=300)
    course = models.ForeignKey(
        "mentoring.Course",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="management_projects",
        verbose_name="защищён на курсах",
    )
    defended_on = models.DateField("защищён", null=True, blank=True)
    defence_result = models.CharField("результат защиты", max_length=200, blank=True)
    implemented_on = models.DateField("реализован", null=True, blank=True)
    proof = models.CharField("подтверждение реализации", max_length=200, blank=True, help_text="акт, №, дата")

    objects = ManagementProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "управленческий проект"
        verbose_name_plural = "управленческие проекты"
        ordering = [F("defended_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(implemented_on=None) | ~Q(proof=""),
                name="mentoring_implementation_has_a_proof",
                violation_error_message="Реализация подтверждается документом.",
            ),
            models.CheckConstraint(
                condition=Q(implemented_on=None) | Q(defended_on=None) | Q(implemented_on__gte=F("defended_on")),
                name="mentoring_project_is_defended_before_implemented",
                violation_error_message="Проект реализован раньше защиты.",
            ),
        ]

    def __str__(self) -> str:
        return f"«{self.title}», {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:project", args=[self.pk])

    @property
    def state_label(self) -> str:
        """The state in a word, of a project asked for `with_state`."""
        return self.State(self.state).label

    def clean(self) -> None:
        super().clean()
        if self.implemented_on and not self.proof:
            raise ValidationError({"proof": "Реализация подтверждается документом: акт, №, дата."})
        if self.implemented_on and self.defended_on and self.implemented_on < self.defended_on:
            raise ValidationError({"implemented_on": "Проект реализован раньше защиты."})
