from typing import Any

from django import forms
from django.db.models import UniqueConstraint

from leadership.core.forms import RecordForm
from leadership.core.history import Recorded

from ..models import (
    Municipality,
    User,
)


class DistrictForm(RecordForm):
    """A form for what hangs on a district: choices and the new record stay within the user's reach.

    Changing what is already there may be given a reason, which stays in the history.
    """

    asks_reason = True

    def __init__(self, *args: Any, user: User, municipality: Municipality | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(user)
        belongs = any(field.name == "municipality" for field in self.instance._meta.fields)
        if belongs and municipality is not None and self.instance._state.adding:
            self.instance.municipality = municipality
        if self.asks_reason and isinstance(self.instance, Recorded) and not self.instance._state.adding:
            self.fields["change_reason"] = forms.CharField(
                label="Причина изменения (необязательно)",
                required=False,
                max_length=300,
                help_text="останется в истории записи: опечатка, приказ № …",
            )

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.cleaned_data.get("change_reason"):
            self.instance._change_reason = self.cleaned_data["change_reason"]

    def _get_validation_exclusions(self) -> set[str]:
        """A district, a row of the plan: no field of the form, yet what must be unique within it is checked here."""
        return super()._get_validation_exclusions() - self._held()

    def _held(self) -> set[str]:
        """Parts of unique constraints that the record holds and the form does not show."""
        unique = [one for one in self.instance._meta.constraints if isinstance(one, UniqueConstraint)]
        hidden = {name for one in unique for name in one.fields if name not in self.fields}
        return {name for name in hidden if self.instance.serializable_value(name) is not None}
