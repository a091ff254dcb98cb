from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..form_numbers import read
from ..models import Response


class FindForm(forms.Form):
    """The number printed on a form for the pen."""

    number = forms.CharField(
        label="Номер формы", max_length=40, help_text="напечатан под QR-кодом: 1234-56",
        error_messages={"required": "Впишите номер с бланка."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, forms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._forms = forms

    def clean_number(self) -> Response:
        number = read(self.cleaned_data["number"])
        if number is None:
            raise ValidationError("Контрольные цифры не сходятся: проверьте номер на бланке.")
        found = self._forms.filter(pk=number).first()
        if found is None:
            raise ValidationError("Формы с таким номером нет.")
        return found
