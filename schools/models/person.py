from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Trim
from django.urls import reverse

from leadership.core import russian
from leadership.core.choosing import ByName
from leadership.core.history import Recorded

from .. import attention
from .account import DEPARTMENT, Role
from .appointment import Appointment
from .career import Attestation, Training
from .consent import Consent


def full_name(prefix: str = "") -> Trim:
    """«Фамилия Имя Отчество» as an expression; `prefix` leads to the person."""
    parts = [
        F(f"{prefix}last_name"),
        Value(" "),
        F(f"{prefix}first_name"),
        Value(" "),
        F(f"{prefix}patronymic"),
    ]
    return Trim(Concat(*parts))


def name_on(day: date, prefix: str = "") -> Coalesce:
    """The name borne on the day, as an expression: the former one in force then, else today's."""
    replaced_later = FormerName.objects.filter(person=OuterRef(f"{prefix}pk"), changed_on__gt=day)
    return Coalesce(Subquery(replaced_later.order_by("changed_on").values(name=full_name())[:1]), full_name(prefix))


class PersonQuerySet(ByName):
    name_fields = ("last_name", "first_name", "patronymic")
    name_hint = "начните с фамилии"

    def told_apart(self, day: date) -> Self:
        return self.with_school(day)

    def visible_to(self, user) -> Self:
        """The department sees everybody of the district, the observer its heads, a director himself."""
        heads = Q(pk__in=Appointment.objects.heads().values("person"))
        seen = user.reaches(municipality="municipality", own=Q(pk=user.person_id), roles=DEPARTMENT | {Role.OBSERVER})
        return self.filter(seen & heads) if user.role == Role.OBSERVER else self.filter(seen)

    def without_account(self, user) -> Self:
        """Whom this keeper of accounts may make one for: people of the district, but those erased."""
        here = self.filter(account=None, erasure=None)
        return here if user.municipality_id is None else here.filter(municipality=user.municipality_id)

    def documents_visible_to(self, user) -> Self:
        """Scans are for the department and the person himself: who knows a head by name opens no papers."""
        return self.filter(user.reaches(municipality="municipality", own=Q(pk=user.person_id)))

    def heading(self, day: date, municipality: int | None = None) -> Self:
        """Heads of general schools that exist on the day, each person once; of one district, if it is named."""
        headed = Appointment.objects.headships(day)
        headed = headed.filter(school__municipality=municipality) if municipality else headed
        return self.filter(pk__in=headed.values("person"))

    def with_school(self, day: date) -> Self:
        """Annotates `school_id`, `school_name`, `post`, `headed_since` of the school headed on the day."""
        heading = _heading(day).order_by("started_on", "pk")
        return self.annotate(
            school_id=Subquery(heading.values("school")[:1]),
            school_name=Subquery(heading.values("school__short_name")[:1]),
            post=Subquery(heading.values("post")[:1]),
            headed_since=Subquery(heading.values("started_on")[:1]),
            contract_ends_on=Subquery(heading.values("contract_ends_on")[:1]),
        )

    def with_headships(self, day: date, among: models.QuerySet | None = None) -> Self:
        """Adds `headships`, the longer first: who heads two schools is one person with two of them.

        `among` gives the appointments annotations.
        """
        appointments = Appointment.objects.all() if among is None else among
        held = appointments.headships(day).select_related("school").order_by("started_on", "pk")
        return self.prefetch_related(Prefetch("appointments", queryset=held, to_attr="headships"))

    def with_name(self, day: date) -> Self:
        """Annotates `name_then`: the full name borne on the day."""
        return self.annotate(name_then=name_on(day))

    def by_name(self, day: date) -> Self:
        """In the order of `name_then`; where nobody was renamed since, as the index of names stands."""
        is_renamed = FormerName.objects.filter(changed_on__gt=day).exists()
        return self.order_by(*(("name_then", "pk") if is_renamed else Person._meta.ordering))

    def by_consent(self, state: str, day: date) -> Self:
        """Whose consent to processing is «given» on the day, «withdrawn» by it, or «none» was ever given."""
        consents = Consent.objects.filter(kind=Consent.Kind.PROCESSING, given_on__lte=day)
        in_force, ever = (Q(pk__in=some.values("person")) for some in (consents.in_force(day), consents))
        if state == "given":
            return self.filter(in_force)
        return self.filter(ever & ~in_force) if state == "withdrawn" else self.filter(~ever)

    def with_terms(self, day: date) -> Self:
        """Annotates `contract_until` (of the contracts in force, the first to end), `attested_on`,
        `attested_until`, `attested_as` of the latest attestation and `trained_on` of the latest training.
        """
        contracts = _heading(day).filter(contract_ends_on__isnull=False).order_by("contract_ends_on")
        attested = Attestation.objects.held_by(day).filter(person=OuterRef("pk")).order_by("-held_on", "-pk")
        trained = Training.objects.completed_by(day).filter(person=OuterRef("pk")).order_by("-completed_on")
        return self.annotate(
            contract_until=Subquery(contracts.values("contract_ends_on")[:1]),
            attested_on=Subquery(attested.values("held_on")[:1]),
            attested_until=Subquery(attested.values("valid_until")[:1]),
            attested_as=Subquery(attested.values("result")[:1]),
            trained_on=Subquery(trained.values("completed_on")[:1]),
        )

    def with_warnings(self, day: date) -> Self:
        """Annotates, for heads of the day, `is_contract_due`, `is_attestation_due`, `is_training_due`;
        beside the second `is_unfit`: the attestation has said no.
        """
        soon = attention.ends_soon(day)
        headed_long = Exists(_heading(attention.new_in_post(day)))
        return self.with_terms(day).annotate(
            is_contract_due=_whether(Q(contract_until__lte=soon)),
            is_unfit=_whether(Q(attested_as=Attestation.Result.DOES_NOT_FIT)),
            is_attestation_due=_whether(
                Q(attested_until__lte=soon) | Q(is_unfit=True) | Q(Q(attested_on=None), headed_long)
            ),
            is_training_due=_whether(Q(trained_on=None) | Q(trained_on__lt=attention.trained_long_ago(day))),
        )


def _heading(day: date) -> models.QuerySet:
    return Appointment.objects.headships(day).filter(person=OuterRef("pk"))


def _whether(condition: Q) -> Case:
    """A truth that is never null."""
    return Case(When(condition, then=Value(True)), default=Value(False))


class Person(Recorded):
    """One human being, once, whatever posts the years bring."""

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="people", verbose_name="район"
    )
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    born_on = models.DateField("дата рождения", null=True, blank=True, help_text="печатается только возраст")
    phone = models.CharField("служебный телефон", max_length=50, blank=True)
    email = models.EmailField("служебная почта", blank=True)
    works_since = models.DateField(
        "общий стаж с", null=True, blank=True, help_text="день, от которого считается стаж с учётом перерывов"
    )
    teaches_since = models.DateField("педагогический стаж с", null=True, blank=True)
    manages_since = models.DateField("руководящий стаж с", null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["last_name", "first_name", "patronymic", "pk"]
        indexes = [
            models.Index(
                fields=["municipality", "last_name", "first_name", "patronymic", "id"], name="schools_person_by_name"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))

    def get_absolute_url(self) -> str:
        return reverse("schools:person", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.pk and hasattr(self, "erasure"):
            raise ValidationError("Персональные данные этой карточки уничтожены: внести новые нельзя.")
        counted = [(name, getattr(self, name)) for name in ("works_since", "teaches_since", "manages_since")]
        for name, since in counted:
            if since and self.born_on and since < self.born_on:
                raise ValidationError({name: "Стаж начинается раньше дня рождения."})
            if since and self.works_since and since < self.works_since:
                raise ValidationError({name: "Этот стаж не может начаться раньше общего."})

    @property
    def distinct_name(self) -> str:
        """Namesakes differ by the year of birth and the school headed; reads `with_school`."""
        born = f"{self.born_on.year} г. р." if self.born_on else ""
        return ", ".join(filter(None, (str(self), born, self.school_name)))

    @property
    def headed_schools(self) -> str:
        """«Красовская СШ; Маяковская СШ»: all that are headed on the day; reads `with_headships`."""
        return "; ".join(str(held.school) for held in self.headships)

    @property
    def signed(self) -> str:
        """«Е.Н. Совенко», as in a signature."""
        return russian.initials(self.last_name, self.first_name, self.patronymic)


class FormerName(Recorded):
    """A name a person bore until another took its place: papers of the past keep the name of that day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_names", verbose_name="человек")
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    changed_on = models.DateField("новое имя с")

    class Meta:
        verbose_name = "прежнее имя"
        verbose_name_plural = "прежние имена"
        ordering = ["-changed_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "changed_on"], name="schools_name_changes_once_a_day")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def borne_until(self) -> date:
        return self.changed_on - timedelta(days=1)

    def clean(self) -> None:
        """Names follow one another: a change before one already recorded would put them out of order."""
        super().clean()
        if not self.changed_on or not self.person_id:
            return
        later = self.person.former_names.filter(changed_on__gte=self.changed_on).exclude(pk=self.pk).first()
        if later:
            raise ValidationError(
                {
                    "changed_on": f"Имя уже менялось {russian.day(later.changed_on)}: новое может быть только с более "
                    "позднего дня."
                }
            )
