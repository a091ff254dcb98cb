"""Резерв управленческих кадров: who is being prepared for which post, by which orders."""

from datetime import date, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from leadership.core import russian
from leadership.core.history import Recorded
from leadership.core.latest import latest

from .appointment import Appointment, Post
from .of_person import OfPersonQuerySet
from .person import name_on
from .reserve_states import IN_RESERVE, NEXT_STATES, OPEN_STATES, TARGET_POSTS, TERM_WARNING, ReserveState


class ReserveEntryQuerySet(OfPersonQuerySet):
    def with_state(self, day: date) -> Self:
        """Annotates `state`, `state_since`, `included_on` as the steps taken by the day make them."""
        taken = ReserveStep.objects.filter(entry=OuterRef("pk"), taken_on__lte=day).order_by("-taken_on", "-pk")
        included = taken.filter(state=ReserveState.INCLUDED)
        return self.annotate(
            state=Subquery(taken.values("state")[:1]),
            state_since=Subquery(taken.values("taken_on")[:1]),
            included_on=Subquery(included.values("taken_on")[:1]),
            included_basis=Subquery(included.values("basis")[:1]),
        )

    def with_terms(self, day: date) -> Self:
        """Annotates `term_on` and `review_on`: what the inclusion set, unless a review by the day set another."""
        held = ReserveReview.objects.filter(entry=OuterRef("pk"), held_on__lte=day).order_by("-held_on", "-pk")
        return self.annotate(
            term_on=Coalesce(
                Subquery(held.exclude(term_ends_on=None).values("term_ends_on")[:1]), F("term_ends_on")
            ),
            review_on=Coalesce(
                Subquery(held.exclude(next_review_on=None).values("next_review_on")[:1]), F("next_review_on")
            ),
        )  # fmt: skip

    def with_name(self, day: date) -> Self:
        """Annotates `name_then`: the full name borne on the day."""
        return self.annotate(name_then=name_on(day, "person__"))

    def with_post(self, day: date) -> Self:
        """Annotates `held_post`, `held_school`, `held_school_id` of the day: heading a school before teaching in it."""
        held = Appointment.objects.as_of(day).by_importance().filter(person=OuterRef("person"))
        held = held.order_by("place", "-started_on", "-pk")
        return self.annotate(
            held_post=Subquery(held.values("post")[:1]),
            held_school=Subquery(held.values("school__short_name")[:1]),
            held_school_id=Subquery(held.values("school")[:1]),
        )

    def anywhere(self, day: date) -> dict[int, tuple[int, int]]:
        """Who is in the reserve to head any school of a district: district → how many, how many of them ready."""
        free = self.in_reserve(day).filter(target_post=Post.DIRECTOR, target_school=None).order_by()
        ready = Count("pk", filter=Q(state=ReserveState.READY))
        counted = free.values("person__municipality").annotate(how_many=Count("pk"), are_ready=ready)
        return {row["person__municipality"]: (row["how_many"], row["are_ready"]) for row in counted}

    def known_by(self, day: date) -> Self:
        """Entries begun by the day."""
        return self.filter(pk__in=ReserveStep.objects.filter(taken_on__lte=day).order_by().values("entry"))

    def standing(self, day: date, *states: str) -> Self:
        """Entries that are in one of the states on the day."""
        last = latest(ReserveStep.objects.filter(taken_on__lte=day), of="entry", by="taken_on")
        return self.filter(pk__in=last.filter(state__in=states).values("entry"))

    def in_reserve(self, day: date) -> Self:
        return self.with_state(day).standing(day, *IN_RESERVE)

    def open_on(self, day: date) -> Self:
        return self.with_state(day).standing(day, *OPEN_STATES)

    def unfinished(self) -> Self:
        """Entries whose last step, whatever its day, leaves them open; one without steps has yet to begin."""
        last = ReserveStep.objects.filter(entry=OuterRef("pk")).order_by("-taken_on", "-pk").values("state")[:1]
        return self.annotate(last_state=Coalesce(Subquery(last), Value(""))).filter(last_state__in=("", *OPEN_STATES))

    def term_ending(self, day: date, within: timedelta = TERM_WARNING) -> Self:
        """In the reserve on the day, with a term that ends on it or within so many days after."""
        return self.in_reserve(day).with_terms(day).filter(_set_to("term_ends_on", day, range=(day, day + within)))

    def calling(self, day: date) -> Self:
        """In the reserve, with a term that is over or soon will be, or a review that was missed."""
        ending = _set_to("term_ends_on", day, lte=day + TERM_WARNING)
        return self.in_reserve(day).with_terms(day).filter(ending | _set_to("next_review_on", day, lt=day))

    def term_over(self, day: date) -> Self:
        """Still in the reserve though the term is over: nobody leaves without an order."""
        return self.in_reserve(day).with_terms(day).filter(_set_to("term_ends_on", day, lt=day))

    def review_overdue(self, day: date) -> Self:
        return self.in_reserve(day).with_terms(day).filter(_set_to("next_review_on", day, lt=day))


def _set_to(field: str, day: date, **compared: Any) -> Q:
    """The term or the review that holds on the day, by the latest review that set one, or else by the inclusion."""
    name, value = next(iter(compared.items()))
    met = Q(**{f"{field}__{name}": value})
    reviews = ReserveReview.objects.filter(held_on__lte=day).exclude(**{field: None})
    changed = latest(reviews, of="entry", by="held_on").filter(met)
    return Q(pk__in=changed.values("entry")) | met & ~Q(pk__in=reviews.order_by().values("entry"))


class ReserveEntry(Recorded):
    """One stay of a person in the reserve; its state on a day follows from its steps."""

    person = models.ForeignKey("schools.Person", models.PROTECT, related_name="reserve_entries", verbose_name="человек")
    target_post = models.CharField("целевая должность", max_length=20, choices=Post, default=Post.DIRECTOR)
    target_school = models.ForeignKey(
        "schools.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reserve_entries",
        verbose_name="целевая школа",
        help_text="пусто – любая школа района",
    )
    recommended_by = models.CharField("кем рекомендован", max_length=200, blank=True)
    term_ends_on = models.DateField("срок пребывания", null=True, blank=True, help_text="по какой день включён")
    next_review_on = models.DateField("следующий пересмотр", null=True, blank=True)

    objects = ReserveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись резерва"
        verbose_name_plural = "резерв управленческих кадров"
        ordering = ["person__last_name", "person__first_name", "pk"]

    def __str__(self) -> str:
        school = f", {self.target_school}" if self.target_school_id else ""
        return f"{self.person}: резерв – {self.get_target_post_display()}{school}"

    def get_absolute_url(self) -> str:
        return reverse("schools:reserve_entry", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.target_post not in TARGET_POSTS:
            raise ValidationError({"target_post": "В резерв включают на должность директора или его заместителя."})
        if self.person_id and self.target_school_id:
            self._refuse_a_foreign_school()
        if self.person_id and self._is_unfinished():
            self._refuse_a_second_stay()
        if self.pk and self.term_ends_on:
            self._refuse_a_term_before_inclusion()

    @property
    def state_in_words(self) -> str:
        """Of an entry taken with its state of the day."""
        return ReserveState(self.state).label if self.state else "записи ещё нет"

    @property
    def is_in_reserve(self) -> bool:
        """Of an entry taken with its state of the day."""
        return self.state in IN_RESERVE

    def last_step(self) -> "ReserveStep | None":
        return self.steps.order_by("-taken_on", "-pk").first() if self.pk else None

    def _is_unfinished(self) -> bool:
        step = self.last_step()
        return step is None or step.state in OPEN_STATES

    def _refuse_a_foreign_school(self) -> None:
        if self.target_school.municipality_id != self.person.municipality_id:
            raise ValidationError({"target_school": "Эта школа другого района."})

    def _refuse_a_term_before_inclusion(self) -> None:
        included = self.steps.filter(state=ReserveState.INCLUDED, taken_on__gt=self.term_ends_on).first()
        if included:
            raise ValidationError({"term_ends_on": f"Срок раньше дня включения ({russian.day(included.taken_on)})."})

    def _refuse_a_second_stay(self) -> None:
        other = ReserveEntry.objects.filter(person=self.person_id).exclude(pk=self.pk).unfinished().first()
        if other:
            last = other.last_step()
            since = f" с {russian.day(last.taken_on)} ({last.get_state_display()})" if last else ""
            raise ValidationError(
                f"{self.person} уже состоит в резерве{since}. Сначала закройте ту запись: «назначен» или «исключён»."
            )


class OfEntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(entry__in=ReserveEntry.objects.visible_to(user))


class ReserveStepQuerySet(OfEntryQuerySet):
    def leaving(self) -> Self:
        """Exclusions of those who were in the reserve: a candidate turned down never entered it."""
        included = ReserveStep.objects.filter(entry=OuterRef("entry"), state=ReserveState.INCLUDED)
        return self.filter(Exists(included), state=ReserveState.EXCLUDED)


class ReserveStep(Recorded):
    """A change of state in the reserve, on a day, by an order or a protocol."""

    class Ground(models.TextChoices):
        REQUEST = "request", "личное заявление"
        TERM = "term", "истёк срок"
        REFUSAL = "refusal", "отказ от должности"
        AGE = "age", "достижение предельного возраста"
        PLAN = "plan", "невыполнение плана подготовки"
        OTHER = "other", "другое"

    entry = models.ForeignKey(ReserveEntry, models.CASCADE, related_name="steps", verbose_name="запись резерва")
    state = models.CharField("состояние", max_length=20, choices=ReserveState)
    taken_on = models.DateField("с какого дня")
    basis = models.CharField("основание", max_length=200, help_text="приказ или протокол, №, дата")
    ground = models.CharField("причина исключения", max_length=20, choices=Ground, blank=True)

    objects = ReserveStepQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг резерва"
        verbose_name_plural = "шаги резерва"
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReserveState.EXCLUDED) | ~models.Q(ground=""),
                name="schools_exclusion_has_a_ground",
                violation_error_message="Укажите причину исключения.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} с {self.taken_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        if not self.state or not self.taken_on:
            return
        if self.state == ReserveState.EXCLUDED and not self.ground:
            raise ValidationError({"ground": "Укажите причину исключения."})
        if self.state != ReserveState.EXCLUDED and self.ground:
            raise ValidationError({"ground": "Причина указывается только при исключении."})
        if self.entry_id:
            former = self.former()
            self._refuse_a_leap(former)
            self._refuse_an_early_day(former)

    def former(self) -> "ReserveStep | None":
        """The step before this one; a new step comes after all of them, so numbers grow with days."""
        others = self.entry.steps.filter(pk__lt=self.pk) if self.pk else self.entry.steps
        return others.order_by("-pk").first()

    def _refuse_a_leap(self, former: "ReserveStep | None") -> None:
        allowed = NEXT_STATES[former.state if former else None]
        if self.state in allowed:
            return
        if not allowed:
            raise ValidationError({"state": f"Запись закрыта: {former}. Если человек вернулся, внесите новую запись."})
        words = ", ".join(f"«{ReserveState(state).label}»" for state in allowed)
        after = f"после состояния «{former.get_state_display()}»" if former else "в начале записи"
        raise ValidationError({"state": f"Так нельзя: {after} возможно только {words}."})

    def _refuse_an_early_day(self, former: "ReserveStep | None") -> None:
        former = former or self._end_of_former_stay()
        if former and self.taken_on < former.taken_on:
            raise ValidationError({"taken_on": f"Раньше предыдущего шага ({former})."})

    def _end_of_former_stay(self) -> "ReserveStep | None":
        """How the stays before this one ended; of a stay begun later nothing is asked."""
        others = ReserveStep.objects.filter(entry__person=self.entry.person_id).exclude(entry=self.entry_id)
        return others.filter(entry__lt=self.entry_id).order_by("-taken_on", "-pk").first()


class ReserveReview(Recorded):
    """Yearly review of a reservist: what was concluded, when the next one is, whether the term is prolonged."""

    entry = models.ForeignKey(ReserveEntry, models.CASCADE, related_name="reviews", verbose_name="запись резерва")
    held_on = models.DateField("дата пересмотра")
    conclusion = models.TextField("вывод")
    basis = models.CharField("основание", max_length=200, help_text="протокол, №, дата")
    next_review_on = models.DateField("следующий пересмотр", null=True, blank=True, help_text="пусто – через год")
    term_ends_on = models.DateField("срок продлён по", null=True, blank=True, help_text="пусто – срок прежний")

    objects = OfEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "пересмотр резерва"
        verbose_name_plural = "пересмотры резерва"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Пересмотр {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        if not self.held_on or not self.entry_id:
            return
        if self.next_review_on and self.next_review_on <= self.held_on:
            raise ValidationError({"next_review_on": "Следующий пересмотр – позже этого."})
        entry = ReserveEntry.objects.with_state(self.held_on).get(pk=self.entry_id)
        if entry.state not in IN_RESERVE:
            state = f": {ReserveState(entry.state).label}" if entry.state else ""
            raise ValidationError({"held_on": f"В этот день человек не состоит в резерве{state}."})
        self._refuse_a_shorter_term()

    def _refuse_a_shorter_term(self) -> None:
        if not self.term_ends_on:
            return
        earlier = self.entry.reviews.exclude(pk=self.pk).filter(held_on__lte=self.held_on).exclude(term_ends_on=None)
        latest = earlier.first()
        until = latest.term_ends_on if latest else self.entry.term_ends_on
        if self.term_ends_on <= (until or self.held_on):
            raise ValidationError({"term_ends_on": f"Срок уже стоит по {russian.day(until or self.held_on)}."})
