"""Recommendations: a library of texts, and those addressed to a person, sent and acknowledged."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from leadership.core.history import Recorded
from schools.models import DEPARTMENT


class AdviceQuerySet(models.QuerySet):
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
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("monitoring:advice")


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district; a director those sent to him."""
        own = Q(person=user.person_id, sent_on__isnull=False)
        return self.filter(user.reaches(municipality="person__municipality", own=own))

    def sent(self) -> Self:
        return self.exclude(sent_on=None)

    def unacknowledged(self) -> Self:
        return self.sent().filter(acknowledged_on=None)


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
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кем составлена"
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
        return f"{self.person}: {self.text}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:recommendations")

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None
