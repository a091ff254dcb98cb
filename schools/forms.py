from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint

from leadership.core.forms import RecordForm

from .models import (
    Appointment,
    Contest,
    ContestEntry,
    InnovationParticipation,
    Membership,
    Municipality,
    Person,
    School,
    TransitionProgramme,
    User,
)


class DistrictForm(RecordForm):
    """A form for what hangs on a district: choices and the new record stay within the user's reach."""

    def __init__(self, *args: Any, user: User, municipality: Municipality | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(user)
        belongs = any(field.name == "municipality" for field in self.instance._meta.fields)
        if belongs and municipality is not None and self.instance._state.adding:
            self.instance.municipality = municipality

    def _get_validation_exclusions(self) -> set[str]:
        """A district, a row of the plan: no field of the form, yet what must be unique within it is checked here."""
        return super()._get_validation_exclusions() - self._held()

    def _held(self) -> set[str]:
        """Parts of unique constraints that the record holds and the form does not show."""
        unique = [one for one in self.instance._meta.constraints if isinstance(one, UniqueConstraint)]
        hidden = {name for one in unique for name in one.fields if name not in self.fields}
        return {name for name in hidden if self.instance.serializable_value(name) is not None}


class MunicipalityForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Municipality
        fields = [
            "name", "name_genitive", "region", "region_genitive", "department", "department_genitive",
            "head_post", "head_name",
        ]  # fmt: skip


class SchoolForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = School
        fields = ["name", "short_name", "kind", "locality", "phone", "email", "opened_on", "closed_on"]


class PersonForm(DistrictForm):
    """A namesake is shown once and accepted on the second press: two people may share a name."""

    happened = ("born_on",)
    named_by = ("last_name", "first_name", "patronymic")

    same_person_checked = forms.BooleanField(label="Это другой человек, не тот, что уже в реестре", required=False)

    class Meta(RecordForm.Meta):
        model = Person
        fields = ["last_name", "first_name", "patronymic", "born_on", "phone", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._is_named_anew() or not self._namesakes():
            del self.fields["same_person_checked"]

    def _is_named_anew(self) -> bool:
        return self.is_bound and (self.instance._state.adding or not set(self.named_by).isdisjoint(self.changed_data))

    def _namesakes(self) -> Any:
        typed = [(self.data.get(name) or "").strip() for name in self.named_by]
        return (
            Person.objects.filter(municipality=self.instance.municipality_id)
            .filter(last_name__iexact=typed[0], first_name__iexact=typed[1], patronymic__iexact=typed[2])
            .exclude(pk=self.instance.pk)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "same_person_checked" in self.fields and not cleaned.get("same_person_checked"):
            raise ValidationError(
                f"В реестре уже есть {self._namesakes().first()}. Если это тот же человек, дополните его карточку; "
                "если другой – отметьте это и сохраните."
            )
        return cleaned


class AppointmentForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Appointment
        fields = [
            "person", "school", "post", "started_on", "ended_on", "order_number", "order_date", "contract_ends_on",
        ]  # fmt: skip


class MembershipForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Membership
        fields = ["person", "body", "council", "started_on", "ended_on", "basis"]


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
