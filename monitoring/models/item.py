"""An item of a methodology: what is asked, and the steps its answer is judged by."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leadership.core.history import Recorded

from ..scoring import Band
from .fields import PointsField
from .frozen import ContentQuerySet, guard
from .methodology import Methodology, PartQuerySet, Section, is_code


class ItemQuerySet(PartQuerySet):
    def asked(self) -> Self:
        """What a person answers; the others are calculated from these."""
        return self.filter(calculation=Item.Calculation.ASKED)

    def scored(self) -> Self:
        return self.exclude(rule=Item.Rule.NONE)


class Item(Recorded):
    """A question or a figure: how it is answered, what its value is worth."""

    class Answer(models.TextChoices):
        NUMBER = "number", "число"
        PERCENT = "percent", "процент"
        COUNT = "count", "количество"
        YES_NO = "yes_no", "да или нет"
        CHOICE = "choice", "выбор одного"
        LEVELS = "levels", "количество по уровням"
        POINTS = "points", "баллы эксперта"
        TEXT = "text", "текст"

    class Direction(models.TextChoices):
        UP = "up", "больше – лучше"
        DOWN = "down", "меньше – лучше"
        NONE = "none", "не оценивается"

    class Calculation(models.TextChoices):
        ASKED = "asked", "спрашивают"
        FORMULA = "formula", "считают по формуле"
        TWO_SHARES = "two_shares", "доля по двум слагаемым"

    class Rule(models.TextChoices):
        NONE = "none", "баллов не даёт"
        BANDS = "bands", "диапазоны значений"
        YES_NO = "yes_no", "да или нет"
        CHOICE = "choice", "баллы выбранного ответа"
        CUMULATIVE = "cumulative", "накопительно по уровням"
        HIGHEST = "highest", "только высший уровень"
        PENALTY = "penalty", "штраф за каждый случай"
        ASSESSOR = "assessor", "баллы ставит эксперт"
        VALUE = "value", "значение и есть балл"
        BEST = "best", "лучший получает наибольший балл"

    methodology = models.ForeignKey(Methodology, models.CASCADE, related_name="items", verbose_name="методика")
    section = models.ForeignKey(Section, models.CASCADE, related_name="items", verbose_name="раздел")
    position = models.PositiveSmallIntegerField("порядок")
    code = models.CharField("код", max_length=20, validators=[is_code])
    title = models.TextField("вопрос или показатель")
    hint = models.TextField("пояснение", blank=True)
    competence = models.ForeignKey(
        "monitoring.Competence", models.PROTECT, null=True, blank=True, related_name="items", verbose_name="компетенция"
    )
    answer = models.CharField("ответ", max_length=10, choices=Answer)
    unit = models.CharField("единица", max_length=40, blank=True)
    direction = models.CharField("направленность", max_length=10, choices=Direction, default=Direction.UP)
    source = models.CharField("источник данных", max_length=300, blank=True)
    known_as = models.CharField("берётся из данных системы", max_length=60, blank=True)
    is_required = models.BooleanField("ответ обязателен", default=True)
    needs_evidence = models.BooleanField("нужен подтверждающий документ", default=False)
    may_be_inapplicable = models.BooleanField("может не применяться", default=False)
    least = models.DecimalField("наименьшее значение", max_digits=20, decimal_places=4, null=True, blank=True)
    most = models.DecimalField("наибольшее значение", max_digits=20, decimal_places=4, null=True, blank=True)
    norm = models.DecimalField(
        "норма", max_digits=20, decimal_places=4, null=True, blank=True, help_text="хуже нормы – дефицит"
    )
    calculation = models.CharField("значение", max_length=20, choices=Calculation, default=Calculation.ASKED)
    formula = models.CharField(
        "формула", max_length=500, blank=True,
        help_text="числа, коды показателей, + - * / и скобки; для двух слагаемых: «а / А; б / Б»",
    )  # fmt: skip
    rule = models.CharField("правило баллов", max_length=20, choices=Rule, default=Rule.NONE)
    weight = PointsField("вес", default=1)
    most_points = PointsField("не больше, баллов", null=True, blank=True)
    least_points = PointsField("не меньше, баллов", null=True, blank=True)
    yes_points = PointsField("за «да», баллов", null=True, blank=True)
    no_points = PointsField("за «нет», баллов", null=True, blank=True)
    start_points = PointsField("без случаев, баллов", null=True, blank=True)
    case_points = PointsField("за каждый случай снимают, баллов", null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель методики"
        verbose_name_plural = "показатели методики"
        ordering = ["methodology", "section__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "code"],
                name="monitoring_item_code_once",
                violation_error_message="Показатель с таким кодом в методике уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                name="monitoring_item_range_is_one",
                violation_error_message="Наибольшее значение меньше наименьшего.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:item", args=[self.pk])

    @property
    def is_asked(self) -> bool:
        return self.calculation == self.Calculation.ASKED


class ScaleStep(Recorded):
    """A step of an item's scale: a band of values, an answer to choose, or a level that is counted."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="steps", verbose_name="показатель")
    position = models.PositiveSmallIntegerField("порядок")
    code = models.CharField("код", max_length=20, blank=True, help_text="у ответов и уровней")
    label = models.CharField("название", max_length=300, blank=True)
    description = models.TextField("описание", blank=True)
    lower = models.DecimalField("от", max_digits=20, decimal_places=4, null=True, blank=True)
    lower_included = models.BooleanField("«от» включается", default=True)
    upper = models.DecimalField("до", max_digits=20, decimal_places=4, null=True, blank=True)
    upper_included = models.BooleanField("«до» включается", default=False)
    points = PointsField("баллов", null=True, blank=True)
    is_positive = models.BooleanField("положительный ответ", default=False)

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = "ступень шкалы"
        verbose_name_plural = "ступени шкалы"
        ordering = ["item", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "code"],
                condition=~Q(code=""),
                name="monitoring_step_code_once",
                violation_error_message="Ступень с таким кодом у показателя уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code}, {self.name}"

    @property
    def name(self) -> str:
        return self.label or self.code or self.band.words

    @property
    def band(self) -> Band:
        """The values it holds; points that are not set yet count as zero."""
        return Band(self.lower, self.upper, self.points or Decimal(0), self.lower_included, self.upper_included)


guard(Item, "methodology")
guard(ScaleStep, "item__methodology")
