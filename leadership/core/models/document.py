from collections.abc import Iterable
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CheckConstraint, Q, QuerySet
from django.urls import reverse

from leadership.core import russian
from leadership.core.documents.registry import is_taking, papers_visible, with_parts
from leadership.core.files import MEDIA_TYPES
from leadership.core.history import Recorded


def by_digest(stored: "StoredFile", name: str) -> str:
    """Where a file lies: its digest alone names it, so nothing a visitor typed becomes a path."""
    return f"documents/{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(models.Model):
    """The bytes of an uploaded file, kept once however many records they are attached to."""

    sha256 = models.CharField("контрольная сумма SHA-256", max_length=64, unique=True)
    file = models.FileField("файл", upload_to=by_digest, max_length=200)
    size = models.BigIntegerField("размер, байт")
    media_type = models.CharField("тип содержимого", max_length=100)

    class Meta:
        verbose_name = "хранимый файл"
        verbose_name_plural = "хранимые файлы"

    def __str__(self) -> str:
        return f"{self.media_type}, {self.sha256[:12]}"


class DocumentQuerySet(models.QuerySet):
    def of(self, owner: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(owner)
        return self.filter(content_type=kind, object_id=owner.pk)

    def of_model(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def of_any(self, records: Iterable[models.Model]) -> Self:
        """Documents of these records, of whatever kinds."""
        numbers: dict[type[models.Model], list[Any]] = {}
        for record in records:
            numbers.setdefault(type(record), []).append(record.pk)
        condition = Q(pk__in=[])
        for model, pks in numbers.items():
            condition |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
        return self.filter(condition)

    def visible_to(self, user: Any) -> Self:
        """Documents of the records whose papers the user may see; one question tells which kinds there are."""
        kinds = ContentType.objects.filter(pk__in=Document.objects.order_by().values("content_type").distinct())
        models_in_use = [model for model in (kind.model_class() for kind in kinds) if model and is_taking(model)]
        return self._attached_to(papers_visible(model, user) for model in models_in_use)

    def gathered(self, record: models.Model, user: Any) -> Self:
        """Documents of a record and of its parts, as far as the user may see their papers."""
        return self._attached_to(
            papers_visible(model, user).filter(**{path: record.pk}) for model, path in with_parts(type(record))
        )

    def _attached_to(self, owners: Iterable[QuerySet[Any]]) -> Self:
        condition = Q(pk__in=[])
        for records in owners:
            kind = ContentType.objects.get_for_model(records.model)
            condition |= Q(content_type=kind, object_id__in=records.order_by().values("pk"))
        return self.filter(condition)


class Document(Recorded):
    """An order, a certificate, a scan attached to any record; seen by whoever may see that record."""

    class Kind(models.TextChoices):
        ORDER = "order", "приказ"
        PROTOCOL = "protocol", "протокол"
        CERTIFICATE = "certificate", "удостоверение, диплом"
        PROGRAMME = "programme", "программа"
        CONSENT = "consent", "согласие"
        REFERENCE = "reference", "справка"
        OTHER = "other", "другой документ"

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="вид записи")
    object_id = models.BigIntegerField("номер записи")
    owner = GenericForeignKey("content_type", "object_id")
    kind = models.CharField("вид", max_length=20, choices=Kind, default=Kind.ORDER)
    title = models.CharField("название", max_length=300)
    number = models.CharField("№", max_length=50, blank=True)
    dated_on = models.DateField("дата документа", null=True, blank=True)
    stored = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="файл"
    )
    file_name = models.CharField("имя файла", max_length=255, blank=True)
    link = models.URLField("ссылка", blank=True, help_text="если документ опубликован на сайте")
    added_at = models.DateTimeField("приложен", auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-dated_on", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="core_document_owner")]
        constraints = [
            CheckConstraint(
                condition=Q(stored__isnull=False) | ~Q(link=""),
                name="core_document_has_a_file_or_a_link",
                violation_error_message="Приложите файл или укажите ссылку.",
            )
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        day = f" от {russian.day(self.dated_on)}" if self.dated_on else ""
        return f"{self.title}{number}{day}"

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    @property
    def said_type(self) -> str:
        """«PDF», «Word»: of a document with a file."""
        kind = MEDIA_TYPES.get(self.stored.media_type)
        return kind.label if kind else self.stored.media_type
