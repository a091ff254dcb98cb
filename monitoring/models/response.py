"""Answers of one respondent about one participant, and what became of them: every hand-in is kept."""

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from leadership.core.history import Recorded

from .campaign import Participant, ResponseRole
from .item import Item


class ResponseState(models.TextChoices):
    DRAFT = "draft", "черновик"
    HANDED_IN = "handed_in", "сдано"
    RETURNED = "returned", "возвращено"
    ACCEPTED = "accepted", "принято"


#: The respondent may change answers.
OPEN_STATES = frozenset({ResponseState.DRAFT, ResponseState.RETURNED})
#: Counted when points are calculated.
COUNTED_STATES = frozenset({ResponseState.HANDED_IN, ResponseState.ACCEPTED})


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district; a person the own view of himself, and what he himself answers."""
        own = Q(participant__person=user.person_id, role=ResponseRole.SUBJECT)
        seen = user.reaches(municipality="participant__municipality", own=own)
        return self.filter(seen | Q(respondent=user.pk))

    def not_handed_in(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def of_people(self) -> Self:
        """Those a person is asked for: a view from outside with nobody named the department writes itself."""
        return self.exclude(role=ResponseRole.EXTERNAL, respondent=None)

    def in_role(self, role: str) -> Self:
        """One form a participant: his own, whoever fills it in, or the view from outside with nobody named."""
        found = self.filter(role=role)
        return found if role == ResponseRole.SUBJECT else found.filter(respondent=None)

    def counted(self) -> Self:
        return self.filter(state__in=COUNTED_STATES)

    def with_progress(self) -> Self:
        """Annotates `given` (answers that say something), `seen_at` of the respondent's account, `reminded_at`."""
        given = Answer.objects.given().filter(response=OuterRef("pk")).order_by().values("response")
        reminders = self.model._meta.get_field("reminders").related_model.objects.filter(response=OuterRef("pk"))
        return self.annotate(
            given=Coalesce(Subquery(given.annotate(number=Count("pk")).values("number")), 0),
            seen_at=Case(
                When(respondent__isnull=False, then="respondent__last_login"),
                When(role=ResponseRole.SUBJECT, then="participant__person__account__last_login"),
            ),
            reminded_at=Subquery(reminders.order_by("-at").values("at")[:1]),
        )


class Response(Recorded):
    """One filled-in form: черновик → сдано → возвращено → принято."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="responses", verbose_name="участник")
    role = models.CharField("чей ответ", max_length=20, choices=ResponseRole, default=ResponseRole.SUBJECT)
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="responses",
        verbose_name="кто отвечает", help_text="пусто – сам участник",
    )  # fmt: skip
    state = models.CharField("состояние", max_length=20, choices=ResponseState, default=ResponseState.DRAFT)
    begun_at = models.DateTimeField("начато", null=True, blank=True)
    saved_at = models.DateTimeField("сохранено", null=True, blank=True)
    handed_in_at = models.DateTimeField("сдано", null=True, blank=True)
    accepted_at = models.DateTimeField("принято", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем принято"
    )
    is_from_paper = models.BooleanField("внесено специалистом с бумаги", default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "форма участника"
        verbose_name_plural = "формы участников"
        ordering = ["participant", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "role"],
                condition=Q(role=ResponseRole.SUBJECT),
                name="monitoring_participant_answers_once",
                violation_error_message="Форма этого участника уже есть.",
            ),
            models.UniqueConstraint(
                fields=["participant", "role", "respondent"],
                name="monitoring_respondent_answers_once",
                violation_error_message="Этот человек уже отвечает об этом участнике.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:response", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_ours(self) -> bool:
        """The department writes it itself: there is nobody to ring or to remind."""
        return self.role == ResponseRole.EXTERNAL and self.respondent_id is None

    @property
    def asked_said(self) -> str:
        """Whoever answers, in words: the one named, the department, else the participant himself."""
        if self.is_ours:
            return "управление образования"
        return str(self.respondent or self.participant.person or "")


class ResponseStep(models.Model):
    """A change of a form's state with what stood in it then: each hand-in can be read for ever."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="steps", verbose_name="форма")
    state = models.CharField("стало", max_length=20, choices=ResponseState)
    at = models.DateTimeField("когда")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем"
    )
    reason = models.TextField("причина", blank=True)
    marked = models.JSONField("отмеченные показатели", default=list, blank=True)
    answers = models.JSONField("ответы", default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "шаг формы"
        verbose_name_plural = "шаги форм"
        ordering = ["response", "at", "pk"]

    def __str__(self) -> str:
        return self.get_state_display()


class AnswerState(models.TextChoices):
    VALUE = "value", "значение"
    NO_DATA = "no_data", "нет данных"
    NOT_APPLICABLE = "not_applicable", "не применяется"


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(response__in=Response.objects.visible_to(user))

    def given(self) -> Self:
        """Answers that say something: a field emptied again keeps its record, its note and its documents."""
        said = Q(number__isnull=False) | Q(counts__isnull=False) | ~Q(choice="") | ~Q(text="")
        return self.filter(~Q(state=AnswerState.VALUE) | said)


Value = Decimal | bool | str | dict[str, int] | None


def value_as(kind: str, number: Decimal | None, choice: str, counts: dict[str, int] | None, text: str) -> Value:
    """What is kept of an answer as the value of an item that is answered so."""
    if kind == Item.Answer.YES_NO:
        return None if number is None else bool(number)
    kinds: dict[str, Any] = {Item.Answer.CHOICE: choice, Item.Answer.LEVELS: counts, Item.Answer.TEXT: text}
    return kinds.get(kind, number)


class AnswerValue(models.Model):
    """What was answered to one item: a value of the item's own type, «нет данных» or «не применяется»."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="показатель")
    state = models.CharField("что отвечено", max_length=20, choices=AnswerState, default=AnswerState.VALUE)
    number = models.DecimalField("число", max_digits=20, decimal_places=4, null=True, blank=True)
    choice = models.CharField("выбранный ответ", max_length=20, blank=True)
    counts = models.JSONField("количество по уровням", null=True, blank=True)
    text = models.TextField("текст", blank=True)

    class Meta:
        abstract = True

    @property
    def value(self) -> Value:
        """The value in the type of the item; `None` where there is none."""
        if self.state != AnswerState.VALUE:
            return None
        return value_as(self.item.answer, self.number, self.choice, self.counts, self.text)

    @property
    def is_given(self) -> bool:
        """Something is said: a value, «нет данных» or «не применяется»."""
        return self.state != AnswerState.VALUE or self.value not in (None, "")


class Answer(AnswerValue, Recorded):
    """One answer of a form; the latest stands, the former ones are in its history."""

    class Origin(models.TextChoices):
        ENTERED = "entered", "введено"
        KNOWN = "known", "из данных системы"
        PAPER = "paper", "внесено с бумаги"
        WORKBOOK = "workbook", "загружено из книги"

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", verbose_name="форма")
    note = models.TextField("пояснение", blank=True)
    origin = models.CharField("откуда", max_length=20, choices=Origin, default=Origin.ENTERED)
    saved_at = models.DateTimeField("сохранено", null=True, blank=True)
    device_at = models.DateTimeField("введено на устройстве", null=True, blank=True)
    request = models.UUIDField("номер запроса", null=True, blank=True)
    is_marked = models.BooleanField("возвращён на доработку", default=False)
    remark = models.TextField("замечание", blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ"
        verbose_name_plural = "ответы"
        ordering = ["response", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="monitoring_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:response", args=[self.response_id])


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district, a director his own."""
        return self.filter(participant__in=Participant.objects.visible_to(user))

    def pending(self) -> Self:
        return self.filter(outcome=Objection.Outcome.PENDING)


class Objection(Recorded):
    """A participant disagrees with a value or a mark; the department answers in words."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "рассматривается"
        UPHELD = "upheld", "принято"
        DECLINED = "declined", "отклонено"

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="objections", verbose_name="участник")
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="показатель",
        help_text="пусто – итог в целом",
    )  # fmt: skip
    text = models.TextField("с чем не согласны")
    raised_at = models.DateTimeField("когда")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кем")
    outcome = models.CharField("решение", max_length=20, choices=Outcome, default=Outcome.PENDING)
    answer = models.TextField("ответ", blank=True)
    answered_at = models.DateTimeField("когда отвечено", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем отвечено"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "возражение"
        verbose_name_plural = "возражения"
        ordering = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:participant", args=[self.participant_id])

    def clean(self) -> None:
        super().clean()
        if self.outcome != self.Outcome.PENDING and not self.answer.strip():
            raise ValidationError({"answer": "Ответьте на возражение словами."})


class Conclusion(Recorded):
    """What an interview showed on one topic."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="conclusions", verbose_name="форма")
    section = models.ForeignKey("monitoring.Section", models.PROTECT, related_name="+", verbose_name="тема")
    text = models.TextField("вывод")

    class Meta:
        verbose_name = "вывод по теме"
        verbose_name_plural = "выводы по темам"
        ordering = ["response", "section__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "section"],
                name="monitoring_conclusion_once",
                violation_error_message="Вывод по этой теме уже записан.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.response.participant}"
