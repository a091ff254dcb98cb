"""`{% documents record %}`: the section of a card that shows a record's documents."""

from typing import Any

from django import template
from django.db.models import Model

from ..documents.shelf import on_card

register = template.Library()


@register.inclusion_tag("components/documents.html", takes_context=True)
def documents(context: Any, record: Model) -> dict[str, Any]:
    return on_card(record, context["request"].user) or {}
