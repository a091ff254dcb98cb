from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone

from leadership.core.choosing import INVITATION
from leadership.core.forms import DayField
from schools.models import Municipality, Role, School, User

from ..models import Interview, Methodology, Section
from .questions import LETTERS, QuestionsForm, said_of

#: Who holds interviews: those who keep them.
INTERVIEWERS = (Role.SPECIALIST, Role.METHODIST)


def interviewers(municipality: Municipality):
    seen = User.objects.filter(municipality=municipality, role__in=INTERVIEWERS, is_active=True)
    return seen.order_by("last_name", "first_name", "pk")


class OpenInterviewsForm(forms.Form):
    """A round of interviews with the heads of the chosen schools."""

    methodology = forms.ModelChoiceField(Methodology.objects.none(), label="План беседы", empty_label=INVITATION)
    title = forms.CharField(label="Название", max_length=300, help_text="«Собеседования с руководителями, весна 2024»")
    starts_on = DayField(label="Первый день", help_text="с руководителями школ на этот день; на него все и назначены")
    ends_on = DayField(label="Последний день")
    interviewer = forms.ModelChoiceField(
        User.objects.none(), label="Кто проводит", empty_label=INVITATION,
        help_text="день и собеседника каждого можно изменить потом",
    )  # fmt: skip
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), label="С руководителями каких школ", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guides = Methodology.objects.visible_to(user).filter(kind=Methodology.Kind.INTERVIEW)
        self.fields["methodology"].queryset = guides
        self.fields["interviewer"].queryset = interviewers(municipality)
        self.fields["schools"].queryset = School.objects.visible_to(user).filter(municipality=municipality)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Последний день раньше первого.")
        return cleaned


class PlanForm(forms.Form):
    interviewer = forms.ModelChoiceField(User.objects.none(), label="Кто проводит", empty_label=None)
    planned_on = DayField(label="Назначено на")

    def __init__(self, *args: Any, instance: Interview, **kwargs: Any) -> None:
        self.instance = instance
        given = {"interviewer": instance.response.respondent_id, "planned_on": instance.planned_on}
        super().__init__(*args, initial=given, **kwargs)
        self.fields["interviewer"].queryset = interviewers(instance.response.participant.municipality)


class ReopenForm(forms.Form):
    reason = forms.CharField(label="Что нужно исправить", max_length=300)

    def __init__(self, *args: Any, instance: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance


class InterviewForm(QuestionsForm):
    """Questions of the guide with a conclusion a topic; only what is finished must be complete."""

    held_on = DayField(label="Когда проведено", required=False)

    def __init__(self, *args: Any, interview: Interview, is_done: bool, **kwargs: Any) -> None:
        self.interview, self.is_done = interview, is_done
        super().__init__(*args, is_draft=not is_done, **kwargs)
        self.topics = {f"c{item.section_id}": item.section for item in self.items.values()}
        for name in self.topics:
            self.fields[name] = forms.CharField(
                label="Вывод по теме", max_length=LETTERS, required=is_done,
                widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Запишите вывод по теме."},
            )  # fmt: skip
        self.initial = self._written() | self.initial

    def sections(self) -> Iterator[tuple[Section, list[BoundField]]]:
        for section, fields in super().sections():
            yield section, [*fields, self[f"c{section.pk}"]]

    def conclusions(self) -> dict[Section, str]:
        return {section: self.cleaned_data.get(name, "") for name, section in self.topics.items()}

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if self.is_done and not day:
            raise ValidationError("Укажите день, когда беседа прошла.")
        if day and day > timezone.localdate():
            raise ValidationError("Этот день ещё не наступил.")
        return day

    def _written(self) -> dict[str, Any]:
        response = self.interview.response
        by_pk = {item.pk: (name, item) for name, item in self.items.items()}
        answers = {
            by_pk[one.item_id][0]: said_of(by_pk[one.item_id][1], one)
            for one in response.answers.all()
            if one.item_id in by_pk
        }
        concluded = {f"c{one.section_id}": one.text for one in response.conclusions.all()}
        return {"held_on": self.interview.planned_on} | answers | concluded
