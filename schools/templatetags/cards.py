"""Sections of a card that stand on their own: `{% history_of person %}`, `{% personal_data_of person %}`."""

from typing import Any

from django import template
from django.urls import reverse

from leadership.core.history import Timeline

from .. import access

register = template.Library()

SHOWN_ON_A_CARD = 5


@register.inclusion_tag("schools/_history.html", takes_context=True)
def history_of(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """The latest changes of the card and of its parts, for those who keep the registers."""
    if not access.sees_history(context["request"].user):
        return {"sees": False}
    whole = reverse("history", args=[record._meta.app_label, record._meta.model_name, record.pk])
    return {"sees": True, "whole": whole, "changes": Timeline(record)[:SHOWN_ON_A_CARD]}


@register.inclusion_tag("schools/_personal_data.html", takes_context=True)
def personal_data_of(context: dict[str, Any], person: Any) -> dict[str, Any]:
    """Consents and what became of the data, seen by the department and by the person himself."""
    request = context["request"]
    if not access.sees_consents_of(request.user, person):
        return {"sees": False}
    return {
        "sees": True,
        "person": person,
        "consents": person.consents.with_withdrawal(request.as_of),
        "erasure": getattr(person, "erasure", None),
        "may_edit": access.edits_registers(request.user),
        "may_print": access.prints_erasures(request.user),
    }
