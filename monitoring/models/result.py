"""Results of a campaign: calculated as a whole, stored with their reasons, corrected only by a new calculation."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Coalesce, DenseRank, Rank
from django.urls import reverse
from django.utils.functional import cached_property

from .campaign import PUBLISHED_IN, Campaign, Participant, ResponseRole
from .fields import PointsField
from .item import Item
from .methodology import Level, Methodology
from .response import AnswerState

#: A calculation that has shown no progress for so long was broken off, and may be begun anew.
SILENCE = timedelta(minutes=10)
BROKEN_OFF = "Расчёт был прерван. Прежний расчёт действует."


class CalculationState(models.TextChoices):
    PRELIMINARY = "preliminary", "предварительный"
    CALCULATED = "calculated", "рассчитан"
    CLARIFIED = "clarified", "уточнён"
    APPROVED = "approved", "утверждён"


class CalculationQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)

    def done(self) -> Self:
        return self.exclude(done_at=None)

    def unfinished(self) -> Self:
        return self.filter(done_at=None, fault="")

    def write_off(self, at: datetime) -> int:
        """Say of those that fell silent that they were broken off; one whose worker lives after all then stops."""
        silent = self.unfinished().annotate(last=Coalesce("moved_at", "begun_at")).filter(last__lt=at - SILENCE)
        return silent.update(fault=BROKEN_OFF)

    def in_force(self, day: date) -> Self:
        """What was the current one on the day stands first."""
        return self.done().filter(done_at__date__lte=day).order_by("-number")


class Calculation(models.Model):
    """One calculation of a campaign; after approval it stands for ever and the next one gives its reason."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="calculations", verbose_name="кампания")
    number = models.PositiveSmallIntegerField("номер", validators=[MinValueValidator(1)])
    state = models.CharField("состояние", max_length=20, choices=CalculationState, default=CalculationState.PRELIMINARY)
    is_current = models.BooleanField("действует", default=False)
    begun_at = models.DateTimeField("начат")
    moved_at = models.DateTimeField("продвинулся", null=True, blank=True)
    done_at = models.DateTimeField("закончен", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем"
    )
    reason = models.TextField("причина уточнения", blank=True)
    approved_at = models.DateTimeField("утверждён", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем утверждён"
    )
    approval = models.CharField("утверждён (документ, №)", max_length=200, blank=True)
    participants_all = models.PositiveIntegerField("участников", default=0)
    participants_done = models.PositiveIntegerField("посчитано", default=0)
    fault = models.TextField("почему не закончен", blank=True)
    deciders = models.JSONField("показатели, от которых места зависят сильнее всего", default=list, blank=True)

    objects = CalculationQuerySet.as_manager()

    class Meta:
        verbose_name = "расчёт"
        verbose_name_plural = "расчёты"
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="monitoring_calculation_number_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(is_current=True), name="monitoring_one_current_calculation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: расчёт № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:standing", args=[self.campaign_id])

    @property
    def is_running(self) -> bool:
        return self.done_at is None and not self.fault

    @property
    def last_seen_at(self) -> datetime:
        """When it last showed progress."""
        return self.moved_at or self.begun_at

    def is_silent(self, at: datetime) -> bool:
        """Unfinished, and without progress for so long that it may be begun anew."""
        return self.is_running and self.last_seen_at < at - SILENCE

    @property
    def is_preliminary(self) -> bool:
        return self.state == CalculationState.PRELIMINARY

    @property
    def is_approved(self) -> bool:
        return self.state == CalculationState.APPROVED


class ResultQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district; a director his own, once published, and no other."""
        return self.filter(self.shown_to(user))

    @staticmethod
    def shown_to(user) -> Q:
        """The same as a condition, for results whose places are counted among all."""
        own = Q(participant__person=user.person_id, calculation__campaign__state__in=PUBLISHED_IN)
        return user.reaches(municipality="participant__municipality", own=own)

    def published(self) -> Self:
        """What those who were measured may read; of a mentor, what his mentee may let him read."""
        return self.filter(calculation__campaign__state__in=PUBLISHED_IN)

    def current(self) -> Self:
        return self.filter(calculation__is_current=True)

    def ranked(self, methodology: Methodology) -> Self:
        """Annotates `counted_place` by stored totals, each role apart.

        Results without enough data take no place and disturb none. What is filtered afterwards is left out of
        the count: rows are picked by `among`.
        """
        if methodology.places == Methodology.Places.NONE:
            return self.annotate(counted_place=models.Value(None, models.IntegerField()))
        apart = [F("is_ranked"), F("role"), *([F("group")] if methodology.ranks_groups_apart else [])]
        order = [F("total").desc(nulls_last=True)]
        if methodology.places == Methodology.Places.KEY:
            order.append(F("key").desc(nulls_last=True))
        counting = Rank() if methodology.places == Methodology.Places.GAPS else DenseRank()
        place = Window(counting, partition_by=apart, order_by=order)
        return self.annotate(
            counted_place=models.Case(
                models.When(is_ranked=True, then=place), default=None, output_field=models.IntegerField()
            )
        )

    def among(self, shown: Q) -> Self:
        """Of ranked results those that are shown; the others keep counting."""
        # A condition that names the window is applied after it, and takes with it whatever it is joined to by «or».
        return self.filter(Q(shown, counted_place__isnull=True) | Q(shown, counted_place__isnull=False))


class Result(models.Model):
    """What one calculation says of one participant in one role: total, maximum that applied, coverage, level."""

    calculation = models.ForeignKey(Calculation, models.CASCADE, related_name="results", verbose_name="расчёт")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="results", verbose_name="участник")
    role = models.CharField("чей ответ", max_length=20, choices=ResponseRole, default=ResponseRole.SUBJECT)
    group = models.CharField("группа сравнения", max_length=10, blank=True)
    total = PointsField("итог", null=True, blank=True)
    most = PointsField("применимый максимум", null=True, blank=True)
    percent = PointsField("процент от применимого максимума", null=True, blank=True)
    rounding = PointsField("округление", default=0)
    key = PointsField("второй показатель", null=True, blank=True)
    answered = models.PositiveSmallIntegerField("показателей с данными", default=0)
    applicable = models.PositiveSmallIntegerField("показателей применимо", default=0)
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="results", verbose_name="уровень"
    )
    is_ranked = models.BooleanField("участвует в местах", default=False)
    least_place = models.PositiveIntegerField("место не выше", null=True, blank=True)
    most_place = models.PositiveIntegerField("место не ниже", null=True, blank=True)
    manual_place = models.PositiveIntegerField("место вручную", null=True, blank=True)
    manual_reason = models.TextField("почему вручную", blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        ordering = ["calculation", F("total").desc(nulls_last=True), "participant__label", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["calculation", "participant", "role"], name="monitoring_result_once"),
            models.CheckConstraint(
                condition=Q(manual_place=None) | ~Q(manual_reason=""),
                name="monitoring_manual_place_has_a_reason",
                violation_error_message="Место, назначенное вручную, требует причины.",
            ),
        ]
        indexes = [models.Index(fields=["calculation", "-total"], name="monitoring_result_standing")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.total if self.total is not None else 'нет данных'}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:result", args=[self.pk])

    @property
    def place(self) -> int | None:
        """Of a ranked result: the place set by hand, else the counted one."""
        return self.manual_place or self.counted_place

    @property
    def said_interval(self) -> str:
        """«2–5», where the place is not firm."""
        if self.least_place is None or self.least_place == self.most_place:
            return ""
        return f"{self.least_place}–{self.most_place}"

    @cached_property
    def line_of(self) -> dict[int, "Score"]:
        """Lines by item; of results taken `with_scores`."""
        return {line.item_id: line for line in self.lines}

    @property
    def said_coverage(self) -> str:
        return f"{self.answered} из {self.applicable}"


class Score(models.Model):
    """One line of «почему столько баллов»: value → rule → points → weight → contribution, as it was that day."""

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="scores", verbose_name="результат", db_index=False
    )  # found by the index that keeps a line once
    item = models.ForeignKey(Item, models.PROTECT, related_name="scores", verbose_name="показатель")
    state = models.CharField("что отвечено", max_length=20, choices=AnswerState)
    number = models.DecimalField("число", max_digits=20, decimal_places=4, null=True, blank=True)
    said = models.CharField("значение", max_length=300, blank=True)
    points = PointsField("балл", null=True, blank=True)
    most = PointsField("наибольший балл", null=True, blank=True)
    contribution = PointsField("вклад", null=True, blank=True)
    reason = models.CharField("почему", max_length=500, blank=True)

    class Meta:
        verbose_name = "балл по показателю"
        verbose_name_plural = "баллы по показателям"
        ordering = ["result", "item__section__position", "item__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["result", "item"], name="monitoring_score_once")]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.said}"
