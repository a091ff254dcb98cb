from datetime import date

from django.db import models
from django.db.models import Q


class SchoolKind(models.TextChoices):
    SECONDARY = "secondary", "средняя школа"
    BASIC = "basic", "основная школа"
    PRIMARY = "primary", "начальная школа"
    KINDERGARTEN = "kindergarten", "детский сад"
    SUPPLEMENTARY = "supplementary", "дополнительное образование"


#: What the passport calls «общеобразовательные учреждения».
GENERAL_SCHOOLS = (SchoolKind.SECONDARY, SchoolKind.BASIC, SchoolKind.PRIMARY)


def open_on(day: date, prefix: str = "") -> Q:
    """The school exists on the day; without dates it has always been and still is."""
    opened, closed = f"{prefix}opened_on", f"{prefix}closed_on"
    return (Q(**{f"{opened}__isnull": True}) | Q(**{f"{opened}__lte": day})) & (
        Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gte": day})
    )
