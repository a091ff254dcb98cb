"""Papers of the past keep the name of that day."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.core.papers import registry
from leadership.core.papers.faces import FACES
from schools.models import FormerName, Person, School
from tests.factories import AppointmentFactory, FormerNameFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
CHANGED = date(2022, 6, 1)
EVE = CHANGED - timedelta(days=1)
TYPED = {"last_name": "Замужняя", "first_name": "Анна", "patronymic": "Петровна"}


@pytest.fixture
def head(municipality):
    """Девичья until June 2022, Замужняя since."""
    appointment = AppointmentFactory(municipality=municipality, person__last_name="Замужняя")
    FormerNameFactory(person=appointment.person, last_name="Девичья", changed_on=CHANGED)
    return appointment


def named(day):
    return Person.objects.with_name(day).get().name_then


def test_the_name_of_a_day_is_the_one_borne_then(head):
    assert named(EVE) == "Девичья Анна Петровна"
    assert named(CHANGED) == "Замужняя Анна Петровна"


def test_of_several_former_names_the_one_in_force_on_the_day_counts(head):
    FormerNameFactory(person=head.person, last_name="Вторая", changed_on=date(2023, 6, 1))
    years = (date(2021, 1, 1), date(2022, 12, 31), date(2023, 6, 1))
    assert [named(day).split()[0] for day in years] == ["Девичья", "Вторая", "Замужняя"]


def test_another_person_s_former_name_is_nobody_else_s(head):
    other = PersonFactory(municipality=head.person.municipality, last_name="Ровная")
    assert Person.objects.with_name(EVE).get(pk=other.pk).name_then == "Ровная Анна Петровна"


def test_a_school_is_headed_by_the_name_of_the_day(head):
    assert School.objects.with_head(EVE).get().head_name == "Девичья Анна Петровна"
    assert School.objects.with_head(CHANGED).get().head_name == "Замужняя Анна Петровна"


@pytest.mark.parametrize(("day", "name"), [(EVE, "Девичья"), (CHANGED, "Замужняя")])
@pytest.mark.parametrize("route", ["heads", "schools"])
def test_the_lists_of_a_day_say_the_name_of_that_day(specialist_client, head, route, day, name):
    table = specialist_client.get(reverse(f"schools:{route}"), {"as_of": f"{day}"}).context["table"]
    assert name in str(list(table.as_values()))


def test_the_paper_of_a_day_says_the_name_of_that_day(head, municipality):
    def printed(day):
        report = registry.find("directors").build(registry.PaperContext(municipality, day))
        return json.dumps(json.loads(FACES["json"].render(report)), ensure_ascii=False)

    assert "Девичья" in printed(EVE)
    assert "Замужняя" not in printed(EVE)
    assert "Девичья" not in printed(CHANGED)


def test_who_is_renamed_on_a_day_keeps_the_former_name(specialist_client, municipality):
    person = PersonFactory(municipality=municipality, last_name="Девичья")
    address = reverse("schools:edit_person", args=[person.pk])
    assert specialist_client.post(address, TYPED | {"renamed_on": "01.06.2022"}).status_code == 302
    kept = FormerName.objects.get()
    assert (kept.person, str(kept), kept.changed_on) == (person, "Девичья Анна Петровна", CHANGED)
    assert str(Person.objects.get()) == "Замужняя Анна Петровна"
    assert "Девичья Анна Петровна – по 31.05.2022" in specialist_client.get(person.get_absolute_url()).text


def test_a_corrected_slip_leaves_no_former_name(specialist_client, municipality):
    person = PersonFactory(municipality=municipality, last_name="Замужная")
    specialist_client.post(reverse("schools:edit_person", args=[person.pk]), TYPED)
    assert str(Person.objects.get()) == "Замужняя Анна Петровна"
    assert not FormerName.objects.exists()


def test_another_surname_without_a_day_is_asked_about_once(specialist_client, municipality):
    person = PersonFactory(municipality=municipality, last_name="Девичья")
    told = refused(specialist_client, person)
    assert "С какого дня новая фамилия?" in told
    assert 'name="slip_checked"' in told
    assert str(Person.objects.get()).startswith("Девичья")
    specialist_client.post(reverse("schools:edit_person", args=[person.pk]), TYPED | {"slip_checked": "on"})
    assert str(Person.objects.get()) == "Замужняя Анна Петровна"
    assert not FormerName.objects.exists()


def test_a_surname_that_stays_is_not_asked_about(specialist_client, municipality):
    person = PersonFactory(municipality=municipality, last_name="Замужняя", phone="1")
    answer = specialist_client.post(reverse("schools:edit_person", args=[person.pk]), TYPED | {"phone": "2"})
    assert answer.status_code == 302


def refused(client, person, **typed):
    answer = client.post(reverse("schools:edit_person", args=[person.pk]), TYPED | typed)
    assert answer.status_code == 422
    return answer.text


def test_a_day_without_a_new_name_is_refused(specialist_client, municipality):
    person = PersonFactory(municipality=municipality, last_name="Замужняя")
    assert "Имя осталось прежним" in refused(specialist_client, person, renamed_on="01.06.2022")


def test_nobody_is_renamed_tomorrow(specialist_client, municipality):
    person = PersonFactory(municipality=municipality)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "Этот день ещё не наступил." in refused(specialist_client, person, renamed_on=f"{tomorrow:%d.%m.%Y}")


def test_names_follow_one_another_and_what_was_typed_stays(specialist_client, head):
    text = refused(specialist_client, head.person, last_name="Новая", renamed_on="01.06.2022")
    assert "Имя уже менялось 01.06.2022" in text
    assert 'value="Новая"' in text
    assert str(Person.objects.get()) == "Замужняя Анна Петровна"


def test_of_a_new_person_no_former_name_is_asked(specialist_client):
    assert "renamed_on" not in specialist_client.get(reverse("schools:add_person")).context["form"].fields


@pytest.fixture
def head_of_two(municipality):
    first = AppointmentFactory(municipality=municipality, school__short_name="Первая СШ", started_on=date(2019, 9, 1))
    second = SchoolFactory(municipality=municipality, short_name="Вторая СШ")
    AppointmentFactory(municipality=municipality, school=second, person=first.person, started_on=date(2021, 9, 1))
    return first.person


def test_who_heads_two_schools_is_one_row_that_names_both(specialist_client, head_of_two):
    answer = specialist_client.get(reverse("schools:heads"), {"as_of": "2022-01-01"})
    (row,) = list(answer.context["table"].as_values())[1:]
    assert "Первая СШ; Вторая СШ" in row
    for school in School.objects.all():
        assert f'href="{school.get_absolute_url()}">{school}</a>' in answer.text


def test_among_people_who_heads_two_schools_has_both(specialist_client, head_of_two):
    answer = specialist_client.get(reverse("schools:people"), {"as_of": "2022-01-01"})
    (row,) = list(answer.context["table"].as_values())[1:]
    assert "Первая СШ; Вторая СШ" in row


@pytest.mark.parametrize("school", ["Первая", "Вторая"])
def test_who_heads_two_schools_is_found_by_either(specialist_client, head_of_two, school):
    answer = specialist_client.get(reverse("schools:heads"), {"as_of": "2022-01-01", "q": school})
    assert answer.context["how_many"] == 1


def test_the_paper_has_a_row_a_school_and_counts_people_once(municipality, head_of_two):
    AppointmentFactory(municipality=municipality, school__short_name="Третья СШ")
    report = registry.find("directors").build(registry.PaperContext(municipality, date(2022, 1, 1)))
    (table,) = report.tables()
    *rows, total = [[cell.value for _, cell in line.cells] for line in table.body()]
    assert [row[1] for row in rows] == ["Вторая СШ", "Первая СШ", "Третья СШ"]
    assert total[0].replace("\xa0", " ").startswith("Всего: 3 школы, 2 руководителя")


def test_a_paper_of_twenty_schools_asks_as_much_as_one_of_one(municipality):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            registry.find("directors").build(registry.PaperContext(municipality, date(2022, 1, 1)))
        return len(questions)

    AppointmentFactory(municipality=municipality)
    few = asked()
    for _ in range(19):
        FormerNameFactory(person=AppointmentFactory(municipality=municipality).person)
    assert asked() == few <= 2
