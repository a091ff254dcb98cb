from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from leadership.core import russian
from leadership.core.dates import years_from
from leadership.core.forms import DayField, RecordForm
from schools.forms import DistrictForm
from schools.models import DEPARTMENT, Role, SchoolYear, User

from .. import subjects
from ..models import Campaign, CampaignState, Methodology, Participant, Reminder, ResponseRole
from ..regulation import ELSEWHERE

#: Phases an order gives terms to; preparation is over when the campaign opens.
PHASES = tuple(state for state in CampaignState if state != CampaignState.PREPARATION)
ASKED = tuple((role.value, role.label) for role in ResponseRole if role != ResponseRole.INTERVIEWER)
#: What is frozen once people have been asked.
SETTLED = ("methodology", "as_of", "asks", "year")

Terms = dict[CampaignState, tuple[date, date] | None]


class CampaignForm(DistrictForm):
    """A campaign with the terms of its phases, as the order sets them."""

    asks = forms.MultipleChoiceField(
        label="Кого спрашивают", choices=ASKED, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Укажите, кого спрашивают."},
    )  # fmt: skip

    class Meta(RecordForm.Meta):
        model = Campaign
        fields = ["methodology", "title", "year", "as_of", "order", "ordered_on", "asks"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["asks"] = str(self.initial.get("asks", ResponseRole.SUBJECT)).split(",")
        terms = self._terms_of(self.instance)
        for state in PHASES:
            for name, label in ((f"{state}_from", "с"), (f"{state}_to", "по")):
                title = f"{state.label.capitalize()}: {label} (необязательно)"
                self.fields[name] = DayField(label=title, required=False, initial=terms.get(name))
        if "change_reason" in self.fields:
            self.fields["change_reason"] = self.fields.pop("change_reason")
        if self.instance.pk and self.instance.state != CampaignState.PREPARATION:
            for name in SETTLED:
                self.fields[name].disabled = True

    def limit_to(self, user: User) -> None:
        """Surveys and interviews are opened on pages of their own."""
        self.fields["methodology"].queryset = Methodology.objects.exclude(kind__in=ELSEWHERE)
        super().limit_to(user)

    def values_of(self, record: Any) -> dict[str, Any]:
        return super().values_of(record) | self._terms_of(record)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for state in PHASES:
            self._check_term(state, cleaned.get(f"{state}_from"), cleaned.get(f"{state}_to"))
        return cleaned

    def terms(self) -> Terms:
        """The term of every phase, or nothing where none is set."""
        found: Terms = {}
        for state in PHASES:
            starts_on, ends_on = self.cleaned_data[f"{state}_from"], self.cleaned_data[f"{state}_to"]
            found[state] = (starts_on, ends_on) if starts_on and ends_on else None
        return found

    def _check_term(self, state: CampaignState, starts_on: date | None, ends_on: date | None) -> None:
        named = (("_from", starts_on), ("_to", ends_on))
        if any(f"{state}{part}" in self.errors for part, _ in named):
            return
        for part, day in named:
            if day is None and (starts_on or ends_on):
                self.add_error(f"{state}{part}", "Укажите оба дня: начало и окончание.")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(f"{state}_to", "Окончание раньше начала.")

    @staticmethod
    def a_year_on(campaign: Campaign) -> dict[str, Any]:
        """What the same campaign of the next year begins with: the newest version, the days a year later."""
        newest = Methodology.objects.filter(
            code=campaign.methodology.code, municipality=campaign.methodology.municipality_id
        ).order_by("-version")
        terms = {
            f"{phase.state}{part}": russian.day(years_from(day, 1))
            for phase in campaign.phases.all()
            for part, day in (("_from", phase.starts_on), ("_to", phase.ends_on))
        }
        return terms | {
            "methodology": newest.values_list("pk", flat=True)[0],
            "title": campaign.title.replace(str(campaign.year), str(campaign.year + 1)),
            "year": campaign.year + 1,
            "as_of": russian.day(years_from(campaign.as_of, 1)),
            "asks": ",".join(campaign.asks),
        }

    def _terms_of(self, campaign: Campaign) -> dict[str, date | None]:
        known = {phase.state: phase for phase in campaign.phases.all()} if campaign.pk else {}
        terms: dict[str, date | None] = {}
        for state in PHASES:
            phase = known.get(state.value)
            terms[f"{state}_from"] = phase.starts_on if phase else None
            terms[f"{state}_to"] = phase.ends_on if phase else None
        return terms


class LeaveOutForm(forms.Form):
    """Who is not asked: a whole group, or those named, with the reason that stays on paper."""

    group = forms.ChoiceField(
        label="Вся группа сравнения (необязательно)", required=False,
        choices=[("", "– не группой –"), *SchoolYear.Group.choices],
    )  # fmt: skip
    named = forms.MultipleChoiceField(
        label="Или по одному (необязательно)", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="Причина", max_length=300, help_text="останется в составе участников: школа реорганизуется, приказ № …",
        error_messages={"required": "Напишите причину: она останется в составе участников."},
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = subjects.rows(campaign)
        left_out = subjects.left_out(campaign).values("object_id")
        shown = subjects.read(self._rows.exclude(pk__in=left_out)[:OFFERED])
        self.fields["named"].choices = [(str(row.subject), row.label) for row in shown]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("group") and not cleaned.get("named") and "named" not in self.errors:
            self.add_error("named", "Выберите группу или отметьте, кто не участвует.")
        return cleaned

    def numbers(self) -> set[int]:
        """The numbers of the subjects chosen."""
        chosen = {int(one) for one in self.cleaned_data["named"]}
        if group := self.cleaned_data["group"]:
            chosen |= set(self._rows.filter(its_group=group).values_list("pk", flat=True))
        return chosen


#: More names are not listed to choose from: a group leaves many out at once.
OFFERED = 200


class MoveForm(forms.Form):
    """The day of an act and, where it asks for one, the reason."""

    on = DayField(label="Дата")
    reason = forms.CharField(label="Причина", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, asks: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.fields["reason"].label = asks
        else:
            del self.fields["reason"]

    def clean_on(self) -> date:
        """An act is done today, or was: a day ahead would jump over a term that is not over."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("Этот день ещё не наступил.")
        return day


class RemindForm(forms.Form):
    way = forms.ChoiceField(label="Как напоминаете", choices=Reminder.Way.choices)
    text = forms.CharField(label="Текст", widget=forms.Textarea(attrs={"rows": 6}), max_length=2000)


class RespondentForm(forms.Form):
    """Who else answers about a participant, or in his place: an account of the district."""

    role = forms.ChoiceField(label="В какой роли")
    respondent = forms.ModelChoiceField(label="Кто отвечает", queryset=User.objects.none(), empty_label="– выберите –")

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {role: ResponseRole(role).label for role in participant.campaign.asks}
        if ResponseRole.SUBJECT in labels:
            labels[ResponseRole.SUBJECT] = "за самого участника: руководитель сменился, форму передают"
        self.fields["role"].choices = list(labels.items())
        taken = participant.responses.exclude(respondent=None).values("respondent")
        opening = DEPARTMENT | {Role.DIRECTOR}  # nobody else opens a named form
        accounts = User.objects.filter(municipality=participant.municipality_id, is_active=True, role__in=opening)
        own = accounts.exclude(person=None).filter(person=participant.person_id)
        self.fields["respondent"].queryset = accounts.exclude(pk__in=taken).exclude(pk__in=own.values("pk"))
