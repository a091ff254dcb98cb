"""The parts of the form that name a successor."""

from django import forms

from leadership.core.forms import RecordForm
from schools.forms import PersonForm
from schools.models import Person, ReserveEntry, ReserveState


class NewcomerForm(PersonForm):
    class Meta(RecordForm.Meta):
        model = Person
        fields = ["last_name", "first_name", "patronymic", "born_on"]


class EntryField(forms.ModelChoiceField):
    """A reservist: who, how ready, for which school."""

    def label_from_instance(self, entry: ReserveEntry) -> str:
        aim = entry.target_school or "любая школа"
        return f"{entry.person} – {ReserveState(entry.state).label}, {aim}"
