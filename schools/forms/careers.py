"""Forms of the dated parts of a person's card: what is learned, certified, honoured."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from leadership.core.forms import RecordForm

from ..models import Attestation, Award, Education, ProfessionalContestEntry, Training
from .base import DistrictForm


class EducationForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Education
        fields = ["level", "institution", "graduated_in", "speciality", "qualification"]

    def clean_graduated_in(self) -> int | None:
        year = self.cleaned_data["graduated_in"]
        if year and year > timezone.localdate().year:
            raise ValidationError("Этот год ещё не наступил.")
        return year


class TrainingForm(DistrictForm):
    happened = ("started_on", "completed_on")

    class Meta(RecordForm.Meta):
        model = Training
        fields = [
            "kind", "title", "is_management", "organisation", "hours", "form", "started_on", "completed_on",
            "document", "funding",
        ]  # fmt: skip


class AttestationForm(DistrictForm):
    happened = ("held_on",)

    class Meta(RecordForm.Meta):
        model = Attestation
        fields = ["held_on", "purpose", "result", "valid_until", "protocol"]


class AwardForm(DistrictForm):
    happened = ("awarded_on",)

    class Meta(RecordForm.Meta):
        model = Award
        fields = ["title", "level", "awarded_on", "basis"]


class ProfessionalContestEntryForm(DistrictForm):
    happened = ("held_on",)

    class Meta(RecordForm.Meta):
        model = ProfessionalContestEntry
        fields = ["title", "level", "held_on", "result", "basis"]
