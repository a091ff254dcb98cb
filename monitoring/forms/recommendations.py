from typing import Any

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm

from ..models import Advice, Recommendation


class RecommendationForm(DistrictForm):
    """To whom it goes stays; what was sent is not reworded."""

    happened = ("made_on",)

    class Meta(RecordForm.Meta):
        model = Recommendation
        fields = ["person", "text", "made_on", "due_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].disabled = not self.instance._state.adding or bool(self.instance.finding_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.is_sent:
            self.add_error(None, "Рекомендация направлена: её читает руководитель. Составьте новую.")
        made, due = cleaned.get("made_on"), cleaned.get("due_on")
        if made and due and due < made:
            self.add_error("due_on", "Срок исполнения раньше дня, когда рекомендация составлена.")
        return cleaned


class AdviceForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Advice
        fields = ["competence", "methodology_code", "item_code", "text"]
