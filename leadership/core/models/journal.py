from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from leadership.core.documents.registry import with_parts


class JournalQuerySet(models.QuerySet):
    def about(self, record: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

    def gathered(self, record: models.Model) -> Self:
        """Entries about a record and about its parts, whose documents its card shows."""
        condition = Q(pk__in=[])
        for model, path in with_parts(type(record)):
            numbers = model.objects.filter(**{path: record.pk}).order_by().values("pk")
            condition |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=numbers)
        return self.filter(condition)

    def visible_to(self, user: Any) -> Self:
        """What the accounts of one's own district did; an account of no district reads everything."""
        return self if user.municipality_id is None else self.filter(account__municipality=user.municipality_id)


class JournalEntry(models.Model):
    """Somebody looked at, took away, brought in or destroyed what the registers hold; signed in; kept accounts.

    Entries are only added. They name records by kind and number, never by a person's name: erasing a
    person leaves the journal as it is.
    """

    class Act(models.TextChoices):
        VIEWED = "viewed", "просмотр"
        EXPORTED = "exported", "выгрузка"
        PRINTED = "printed", "печать"
        OPENED = "opened", "открытие документа"
        IMPORTED = "imported", "загрузка"
        REMOVED = "removed", "удаление"
        ERASED = "erased", "уничтожение персональных данных"
        ENTERED = "entered", "вход"
        LEFT = "left", "выход"
        REFUSED = "refused", "неудачный вход"
        ACCOUNT = "account", "учётная запись"

    at = models.DateTimeField("когда", auto_now_add=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто"
    )
    act = models.CharField("что сделано", max_length=10, choices=Act)
    content_type = models.ForeignKey(
        ContentType, models.CASCADE, null=True, related_name="+", verbose_name="вид записи"
    )
    object_id = models.BigIntegerField("номер записи", null=True)
    what = models.CharField("подробности", max_length=300, blank=True)
    address = models.GenericIPAddressField("откуда", null=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал обращений"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-at"], name="core_journal_about"),
            models.Index(fields=["-at"], name="core_journal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.what}" if self.what else self.get_act_display()
