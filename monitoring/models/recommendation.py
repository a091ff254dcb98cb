"""Recommendations: a library of texts, and those addressed to a person, sent and acknowledged."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.text import Truncator

from leadership.core.history import Recorded
from schools.models import DEPARTMENT, Appointment

from .finding import Finding


class AdviceQuerySet(models.QuerySet):
    def changeable_by(self, user) -> Self:
        """What is common to all districts is changed by an account of the region."""
        seen = self.visible_to(user)
        return seen if user.municipality_id is None else seen.filter(municipality=user.municipality_id)

    def for_finding(self, finding: Finding) -> Self:
        """Texts for its competence, or for its figure in whichever version of the methodology."""
        fits = Q(competence=finding.competence_id) if finding.competence_id else Q(pk__in=[])
        if finding.item_id:
            fits |= Q(methodology_code=finding.item.methodology.code, item_code=finding.item.code)
        return self.filter(fits)

    def visible_to(self, user) -> Self:
        if user.role not in DEPARTMENT:
            return self.none()
        if user.district_id is None:
            return self.all()
        return self.filter(Q(municipality=None) | Q(municipality=user.district_id))


class Advice(Recorded):
    """Типовая рекомендация: a text for a competence, or for an item of a methodology by its code."""

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="район", help_text="пусто – общая для всех районов",
    )  # fmt: skip
    competence = models.ForeignKey(
        "monitoring.Competence",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advice",
        verbose_name="компетенция",
    )
    methodology_code = models.CharField("код методики", max_length=20, blank=True)
    item_code = models.CharField("код показателя", max_length=20, blank=True)
    text = models.TextField("текст")

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "типовая рекомендация"
        verbose_name_plural = "типовые рекомендации"
        ordering = ["competence__function", "competence__title", "methodology_code", "item_code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(competence__isnull=False) | (~Q(methodology_code="") & ~Q(item_code="")),
                name="monitoring_advice_is_about_something",
                violation_error_message="Укажите компетенцию или код методики и показателя.",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).words(12)

    def get_absolute_url(self) -> str:
        return reverse("monitoring:advices")

    @property
    def about(self) -> str:
        """The competence, or the figure by its codes."""
        return str(self.competence) if self.competence_id else f"{self.methodology_code}, {self.item_code}"


class RecommendationState(models.TextChoices):
    MADE = "made", "составлена"
    SENT = "sent", "направлена"
    ACKNOWLEDGED = "acknowledged", "руководитель ознакомлен"


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district; a director those sent to him."""
        own = Q(person=user.person_id, sent_on__isnull=False)
        return self.filter(user.reaches(municipality="person__municipality", own=own))

    def known_by(self, day: date) -> Self:
        return self.filter(made_on__lte=day)

    def sent(self) -> Self:
        return self.exclude(sent_on=None)

    def unacknowledged(self) -> Self:
        return self.sent().filter(acknowledged_on=None)

    def with_school(self, day: date) -> Self:
        """Annotates `school_name`: of the school the addressee heads on the day."""
        heading = Appointment.objects.heads().of_open_general_schools(day).as_of(day)
        schools = heading.filter(person=OuterRef("person")).order_by("started_on", "pk")
        return self.annotate(school_name=Subquery(schools.values("school__short_name")[:1]))

    def with_state(self, day: date) -> Self:
        """Annotates `state` as of the day (`RecommendationState`)."""
        states = RecommendationState
        return self.annotate(
            state=Case(
                When(acknowledged_on__lte=day, then=Value(states.ACKNOWLEDGED)),
                When(sent_on__lte=day, then=Value(states.SENT)),
                default=Value(states.MADE),
            )
        )


class Recommendation(Recorded):
    """Адресная рекомендация: to whom, what, by when; sent by the department, acknowledged by the addressee."""

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="recommendations", verbose_name="кому")
    finding = models.ForeignKey(
        "monitoring.Finding", models.PROTECT, null=True, blank=True, related_name="recommendations",
        verbose_name="на основании дефицита",
    )  # fmt: skip
    campaign = models.ForeignKey(
        "monitoring.Campaign", models.PROTECT, null=True, blank=True, related_name="recommendations",
        verbose_name="по итогам кампании",
    )  # fmt: skip
    text = models.TextField("рекомендация")
    made_on = models.DateField("составлена")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="кем составлена",
    )
    due_on = models.DateField("исполнить до", null=True, blank=True)
    sent_on = models.DateField("направлена", null=True, blank=True)
    acknowledged_on = models.DateField("руководитель ознакомлен", null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_on=None) | Q(sent_on__isnull=False, acknowledged_on__gte=F("sent_on")),
                name="monitoring_recommendation_is_sent_before_it_is_read",
                violation_error_message="Ознакомиться можно с направленной рекомендацией, не раньше дня отправки.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {Truncator(self.text).words(12)}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:recommendation", args=[self.pk])

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None

    @property
    def state_label(self) -> str:
        """In words; of a recommendation read `with_state`."""
        return RecommendationState(self.state).label

    def read_by(self, day: date) -> date | None:
        """The day of acknowledging, if it had come."""
        return self.acknowledged_on if self.acknowledged_on and self.acknowledged_on <= day else None
