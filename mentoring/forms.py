from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from leadership.core.forms import DayField, RecordForm
from monitoring.models import Finding
from schools.forms import DistrictForm
from schools.models import Role, User

from .actions.programmes import Left
from .models import (
    Activity,
    Consultation,
    Course,
    DeclinedPair,
    DevelopmentProgramme,
    Enrolment,
    ExpertAssignment,
    Extension,
    ManagementProject,
    ManagementTrial,
    Pairing,
    ProfileShare,
    Remedy,
    SimulatorTrial,
    Team,
)


class ProgrammeForm(DistrictForm):
    """Whose programme it is stays: its activities answer that person's findings."""

    class Meta(RecordForm.Meta):
        model = DevelopmentProgramme
        fields = [
            "person", "purpose", "curator", "basis", "goal", "started_on", "ended_on", "agreed_on",
            "curator_agreed_on", "approved_on", "order_number",
        ]  # fmt: skip

    happened = ("agreed_on", "curator_agreed_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].disabled = not self.instance._state.adding


class ActivityForm(DistrictForm):
    """The findings offered are those of the programme's own person."""

    happened = ("done_on",)

    class Meta(RecordForm.Meta):
        model = Activity
        fields = [
            "finding", "title", "form", "goal", "place", "due_on", "indicator", "plan", "reported_by", "fact",
            "done_on", "proof",
        ]  # fmt: skip
        localized_fields = ["plan", "fact"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        findings = self.fields["finding"].queryset.filter(person=self.instance.programme.person_id)
        self.fields["finding"].queryset = findings.select_related("person", "competence")


class DraftForm(DistrictForm):
    """A programme drafted from findings: under each the remedies to take, the first of them taken beforehand."""

    ended_on = DayField(label="Окончание")

    class Meta(RecordForm.Meta):
        model = DevelopmentProgramme
        fields = ["started_on", "ended_on", "curator", "basis", "goal"]

    def __init__(self, *args: Any, findings: QuerySet[Finding], remedies: QuerySet[Remedy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = list(findings)
        offered: dict[int, list[Remedy]] = {}
        for remedy in remedies:
            offered.setdefault(remedy.competence_id, []).append(remedy)
        self.remedies = {remedy.pk: remedy for remedy in remedies}
        for finding in self.findings:
            fitting = offered.get(finding.competence_id, [])
            self.fields[self._name(finding)] = forms.TypedMultipleChoiceField(
                label=finding.what,
                choices=[(it.pk, _in_words(it)) for it in fitting],
                coerce=int,
                initial=[it.pk for it in fitting[:1]],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="" if fitting else "типовых мероприятий нет: добавьте мероприятие в программу сами",
            )

    def answers(self) -> dict[Finding, list[Remedy]]:
        """Of each finding the remedies taken."""
        return {it: [self.remedies[pk] for pk in self.cleaned_data[self._name(it)]] for it in self.findings}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(self._name(finding)) for finding in self.findings):
            self.add_error(None, "Отметьте хотя бы одно мероприятие.")
        return cleaned

    @staticmethod
    def _name(finding: Finding) -> str:
        return f"finding_{finding.pk}"


def _in_words(remedy: Remedy) -> str:
    measured = f"{remedy.indicator}: {remedy.plan.normalize():f}".replace(".", ",")
    return f"{remedy.title} ({remedy.get_form_display()}; {measured}; недель: {remedy.weeks})"


class RemedyForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Remedy
        fields = [
            "competence", "title", "form", "goal", "place", "indicator", "plan", "weeks", "reported_by", "position",
            "is_offered",
        ]  # fmt: skip
        localized_fields = ["plan"]


class ApprovalForm(DistrictForm):
    """The day and the number of the order."""

    happened = ("approved_on",)
    asks_reason = False

    class Meta(RecordForm.Meta):
        model = DevelopmentProgramme
        fields = ["approved_on", "order_number"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.demand("approved_on", "order_number")
        self.fields["approved_on"].help_text = ""


class ExtensionForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Extension
        fields = ["new_end", "reason"]


class DropForm(forms.Form):
    reason = forms.CharField(label="Почему снято", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class ClosingForm(DistrictForm):
    """The conclusion, and of every unfinished row whether it goes over to the next year or is dropped, and why."""

    asks_reason = False
    happened = ("closed_on",)

    class Meta(RecordForm.Meta):
        model = DevelopmentProgramme
        fields = ["closed_on", "conclusion"]

    def __init__(self, *args: Any, unfinished: list[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unfinished = unfinished
        self.demand("closed_on", "conclusion")
        for it in unfinished:
            self.fields[f"what_{it.pk}"] = forms.ChoiceField(
                label=f"«{it.title}» не выполнено",
                choices=[("move", "перенести в программу следующего года"), ("drop", "снять с причиной")],
                widget=forms.RadioSelect,
            )
            self.fields[f"why_{it.pk}"] = forms.CharField(
                label="Причина (необязательно)", required=False, max_length=300, help_text="нужна, если снимаете"
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for it in self.unfinished:
            if cleaned.get(f"what_{it.pk}") == "drop" and not cleaned.get(f"why_{it.pk}"):
                self.add_error(f"why_{it.pk}", "Напишите, почему мероприятие снимают.")
        return cleaned

    def left(self) -> list[Left]:
        of = self.cleaned_data
        return [Left(it, of[f"what_{it.pk}"] == "move", of[f"why_{it.pk}"]) for it in self.unfinished]


class TeamForm(DistrictForm):
    ended_on = DayField(label="Окончание")

    class Meta(RecordForm.Meta):
        model = Team
        fields = [
            "title", "goal", "started_on", "ended_on", "order_number", "order_date", "mentor_limit", "least_gap",
        ]  # fmt: skip


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


class DeclineForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = DeclinedPair
        fields = ["reason"]


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


class ConsultationForm(RecordForm):
    """An entry of the diary; the pair is that of the page."""

    happened = ("held_on",)

    class Meta(RecordForm.Meta):
        model = Consultation
        fields = ["held_on", "form", "topic", "competences", "agreed", "next_on"]
        widgets = {
            "competences": forms.CheckboxSelectMultiple,
            "agreed": forms.Textarea(attrs={"rows": 4}),
        }


class SharingForm(forms.Form):
    """What a mentee lets his mentor see; what is not ticked is shown no longer."""

    what = forms.MultipleChoiceField(
        label="Показать наставнику",
        choices=ProfileShare.What.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Снимите отметку в любой день: наставник сразу перестанет это видеть.",
    )


class AssignmentForm(RecordForm):
    """Experts of the author's district and of the region; the project is that of the page."""

    class Meta(RecordForm.Meta):
        model = ExpertAssignment
        fields = ["expert", "assigned_on", "withdrawn_on"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.instance.project.person.municipality_id
        experts = User.objects.filter(Q(municipality=district) | Q(municipality=None), role=Role.EXPERT, is_active=True)
        self.fields["expert"].queryset = experts.order_by("last_name", "first_name")
        self.fields["expert"].disabled = not self.instance._state.adding

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        standing = ExpertAssignment.objects.standing().filter(project=self.instance.project_id)
        asked = cleaned.get("expert") if not cleaned.get("withdrawn_on") else None
        if asked and standing.filter(expert=asked).exclude(pk=self.instance.pk).exists():
            raise ValidationError({"expert": "Этому эксперту проект уже поручен."})
        return cleaned
