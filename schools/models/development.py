"""What a school itself undertakes: the programme of transition, contests, the regional platform."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from leadership.core.choosing import ByName
from leadership.core.counts import how_many
from leadership.core.history import Recorded
from leadership.core.periods import Period, PeriodQuerySet, covers

from .account import DEPARTMENT, Role
from .appointment import Appointment
from .school import School


class OfSchoolQuerySet(PeriodQuerySet):
    """Records of a school: the department sees the district's, a director those of the school headed."""

    def visible_to(self, user) -> Self:
        own = Q(school__in=School.objects.visible_to(user))
        return self.filter(
            user.reaches(municipality="school__municipality", own=own, roles=DEPARTMENT | {Role.OBSERVER})
        )

    def of_schools_headed_by(self, person: int, day: date) -> Self:
        """Of the schools this person heads on the day."""
        headed = Appointment.objects.heads().as_of(day).filter(person=person)
        return self.filter(school__in=headed.values("school"))


class TransitionProgrammeQuerySet(OfSchoolQuerySet):
    def developed_by(self, day: date) -> Self:
        return self.filter(approved_on__lte=day)

    def known_by(self, day: date) -> Self:
        """Approved by the day, or still being written."""
        return self.filter(Q(approved_on=None) | Q(approved_on__lte=day))


class TransitionProgramme(Recorded):
    """Программа перевода школы в эффективный режим развития; developed once it is approved."""

    school = models.ForeignKey(
        "schools.School", models.PROTECT, related_name="transition_programmes", verbose_name="школа"
    )
    title = models.CharField("название", max_length=300)
    approved_on = models.DateField("утверждена", null=True, blank=True, help_text="без даты – в разработке")
    order_number = models.CharField("приказ №", max_length=50, blank=True)

    objects = TransitionProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "программа перевода в эффективный режим развития"
        verbose_name_plural = "программы перевода в эффективный режим развития"
        ordering = [models.F("approved_on").desc(nulls_last=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.school})"

    def get_absolute_url(self) -> str:
        return reverse("schools:transition_programmes")


class ContestQuerySet(ByName):
    name_fields = ("title", "held_on__year")

    def visible_to(self, user) -> Self:
        return self if user.district_id is None else self.filter(municipality=user.district_id)

    def documents_visible_to(self, user) -> Self:
        """A contest is known to all; its papers to those who see the registers."""
        return self.filter(
            user.reaches(municipality="municipality", own=Q(), roles=DEPARTMENT | {Role.OBSERVER})
        ).filter(pk__in=self.visible_to(user).values("pk"))

    def with_entries(self) -> Self:
        """Annotates `entered`: how many schools took part."""
        return self.annotate(entered=how_many(ContestEntry.objects.all(), "contest"))


class Contest(Recorded):
    """One edition of a municipal contest."""

    class Subject(models.TextChoices):
        ENVIRONMENT = "environment", "преобразование образовательной среды"
        OTHER = "other", "другой"

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="contests", verbose_name="район"
    )
    title = models.CharField("название", max_length=300)
    subject = models.CharField("предмет", max_length=20, choices=Subject, default=Subject.ENVIRONMENT)
    held_on = models.DateField("дата итогов")

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = "конкурс"
        verbose_name_plural = "конкурсы"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title", "held_on"],
                name="schools_contest_edition_once",
                violation_error_message="Такой конкурс с этой датой итогов уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on.year}"

    def get_absolute_url(self) -> str:
        return reverse("schools:contest_entries")


class ContestEntryQuerySet(OfSchoolQuerySet):
    def entered_by(self, day: date, since: date | None = None) -> Self:
        found = self.filter(entered_on__lte=day)
        return found if since is None else found.filter(entered_on__gte=since)

    def entered_under(self, person: int) -> Self:
        """Entered while this person headed the school."""
        heading = Appointment.objects.heads().filter(person=person, school=OuterRef("school"))
        return self.filter(Exists(heading.filter(covers(OuterRef("entered_on")))))


class ContestEntry(Recorded):
    """A school taking part in one edition of a contest."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries", verbose_name="конкурс")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="contest_entries", verbose_name="школа")
    entered_on = models.DateField("дата заявки")
    work = models.CharField("работа", max_length=300, blank=True)
    result = models.CharField("результат", max_length=200, blank=True)
    basis = models.CharField("подтверждение", max_length=200, help_text="протокол жюри, приказ, №, дата")

    objects = ContestEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "участие в конкурсе"
        verbose_name_plural = "участие в конкурсах"
        ordering = ["-entered_on", "-pk"]
        indexes = [models.Index(fields=["-entered_on", "-id"], name="schools_contest_entry_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "school"],
                name="schools_school_enters_a_contest_once",
                violation_error_message="Эта школа в этом конкурсе уже записана.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.contest}"

    def get_absolute_url(self) -> str:
        return reverse("schools:contest_entries")


class InnovationParticipation(Period, Recorded):
    """A school in РИП-ИнКО, the region's innovation platform."""

    school = models.ForeignKey(
        "schools.School", models.PROTECT, related_name="innovation_participations", verbose_name="школа"
    )
    theme = models.CharField("направление", max_length=300, blank=True)
    basis = models.CharField("основание", max_length=200, help_text="распоряжение, №, дата")

    objects = OfSchoolQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "участие в РИП-ИнКО"
        verbose_name_plural = "участие в РИП-ИнКО"
        ordering = ["-started_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.school} – РИП-ИнКО с {self.started_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("schools:innovation_participations")
