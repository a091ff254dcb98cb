from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from leadership.core.counts import how_many
from leadership.core.history import Recorded
from schools.models import DEPARTMENT, Appointment, Role


class CompetenceQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """One dictionary for every district, read by whoever sees findings."""
        return self.all() if user.role in DEPARTMENT | {Role.DIRECTOR} else self.none()

    def with_findings(self, findings: "FindingQuerySet") -> Self:
        """Annotates `found`: how many of the given findings are about the competence."""
        return self.annotate(found=how_many(findings, "competence"))


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


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department works with every finding; a director sees those about himself; others none."""
        return self.filter(user.reaches(municipality="person__municipality", own=Q(person=user.person_id)))

    def found_by(self, day: date) -> Self:
        return self.filter(found_on__lte=day)

    def with_school(self, day: date) -> Self:
        """Annotates `school_name` of the school the person heads on the day."""
        heading = Appointment.objects.heads().of_open_general_schools(day).as_of(day)
        schools = heading.filter(person=OuterRef("person")).order_by("started_on", "pk")
        return self.annotate(school_name=Subquery(schools.values("school__short_name")[:1]))


class Finding(Recorded):
    """Дефицит: a competence of a person below the norm, found on a day, from a stated basis.

    The one record all rooms share: support answers it, decisions name it, a repeat measurement closes it.
    """

    class Basis(models.TextChoices):
        SELF_ASSESSMENT = "self_assessment", "самооценка"
        EXTERNAL = "external", "внешняя оценка"
        SIMULATOR = "simulator", "управленческий тренажёр"
        INTERVIEW = "interview", "собеседование"

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="findings", verbose_name="руководитель")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="findings", verbose_name="компетенция")
    found_on = models.DateField("выявлен")
    basis = models.CharField("чем выявлен", max_length=20, choices=Basis)
    explanation = models.TextField("в чём состоит", blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "дефицит"
        verbose_name_plural = "дефициты"
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competence", "found_on"],
                name="monitoring_finding_once_a_day",
                violation_error_message="Этот дефицит у этого человека на эту дату уже записан.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.competence} – {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:findings")
