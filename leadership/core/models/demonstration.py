from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemonstrationRow(models.Model):
    """The ledger of demonstration data: what stands in it was invented and can be taken away again."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="вид записи")
    object_id = models.BigIntegerField("номер записи")

    class Meta:
        verbose_name = "демонстрационная запись"
        verbose_name_plural = "демонстрационные записи"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="core_demonstration_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
