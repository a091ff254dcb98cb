"""At the foot of a card: who changed it and its parts, from what to what, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.history import Timeline
from schools.models import Membership, Person
from tests.factories import (
    AppointmentFactory,
    AwardFactory,
    MembershipFactory,
    PersonFactory,
    ReserveStepFactory,
    SchoolFactory,
    SchoolYearFactory,
    TransitionProgrammeFactory,
)


def whole_history(record):
    return reverse("history", args=["schools", record._meta.model_name, record.pk])


def edit_person(client, person, **changed):
    form = {"last_name": person.last_name, "first_name": person.first_name, "patronymic": person.patronymic}
    return client.post(reverse("schools:edit_person", args=[person.pk]), form | changed)


def test_a_change_of_the_card_says_who_what_and_why(specialist_client):
    person = PersonFactory(phone="1")
    assert edit_person(specialist_client, person, phone="2", change_reason="Опечатка").status_code == 302
    told = specialist_client.get(person.get_absolute_url()).text
    for said in ("История изменений", "specialist", 'служебный телефон: <del class="was">1</del> 2', "Опечатка"):
        assert said in told


def test_a_reason_is_asked_of_a_change_and_not_of_a_new_record(specialist_client):
    adding = specialist_client.get(reverse("schools:add_person")).context["form"]
    editing = specialist_client.get(reverse("schools:edit_person", args=[PersonFactory().pk])).context["form"]
    assert "change_reason" not in adding.fields
    assert list(editing.fields)[-1] == "change_reason"


def test_a_change_without_a_reason_is_saved_too(specialist_client):
    person = PersonFactory(phone="1")
    edit_person(specialist_client, person, phone="2")
    assert person.history.first().history_change_reason is None


def test_parts_belong_to_the_history_of_a_person(specialist):
    person = PersonFactory()
    AwardFactory(person=person, title="Грамота")
    ReserveStepFactory(entry__person=person)
    AwardFactory(title="Чужая грамота")
    told = [change.record for change in Timeline(person)[:50]]
    assert "награда: Грамота, 2021" in told
    assert any(record.startswith("шаг резерва: включён") for record in told)
    assert any(record.startswith("запись резерва") for record in told)
    assert told[-1] == "", "the card itself was made first"
    assert not any("Чужая" in record for record in told)


def test_parts_belong_to_the_history_of_a_school(specialist):
    school = SchoolFactory(short_name="Первая")
    SchoolYearFactory(school=school, year=2023)
    TransitionProgrammeFactory(school=school, title="Рост")
    told = [change.record for change in Timeline(school)[:50]]
    assert "показатели школы за год: Первая, 2023/24" in told
    assert any("Рост" in record for record in told)


def test_a_removed_part_stays_to_be_seen(specialist_client, specialist):
    member = MembershipFactory(person__last_name="Ли", person__first_name="Ан", person__patronymic="")
    person = member.person
    specialist_client.post(reverse("schools:remove_membership", args=[member.pk]))
    assert not Membership.objects.exists()
    latest = Timeline(person)[:1][0]
    assert (latest.kind, latest.who) == ("удалено", "specialist")
    assert latest.record.startswith("членство в Ассоциации: Ли Ан")
    assert "удалено" in specialist_client.get(person.get_absolute_url()).text


def test_a_step_of_a_removed_entry_is_found_too(specialist):
    step = ReserveStepFactory()
    person, entry = step.entry.person, step.entry
    entry.delete()
    assert [change.kind for change in Timeline(person)[:2]] == ["удалено", "удалено"]


def test_a_card_shows_the_latest_five_and_the_page_the_rest(specialist_client):
    person = PersonFactory(phone="0")
    for number in range(1, 60):
        person.phone = f"{number}-00"
        person.save()
    card = specialist_client.get(person.get_absolute_url()).text
    assert card.count('data-label="Кто"') == 5
    assert whole_history(person) in card
    first, second = (specialist_client.get(whole_history(person), {"page": page}).text for page in (1, 2))
    assert "1–50 из 60" in first
    assert "51–60 из 60" in second
    assert "59-00" in first
    assert "59-00" not in second


def test_a_card_made_in_bulk_knows_what_its_first_change_changed(specialist_client, specialist):
    [person] = Person.objects.bulk_create(
        [Person(municipality=specialist.municipality, last_name="Ли", first_name="А", phone="1")]
    )
    edit_person(specialist_client, person, phone="2")
    told = specialist_client.get(whole_history(person)).text
    assert 'служебный телефон: <del class="was">1</del> 2' in told
    assert "внесено раньше, без истории" in told


@pytest.mark.parametrize("role", ["director", "observer"])
def test_those_who_keep_no_records_do_not_see_the_section(request, director, role):
    answer = request.getfixturevalue(f"{role}_client").get(director.person.get_absolute_url())
    assert answer.status_code == 200
    assert "История изменений" not in answer.text


def test_a_long_history_costs_what_a_short_one_does(specialist):
    def asked(person):
        with CaptureQueriesContext(connection) as questions:
            list(Timeline(person)[:50])
        return len(questions)

    def story(how_many):
        person = PersonFactory()
        for year in range(how_many):
            AppointmentFactory(person=person, started_on=f"20{year:02}-01-01", ended_on=f"20{year:02}-02-01")
            AwardFactory(person=person)
        return person

    card, appointments, awards = 1, 1, 1
    assert asked(story(1)) == asked(story(20)) == 1 + card + appointments + awards
