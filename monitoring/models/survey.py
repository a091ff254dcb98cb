"""Anonymous surveys: a ballot knows no respondent, no time, no order; what admitted it is burnt when it is cast."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from leadership.core.history import Recorded

from .campaign import ANSWERED_IN, Campaign, Participant
from .item import Item
from .response import AnswerValue


class InvitationQuerySet(models.QuerySet):
    def admitting(self, day: date) -> Self:
        """Those that still let somebody in on the day: their survey is open and within its term."""
        survey = Campaign.objects.filter(
            pk=models.OuterRef("participant__campaign"), state__in=ANSWERED_IN, phases__state__in=ANSWERED_IN,
            phases__starts_on__lte=day, phases__ends_on__gte=day,
        )  # fmt: skip
        return self.filter(models.Exists(survey))


class Invitation(models.Model):
    """A one-time code of a slice: its digest alone is kept, and only until it is used."""

    digest = models.CharField("свёртка кода", max_length=64, primary_key=True)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="invitations", verbose_name="срез")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "код приглашения"
        verbose_name_plural = "коды приглашений"

    def __str__(self) -> str:
        return f"{self.participant}: код"


class BallotQuerySet(models.QuerySet):
    def of(self, campaign: Campaign) -> Self:
        return self.filter(participant__campaign=campaign)


class Ballot(models.Model):
    """One anonymous sheet of answers. No account, address, time, order or history may ever be added here."""

    key = models.UUIDField("ключ", primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="ballots", verbose_name="срез")

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = "бюллетень"
        verbose_name_plural = "бюллетени"

    def __str__(self) -> str:
        return f"{self.participant}: бюллетень"


class SurveyRecord(Recorded):
    """What a survey has shown, kept when its ballots were destroyed: sums that may be shown, and no answer of a person.

    `counts`: code of a question → how many gave which answer, by the slices shown, and all others together.
    """

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="record", verbose_name="опрос")
    counts = models.JSONField("сводные числа", default=dict, blank=True)
    texts = models.JSONField("открытые ответы, как показаны", default=dict, blank=True)
    document = models.CharField("итоговая справка", max_length=300)
    fixed_on = models.DateField("результаты зафиксированы")
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем"
    )
    destroyed = models.PositiveIntegerField("уничтожено бюллетеней", default=0)

    class Meta:
        verbose_name = "зафиксированные результаты опроса"
        verbose_name_plural = "зафиксированные результаты опросов"

    def __str__(self) -> str:
        return f"{self.campaign}: результаты зафиксированы"


class BallotAnswerQuerySet(models.QuerySet):
    def of(self, campaign: Campaign) -> Self:
        return self.filter(ballot__participant__campaign=campaign)

    def open_ones(self) -> Self:
        """What was written in words, in an order of chance: the keys are random."""
        return self.filter(item__answer=Item.Answer.TEXT).exclude(text="").order_by("key")

    def unread(self) -> Self:
        return self.filter(reading=BallotAnswer.Reading.UNREAD)

    def may_be_shown(self) -> Self:
        return self.filter(reading=BallotAnswer.Reading.SHOWN)


class BallotAnswer(AnswerValue):
    """One answer of a ballot; an open one is read by a person before it may enter a paper."""

    class Reading(models.TextChoices):
        UNREAD = "unread", "не прочитан"
        SHOWN = "shown", "можно показывать"
        HIDDEN = "hidden", "не показывать"

    key = models.UUIDField("ключ", primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="answers", verbose_name="бюллетень")
    reading = models.CharField("прочтение", max_length=10, choices=Reading, default=Reading.UNREAD)
    shown_text = models.TextField("как показать", blank=True, help_text="без имён и примет")

    objects = BallotAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ бюллетеня"
        verbose_name_plural = "ответы бюллетеней"
        constraints = [models.UniqueConstraint(fields=["ballot", "item"], name="monitoring_ballot_answer_once")]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.get_state_display()}"

    @property
    def said(self) -> str:
        """An open answer as it is shown: in the reader's words, if he has mended it."""
        return self.shown_text or self.text
