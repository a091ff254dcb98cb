from typing import Any

from django import forms

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm

from ..models import Item, Objection


class ObjectionForm(DistrictForm):
    """With what a participant disagrees: one item, or the result as a whole."""

    class Meta(RecordForm.Meta):
        model = Objection
        fields = ["item", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        methodology = self.instance.participant.campaign.methodology
        self.fields["item"].queryset = Item.objects.filter(methodology=methodology)
        self.fields["item"].empty_label = "итог в целом"


class AnswerForm(DistrictForm):
    """What was decided and why."""

    asks_reason = False
    outcome = forms.ChoiceField(
        label="Решение",
        choices=[one for one in Objection.Outcome.choices if one[0] != Objection.Outcome.PENDING],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите решение."},
    )

    class Meta(RecordForm.Meta):
        model = Objection
        fields = ["outcome", "answer"]
