"""What somebody is told: once an occasion, in the inbox of the system, and by a letter where he wants letters."""

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A notice is for whoever it was told to, and for nobody else."""
        return self.filter(recipient=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def in_order(self) -> Self:
        """The unread first, then the newest."""
        is_read = Case(When(read_at=None, then=Value(0)), default=Value(1))
        return self.order_by(is_read, "-made_at", "-pk")


class Notice(models.Model):
    """One thing told to one account. `key` tells this occasion from others of its kind: it is told once.

    A letter carries `text` and `lines` alone; `detail` (a reason somebody wrote) is read in the system only.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="кому")
    occasion = models.CharField("повод", max_length=50)
    key = models.CharField("который раз", max_length=100)
    text = models.CharField("текст", max_length=500)
    detail = models.TextField("подробности", blank=True)
    lines = models.JSONField("строки", default=list, blank=True)
    content_type = models.ForeignKey(
        ContentType, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="вид записи"
    )
    object_id = models.BigIntegerField("номер записи", null=True, blank=True)
    owner = GenericForeignKey("content_type", "object_id")
    address = models.CharField("где открыть", max_length=500, blank=True)
    made_at = models.DateTimeField("когда")
    read_at = models.DateTimeField("прочитано", null=True, blank=True)
    lettered_at = models.DateTimeField("отправлено письмом", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "occasion", "key"], name="core_notice_told_once")]
        indexes = [
            models.Index(fields=["recipient", "-made_at"], name="core_notice_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="core_notice_unread"),
            models.Index(fields=["occasion", "key"], name="core_notice_occasion"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("notice", args=[self.pk])


class SubscriptionQuerySet(models.QuerySet):
    def awaiting_letter(self, day: date) -> Self:
        """Whose turn has come: once a day, or once in a week from Monday to Sunday; never twice a day."""
        monday = day - timedelta(days=day.weekday())
        daily = Q(letters=Subscription.Letters.DAILY) & (Q(lettered_on=None) | Q(lettered_on__lt=day))
        weekly = Q(letters=Subscription.Letters.WEEKLY) & (Q(lettered_on=None) | Q(lettered_on__lt=monday))
        return self.filter(daily | weekly)


class Subscription(models.Model):
    """How an account is reached outside the system: letters, and a calendar feed by a private link.

    The link itself is kept nowhere: it is worked out of the number of its issue and the server's key
    (`calendars/links.py`), so that no copy of the database opens a feed.
    """

    class Letters(models.TextChoices):
        DAILY = "daily", "каждый день, если есть новое"
        WEEKLY = "weekly", "раз в неделю"
        NEVER = "never", "не присылать"

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscription", verbose_name="учётная запись"
    )
    letters = models.CharField("письма", max_length=10, choices=Letters, default=Letters.DAILY)
    lettered_on = models.DateField("последнее письмо", null=True, blank=True)
    feed_issue = models.PositiveIntegerField("который раз выдана ссылка календаря", default=0)
    is_feed_open = models.BooleanField("ссылка календаря действует", default=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "письма и календарь учётной записи"
        verbose_name_plural = "письма и календари учётных записей"

    def __str__(self) -> str:
        return f"{self.account}: {self.get_letters_display()}"

    def renew_feed(self) -> None:
        """A new link; whoever has the former one finds nothing there any more."""
        type(self).objects.filter(pk=self.pk).update(feed_issue=F("feed_issue") + 1, is_feed_open=True)
        self.refresh_from_db()
