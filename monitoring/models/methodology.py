"""A methodology: what is asked, by which rules answers become points, points a total, a total a level and a place."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leadership.core.history import Recorded
from schools.models import DEPARTMENT, Role

from .fields import PointsField

#: A code is a word of a formula: it begins with a letter.
is_code = RegexValidator(
    r"^[^\W\d_]\w{0,19}\Z", "Код – буквы, цифры и подчёркивания, не длиннее 20 знаков; первой стоит буква."
)


class MethodologyQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department and directors read those of their district and those common to all; observers too."""
        if user.role not in DEPARTMENT | {Role.DIRECTOR, Role.OBSERVER, Role.EXPERT}:
            return self.none()
        if user.district_id is None:
            return self.all()
        return self.filter(Q(municipality=None) | Q(municipality=user.district_id))

    def changeable_by(self, user) -> Self:
        """What is common to all districts is changed by an account of the region."""
        seen = self.visible_to(user).filter(frozen_on=None)
        return seen if user.municipality_id is None else seen.filter(municipality=user.municipality_id)

    def latest(self) -> Self:
        """The newest version of each."""
        newer = type(self)(self.model).filter(
            code=models.OuterRef("code"),
            municipality__isnull=models.OuterRef("municipality__isnull"),
            version__gt=models.OuterRef("version"),
        )
        same = Q(municipality=models.OuterRef("municipality")) | Q(municipality=None)
        return self.exclude(models.Exists(newer.filter(same)))


class Methodology(Recorded):
    """One version of a methodology; once used it is frozen, and what is to change becomes the next version."""

    class Kind(models.TextChoices):
        COMPETENCE = "competence", "оценка компетенций"
        EFFECTIVENESS = "effectiveness", "мониторинг эффективности руководителей"
        RATING = "rating", "рейтинг школ"
        SURVEY = "survey", "анкетирование"
        INTERVIEW = "interview", "собеседование"
        REVIEW = "review", "экспертиза проектов"

    class Subject(models.TextChoices):
        HEAD = "head", "руководитель"
        SCHOOL = "school", "школа"
        PROJECT = "project", "управленческий проект"

    class Total(models.TextChoices):
        SUM = "sum", "сумма баллов"
        WEIGHTED = "weighted", "сумма баллов с весами"
        PERCENT = "percent", "процент от применимого максимума"
        SECTIONS = "sections", "среднее по разделам"

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", "половина – вверх"
        HALF_EVEN = "half_even", "половина – к чётному"
        DOWN = "down", "отбрасывание"

    class Rounded(models.TextChoices):
        PARTS = "parts", "каждое слагаемое"
        TOTAL = "total", "итог"

    class Places(models.TextChoices):
        DENSE = "dense", "равным – одно место, следующее не пропускается"
        GAPS = "gaps", "равным – одно место, следующие пропускаются"
        KEY = "key", "равных разделяет второй показатель"
        NONE = "none", "места не присваиваются"

    class LevelsOn(models.TextChoices):
        TOTAL = "total", "по итогу в баллах"
        PERCENT = "percent", "по проценту от применимого максимума"

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, null=True, blank=True, related_name="methodologies",
        verbose_name="район", help_text="пусто – общая для всех районов",
    )  # fmt: skip
    code = models.CharField("код", max_length=20, validators=[is_code], help_text="один у всех версий методики")
    version = models.PositiveSmallIntegerField("версия", default=1)
    title = models.CharField("название", max_length=300)
    kind = models.CharField("вид", max_length=20, choices=Kind)
    subject = models.CharField("кого или что оценивают", max_length=20, choices=Subject)
    purpose = models.TextField("назначение", blank=True, help_text="видит тот, кто отвечает")
    order = models.CharField("утверждена (документ, №)", max_length=200, blank=True)
    approved_on = models.DateField("дата утверждения", null=True, blank=True)
    frozen_on = models.DateField("применяется с", null=True, blank=True, editable=False)
    version_note = models.TextField("что изменено в этой версии", blank=True)

    total = models.CharField("как считают итог", max_length=20, choices=Total, default=Total.SUM)
    rounding = models.CharField("округление", max_length=20, choices=Rounding, default=Rounding.HALF_UP)
    rounded = models.CharField("что округляют", max_length=10, choices=Rounded, default=Rounded.PARTS)
    digits = models.PositiveSmallIntegerField("знаков после запятой", default=2, validators=[MaxValueValidator(4)])
    declared_most = PointsField("объявленный максимум", null=True, blank=True)
    least_coverage = models.PositiveSmallIntegerField(
        "место – при полноте данных не ниже, %", default=70, validators=[MaxValueValidator(100)]
    )
    places = models.CharField("места", max_length=10, choices=Places, default=Places.DENSE)
    second_key = models.CharField("второй показатель (код)", max_length=20, blank=True)
    ranks_groups_apart = models.BooleanField("места – внутри групп сравнения", default=False)
    levels_on = models.CharField("уровни", max_length=10, choices=LevelsOn, default=LevelsOn.PERCENT)

    norm_percent = models.PositiveSmallIntegerField(
        "дефицит – ниже, % шкалы", null=True, blank=True, default=60, validators=[MaxValueValidator(100)]
    )
    gap_steps = models.PositiveSmallIntegerField(
        "завышенная самооценка – на ступеней шкалы и больше", null=True, blank=True, default=1,
        validators=[MinValueValidator(1)],
    )  # fmt: skip
    strong_percent = models.PositiveSmallIntegerField(
        "сильная сторона – от, % шкалы", null=True, blank=True, default=80, validators=[MaxValueValidator(100)]
    )
    jump_percent = models.PositiveSmallIntegerField(
        "пояснение – при изменении за год больше, %", null=True, blank=True, default=30
    )

    objects = MethodologyQuerySet.as_manager()

    class Meta:
        verbose_name = "методика"
        verbose_name_plural = "методики"
        ordering = ["kind", "title", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code", "version"],
                condition=~Q(municipality=None),
                name="monitoring_methodology_version_once",
                violation_error_message="Такая версия методики уже есть.",
            ),
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=Q(municipality=None),
                name="monitoring_common_methodology_version_once",
                violation_error_message="Такая версия методики уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:methodology", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.places == self.Places.KEY and not self.second_key:
            raise ValidationError({"second_key": "Укажите код показателя, который разделяет равных."})
        if self.places != self.Places.NONE and not self.may_rank:
            raise ValidationError({"places": f"При виде «{self.get_kind_display()}» места не присваиваются."})

    @property
    def may_rank(self) -> bool:
        """What people say of themselves, of others and in an interview never becomes a place."""
        return self.kind in {self.Kind.EFFECTIVENESS, self.Kind.RATING, self.Kind.REVIEW}

    @property
    def is_frozen(self) -> bool:
        return self.frozen_on is not None

    @property
    def is_approved(self) -> bool:
        return bool(self.order and self.approved_on)


class Section(models.Model):
    """A group of items with a weight of its own in a mean of sections."""

    methodology = models.ForeignKey(Methodology, models.CASCADE, related_name="sections", verbose_name="методика")
    position = models.PositiveSmallIntegerField("порядок")
    code = models.CharField("код", max_length=20, validators=[is_code])
    title = models.CharField("название", max_length=300)
    explanation = models.TextField("пояснение", blank=True)
    weight = PointsField("вес", default=1)

    class Meta:
        verbose_name = "раздел методики"
        verbose_name_plural = "разделы методики"
        ordering = ["methodology", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "code"],
                name="monitoring_section_code_once",
                violation_error_message="Раздел с таким кодом в методике уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ItemQuerySet(models.QuerySet):
    def asked(self) -> Self:
        """What a person answers; the others are calculated from these."""
        return self.filter(calculation=Item.Calculation.ASKED)

    def scored(self) -> Self:
        return self.exclude(rule=Item.Rule.NONE)


class Item(models.Model):
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

    @property
    def is_asked(self) -> bool:
        return self.calculation == self.Calculation.ASKED


class ScaleStep(models.Model):
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
        return self.label or self.code or f"от {self.lower} до {self.upper}"


class Level(models.Model):
    """A level of the total in a word and a tone; the lowest may have no lower bound, for a total may be negative."""

    class Tone(models.TextChoices):
        BEST = "best", "лучший"
        GOOD = "good", "хороший"
        MIDDLE = "middle", "средний"
        WEAK = "weak", "слабый"
        WORST = "worst", "худший"

    methodology = models.ForeignKey(Methodology, models.CASCADE, related_name="levels", verbose_name="методика")
    title = models.CharField("название", max_length=100)
    lower = models.DecimalField(
        "от", max_digits=20, decimal_places=4, null=True, blank=True, help_text="включается; пусто – без границы"
    )
    tone = models.CharField("тон", max_length=10, choices=Tone)

    class Meta:
        verbose_name = "уровень"
        verbose_name_plural = "уровни"
        ordering = ["methodology", F("lower").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "title"],
                name="monitoring_level_once",
                violation_error_message="Такой уровень в методике уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
