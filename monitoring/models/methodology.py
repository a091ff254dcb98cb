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
from .frozen import ContentQuerySet, guard

#: A code is a word of a formula: it begins with a letter.
is_code = RegexValidator(
    r"^[^\W\d_]\w{0,19}\Z", "Код – буквы, цифры и подчёркивания, не длиннее 20 знаков; первой стоит буква."
)


class MethodologyQuerySet(ContentQuerySet):
    def visible_to(self, user) -> Self:
        """The department and directors read those of their district and those common to all; observers too."""
        if user.role not in DEPARTMENT | {Role.DIRECTOR, Role.OBSERVER, Role.EXPERT}:
            return self.none()
        if user.district_id is None:
            return self.all()
        return self.filter(Q(municipality=None) | Q(municipality=user.district_id))

    def kept_by(self, user) -> Self:
        """What is common to all districts is kept by an account of the region."""
        seen = self.visible_to(user)
        return seen if user.municipality_id is None else seen.filter(municipality=user.municipality_id)

    def changeable_by(self, user) -> Self:
        return self.kept_by(user).filter(frozen_on=None)

    def giving_points(self) -> Self:
        """Those with an item whose value gives points; the others only ask."""
        items = self.model._meta.get_field("items").related_model.objects.scored()
        return self.filter(models.Exists(items.filter(methodology=models.OuterRef("pk"))))

    def latest(self) -> Self:
        """The newest version of each."""
        newer = Methodology.objects.filter(code=models.OuterRef("code"), version__gt=models.OuterRef("version"))
        in_district = models.Exists(newer.filter(municipality=models.OuterRef("municipality")))
        in_common = Q(municipality=None) & models.Exists(newer.filter(municipality=None))
        return self.exclude(in_district | in_common)


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


class PartQuerySet(ContentQuerySet):
    """Sections and items are seen with their methodology."""

    def visible_to(self, user) -> Self:
        return self.filter(methodology__in=Methodology.objects.visible_to(user))


class Section(Recorded):
    """A group of items with a weight of its own in a mean of sections."""

    methodology = models.ForeignKey(Methodology, models.CASCADE, related_name="sections", verbose_name="методика")
    position = models.PositiveSmallIntegerField("порядок")
    code = models.CharField("код", max_length=20, validators=[is_code])
    title = models.CharField("название", max_length=300)
    explanation = models.TextField("пояснение", blank=True)
    weight = PointsField("вес", default=1)

    objects = PartQuerySet.as_manager()

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

    def get_absolute_url(self) -> str:
        return f"{self.methodology.get_absolute_url()}#section-{self.code}"


class Level(Recorded):
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

    objects = ContentQuerySet.as_manager()

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


guard(Methodology)
guard(Section, "methodology")
guard(Level, "methodology")
