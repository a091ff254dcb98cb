from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.urls import reverse

from leadership.core.counts import how_many
from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet, covers


class TeamQuerySet(PeriodQuerySet):
    def visible_to(self, user) -> Self:
        own = Q(pk__in=Pairing.objects.with_person(user.person_id).values("team"))
        return self.filter(user.reaches(municipality="municipality", own=own))

    def begun_by(self, day: date) -> Self:
        return self.filter(started_on__lte=day)

    def with_pairs(self, day: date) -> Self:
        """Annotates `pairs`: how many have begun by the day."""
        return self.annotate(pairs=how_many(Pairing.objects.filter(started_on__lte=day), "team"))


class Team(Period, Recorded):
    """Годичная управленческая команда «Наставник – наставляемый»."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="teams", verbose_name="район")
    title = models.CharField("название", max_length=200)
    goal = models.TextField("цель", blank=True)
    order_number = models.CharField("приказ №", max_length=50, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "годичная команда"
        verbose_name_plural = "годичные команды"
        ordering = ["-started_on", "title", "pk"]
        constraints = [
            *Period.Meta.constraints,
            CheckConstraint(
                condition=Q(ended_on__isnull=False),
                name="mentoring_team_of_a_year_has_an_end",
                violation_error_message="Годичная команда имеет дату окончания.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.started_on:%d.%m.%Y}–{self.ended_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:team", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.pk and self.started_on and self.ended_on and self._pairs_outside_term():
            raise ValidationError("В команде есть пары вне этого срока. Сначала измените их даты.")

    def _pairs_outside_term(self) -> bool:
        before, after = Q(started_on__lt=self.started_on), Q(started_on__gt=self.ended_on)
        return self.pairings.filter(before | after | Q(ended_on__gt=self.ended_on)).exists()


class PairingQuerySet(PeriodQuerySet):
    def visible_to(self, user) -> Self:
        own = Q(mentor=user.person_id) | Q(mentee=user.person_id)
        return self.filter(user.reaches(municipality="team__municipality", own=own))

    def with_person(self, person_id: int | None) -> Self:
        return self.filter(Q(mentor=person_id) | Q(mentee=person_id))

    def in_teams_of(self, day: date) -> Self:
        """Begun by the day, in a team whose year contains it; a pair ended in mid-year still took part."""
        return self.filter(covers(day, "team__"), started_on__lte=day)


class Pairing(Period, Recorded):
    """One mentor leading one mentee from one day to another, inside a team of the year."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="pairings", verbose_name="команда")
    mentor = models.ForeignKey("schools.Person", models.PROTECT, related_name="mentees_led", verbose_name="наставник")
    mentee = models.ForeignKey(
        "schools.Person", models.PROTECT, related_name="mentors_had", verbose_name="наставляемый"
    )

    objects = PairingQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "наставническая пара"
        verbose_name_plural = "наставнические пары"
        ordering = ["team", "mentor__last_name", "pk"]
        constraints = [
            *Period.Meta.constraints,
            CheckConstraint(
                condition=~Q(mentor=F("mentee")),
                name="mentoring_nobody_mentors_oneself",
                violation_error_message="Наставник и наставляемый – один человек.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentee}"

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        if self.mentor_id and self.mentor_id == self.mentee_id:
            raise ValidationError({"mentee": "Наставник и наставляемый – один человек."})
        if self.started_on and self.team_id:
            self._keep_within_team()
            self._refuse_repeats()

    def _keep_within_team(self) -> None:
        if self.started_on < self.team.started_on or self.started_on > self.team.ended_on:
            raise ValidationError({"started_on": "Дата вне срока команды."})
        if self.ended_on and self.ended_on > self.team.ended_on:
            raise ValidationError({"ended_on": "Дата вне срока команды."})

    def _refuse_repeats(self) -> None:
        """The same two at the same time, or each the other's mentor, are refused."""
        others = Pairing.objects.overlapping(self.started_on, self.ended_on).exclude(pk=self.pk)
        if others.filter(mentor=self.mentor_id, mentee=self.mentee_id).exists():
            raise ValidationError("Эта пара в эти дни уже работает.")
        if others.filter(mentor=self.mentee_id, mentee=self.mentor_id).exists():
            raise ValidationError(f"{self.mentee} в эти дни сам наставник: {self.mentor} – наставляемый.")
