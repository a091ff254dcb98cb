from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from leadership.core.choosing import ByName
from leadership.core.counts import how_many
from leadership.core.history import Recorded
from schools.models import DEPARTMENT, Appointment, Role


class CompetenceQuerySet(ByName):
    def visible_to(self, user) -> Self:
        """One dictionary for every district, read by whoever sees findings."""
        return self.all() if user.role in DEPARTMENT | {Role.DIRECTOR} else self.none()

    def with_findings(self, findings: "FindingQuerySet") -> Self:
        """Annotates `found`: how many of the given findings are about the competence."""
        return self.annotate(found=how_many(findings, "competence"))

    def with_wanting(self, findings: "FindingQuerySet", heads: models.QuerySet) -> Self:
        """Annotates `wanting`: how many of the given heads the findings are about, each head once."""
        return self.annotate(wanting=how_many(findings.filter(person__in=heads), "competence", different="person"))


class Competence(models.Model):
    """A competence of a head, by the functions of the professional standard (приказ Минтруда № 250н)."""

    class Function(models.TextChoices):
        EDUCATION = "education", "управление образовательной деятельностью"
        ADMINISTRATION = "administration", "администрирование деятельности"
        DEVELOPMENT = "development", "управление развитием"
        PARTNERSHIP = "partnership", "взаимодействие с участниками и партнёрами"
        LEADERSHIP = "leadership", "лидерская позиция"

    title = models.CharField("название", max_length=200, unique=True)
    function = models.CharField("функция", max_length=20, choices=Function)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = "компетенция"
        verbose_name_plural = "компетенции"
        ordering = ["function", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("monitoring:competences")


class FindingState(models.TextChoices):
    """What the methodology's thresholds propose, a person confirms or dismisses."""

    PROPOSED = "proposed", "предложен системой"
    CONFIRMED = "confirmed", "подтверждён"
    DISMISSED = "dismissed", "отклонён"


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department works with every finding; a director sees those confirmed about himself; others none."""
        own = Q(person=user.person_id, state=FindingState.CONFIRMED)
        return self.filter(user.reaches(municipality="municipality", own=own))

    def confirmed(self) -> Self:
        return self.filter(state=FindingState.CONFIRMED)

    def undecided(self) -> Self:
        return self.filter(state=FindingState.PROPOSED)

    def by_campaigns(self) -> Self:
        """Proposed by the thresholds of a methodology, whatever was decided since."""
        return self.filter(participant__isnull=False)

    def found_by(self, day: date) -> Self:
        """Confirmed findings known by the day."""
        return self.confirmed().filter(found_on__lte=day)

    def with_school(self, day: date) -> Self:
        """Annotates `school_name`: of the school the finding is about, else of the one the person heads on the day."""
        heading = Appointment.objects.heads().of_open_general_schools(day).as_of(day)
        schools = heading.filter(person=OuterRef("person")).order_by("started_on", "pk")
        return self.annotate(
            school_name=Coalesce("school__short_name", Subquery(schools.values("school__short_name")[:1]))
        )


class Finding(Recorded):
    """Дефицит: a competence of a person, or a figure of a school, below the norm, found on a day, on a stated basis.

    The one record all rooms share: support answers it, decisions name it, a repeat measurement closes it.
    """

    class Basis(models.TextChoices):
        SELF_ASSESSMENT = "self_assessment", "самооценка"
        EXTERNAL = "external", "внешняя оценка"
        GAP = "gap", "разрыв самооценки и внешней оценки"
        MONITORING = "monitoring", "мониторинг"
        SIMULATOR = "simulator", "управленческий тренажёр"
        INTERVIEW = "interview", "собеседование"

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="+", verbose_name="район", editable=False
    )
    person = models.ForeignKey(
        "schools.Person", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="руководитель"
    )
    school = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="школа"
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="компетенция"
    )
    item = models.ForeignKey(
        "monitoring.Item", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="показатель"
    )
    participant = models.ForeignKey(
        "monitoring.Participant", models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name="по итогам кампании",
    )  # fmt: skip
    found_on = models.DateField("выявлен")
    basis = models.CharField("чем выявлен", max_length=20, choices=Basis)
    value = models.DecimalField("значение", max_digits=20, decimal_places=4, null=True, blank=True)
    norm = models.DecimalField("норма", max_digits=20, decimal_places=4, null=True, blank=True)
    explanation = models.TextField("в чём состоит", blank=True)
    state = models.CharField("состояние", max_length=20, choices=FindingState, default=FindingState.CONFIRMED)
    decided_on = models.DateField("рассмотрен", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем рассмотрен"
    )
    dismissal = models.TextField("почему отклонён", blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "дефицит"
        verbose_name_plural = "дефициты"
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competence", "found_on"],
                condition=Q(participant=None),
                name="monitoring_finding_once_a_day",
                violation_error_message="Этот дефицит у этого человека на эту дату уже записан.",
            ),
            models.UniqueConstraint(
                fields=["participant", "item", "basis"],
                condition=Q(participant__isnull=False),
                name="monitoring_finding_once_in_a_campaign",
                violation_error_message="Этот дефицит по итогам кампании уже записан.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(school__isnull=False),
                name="monitoring_finding_is_about_somebody",
                violation_error_message="Укажите руководителя или школу.",
            ),
            models.CheckConstraint(
                condition=Q(competence__isnull=False) | Q(item__isnull=False),
                name="monitoring_finding_is_about_something",
                violation_error_message="Укажите компетенцию или показатель.",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.DISMISSED) | ~Q(dismissal=""),
                name="monitoring_dismissed_with_a_reason",
                violation_error_message="Напишите, почему дефицит отклонён.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} – {self.who}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        about = self.person or self.school
        if about is not None:
            self.municipality_id = about.municipality_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("monitoring:finding", args=[self.pk])

    @property
    def who(self) -> str:
        return str(self.person or self.school)

    @property
    def what(self) -> str:
        """The competence, or the figure by its title."""
        return str(self.competence) if self.competence_id else self.item.title
