from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.urls import reverse

from leadership.core.counts import how_many
from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet, covers
from monitoring.models import Finding
from schools.models import Appointment


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
    mentor_limit = models.PositiveSmallIntegerField(
        "наставляемых у одного наставника не больше", default=2, validators=[MinValueValidator(1)]
    )
    least_gap = models.PositiveSmallIntegerField(
        "наставник выше на ступеней не меньше", default=2, validators=[MinValueValidator(1)],
        help_text="по внешней оценке компетенции",
    )  # fmt: skip

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

    def working(self, day: date) -> Self:
        """The pair and its team both have that day in their term."""
        return self.as_of(day).filter(covers(day, "team__"))

    def with_meetings(self, day: date) -> Self:
        """Annotates `meetings` and `met_on`: how many times the two have met by the day, and when last."""
        held = self.model._meta.get_field("consultations").related_model.objects.held_by(day)
        latest = held.filter(pairing=models.OuterRef("pk")).order_by("-held_on").values("held_on")[:1]
        return self.annotate(meetings=how_many(held, "pairing"), met_on=models.Subquery(latest))

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

    reason = models.TextField("почему эта пара", blank=True, help_text="из подбора: какие дефициты закрывает наставник")

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

    @property
    def last_day(self) -> date:
        """The pair's own, else its team's."""
        return self.ended_on or self.team.ended_on

    def holds(self, day: date) -> bool:
        return self.started_on <= day <= self.last_day

    def clean(self) -> None:
        super().clean()
        if self.mentor_id and self.mentor_id == self.mentee_id:
            raise ValidationError({"mentee": "Наставник и наставляемый – один человек."})
        if self.started_on and self.team_id:
            self._keep_within_team()
        if self.started_on and self.team_id and self.mentor_id and self.mentee_id:
            self._refuse_repeats()
            self._refuse_second_mentor()
            self._refuse_overload()
            self._refuse_closed_post()
            self._refuse_same_deficits()

    def _keep_within_team(self) -> None:
        if self.started_on < self.team.started_on or self.started_on > self.team.ended_on:
            raise ValidationError({"started_on": "Дата вне срока команды."})
        if self.ended_on and self.ended_on > self.team.ended_on:
            raise ValidationError({"ended_on": "Дата вне срока команды."})

    def _others(self) -> PairingQuerySet:
        """Other pairs of the same days; one without a last day goes on to the end of its team."""
        until = self.ended_on or self.team.ended_on
        others = Pairing.objects.overlapping(self.started_on, until).filter(team__ended_on__gte=self.started_on)
        return others.exclude(pk=self.pk)

    def _refuse_repeats(self) -> None:
        """The same two at the same time, or each the other's mentor in one year, are refused."""
        if self._others().filter(mentor=self.mentor_id, mentee=self.mentee_id).exists():
            raise ValidationError("Эта пара в эти дни уже работает.")
        of_year = Pairing.objects.filter(
            team__started_on__lte=self.team.ended_on, team__ended_on__gte=self.team.started_on
        )
        if of_year.exclude(pk=self.pk).filter(mentor=self.mentee_id, mentee=self.mentor_id).exists():
            raise ValidationError(f"{self.mentee} в этом году сам наставник: {self.mentor} – наставляемый.")

    def _refuse_second_mentor(self) -> None:
        """A mentee has one mentor at a time: another comes after the first."""
        other = self._others().filter(mentee=self.mentee_id).select_related("mentor").order_by("pk").first()
        if other:
            said = f"У наставляемого в эти дни уже есть наставник: {other.mentor}."
            raise ValidationError({"mentee": f"{said} Сначала укажите окончание той пары."})

    def _refuse_overload(self) -> None:
        led = self._others().filter(mentor=self.mentor_id).values("mentee").distinct().count()
        if led >= self.team.mentor_limit:
            raise ValidationError({"mentor": f"Наставник ведёт уже {led} из {self.team.mentor_limit}."})

    def _refuse_closed_post(self) -> None:
        """Who headed a school and heads none any more does not lead; one who never did may."""
        posts = Appointment.objects.heads().filter(person=self.mentor_id, started_on__lte=self.started_on)
        if posts.exists() and not posts.as_of(self.started_on).exists():
            raise ValidationError({"mentor": "Этот человек школой уже не руководит."})

    def _refuse_same_deficits(self) -> None:
        """Where the mentor lacks all that the mentee lacks, there is nothing to teach."""
        known = Finding.objects.found_by(self.started_on).exclude(competence=None)
        wanted = set(known.filter(person=self.mentee_id).values_list("competence", flat=True))
        if wanted and wanted <= set(known.filter(person=self.mentor_id).values_list("competence", flat=True)):
            raise ValidationError({"mentor": "У наставника те же дефициты, что у наставляемого."})
