from typing import Any

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm

from ..models import Competence, Finding


class FindingForm(DistrictForm):
    """Whose finding it is stays: support and decisions already name it."""

    happened = ("found_on",)

    class Meta(RecordForm.Meta):
        model = Finding
        fields = ["person", "competence", "found_on", "basis", "explanation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].disabled = not self.instance._state.adding


class CompetenceForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Competence
        fields = ["title", "function"]
