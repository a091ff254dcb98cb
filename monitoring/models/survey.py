"""Anonymous surveys: a ballot knows no respondent, no time, no order; what admitted it is burnt when it is cast."""

import uuid
from typing import Self

from django.db import models

from .campaign import Campaign, Participant
from .response import AnswerValue


class Invitation(models.Model):
    """A one-time code of a slice: its digest alone is kept, and only until it is used."""

    digest = models.CharField("свёртка кода", max_length=64, primary_key=True)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="invitations", verbose_name="срез")

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

    class Meta:
        verbose_name = "ответ бюллетеня"
        verbose_name_plural = "ответы бюллетеней"
        constraints = [models.UniqueConstraint(fields=["ballot", "item"], name="monitoring_ballot_answer_once")]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.get_state_display()}"
