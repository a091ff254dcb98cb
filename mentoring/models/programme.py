from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from leadership.core.counts import how_many
from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet
from monitoring.models import Finding
from schools.models import OfPersonQuerySet


class DevelopmentProgrammeQuerySet(OfPersonQuerySet, PeriodQuerySet):
    def developed_by(self, day: date) -> Self:
        """ИППР counts as developed from the day it is approved."""
        return self.filter(approved_on__lte=day)

    def begun_by(self, day: date) -> Self:
        return self.filter(started_on__lte=day)

    def with_progress(self, day: date) -> Self:
        """Annotates how many activities are `planned`, how many `done` and how many `overdue` on the day."""
        activities = Activity.objects.all()
        return self.annotate(
            planned=how_many(activities, "programme"),
            done=how_many(activities.done_by(day), "programme"),
            overdue=how_many(activities.overdue(day), "programme"),
        )

    def with_state(self, day: date) -> Self:
        """Annotates `state` as it is on the day."""
        states = DevelopmentProgramme.State
        return self.annotate(
            state=Case(
                When(Q(approved_on=None) | Q(approved_on__gt=day), then=Value(states.DRAFT)),
                When(started_on__gt=day, then=Value(states.AHEAD)),
                When(ended_on__lt=day, then=Value(states.ENDED)),
                default=Value(states.UNDER_WAY),
            )
        )


class DevelopmentProgramme(Period, Recorded):
    """ИППР: индивидуальная программа профессионального развития руководителя."""

    class State(models.TextChoices):
        DRAFT = "draft", "проект"
        AHEAD = "ahead", "впереди"
        UNDER_WAY = "under_way", "действует"
        ENDED = "ended", "завершена"

    person = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="development_programmes", verbose_name="руководитель"
    )
    curator = models.ForeignKey(
        "schools.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes_curated",
        verbose_name="куратор",
    )
    goal = models.TextField("цель", blank=True)
    approved_on = models.DateField("утверждена", null=True, blank=True, help_text="без даты – проект программы")
    order_number = models.CharField("приказ №", max_length=50, blank=True)

    objects = DevelopmentProgrammeQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "ИППР"
        verbose_name_plural = "ИППР"
        ordering = ["-started_on", "-pk"]

    def __str__(self) -> str:
        until = f"–{self.ended_on.year}" if self.ended_on and self.ended_on.year != self.started_on.year else ""
        return f"ИППР {self.started_on.year}{until}, {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:programme", args=[self.pk])

    def findings_without_activity(self, day: date) -> models.QuerySet[Finding]:
        """What was found about the person by the day and the programme does not answer."""
        found = Finding.objects.filter(person=self.person_id).found_by(day).select_related("competence", "item")
        return found.exclude(activities__programme=self)


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        own = Q(programme__person=user.person_id)
        return self.filter(user.reaches(municipality="programme__person__municipality", own=own))

    def done_by(self, day: date) -> Self:
        return self.filter(done_on__lte=day)

    def overdue(self, day: date) -> Self:
        return self.filter(due_on__lt=day).filter(Q(done_on=None) | Q(done_on__gt=day))


class Activity(Recorded):
    """A row of an ИППР: what is done about a finding, by when, measured by what."""

    class Form(models.TextChoices):
        COURSE = "course", "курсы"
        INTERNSHIP = "internship", "стажировка"
        MENTORING = "mentoring", "наставничество"
        SELF_STUDY = "self_study", "самообразование"
        PROJECT = "project", "управленческий проект"
        TRIAL = "trial", "управленческая проба"

    class State(models.TextChoices):
        UNDER_WAY = "under_way", "в работе"
        OVERDUE = "overdue", "просрочено"
        DONE = "done", "выполнено"

    programme = models.ForeignKey(DevelopmentProgramme, models.CASCADE, related_name="activities", verbose_name="ИППР")
    finding = models.ForeignKey(
        "monitoring.Finding",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="дефицит",
    )
    title = models.CharField("мероприятие", max_length=300)
    form = models.CharField("форма", max_length=20, choices=Form)
    due_on = models.DateField("срок")
    indicator = models.CharField("показатель", max_length=200, help_text="что измеряем: часов, посещений, баллов")
    plan = models.DecimalField("план", max_digits=8, decimal_places=2)
    fact = models.DecimalField("факт", max_digits=8, decimal_places=2, null=True, blank=True)
    done_on = models.DateField("выполнено", null=True, blank=True)
    proof = models.CharField("подтверждение", max_length=200, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие ИППР"
        verbose_name_plural = "мероприятия ИППР"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(proof=""),
                name="mentoring_activity_done_has_a_proof",
                violation_error_message="Выполнение подтверждается документом.",
            ),
            models.CheckConstraint(
                condition=Q(plan__gt=0),
                name="mentoring_activity_plans_something",
                violation_error_message="План больше нуля.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.programme.get_absolute_url()

    def state_on(self, day: date) -> State:
        if self.done_on and self.done_on <= day:
            return self.State.DONE
        return self.State.OVERDUE if self.due_on < day else self.State.UNDER_WAY

    def clean(self) -> None:
        super().clean()
        if self.plan is not None and self.plan <= 0:
            raise ValidationError({"plan": "План больше нуля."})
        if self.done_on and not self.proof:
            raise ValidationError({"proof": "Выполнение подтверждается документом."})
        if self.finding_id and self.finding.person_id != self.programme.person_id:
            raise ValidationError({"finding": "Это дефицит другого человека."})
