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

from .activity import Activity


class DevelopmentProgrammeQuerySet(OfPersonQuerySet, PeriodQuerySet):
    def developed_by(self, day: date) -> Self:
        """ИППР counts as developed from the day it is approved."""
        return self.filter(approved_on__lte=day)

    def begun_by(self, day: date) -> Self:
        return self.filter(started_on__lte=day)

    def with_progress(self, day: date) -> Self:
        """Annotates how many activities are `planned`, how many `done` and how many `overdue` on the day."""
        activities = Activity.objects.kept_on(day)
        return self.annotate(
            planned=how_many(activities, "programme"),
            done=how_many(activities.done_by(day), "programme"),
            overdue=how_many(activities.overdue(day), "programme"),
        )

    def with_state(self, day: date) -> Self:
        """Annotates `state` as it is on the day."""
        states = DevelopmentProgramme.State
        agreed = Q(agreed_on__lte=day, curator_agreed_on__lte=day)
        return self.annotate(
            state=Case(
                When(closed_on__lte=day, then=Value(states.CLOSED)),
                When(agreed & (Q(approved_on=None) | Q(approved_on__gt=day)), then=Value(states.AGREED)),
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
        AGREED = "agreed", "согласована"
        AHEAD = "ahead", "утверждена"
        UNDER_WAY = "under_way", "реализуется"
        ENDED = "ended", "срок истёк"
        CLOSED = "closed", "завершена"

    class Purpose(models.TextChoices):
        HEAD = "head", "развитие руководителя"
        RESERVE = "reserve", "подготовка резервиста"

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
    purpose = models.CharField("назначение", max_length=20, choices=Purpose, default=Purpose.HEAD)
    goal = models.TextField("цель", blank=True)
    basis = models.CharField("основание", max_length=300, blank=True, help_text="диагностика, протокол, №, дата")
    agreed_on = models.DateField("согласована с тем, чья она", null=True, blank=True)
    curator_agreed_on = models.DateField("согласована куратором", null=True, blank=True)
    approved_on = models.DateField("утверждена", null=True, blank=True, help_text="без даты – проект программы")
    order_number = models.CharField("приказ №", max_length=50, blank=True)
    closed_on = models.DateField("завершена", null=True, blank=True)
    conclusion = models.TextField("вывод", blank=True)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="продолжает",
        editable=False,
    )  # fmt: skip

    objects = DevelopmentProgrammeQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "ИППР"
        verbose_name_plural = "ИППР"
        ordering = ["-started_on", "-pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(conclusion=""),
                name="mentoring_programme_closed_with_a_conclusion",
                violation_error_message="Напишите вывод: чего достигли.",
            ),
        ]

    def __str__(self) -> str:
        until = f"–{self.ended_on.year}" if self.ended_on and self.ended_on.year != self.started_on.year else ""
        return f"ИППР {self.started_on.year}{until}, {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:programme", args=[self.pk])

    def waits_for(self) -> list[str]:
        """Who has not agreed yet, in words; a programme without a curator waits for one."""
        missing = []
        if self.agreed_on is None:
            missing.append(f"нет согласия: {self.person}")
        if self.curator_id is None:
            missing.append("не назначен куратор")
        elif self.curator_agreed_on is None:
            missing.append(f"нет согласия куратора: {self.curator}")
        return missing

    def findings_without_activity(self, day: date) -> models.QuerySet[Finding]:
        """What was found about the person by the day and the programme does not answer."""
        found = Finding.objects.filter(person=self.person_id).found_by(day).select_related("competence", "item")
        answered = Activity.objects.filter(programme=self, dropped_on=None).exclude(finding=None)
        return found.exclude(pk__in=answered.values("finding"))

    def clean(self) -> None:
        super().clean()
        if self.closed_on and not self.conclusion:
            raise ValidationError({"conclusion": "Напишите вывод: чего достигли."})
        if self.curator_id and self.curator_id == self.person_id:
            raise ValidationError({"curator": "Куратор и руководитель – один человек."})
        if self.pk and self.started_on and self._activities_outside_term():
            raise ValidationError("В программе есть мероприятия со сроком вне этих дат. Сначала измените их сроки.")

    def _activities_outside_term(self) -> bool:
        outside = Q(due_on__lt=self.started_on)
        if self.ended_on:
            outside |= Q(due_on__gt=self.ended_on)
        return self.activities.filter(outside, dropped_on=None).exists()


class Extension(Recorded):
    """A programme's term moved on: from which day to which, when and why; the former end stays to be read."""

    programme = models.ForeignKey(
        DevelopmentProgramme, models.CASCADE, related_name="extensions", verbose_name="ИППР", editable=False
    )
    former_end = models.DateField("прежний срок", editable=False)
    new_end = models.DateField("новый срок")
    extended_on = models.DateField("продлена", editable=False)
    reason = models.TextField("причина")

    class Meta:
        verbose_name = "продление ИППР"
        verbose_name_plural = "продления ИППР"
        ordering = ["extended_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_end__gt=models.F("former_end")),
                name="mentoring_extension_goes_on",
                violation_error_message="Новый срок позже прежнего.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}: продлена до {self.new_end:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return self.programme.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        if self.new_end and self.new_end <= self.former_end:
            raise ValidationError({"new_end": f"Новый срок позже прежнего: {self.former_end:%d.%m.%Y}."})
