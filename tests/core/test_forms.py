from datetime import date

import pytest
import time_machine
from django import forms

from leadership.core.forms import DayField, RecordForm, said
from schools.models import Membership, Post
from tests.factories import AppointmentFactory, PersonFactory


class MembershipForm(RecordForm):
    happened = ("started_on",)

    class Meta(RecordForm.Meta):
        model = Membership
        fields = ["person", "body", "council", "started_on", "basis"]


class Days(forms.Form):
    day = DayField(required=False)


def typed(**changed):
    return {"body": "association", "started_on": "01.02.2021", "basis": "протокол № 1"} | changed


@pytest.mark.parametrize("written", ["01.12.2023", "2023-12-01", " 1.12.2023 "])
def test_a_day_is_read_in_either_writing(written):
    form = Days({"day": written})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2023, 12, 1)


@pytest.mark.parametrize("written", ["32.01.2023", "вчера", "<b>"])
def test_what_is_not_a_day_stays_in_the_field_beside_the_message(written):
    form = Days({"day": written})
    assert form.errors["day"] == [f"«{written}» – не дата. Напишите день так: 01.12.2023."]
    assert form["day"].value() == written


def test_an_empty_day_is_no_day():
    form = Days({"day": "  "})
    assert form.is_valid()
    assert form.cleaned_data["day"] is None


def test_a_day_is_shown_as_people_write_it():
    assert 'value="01.12.2023"' in str(Days(initial={"day": date(2023, 12, 1)})["day"])


def test_days_of_a_record_take_our_field(db):
    assert isinstance(MembershipForm().fields["started_on"], DayField)


def test_only_what_may_be_left_empty_says_so(db):
    labels = {name: field.label for name, field in MembershipForm().fields.items()}
    assert labels["council"] == "Какой совет (необязательно)"
    assert labels["basis"] == "Основание"


def test_a_choice_of_records_starts_with_an_invitation(db):
    assert MembershipForm().fields["person"].empty_label == "– выберите –"


@time_machine.travel("2024-03-01 12:00+06:00")
def test_what_has_happened_did_not_happen_tomorrow(db):
    assert "started_on" not in MembershipForm(typed(started_on="01.03.2024")).errors
    assert MembershipForm(typed(started_on="02.03.2024")).errors["started_on"] == ["Этот день ещё не наступил."]


@time_machine.travel("2024-03-01 19:00+00:00")
def test_today_is_the_districts_day_not_the_servers(db):
    assert "started_on" not in MembershipForm(typed(started_on="02.03.2024")).errors


def test_another_districts_records_are_not_offered(specialist, foreigner):
    own = PersonFactory(municipality=specialist.municipality)
    PersonFactory(municipality=foreigner.municipality)
    form = MembershipForm()
    form.limit_to(specialist)
    assert list(form.fields["person"].queryset) == [own]


def test_values_are_said_in_words(db):
    appointment = AppointmentFactory(post=Post.ACTING_DIRECTOR, started_on=date(2022, 9, 1))
    assert said(appointment, "post") == "исполняющий обязанности директора"
    assert said(appointment, "started_on") == "01.09.2022"
    assert said(appointment, "ended_on") == ""
    assert said(appointment, "school") == appointment.school.short_name


def test_records_joined_to_many_are_listed(specialist):
    assert said(specialist, "groups") == ""
    for name in ("первая", "вторая"):
        specialist.groups.create(name=name)
    assert said(specialist, "groups") == "первая; вторая"
