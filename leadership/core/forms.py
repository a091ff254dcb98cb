"""The one shape of our forms: a column, label above, help below, what was typed never lost."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils import timezone

from . import russian
from .choosing import INVITATION, suited
from .dates import NotADay, parse_day


class DayField(forms.DateField):
    """A day typed as 01.12.2023; what is not a day stays in the field beside the message."""

    widget = forms.DateInput(
        format="%d.%m.%Y", attrs={"placeholder": "дд.мм.гггг", "inputmode": "numeric", "autocomplete": "off"}
    )

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return parse_day(value)
        except NotADay as fault:
            raise ValidationError(str(fault), code="invalid") from fault


def russian_day(field: Any, **kwargs: Any) -> Any:
    """The form field for a model field: ours for days, Django's for the rest."""
    if field.get_internal_type() == "DateField":
        return field.formfield(form_class=DayField, **kwargs)
    return field.formfield(**kwargs)


#: What stands after the label of a field that may be left empty.
OPTIONAL = " (необязательно)"


class RecordForm(forms.ModelForm):
    """The base of every form that edits one record."""

    #: Days of what has come to pass: one ahead is a slip, and the record would vanish from today's lists.
    happened: tuple[str, ...] = ()

    class Meta:
        formfield_callback = russian_day

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not field.required and field.label and not isinstance(field, forms.BooleanField):
                field.label = f"{field.label}{OPTIONAL}"
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = INVITATION
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = [(value, label if value else INVITATION) for value, label in field.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.happened:
            if cleaned.get(name) and cleaned[name] > timezone.localdate():
                self.add_error(name, "Этот день ещё не наступил.")
        return cleaned

    def demand(self, *names: str) -> None:
        """What the record may lack, this form asks for."""
        for name in names:
            field = self.fields[name]
            field.required, field.label = True, str(field.label).removesuffix(OPTIONAL)

    def values_of(self, record: Model) -> dict[str, Any]:
        """The values of a record that this form shows; a form with fields of its own adds them."""
        return model_to_dict(record, fields=self._meta.fields)

    def limit_to(self, user: Any) -> None:
        """Choices are what this user may see: another district's records are not even offered."""
        for name, field in list(self.fields.items()):
            queryset = getattr(field, "queryset", None)
            if queryset is not None and hasattr(queryset, "visible_to"):
                field.queryset = queryset.visible_to(user)
                self.fields[name] = suited(field)


def said(record: Model, name: str) -> str:
    """A field's value in the words a person reads; records joined many-to-many are listed."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        return "; ".join(str(other) for other in getattr(record, name).all())
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if isinstance(value, date):
        return russian.day(value)
    return "" if value is None else str(value)
