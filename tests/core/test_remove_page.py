from datetime import date

from django.urls import reverse

from schools.models import Appointment, Contest, Person, School
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    ContestEntryFactory,
    ContestFactory,
    PersonFactory,
    SchoolFactory,
)


def address(school):
    return reverse("schools:remove_school", args=[school.pk])


def test_it_asks_first(specialist_client):
    school = SchoolFactory(short_name="Лишняя СШ")
    answer = specialist_client.get(address(school))
    assert "Лишняя СШ" in answer.text
    assert School.objects.exists()


def test_what_nobody_leans_on_goes_and_stays_in_the_history(specialist_client):
    school = SchoolFactory()
    answer = specialist_client.post(address(school), follow=True)
    assert answer.redirect_chain == [(reverse("schools:schools"), 302)]
    assert "Удалено." in answer.text
    assert not School.objects.exists()
    assert School.history.first().history_type == "-"


def test_what_others_lean_on_stays_and_they_are_named(specialist_client):
    appointment = AppointmentFactory(
        person=PersonFactory(last_name="Кривошея", first_name="Лариса", patronymic="Георгиевна")
    )
    answer = specialist_client.post(address(appointment.school))
    assert answer.status_code == 409
    assert "Кривошея Лариса Георгиевна, директор" in answer.text
    assert School.objects.exists()
    assert Appointment.objects.exists()


def test_many_that_lean_are_counted(specialist_client):
    school = SchoolFactory()
    for year in range(2001, 2014):
        AppointmentFactory(school=school, started_on=date(year, 1, 1), ended_on=date(year, 12, 31))
    answer = specialist_client.post(address(school))
    assert answer.text.count(", директор, ") == 10
    assert "ещё записей: 3" in answer.text


def test_those_one_may_not_see_are_counted_without_a_name(specialist_client, foreigner):
    contest = ContestFactory()
    ContestEntryFactory(
        contest=contest, school=SchoolFactory(municipality=foreigner.municipality, short_name="Чужая СШ")
    )
    answer = specialist_client.post(reverse("schools:remove_contest", args=[contest.pk]))
    assert "ещё записей: 1" in answer.text
    assert "Чужая СШ" not in answer.text
    assert Contest.objects.exists()


def test_what_goes_along_is_named_beforehand(specialist_client):
    programme = ActivityFactory(title="Стажировка в лицее").programme
    answer = specialist_client.get(reverse("mentoring:remove_programme", args=[programme.pk]))
    assert "Вместе с ней исчезнут" in answer.text
    assert "Стажировка в лицее" in answer.text


def test_a_record_that_is_not_seen_cannot_be_removed(foreigner_client):
    person = PersonFactory()
    assert foreigner_client.post(reverse("schools:remove_person", args=[person.pk])).status_code == 404
    assert Person.objects.exists()


def test_an_account_that_leans_on_a_person_is_named(specialist_client, director):
    director.person.appointments.all().delete()
    answer = specialist_client.post(reverse("schools:remove_person", args=[director.person.pk]))
    assert answer.status_code == 409
    assert "<li>director</li>" in answer.text
