from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from leadership.core.forms import DayField, RecordForm
from leadership.core.spreadsheets.cells import sameness

from .. import actions
from ..imports.matching import is_slip
from ..models import (
    Appointment,
    Consent,
    FormerName,
    Membership,
    Person,
)
from .base import DistrictForm

#: An order may be signed ahead, but not further than this: beyond it the date is a slip.
AHEAD = timedelta(days=60)


class PersonForm(DistrictForm):
    """A namesake is shown once and accepted on the second press: two people may share a name.

    So is another surname without a day: a slip is corrected, a surname that changed stays in papers of the past.
    """

    happened = ("born_on", "renamed_on", "works_since", "teaches_since", "manages_since")
    named_by = ("last_name", "first_name", "patronymic")

    renamed_on = DayField(
        label="Новое имя с",
        required=False,
        help_text="если фамилия, имя или отчество сменились: прежние останутся в документах до этого дня; "
        "пусто – исправлена описка",
    )

    slip_checked = forms.BooleanField(
        label="Это исправление ошибки: прежняя фамилия не нужна и в документах прошлых лет", required=False
    )
    same_person_checked = forms.BooleanField(label="Это другой человек, не тот, что уже в реестре", required=False)

    class Meta(RecordForm.Meta):
        model = Person
        fields = [
            "last_name", "first_name", "patronymic", "born_on", "phone", "email",
            "works_since", "teaches_since", "manages_since",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_name = {name: getattr(self.instance, name) for name in self.named_by}
        if self.instance._state.adding:
            del self.fields["renamed_on"]
        if not self._is_another_surname():
            del self.fields["slip_checked"]
        if not self._is_named_anew() or not self._namesakes():
            del self.fields["same_person_checked"]

    def _is_named_anew(self) -> bool:
        return self.is_bound and (self.instance._state.adding or not set(self.named_by).isdisjoint(self.changed_data))

    def _is_another_surname(self) -> bool:
        """More than a letter has changed, and since when is not said."""
        if not self.is_bound or self.instance._state.adding or self.data.get(self.add_prefix("renamed_on")):
            return False
        former, typed = self.former_name["last_name"], self.data.get(self.add_prefix("last_name")) or ""
        return not is_slip(sameness(former), sameness(typed), or_same=True)

    def _namesakes(self) -> Any:
        typed = [(self.data.get(self.add_prefix(name)) or "").strip() for name in self.named_by]
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
        if "slip_checked" in self.fields and not cleaned.get("slip_checked"):
            self.add_error(
                "renamed_on", "С какого дня новая фамилия? Если прежняя была ошибкой, отметьте это и сохраните."
            )
        if cleaned.get("renamed_on"):
            self._check_the_change(cleaned["renamed_on"])
        return cleaned

    def _check_the_change(self, changed_on: date) -> None:
        if set(self.named_by).isdisjoint(self.changed_data):
            self.add_error("renamed_on", "Имя осталось прежним: день нужен, когда оно сменилось.")
        try:
            FormerName(person=self.instance, changed_on=changed_on, **self.former_name).clean()
        except ValidationError as refusal:
            self.add_error("renamed_on", refusal.messages)

    def save(self, commit: bool = True) -> Person:
        """A name that was changed on a day is kept; one that was corrected is not."""
        person = super().save(commit)
        if self.cleaned_data.get("renamed_on"):
            actions.keep_former_name(person, former=self.former_name, changed_on=self.cleaned_data["renamed_on"])
        return person


class AppointmentForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Appointment
        fields = [
            "person", "school", "post", "started_on", "order_number", "order_date", "contract_ends_on",
            "ended_on", "dismissal_order", "dismissal_ground",
        ]  # fmt: skip

    def clean_order_date(self) -> date | None:
        signed = self.cleaned_data["order_date"]
        if signed and signed > timezone.localdate() + AHEAD:
            raise ValidationError(f"Это позже чем через {AHEAD.days} дней: так далеко вперёд приказ не вносят.")
        return signed


class MembershipForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Membership
        fields = ["person", "body", "council", "started_on", "ended_on", "basis"]


class ConsentForm(DistrictForm):
    """Whose consent it is stays: it is written down on that person's card."""

    happened = ("given_on", "withdrawn_on")

    class Meta(RecordForm.Meta):
        model = Consent
        fields = ["kind", "given_on", "withdrawn_on", "note"]


class ErasureForm(forms.Form):
    """What cannot be undone asks for its ground and for the surname typed by hand."""

    basis = forms.CharField(
        label="Основание",
        max_length=300,
        help_text="заявление, №, дата: «заявление вх. № 17 от 10.01.2024»; фамилию не пишите – она уничтожается",
    )
    surname = forms.CharField(label="Фамилия", max_length=100, help_text="наберите фамилию из карточки")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["surname"].widget.attrs["autocomplete"] = "off"

    def clean_surname(self) -> str:
        typed, wanted = (
            text.strip().casefold().replace("ё", "е") for text in (self.data["surname"], self.person.last_name)
        )
        if typed != wanted:
            raise ValidationError(f"В карточке другая фамилия: {self.person.last_name}.")
        return self.cleaned_data["surname"]
