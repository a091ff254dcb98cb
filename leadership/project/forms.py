from copy import copy
from typing import Any

from django import forms

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm
from schools.models import User

from .models import (
    ExpectedResult,
    Indicator,
    Measure,
    MeasureRow,
    Occurrence,
    Project,
    ProjectLink,
    Risk,
    Stage,
    Task,
)
from .sources import SOURCES


class AmendedForm(DistrictForm):
    """Edits a part of a passport; once that is approved, a change asks for its reason."""

    asks_reason = False

    reason = forms.CharField(
        label="Причина изменения",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="паспорт утверждён: прежнее значение сохранится рядом с причиной",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.before = copy(self.instance)
        # As it stood when the form was opened: the form itself may approve, or take the approval back.
        self.is_approved = self.instance.project.approved_on is not None
        if not self.is_approved:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        changed = set(self.changed_data) - {"reason"}
        if self.is_approved and changed and not cleaned.get("reason"):
            self.add_error("reason", "Паспорт утверждён: укажите причину изменения.")
        return cleaned


class PassportForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = Project
        fields = [
            "title", "kind", "starts_on", "ends_on", "coordinator", "manager", "participants", "goal",
            "approved_on", "approved_by_post", "approved_by_name",
        ]  # fmt: skip


class TaskForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = Task
        fields = ["text"]


class ExpectedResultForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = ExpectedResult
        fields = ["text"]


class RiskForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = Risk
        fields = ["text"]


class ProjectLinkForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = ProjectLink
        fields = ["level", "title"]


class StageForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = Stage
        fields = ["title", "starts_on", "ends_on"]


class MeasureForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = Measure
        fields = ["title", "stage", "tasks", "indicators"]
        widgets = {"tasks": forms.CheckboxSelectMultiple, "indicators": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("stage", "tasks", "indicators"):
            self.fields[name].queryset = self.fields[name].queryset.filter(project=self.instance.project)


class MeasureRowForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = MeasureRow
        fields = ["term", "rule", "result", "executors"]


class IndicatorForm(AmendedForm):
    """The target, and the variant of reading where the source offers one."""

    class Meta(RecordForm.Meta):
        model = Indicator
        fields = ["title", "promise", "target", "tasks"]
        widgets = {"tasks": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = self.instance.project.tasks.all()
        for parameter in SOURCES[self.instance.source].parameters:
            self.fields[parameter.name] = forms.ChoiceField(
                label=parameter.label,
                choices=parameter.choices,
                initial=self.instance.parameters.get(parameter.name, parameter.choices[0][0]),
            )
        if "reason" in self.fields:
            self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    def values_of(self, record: Any) -> dict[str, Any]:
        chosen = {p.name: record.parameters.get(p.name, p.choices[0][0]) for p in SOURCES[record.source].parameters}
        return super().values_of(record) | chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = {p.name: cleaned.get(p.name) for p in SOURCES[self.instance.source].parameters}
        if None not in chosen.values():
            self.instance.parameters = {**self.instance.parameters, **chosen}
        return cleaned


class ScheduleForm(DistrictForm):
    """A date for a measure held by a separate schedule: nothing approved is changed."""

    class Meta(RecordForm.Meta):
        model = Occurrence
        fields = ["starts_on", "ends_on"]


class RescheduleForm(AmendedForm):
    class Meta(RecordForm.Meta):
        model = Occurrence
        fields = ["starts_on", "ends_on"]


class CloseOccurrenceForm(DistrictForm):
    """What became of an occurrence: held with a proof, or not held with a reason."""

    class Meta(RecordForm.Meta):
        model = Occurrence
        fields = ["outcome", "closed_on", "proof"]

    asks_reason = False
    happened = ("closed_on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].label = "Исход"


class ReasonForm(forms.Form):
    """Why an approved date is dropped."""

    reason = forms.CharField(label="Причина", widget=forms.Textarea(attrs={"rows": 2}))


#: The parts of a passport edited alike: the word in the address → (model, form, title).
PARTS = {
    "task": (Task, TaskForm, "Задача"),
    "result": (ExpectedResult, ExpectedResultForm, "Ожидаемый результат"),
    "risk": (Risk, RiskForm, "Риск"),
    "link": (ProjectLink, ProjectLinkForm, "Связанный проект"),
    "stage": (Stage, StageForm, "Этап"),
}
