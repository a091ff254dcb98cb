from typing import Any

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm

from ..models import Competence, Finding


class FindingForm(DistrictForm):
    """Whose finding it is stays: support and decisions already name it.

    What the thresholds of a campaign have shown is reworded, or tied to a competence; the rest stands.
    """

    happened = ("found_on",)

    class Meta(RecordForm.Meta):
        model = Finding
        fields = ["person", "competence", "found_on", "basis", "explanation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.participant_id:
            for name in ("person", "found_on", "basis"):
                del self.fields[name]
            return
        self.fields["person"].disabled = not self.instance._state.adding
        for name in ("person", "competence"):
            self.fields[name].required = True


class ConfirmationForm(DistrictForm):
    """A proposal is agreed to, in these words or in better ones."""

    asks_reason = False

    class Meta(RecordForm.Meta):
        model = Finding
        fields = ["competence", "explanation"]


class DismissalForm(DistrictForm):
    asks_reason = False

    class Meta(RecordForm.Meta):
        model = Finding
        fields = ["dismissal"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dismissal"].required = True
        self.fields["dismissal"].label = "Почему отклонён"


class CompetenceForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Competence
        fields = ["title", "function"]
