from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leadership.core.history import Recorded

from .. import terms
from .passport import Part, PartQuerySet, Project, Stage, Task


class MeasureQuerySet(PartQuerySet):
    def with_rows(self) -> Self:
        """The whole plan in three queries: measures with stages, rows, occurrences."""
        return (
            self.select_related("stage").prefetch_related("rows__occurrences").order_by("stage__number", "number", "pk")
        )


class Measure(Part):
    """A measure of the plan; its terms, results and executors stand in its rows."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="measures", verbose_name="этап")
    title = models.TextField("наименование мероприятия")
    title_as_printed = models.TextField("наименование, как напечатано", blank=True, editable=False)
    tasks = models.ManyToManyField(Task, blank=True, related_name="measures", verbose_name="задачи")
    indicators = models.ManyToManyField(
        "project.Indicator", blank=True, related_name="measures", verbose_name="индикаторы"
    )

    objects = MeasureQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("project:measure", args=[self.pk])

    def occurrences(self) -> list["Occurrence"]:
        """Of all rows; from what is already fetched."""
        return [occurrence for row in self.rows.all() for occurrence in row.occurrences.all()]

    def state_on(self, day: date) -> "State":
        return state_of_measure(occurrence.state_on(day) for occurrence in self.occurrences())


class MeasureRowQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(measure__project__in=Project.objects.visible_to(user))


class MeasureRow(Recorded):
    """One line of the plan's table: a term as printed, a result, the executors."""

    printed_as: ClassVar[dict[str, str]] = {}

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="rows", verbose_name="мероприятие")
    number = models.PositiveSmallIntegerField("строка")
    term = models.CharField("срок", max_length=200, help_text="как в паспорте")
    rule = models.CharField(
        "правило сроков",
        max_length=200,
        blank=True,
        help_text=(
            "как срок раскладывается по датам: 2021 · 06.2021 · 02.2021-03.2021 · «12.2021 ежегодно» · "
            "«11.2022; 11.2023»; пусто – по отдельному графику"
        ),
    )
    result = models.TextField("результат", blank=True)
    result_as_printed = models.TextField("результат, как напечатано", blank=True, editable=False)
    executors = models.CharField("исполнители", max_length=300, blank=True)
    executors_as_printed = models.CharField("исполнители, как напечатано", max_length=300, blank=True, editable=False)

    objects = MeasureRowQuerySet.as_manager()

    class Meta:
        verbose_name = "строка плана"
        verbose_name_plural = "строки плана"
        ordering = ["measure__number", "number"]
        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="project_measure_row_number_once")]

    def __str__(self) -> str:
        return f"Мероприятие {self.measure.number}, строка {self.number}"

    def get_absolute_url(self) -> str:
        return self.measure.get_absolute_url()

    @property
    def project(self) -> Project:
        return self.measure.project

    def clean(self) -> None:
        super().clean()
        try:
            terms.expand(self.rule, until=self.project.ends_on)
        except terms.TermError as fault:
            raise ValidationError({"rule": str(fault)}) from fault


class State(models.TextChoices):
    """How an occurrence, and from its occurrences a measure, stands on a day."""

    UNSCHEDULED = "unscheduled", "по отдельному графику"
    AHEAD = "ahead", "впереди"
    UNDER_WAY = "under_way", "идёт"
    OVERDUE = "overdue", "просрочено"
    DONE = "done", "выполнено"
    NOT_HELD = "not_held", "не проведено"


CLOSED_STATES = frozenset({State.DONE, State.NOT_HELD})


def state_of_measure(states: Iterable[State]) -> State:
    """Late if anything is late; done when all is closed and something was held; else under way or ahead."""
    seen = set(states)
    if not seen:
        return State.UNSCHEDULED
    if State.OVERDUE in seen:
        return State.OVERDUE
    if seen <= CLOSED_STATES:
        return State.DONE if State.DONE in seen else State.NOT_HELD
    return State.AHEAD if seen == {State.AHEAD} else State.UNDER_WAY


class OccurrenceQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(row__measure__project__in=Project.objects.visible_to(user))

    def open_on(self, day: date) -> Self:
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def overdue(self, day: date) -> Self:
        return self.open_on(day).filter(ends_on__lt=day)

    def due_between(self, first: date, last: date) -> Self:
        return self.open_on(first).filter(ends_on__range=(first, last))


class Occurrence(Recorded):
    """One dated carrying-out of a measure; closed with a proof, or as not held with a reason."""

    printed_as: ClassVar[dict[str, str]] = {}

    class Precision(models.TextChoices):
        DAY = "day", "день"
        MONTH = "month", "месяц"
        YEAR = "year", "год"
        PERIOD = "period", "период"

    class Outcome(models.TextChoices):
        HELD = "held", "проведено"
        NOT_HELD = "not_held", "не проведено"

    row = models.ForeignKey(MeasureRow, models.CASCADE, related_name="occurrences", verbose_name="строка плана")
    starts_on = models.DateField("с")
    ends_on = models.DateField("по", help_text="срок: последний день")
    precision = models.CharField("точность", max_length=10, choices=Precision, default=Precision.DAY, editable=False)
    outcome = models.CharField("исход", max_length=10, choices=Outcome, blank=True)
    closed_on = models.DateField("дата исполнения", null=True, blank=True)
    proof = models.CharField(
        "подтверждение или причина",
        max_length=300,
        blank=True,
        help_text="проведено – документ, №, дата; не проведено – причина",
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "срок мероприятия"
        verbose_name_plural = "сроки мероприятий"
        ordering = ["starts_on", "ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="project_occurrence_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on=None) | (~Q(outcome="") & Q(closed_on__isnull=False) & ~Q(proof="")),
                name="project_occurrence_closes_with_a_date_and_a_proof",
                violation_error_message="Закрыть срок можно с датой и подтверждением (или причиной).",
            ),
            models.UniqueConstraint(
                fields=["row", "starts_on", "ends_on"],
                name="project_occurrence_once",
                violation_error_message="Такой срок у этой строки уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return terms.label(terms.Term(self.starts_on, self.ends_on, terms.Precision(self.precision)))

    def get_absolute_url(self) -> str:
        return self.row.get_absolute_url()

    @property
    def project(self) -> Project:
        return self.row.project

    def state_on(self, day: date) -> State:
        if self.closed_on and self.closed_on <= day:
            return State.DONE if self.outcome == self.Outcome.HELD else State.NOT_HELD
        if self.ends_on < day:
            return State.OVERDUE
        return State.UNDER_WAY if self.starts_on <= day else State.AHEAD

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on:
            if self.ends_on < self.starts_on:
                raise ValidationError({"ends_on": "Окончание раньше начала."})
            self.precision = terms.precision_of(self.starts_on, self.ends_on).value
        if self.outcome and not self.closed_on:
            raise ValidationError({"closed_on": "Укажите дату исполнения."})
        if self.outcome and not self.proof:
            asked = "документ, №, дату" if self.outcome == self.Outcome.HELD else "причину"
            raise ValidationError({"proof": f"Укажите {asked}."})
        if self.closed_on and not self.outcome:
            raise ValidationError({"outcome": "Проведено или нет?"})
