from typing import Self

from django.db import models
from django.urls import reverse

from leadership.core.history import Recorded


class MunicipalityQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """One's own district; a regional account sees every one."""
        return self if user.municipality_id is None else self.filter(pk=user.municipality_id)


class Municipality(Recorded):
    """A district and its education department, with the words its papers are headed and signed by."""

    name = models.CharField("название", max_length=200, unique=True)
    name_genitive = models.CharField("название в родительном падеже", max_length=200, help_text="чего? – района")
    region = models.CharField("регион", max_length=200)
    region_genitive = models.CharField("регион в родительном падеже", max_length=200)
    department = models.CharField("орган управления образованием", max_length=300)
    department_genitive = models.CharField("орган управления в родительном падеже", max_length=300)
    head_post = models.CharField("должность руководителя органа", max_length=300)
    head_name = models.CharField("руководитель органа", max_length=100, help_text="для подписи: Е.Н. Совенко")
    helper_name = models.CharField(
        "кто помогает со входом", max_length=100, blank=True, help_text="видно на странице входа: Г.А. Журавлёва"
    )
    helper_phone = models.CharField(
        "телефон помощи со входом",
        max_length=50,
        blank=True,
        help_text="видно на странице входа, печатается на листках",
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "район"
        verbose_name_plural = "районы"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schools:municipality")

    @property
    def helper(self) -> str:
        """«Г.А. Журавлёва, 8 (38166) 2-11-11»: whom to call about signing in; empty where nobody is named."""
        return ", ".join(filter(None, (self.helper_name, self.helper_phone)))
