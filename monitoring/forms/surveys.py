from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from leadership.core import codes
from leadership.core.choosing import INVITATION
from leadership.core.forms import DayField
from schools.models import Municipality, School, User
from schools.school_year import school_year_of

from ..models import BallotAnswer, Campaign, Methodology, Participant, SurveyRecord
from ..surveys import questions

#: More codes than a school has people are a slip.
MOST_CODES = 500


class OpenSurveyForm(forms.Form):
    """A number beside a school makes it a slice; an empty field leaves it out."""

    methodology = forms.ModelChoiceField(Methodology.objects.none(), label="Анкета", empty_label=INVITATION)
    title = forms.CharField(
        label="Название опроса", max_length=300, help_text="его увидит тот, кто отвечает: «Опрос учителей, осень 2023»"
    )
    starts_on = DayField(label="Первый день")
    ends_on = DayField(label="Последний день", help_text="коды действуют до конца этого дня")
    least_slice = forms.IntegerField(
        label="Не показывать результаты школы, если ответов меньше", initial=5, min_value=3, max_value=50,
        help_text="не меньше 3; после открытия не меняется",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = Methodology.objects.visible_to(user).filter(kind=Methodology.Kind.SURVEY)
        self.fields["methodology"].queryset = surveys
        self.schools = list(School.objects.visible_to(user).filter(municipality=municipality).order_by("short_name"))
        for school in self.schools:
            self.fields[self._name(school)] = forms.IntegerField(
                label=str(school), min_value=1, max_value=MOST_CODES, required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )  # fmt: skip

    def own_fields(self):
        return [self[name] for name in OpenSurveyForm.base_fields]

    def slices(self):
        return [self[self._name(school)] for school in self.schools]

    def invited(self) -> dict[School, int]:
        numbers = {school: self.cleaned_data.get(self._name(school)) for school in self.schools}
        return {school: number for school, number in numbers.items() if number}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Последний день раньше первого.")
        if methodology := cleaned.get("methodology"):
            try:
                questions.refuse_unaskable(questions.asked(methodology))
            except ValidationError as refusal:
                self.add_error("methodology", refusal)
        faulty = any(self._name(school) in self.errors for school in self.schools)
        if not faulty and not self.invited():
            raise ValidationError("Укажите хотя бы для одной школы, сколько человек приглашено.")
        return cleaned

    def _name(self, school: School) -> str:
        return f"school{school.pk}"


def usual_numbers(schools: list[School], day) -> dict[str, int]:
    """As many as the school has teachers in the school year of the day, where that is known."""
    year = school_year_of(day)
    known = dict(
        School.objects.filter(pk__in=[one.pk for one in schools], years__year=year, years__teachers__gt=0)
        .order_by().values_list("pk", "years__teachers")
    )  # fmt: skip
    return {f"school{pk}": teachers for pk, teachers in known.items()}


class ChangeSurveyForm(forms.Form):
    title = forms.CharField(label="Название опроса", max_length=300)
    ends_on = DayField(label="Последний день", help_text="коды действуют до конца этого дня")

    def __init__(self, *args: Any, instance: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance


class CodesForm(forms.Form):
    """How many codes each slice gets now; an empty field leaves its codes as they are."""

    def __init__(self, *args: Any, slices: list[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slices = slices
        for one in slices:
            self.fields[self._name(one)] = forms.IntegerField(
                label=str(one), min_value=1, max_value=MOST_CODES, required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )  # fmt: skip

    def rows(self):
        return [(one, self[self._name(one)]) for one in self.slices]

    def numbers(self) -> dict[Participant, int]:
        numbers = {one: self.cleaned_data.get(self._name(one)) for one in self.slices}
        return {one: number for one, number in numbers.items() if number}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.numbers():
            raise ValidationError("Укажите хотя бы для одной школы, сколько кодов напечатать.")
        return cleaned

    def _name(self, one: Participant) -> str:
        return f"slice{one.pk}"


class CodeForm(forms.Form):
    """A code typed from paper."""

    code = forms.CharField(
        label="Код с листа", max_length=100,
        help_text="16 знаков; чёрточки и большие буквы не важны",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        if code := codes.read(self.cleaned_data["code"]):
            return code
        raise ValidationError("В коде 16 знаков: латинские буквы и цифры. Сверьте его с листом.")


class ReadingForm(forms.ModelForm):
    """One open answer, read: shown as it is or mended, or not shown at all."""

    class Meta:
        model = BallotAnswer
        fields = ["reading", "shown_text"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("shown_text") == self.instance.text:
            cleaned["shown_text"] = ""
        return cleaned


class FixForm(forms.ModelForm):
    """The paper the results went into, and a word that the answers themselves are needed no more."""

    is_sure = forms.BooleanField(
        label="Справка готова, сами ответы больше не нужны",
        error_messages={"required": "Поставьте отметку: удалённые ответы не вернуть."},
    )

    class Meta:
        model = SurveyRecord
        fields = ["document"]
        help_texts = {"document": "например: справка № 3 от 20.11.2023"}
