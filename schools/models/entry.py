"""How an account is entered: passes for the first time, visits, and what became of the account."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models


class EntryPassQuerySet(models.QuerySet):
    def unspent(self) -> Self:
        """Neither used nor replaced; it may be too late all the same."""
        return self.filter(used_at=None, burnt_at=None)

    def admitting(self, moment: datetime) -> Self:
        return self.unspent().filter(expires_at__gt=moment, account__is_active=True)


class EntryPass(models.Model):
    """A one-time code that lets an account in to set its password. Only its digest is kept."""

    class Way(models.TextChoices):
        SLIP = "slip", "листок для входа"
        LETTER = "letter", "письмо"

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="passes", verbose_name="учётная запись"
    )
    way = models.CharField("как передан", max_length=10, choices=Way)
    digest = models.CharField("свёртка кода", max_length=64, unique=True)
    made_at = models.DateTimeField("сделан")
    expires_at = models.DateTimeField("действует до")
    used_at = models.DateTimeField("использован", null=True)
    burnt_at = models.DateTimeField("отменён", null=True)

    objects = EntryPassQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, до {self.expires_at:%d.%m.%Y}"


class Visit(models.Model):
    """One signing in, for as long as its session lives."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits", verbose_name="учётная запись"
    )
    session_key = models.CharField("ключ входа", max_length=40, unique=True)
    began_at = models.DateTimeField("начат")
    device = models.CharField("устройство", max_length=100)
    address = models.GenericIPAddressField("откуда", null=True)

    class Meta:
        verbose_name = "вход"
        verbose_name_plural = "входы"
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return self.device


class AccountChange(models.Model):
    """What somebody did with an account, when and why. Gone with the person whose account it is."""

    class Kind(models.TextChoices):
        MADE = "made", "заведена"
        INVITED = "invited", "выдано приглашение"
        RESET = "reset", "пароль сброшен"
        ADMITTED = "admitted", "пароль задан"
        ROLE = "role", "роль изменена"
        DISABLED = "disabled", "отключена"
        ENABLED = "enabled", "включена"
        FACTOR_SET = "factor_set", "второй фактор включён"
        FACTOR_OFF = "factor_off", "второй фактор снят"
        CODES = "codes", "новые резервные коды"

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="changes", verbose_name="учётная запись"
    )
    at = models.DateTimeField("когда", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто")
    kind = models.CharField("что", max_length=10, choices=Kind)
    details = models.CharField("подробности", max_length=200, blank=True)
    reason = models.CharField("причина", max_length=300, blank=True)

    class Meta:
        verbose_name = "изменение учётной записи"
        verbose_name_plural = "изменения учётных записей"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.details}" if self.details else self.get_kind_display()
