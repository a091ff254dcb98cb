"""`{% ways record %}`: buttons that lead on from a card, as higher rooms have declared them."""

from typing import Any

from django import template
from django.db.models import Model

from ..ways import ways_of

register = template.Library()


@register.inclusion_tag("components/ways.html", takes_context=True)
def ways(context: Any, record: Model) -> dict[str, Any]:
    request = context["request"]
    return {"ways": ways_of(record, request.user, request.as_of)}
