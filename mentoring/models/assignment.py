"""Which management projects an expert is given to look at, and who may not be given which."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from leadership.core.history import Recorded
from schools.models import DEPARTMENT, Appointment, Person, Role

from .team import Pairing


class ExpertAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district, an expert his own, nobody else any."""
        if user.has_role(Role.EXPERT):
            return self.filter(expert=user.pk).standing()
        return self.filter(user.reaches(municipality="project__person__municipality", roles=DEPARTMENT))

    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)


class ExpertAssignment(Recorded):
    """Проект поручен эксперту: from a day until it is taken back."""

    project = models.ForeignKey(
        "mentoring.ManagementProject", models.CASCADE, related_name="assignments", verbose_name="проект"
    )
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="project_assignments", verbose_name="эксперт"
    )
    assigned_on = models.DateField("поручен")
    withdrawn_on = models.DateField("поручение снято", null=True, blank=True, help_text="пусто – действует")

    objects = ExpertAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "поручение эксперту"
        verbose_name_plural = "поручения экспертам"
        ordering = ["-assigned_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "expert"],
                condition=Q(withdrawn_on=None),
                name="mentoring_project_is_assigned_once",
                violation_error_message="Этот проект этому эксперту уже поручен.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("assigned_on")),
                name="mentoring_assignment_ends_after_it_begins",
                violation_error_message="Поручение снято раньше, чем дано.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.title} – {self.expert}"

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        if self.assigned_on and self.withdrawn_on and self.withdrawn_on < self.assigned_on:
            raise ValidationError({"withdrawn_on": "Поручение снято раньше, чем дано."})
        if self.assigned_on and self.expert_id and self.project_id and self.withdrawn_on is None:
            conflict = conflict_of(self.expert.person, self.project.person, self.assigned_on)
            if conflict:
                raise ValidationError({"expert": conflict})


def conflict_of(expert: Person | None, author: Person, day: date) -> str:
    """Why the expert may not judge the author's project, in words; empty where nothing hinders.

    An expert who is nobody of the register is known to be tied to nobody. Schools and teams are those of the day.
    """
    if expert is None:
        return ""
    if expert.pk == author.pk:
        return "Это проект самого эксперта. Выберите другого эксперта."
    held = Appointment.objects.as_of(day)
    schools = held.filter(person=author).order_by().values("school")
    if held.filter(person=expert, school__in=schools).exists():
        return "Эксперт работает в одной школе с автором проекта. Выберите другого эксперта."
    working = Pairing.objects.in_teams_of(day)
    teams = working.with_person(author.pk).order_by().values("team")
    if working.with_person(expert.pk).filter(team__in=teams).exists():
        return "Эксперт и автор проекта – в одной управленческой команде. Выберите другого эксперта."
    return ""
