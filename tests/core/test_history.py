from datetime import date

import pytest
from django.urls import reverse

from leadership.core.history import changes
from schools.models import Post
from tests.factories import AppointmentFactory, PersonFactory, ProjectFactory, SchoolFactory


def address(record):
    return reverse("history", args=[record._meta.app_label, record._meta.model_name, record.pk])


def test_it_shows_who_changed_what_into_what(specialist_client):
    school = SchoolFactory(phone="2-11-11")
    form = {"name": school.name, "short_name": school.short_name, "kind": "secondary", "phone": "2-22-22"}
    specialist_client.post(reverse("schools:edit_school", args=[school.pk]), form)
    answer = specialist_client.get(address(school))
    assert "specialist" in answer.text
    assert 'телефон: <del class="was">2-11-11</del> 2-22-22' in answer.text


def test_what_no_person_did_was_done_by_the_system(specialist_client):
    assert "система" in specialist_client.get(address(SchoolFactory())).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("post", Post.ACTING_DIRECTOR, ("должность", "директор", "исполняющий обязанности директора")),
        ("ended_on", date(2023, 5, 31), ("окончание", "–", "31.05.2023")),
        ("order_number", "17-к", ("приказ №", "–", "17-к")),
    ],
)
def test_values_are_said_in_words(db, field, value, said):
    appointment = AppointmentFactory()
    setattr(appointment, field, value)
    appointment.save()
    assert changes(appointment)[0].fields == (said,)


def test_a_record_in_place_of_a_number(db):
    appointment = AppointmentFactory(school=SchoolFactory(short_name="Первая"))
    appointment.school = SchoolFactory(short_name="Вторая")
    appointment.save()
    assert changes(appointment)[0].fields == (("школа", "Первая", "Вторая"),)


def test_a_truth_is_said_in_words(db):
    project = ProjectFactory(is_current=True)
    project.is_current = False
    project.save()
    assert changes(project)[0].fields == (("текущий", "да", "нет"),)


def test_the_newest_stands_first_and_the_creation_last(db):
    person = PersonFactory()
    person.save()
    assert [change.kind for change in changes(person)] == ["изменено", "создано"]


def test_the_oldest_of_a_long_history_is_compared_with_its_former_too(db):
    person = PersonFactory(phone="0")
    for number in range(1, 5):
        person.phone = str(number)
        person.save()
    shown = changes(person, limit=2)
    assert [change.fields[0][1:] for change in shown] == [("3", "4"), ("2", "3")]


def test_without_changes_it_says_so(specialist_client):
    person = PersonFactory()
    person.history.all().delete()
    assert "Изменений с начала ведения истории нет." in specialist_client.get(address(person)).text


def test_it_is_not_there_for_a_record_one_may_not_see(foreigner_client):
    assert foreigner_client.get(address(SchoolFactory())).status_code == 404


@pytest.mark.parametrize("role", ["director", "observer", "expert", "administrator"])
def test_those_who_keep_no_records_do_not_see_who_changed_them(request, role):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get(address(SchoolFactory())).status_code == 403


@pytest.mark.parametrize(
    ("app", "model"),
    [("schools", "user"), ("core", "demonstrationrow"), ("sessions", "session"), ("schools", "nothing")],
)
def test_it_is_not_there_for_what_keeps_no_history(specialist_client, specialist, app, model):
    assert specialist_client.get(reverse("history", args=[app, model, specialist.pk])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(address(SchoolFactory())).url.startswith(reverse("login"))


def test_a_reason_is_changed_in_its_own_history(db):
    """One field given to every history belonged to the last of them, and an update went to the wrong table."""
    person = PersonFactory()
    person.history.update(history_change_reason="по заявлению")
    assert person.history.get().history_change_reason == "по заявлению"
    assert changes(person)[0].reason == "по заявлению"
