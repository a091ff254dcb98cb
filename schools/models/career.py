"""What a person has learned, been certified for and honoured with: dated, never overwritten."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When

from leadership.core.history import Recorded

from .. import attention
from .of_person import OfPersonQuerySet

#: Nobody graduates younger: an earlier year is a slip.
YOUNGEST_GRADUATE = 16


class OfPerson(Recorded):
    """A part of a person's card; its address is the card."""

    #: What makes two records one and the same, entered twice.
    same_by: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        if self.same_by and self.person_id and self._is_entered_already():
            raise ValidationError("Такая запись в карточке уже есть.")

    def _is_entered_already(self) -> bool:
        same = {name: getattr(self, name) for name in self.same_by}
        return type(self).objects.filter(person=self.person_id, **same).exclude(pk=self.pk).exists()


class EducationQuerySet(OfPersonQuerySet):
    def received_by(self, day: date) -> Self:
        """Finished by the year of the day; a diploma without a year counts."""
        return self.filter(Q(graduated_in=None) | Q(graduated_in__lte=day.year))


class Education(OfPerson):
    """A diploma: where, when, in what a person was educated."""

    same_by = ("institution", "graduated_in")

    class Level(models.TextChoices):
        HIGHER = "higher", "высшее"
        VOCATIONAL = "vocational", "среднее профессиональное"
        OTHER = "other", "другое"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="educations", verbose_name="человек")
    level = models.CharField("уровень", max_length=20, choices=Level, default=Level.HIGHER)
    institution = models.CharField("учебное заведение", max_length=300)
    graduated_in = models.PositiveSmallIntegerField(
        "год окончания", null=True, blank=True, validators=[MinValueValidator(1940), MaxValueValidator(2100)]
    )
    speciality = models.CharField("специальность", max_length=200, blank=True)
    qualification = models.CharField("квалификация", max_length=200, blank=True)

    objects = EducationQuerySet.as_manager()

    class Meta:
        verbose_name = "образование"
        verbose_name_plural = "образование"
        ordering = ["-graduated_in", "-pk"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.institution, self.speciality, str(self.graduated_in or ""))))

    def clean(self) -> None:
        super().clean()
        born_on = self.person.born_on if self.person_id else None
        if born_on and self.graduated_in and self.graduated_in < born_on.year + YOUNGEST_GRADUATE:
            raise ValidationError({"graduated_in": f"Человек родился в {born_on.year} году."})


class TrainingQuerySet(OfPersonQuerySet):
    def completed_by(self, day: date) -> Self:
        return self.filter(completed_on__lte=day)


class Training(OfPerson):
    """Повышение квалификации or переподготовка, proved by a certificate.

    A reminder is due when the latest is over three years old (ФЗ № 273, ст. 47, ч. 5: at least once in
    three years for teachers; the department applies the same term to heads).
    """

    same_by = ("title", "completed_on")

    class Kind(models.TextChoices):
        FURTHER = "further", "повышение квалификации"
        RETRAINING = "retraining", "профессиональная переподготовка"
        INTERNSHIP = "internship", "стажировка"

    class Form(models.TextChoices):
        IN_PERSON = "in_person", "очная"
        REMOTE = "remote", "дистанционная"
        MIXED = "mixed", "смешанная"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="trainings", verbose_name="человек")
    kind = models.CharField("вид", max_length=20, choices=Kind, default=Kind.FURTHER)
    title = models.CharField("программа", max_length=300)
    is_management = models.BooleanField(
        "по управлению", default=False, help_text="менеджмент, государственное и муниципальное управление"
    )
    organisation = models.CharField("организация", max_length=300, blank=True)
    hours = models.PositiveSmallIntegerField("часов", null=True, blank=True, validators=[MaxValueValidator(5000)])
    form = models.CharField("форма", max_length=20, choices=Form, blank=True)
    started_on = models.DateField("начало", null=True, blank=True)
    completed_on = models.DateField("окончание")
    document = models.CharField("документ", max_length=200, blank=True, help_text="удостоверение, серия, №, дата")
    funding = models.CharField("источник финансирования", max_length=200, blank=True)
    is_from_course = models.BooleanField("внесено по записи о курсе", default=False, editable=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "обучение (ДПО)"
        verbose_name_plural = "обучение (ДПО)"
        ordering = ["-completed_on", "-pk"]
        indexes = [models.Index(fields=["-completed_on", "-id"], name="schools_training_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(completed_on__gte=models.F("started_on")),
                name="schools_training_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.completed_on.year}"

    def clean(self) -> None:
        super().clean()
        if self.started_on and self.completed_on and self.completed_on < self.started_on:
            raise ValidationError({"completed_on": "Окончание раньше начала."})


class AttestationQuerySet(OfPersonQuerySet):
    def held_by(self, day: date) -> Self:
        return self.filter(held_on__lte=day)

    def with_state(self, day: date) -> Self:
        """Annotates `state`: in force on the day, near its end, past it; without a term it holds."""
        states = Attestation.State
        return self.annotate(
            state=Case(
                When(valid_until__lt=day, then=Value(states.EXPIRED)),
                When(valid_until__lte=attention.ends_soon(day), then=Value(states.EXPIRES)),
                default=Value(states.IN_FORCE),
            )
        )


class Attestation(OfPerson):
    """Аттестация: whether a head, or a candidate, fits the post, and until when that holds."""

    same_by = ("held_on", "purpose")

    class Purpose(models.TextChoices):
        POST = "post", "соответствие занимаемой должности"
        CANDIDATE = "candidate", "кандидат на должность руководителя"

    class Result(models.TextChoices):
        FITS = "fits", "соответствует"
        ON_CONDITION = "on_condition", "соответствует при условии"
        DOES_NOT_FIT = "does_not_fit", "не соответствует"

    class State(models.TextChoices):
        IN_FORCE = "in_force", "действует"
        EXPIRES = "expires", "скоро истекает"
        EXPIRED = "expired", "срок истёк"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="attestations", verbose_name="человек")
    held_on = models.DateField("дата аттестации")
    purpose = models.CharField("цель", max_length=20, choices=Purpose, default=Purpose.POST)
    result = models.CharField("результат", max_length=20, choices=Result, default=Result.FITS)
    valid_until = models.DateField("действует по", null=True, blank=True)
    protocol = models.CharField("протокол", max_length=200, help_text="протокол комиссии, №, дата")

    objects = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = "аттестация"
        verbose_name_plural = "аттестация"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("held_on")),
                name="schools_attestation_holds_after_it_is_held",
                violation_error_message="Срок действия раньше даты аттестации.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_result_display()}, {self.held_on.year}"

    def clean(self) -> None:
        super().clean()
        if self.held_on and self.valid_until and self.valid_until < self.held_on:
            raise ValidationError({"valid_until": "Срок действия раньше даты аттестации."})


class AwardQuerySet(OfPersonQuerySet):
    def given_by(self, day: date) -> Self:
        return self.filter(awarded_on__lte=day)


class Award(OfPerson):
    """Награда: by whom and for what a person was honoured."""

    same_by = ("title", "awarded_on")

    class Level(models.TextChoices):
        STATE = "state", "государственная"
        MINISTRY = "ministry", "ведомственная"
        REGION = "region", "региональная"
        DISTRICT = "district", "муниципальная"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="awards", verbose_name="человек")
    title = models.CharField("награда", max_length=300)
    level = models.CharField("уровень", max_length=20, choices=Level, default=Level.DISTRICT)
    awarded_on = models.DateField("дата награждения")
    basis = models.CharField("основание", max_length=200, blank=True, help_text="приказ, №, дата")

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "награда"
        verbose_name_plural = "награды"
        ordering = ["-awarded_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}, {self.awarded_on.year}"


class ProfessionalContestEntryQuerySet(OfPersonQuerySet):
    def held_by(self, day: date) -> Self:
        return self.filter(held_on__lte=day)


class ProfessionalContestEntry(OfPerson):
    """A person taking part in a professional contest, as distinct from a school in a municipal one."""

    same_by = ("title", "held_on")

    class Level(models.TextChoices):
        DISTRICT = "district", "муниципальный"
        REGION = "region", "региональный"
        COUNTRY = "country", "всероссийский"

    person = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="professional_contests", verbose_name="человек"
    )
    title = models.CharField("конкурс", max_length=300)
    level = models.CharField("уровень", max_length=20, choices=Level, default=Level.REGION)
    held_on = models.DateField("дата итогов")
    result = models.CharField("результат", max_length=200, blank=True)
    basis = models.CharField("подтверждение", max_length=200, blank=True, help_text="диплом, приказ, №, дата")

    objects = ProfessionalContestEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "участие в профессиональном конкурсе"
        verbose_name_plural = "участие в профессиональных конкурсах"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on.year}"
