from typing import Self

from django.db import models
from django.urls import reverse

from leadership.core.history import Recorded

from .team import Team


class DeclinedPairQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department alone: a reason may speak of a person's marks."""
        return self.filter(user.reaches(municipality="team__municipality", own=models.Q(pk=None)))


class DeclinedPair(Recorded):
    """A suggested pair the department has decided against, with the reason; it is not offered again in that team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="declined_pairs", verbose_name="команда")
    mentor = models.ForeignKey("schools.Person", models.PROTECT, related_name="+", verbose_name="наставник")
    mentee = models.ForeignKey("schools.Person", models.PROTECT, related_name="+", verbose_name="наставляемый")
    reason = models.CharField("почему отклонена", max_length=300)
    declined_on = models.DateField("отклонена")

    objects = DeclinedPairQuerySet.as_manager()

    class Meta:
        verbose_name = "отклонённая пара"
        verbose_name_plural = "отклонённые пары"
        ordering = ["team", "mentee__last_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "mentor", "mentee"],
                name="mentoring_pair_is_declined_once",
                violation_error_message="Эту пару в этой команде уже отклонили.",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="mentoring_pair_is_declined_with_a_reason",
                violation_error_message="Напишите, почему пара не подходит.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentee}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:match", args=[self.team_id, self.mentee_id])
