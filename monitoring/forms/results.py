from django import forms

from leadership.core.forms import RecordForm

from ..models import Calculation, Result


class CalculationForm(RecordForm):
    """Why the campaign is calculated once more; asked for where results were approved or shown."""

    class Meta(RecordForm.Meta):
        model = Calculation
        fields = ["reason"]

    def __init__(self, *args, needs_reason: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if needs_reason:
            self.fields["reason"].label = "Причина уточнения"
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 2})


class ApprovalForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = Calculation
        fields = ["approval"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approval"].required = True
        self.fields["approval"].label = "Документ, которым утверждены итоги"
        self.fields["approval"].help_text = "например, приказ № 45 от 25.12.2023"


class PlaceForm(RecordForm):
    """A place by hand; emptied, the counted place is back."""

    class Meta(RecordForm.Meta):
        model = Result
        fields = ["manual_place", "manual_reason"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manual_place"].help_text = "пусто – место по расчёту"
        self.fields["manual_place"].min_value = 1
        self.fields["manual_reason"].widget = forms.Textarea(attrs={"rows": 2})
