from typing import Any

from leadership.core.forms import RecordForm

from ..models import (
    Contest,
    ContestEntry,
    InnovationParticipation,
    Municipality,
    School,
    SchoolYear,
    TransitionProgramme,
)
from .base import DistrictForm


class MunicipalityForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Municipality
        fields = [
            "name", "name_genitive", "region", "region_genitive", "department", "department_genitive",
            "head_post", "head_name", "helper_name", "helper_phone",
        ]  # fmt: skip


class SchoolForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = School
        fields = ["name", "short_name", "kind", "locality", "phone", "email", "opened_on", "closed_on"]


class SchoolYearForm(DistrictForm):
    """The rule's word on the group stands beside it; the person decides."""

    class Meta(RecordForm.Meta):
        model = SchoolYear
        fields = ["year", "pupils", "teachers", "staff", "kind", "group"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ruled := self.instance.ruled_group:
            self.fields["group"].help_text = f"по правилу: {ruled}"


class TransitionProgrammeForm(DistrictForm):
    happened = ("approved_on",)

    class Meta(RecordForm.Meta):
        model = TransitionProgramme
        fields = ["school", "title", "approved_on", "order_number"]


class ContestForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Contest
        fields = ["title", "subject", "held_on"]


class ContestEntryForm(DistrictForm):
    happened = ("entered_on",)

    class Meta(RecordForm.Meta):
        model = ContestEntry
        fields = ["contest", "school", "entered_on", "work", "result", "basis"]


class InnovationParticipationForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = InnovationParticipation
        fields = ["school", "theme", "started_on", "ended_on", "basis"]
