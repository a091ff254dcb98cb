from typing import Any

from leadership.core.forms import DayField, RecordForm
from schools.forms import DistrictForm

from .models import (
    Activity,
    Course,
    DevelopmentProgramme,
    Enrolment,
    ManagementProject,
    ManagementTrial,
    Pairing,
    SimulatorTrial,
    Team,
)


class ProgrammeForm(DistrictForm):
    """Whose programme it is stays: its activities answer that person's findings."""

    class Meta(RecordForm.Meta):
        model = DevelopmentProgramme
        fields = ["person", "curator", "goal", "started_on", "ended_on", "approved_on", "order_number"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].disabled = not self.instance._state.adding


class ActivityForm(DistrictForm):
    """The findings offered are those of the programme's own person."""

    happened = ("done_on",)

    class Meta(RecordForm.Meta):
        model = Activity
        fields = ["finding", "title", "form", "due_on", "indicator", "plan", "fact", "done_on", "proof"]
        localized_fields = ["plan", "fact"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        findings = self.fields["finding"].queryset.filter(person=self.instance.programme.person_id)
        self.fields["finding"].queryset = findings.select_related("person", "competence")


class TeamForm(DistrictForm):
    ended_on = DayField(label="Окончание")

    class Meta(RecordForm.Meta):
        model = Team
        fields = ["title", "goal", "started_on", "ended_on", "order_number", "order_date"]


class PairingForm(DistrictForm):
    """Both are of the team's district; a new pair begins with the team unless told otherwise."""

    class Meta(RecordForm.Meta):
        model = Pairing
        fields = ["mentor", "mentee", "started_on", "ended_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = self.instance.team
        for name in ("mentor", "mentee"):
            self.fields[name].queryset = self.fields[name].queryset.filter(municipality=team.municipality_id)
        self.initial["started_on"] = self.initial.get("started_on") or team.started_on


class CourseForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Course
        fields = ["programme", "title", "organiser", "hours", "started_on", "ended_on"]


class EnrolmentForm(DistrictForm):
    happened = ("completed_on",)

    class Meta(RecordForm.Meta):
        model = Enrolment
        fields = ["course", "person", "completed_on", "certificate"]


class ProjectForm(DistrictForm):
    happened = ("defended_on", "implemented_on")

    class Meta(RecordForm.Meta):
        model = ManagementProject
        fields = ["person", "title", "course", "defended_on", "defence_result", "implemented_on", "proof"]


class ManagementTrialForm(DistrictForm):
    happened = ("held_on", "entered_in_bank_on")

    class Meta(RecordForm.Meta):
        model = ManagementTrial
        fields = ["person", "host", "held_on", "entered_in_bank_on", "basis"]


class SimulatorTrialForm(DistrictForm):
    happened = ("started_on",)

    class Meta(RecordForm.Meta):
        model = SimulatorTrial
        fields = ["person", "started_on", "result", "basis"]
