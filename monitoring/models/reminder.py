"""Reminders to those who have not handed in: who was reminded, how, in which words."""

from django.conf import settings
from django.db import models

from .response import Response


class Reminder(models.Model):
    """One reminder about one form: the words and the way they were sent by."""

    class Way(models.TextChoices):
        PHONE = "phone", "по телефону"
        LETTER = "letter", "письмом"
        MESSAGE = "message", "сообщением"

    response = models.ForeignKey(Response, models.CASCADE, related_name="reminders", verbose_name="форма")
    at = models.DateTimeField("когда")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кем"
    )
    way = models.CharField("как", max_length=10, choices=Way, default=Way.PHONE)
    text = models.TextField("текст", blank=True)

    class Meta:
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.response.participant}: {self.get_way_display()}"
