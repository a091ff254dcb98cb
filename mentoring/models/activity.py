from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from leadership.core.history import Recorded
from leadership.core.periods import covers


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        own = Q(programme__person=user.person_id)
        return self.filter(user.reaches(municipality="programme__person__municipality", own=own))

    def done_by(self, day: date) -> Self:
        return self.filter(done_on__lte=day)

    def kept_on(self, day: date) -> Self:
        """All but those dropped, or moved to another programme, by the day."""
        return self.filter(Q(dropped_on=None) | Q(dropped_on__gt=day))

    def in_open_programmes(self, day: date) -> Self:
        """Of programmes neither past their term nor closed by the day, drafts among them."""
        goes_on = covers(day, "programme__") | Q(programme__started_on__gt=day)
        return self.filter(goes_on, Q(programme__closed_on=None) | Q(programme__closed_on__gt=day))

    def unfinished(self, day: date) -> Self:
        """Still to be done on the day."""
        return self.kept_on(day).filter(Q(done_on=None) | Q(done_on__gt=day))

    def left(self) -> Self:
        """Neither done nor dropped, whatever the day."""
        return self.filter(done_on=None, dropped_on=None)

    def overdue(self, day: date) -> Self:
        return self.unfinished(day).filter(due_on__lt=day)


class Activity(Recorded):
    """A row of an ИППР: what is done about a finding, by when, measured by what."""

    class Form(models.TextChoices):
        COURSE = "course", "курсы"
        INTERNSHIP = "internship", "стажировка"
        MENTORING = "mentoring", "наставничество"
        SELF_STUDY = "self_study", "самообразование"
        PROJECT = "project", "управленческий проект"
        TRIAL = "trial", "управленческая проба"
        PRACTICE = "practice", "изучение практики"

    class State(models.TextChoices):
        UNDER_WAY = "under_way", "в работе"
        OVERDUE = "overdue", "просрочено"
        DONE = "done", "выполнено"
        DROPPED = "dropped", "снято"
        MOVED = "moved", "перенесено"

    programme = models.ForeignKey(
        "mentoring.DevelopmentProgramme", models.CASCADE, related_name="activities", verbose_name="ИППР"
    )
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
    goal = models.CharField("ожидаемый результат", max_length=300, blank=True)
    place = models.CharField("место, организация", max_length=200, blank=True)
    due_on = models.DateField("срок")
    indicator = models.CharField("показатель", max_length=200, help_text="что измеряем: часов, посещений, баллов")
    plan = models.DecimalField("план", max_digits=8, decimal_places=2)
    fact = models.DecimalField("факт", max_digits=8, decimal_places=2, null=True, blank=True)
    done_on = models.DateField("выполнено", null=True, blank=True)
    reported_by = models.CharField(
        "форма отчётности", max_length=200, blank=True, help_text="удостоверение, отчёт стажёра, отзыв наставника"
    )
    proof = models.CharField("подтверждение", max_length=200, blank=True)
    dropped_on = models.DateField("снято", null=True, blank=True, editable=False)
    drop_reason = models.TextField("почему снято", blank=True, editable=False)
    continues = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by", editable=False,
        verbose_name="перенесено из",
    )  # fmt: skip

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
            models.CheckConstraint(
                condition=Q(dropped_on=None) | (~Q(drop_reason="") & Q(done_on=None)),
                name="mentoring_activity_dropped_with_a_reason",
                violation_error_message="Снимают невыполненное мероприятие и с причиной.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.programme.get_absolute_url()

    def state_on(self, day: date) -> State:
        if self.done_on and self.done_on <= day:
            return self.State.DONE
        if self.dropped_on and self.dropped_on <= day:
            return self.State.MOVED if hasattr(self, "continued_by") else self.State.DROPPED
        return self.State.OVERDUE if self.due_on < day else self.State.UNDER_WAY

    def clean(self) -> None:
        super().clean()
        if self.plan is not None and self.plan <= 0:
            raise ValidationError({"plan": "План больше нуля."})
        if self.done_on and not self.proof:
            raise ValidationError({"proof": "Выполнение подтверждается документом."})
        if self.finding_id and self.finding.person_id != self.programme.person_id:
            raise ValidationError({"finding": "Это дефицит другого человека."})
        if self.due_on and self.dropped_on is None:
            self._keep_within_term()

    def _keep_within_term(self) -> None:
        term = self.programme
        if self.due_on < term.started_on or (term.ended_on and self.due_on > term.ended_on):
            until = f" по {term.ended_on:%d.%m.%Y}" if term.ended_on else ""
            raise ValidationError({"due_on": f"Срок программы – с {term.started_on:%d.%m.%Y}{until}."})
