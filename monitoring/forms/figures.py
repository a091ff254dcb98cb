"""Numbers as people type them: with a comma or a point, with spaces between the thousands."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import DecimalField, Field

from leadership.core.forms import russian_day

from ..models import PointsField


class FigureField(forms.DecimalField):
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure-input"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"decimal_places": 4, "max_digits": 14} | kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace("−", "-")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}".replace(".", ",")

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return {}


def figures(field: Field, **kwargs: Any) -> Any:
    """The form field for a model field: ours for points and figures, the house's for the rest."""
    if isinstance(field, PointsField | DecimalField):
        return field.formfield(form_class=FigureField, max_digits=14, decimal_places=4, **kwargs)
    return russian_day(field, **kwargs)
