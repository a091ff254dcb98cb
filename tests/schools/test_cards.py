"""The card of a school and of a person."""

from datetime import date

import pytest
from django.urls import reverse

from schools.models import Post
from tests.factories import (
    AppointmentFactory,
    ContestEntryFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    PersonFactory,
    ReserveEntryFactory,
    ReserveReviewFactory,
    ReserveStepFactory,
    SchoolFactory,
    TransitionProgrammeFactory,
)


@pytest.fixture
def school(db):
    return SchoolFactory(short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»", phone="2-11-11")


@pytest.fixture
def person(db):
    return PersonFactory(last_name="Ли", first_name="Ан", patronymic="", born_on=date(1970, 6, 5))


@pytest.fixture
def text(specialist_client):
    return lambda record, **query: specialist_client.get(record.get_absolute_url(), query).text


def test_a_school_tells_its_story(text, school):
    AppointmentFactory(school=school, order_number="17-к", order_date=date(2020, 8, 25))
    TransitionProgrammeFactory(school=school, title="Программа роста", order_number="5")
    ContestEntryFactory(school=school, work="Зелёный двор", result="победитель")
    InnovationParticipationFactory(school=school, theme="Наставничество")
    told = text(school)
    for said in (
        "МБОУ «Крестинская СШ»", "2-11-11", "приказ № 17-к от 25.08.2020", "Программа роста",
        "утверждена 10.01.2022, приказ № 5", "«Зелёный двор»", "победитель", "Наставничество",
    ):  # fmt: skip
        assert said in told


def test_a_school_without_a_story_says_so(text, school):
    told = text(school)
    for said in (
        "не назначен",
        "Назначений нет.",
        "Программы нет.",
        "В конкурсах не участвовала.",
        "Не участвует.",
    ):
        assert said in told


def test_the_head_is_that_of_the_day_looked_from(text, school, person):
    AppointmentFactory(school=school, person=person, started_on=date(2021, 9, 1))
    head = f'<dd><a href="{person.get_absolute_url()}">Ли Ан</a></dd>'
    assert head in text(school, as_of="2021-09-01")
    assert head not in text(school, as_of="2021-08-31")


def test_a_deputy_is_not_among_the_heads(text, school, person):
    AppointmentFactory(school=school, person=person, post=Post.DEPUTY)
    assert "Ли Ан" not in text(school).partition("История изменений")[0]


def test_a_closed_school_says_since_when(text, school):
    school.closed_on = date(2023, 8, 31)
    school.save()
    assert "<dt>Закрыта</dt><dd>31.08.2023</dd>" in text(school)


def test_a_programme_under_way_is_said_to_be(text, school):
    TransitionProgrammeFactory(school=school, approved_on=None)
    assert "в разработке" in text(school)


def test_a_person_tells_posts_and_memberships(text, person, school):
    AppointmentFactory(
        person=person, school=school, started_on=date(2019, 9, 1), ended_on=date(2022, 8, 31),
        contract_ends_on=date(2024, 8, 31),
    )  # fmt: skip
    MembershipFactory(person=person, council="Совет наставников", ended_on=date(2022, 12, 31))
    told = text(person)
    assert "с 01.09.2019 по 31.08.2022" in told
    assert "договор по 31.08.2024" in told
    assert "Совет наставников" in told
    assert "с 01.02.2021 по 31.12.2022" in told


def test_the_school_of_a_person_is_that_of_the_day_looked_from(text, person, school):
    AppointmentFactory(person=person, school=school, started_on=date(2021, 9, 1), contract_ends_on=date(2026, 8, 31))
    assert "Крестинская СШ – на 01.09.2021" in text(person, as_of="2021-09-01")
    assert "Крестинская СШ – на" not in text(person, as_of="2021-08-31")


def test_the_card_of_who_heads_two_schools_names_both(text, person, school):
    other = SchoolFactory(short_name="Маяковская СШ")
    AppointmentFactory(person=person, school=school, started_on=date(2021, 9, 1), contract_ends_on=date(2026, 8, 31))
    AppointmentFactory(person=person, school=other, started_on=date(2022, 9, 1), contract_ends_on=date(2027, 8, 31))
    told = text(person, as_of="2024-12-30")
    assert "Крестинская СШ; Маяковская СШ – на 30.12.2024" in told
    assert "по 31.08.2026 (Крестинская СШ)" in told
    assert "по 31.08.2027 (Маяковская СШ)" in told


def test_what_begins_after_the_day_looked_from_is_marked(text, person, school):
    AppointmentFactory(person=person, school=school, started_on=date(2024, 9, 1))
    MembershipFactory(person=person, started_on=date(2024, 10, 1))
    assert text(person, as_of="2024-08-31").count("позже показанной даты") == 2
    assert "позже показанной даты" not in text(person, as_of="2024-10-01")


def test_who_is_in_the_reserve_is_not_offered_to_be_included_again(text, person):
    assert "Включить в резерв" in text(person)
    ReserveStepFactory(entry=ReserveEntryFactory(person=person))
    assert "Включить в резерв" not in text(person)


def test_a_record_without_a_basis_ends_without_a_dot(text, person):
    MembershipFactory(person=person, started_on=date(2021, 2, 1), basis="")
    assert "<small>с 01.02.2021</small>" in text(person)


def test_who_came_and_who_left_is_in_the_history_of_the_school(text, person, school):
    AppointmentFactory(person=person, school=school)
    assert f"назначение: {person}" in text(school)


def test_a_school_tells_the_prolonged_term_of_its_reservist(text, person, school):
    entry = ReserveEntryFactory(person=person, target_school=school, term_ends_on=date(2025, 1, 31))
    ReserveStepFactory(entry=entry)
    ReserveReviewFactory(entry=entry, held_on=date(2024, 2, 1), term_ends_on=date(2027, 1, 31))
    told = text(school)
    assert "срок по 31.01.2027" in told
    assert "31.01.2025" not in told


@pytest.mark.parametrize("role", ["specialist", "observer"])
def test_the_day_of_birth_is_on_no_card(request, person, role):
    AppointmentFactory(person=person)
    answer = request.getfixturevalue(f"{role}_client").get(person.get_absolute_url())
    assert answer.status_code == 200
    assert "1970" not in answer.text


def test_the_observer_reads_a_head_without_memberships(observer_client, person):
    AppointmentFactory(person=person)
    MembershipFactory(person=person, council="Совет наставников")
    told = observer_client.get(person.get_absolute_url()).text
    assert "Ли Ан" in told
    assert "Ассоциация и советы" not in told
    assert "Совет наставников" not in told


@pytest.mark.parametrize(
    ("role", "changes", "history"),
    [
        ("specialist", True, True),
        ("methodist", False, True),
        ("coordinator", False, True),
        ("observer", False, False),
    ],
)
def test_what_each_is_offered_beside_a_card(request, school, person, role, changes, history):
    AppointmentFactory(school=school, person=person)
    for record in (school, person):
        told = request.getfixturevalue(f"{role}_client").get(record.get_absolute_url()).text
        assert ("Изменить карточку" in told) is changes
        assert ("Записать назначение" in told) is changes
        assert ('href="/history/' in told) is history


def test_a_director_reads_his_own_card_and_school(director_client, director):
    own = director.person
    school = own.appointments.get().school
    assert "Крестинская СШ" in director_client.get(own.get_absolute_url()).text
    assert "Изменить" not in director_client.get(school.get_absolute_url()).text


@pytest.mark.parametrize("role", ["expert", "administrator"])
def test_a_role_without_registers_is_refused(request, school, person, role):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get(school.get_absolute_url()).status_code == 403
    assert client.get(person.get_absolute_url()).status_code == 403


def test_what_people_wrote_is_shown_as_text(text, school):
    InnovationParticipationFactory(school=school, theme="<img src=x onerror=alert(1)>")
    assert "<img" not in text(school)
    assert "&lt;img src=x" in text(school)


def test_a_director_does_not_read_the_orders_and_contracts_of_predecessors(director_client, director):
    own = director.person.appointments.get()
    own.order_number = "своё-1"
    own.save()
    former = AppointmentFactory(
        school=own.school, started_on=date(2015, 9, 1), ended_on=date(2019, 8, 31), order_number="чужое-2",
        order_date=date(2015, 8, 25), contract_ends_on=date(2020, 8, 31),
    )  # fmt: skip
    told = director_client.get(own.school.get_absolute_url()).text
    assert str(former.person) in told
    assert "с 01.09.2015 по 31.08.2019" in told
    assert "приказ № своё-1" in told
    for kept in ("чужое-2", "25.08.2015", "договор до 31.08.2020"):
        assert kept not in told


def test_what_a_director_may_not_open_is_no_link(director_client, director):
    own = director.person.appointments.get()
    former = AppointmentFactory(school=own.school, started_on=date(2015, 9, 1), ended_on=date(2019, 8, 31))
    left = AppointmentFactory(person=director.person, started_on=date(2010, 9, 1), ended_on=date(2015, 8, 31))
    past = director_client.get(own.school.get_absolute_url(), {"as_of": "2016-01-01"}).text
    story = director_client.get(own.school.get_absolute_url()).text
    card = director_client.get(director.person.get_absolute_url()).text
    assert f"<dd>{former.person}</dd>" in past
    assert former.person.get_absolute_url() not in past
    assert former.person.get_absolute_url() not in story
    assert director.person.get_absolute_url() in story
    assert str(left.school) in card
    assert f'"{left.school.get_absolute_url()}"' not in card
    assert f'"{own.school.get_absolute_url()}"' in card


def test_an_acting_head_is_said_to_be_acting(text, school, person):
    AppointmentFactory(school=school, person=person, post=Post.ACTING_DIRECTOR)
    assert "Ли Ан</a> (и. о.)</dd>" in text(school)


@pytest.mark.parametrize(("role", "offered"), [("specialist", True), ("methodist", False), ("observer", False)])
def test_each_record_of_a_card_is_changed_from_it_by_who_may(request, school, person, role, offered):
    AppointmentFactory(school=school, person=person)
    client = request.getfixturevalue(f"{role}_client")
    records = {
        "membership": (person, MembershipFactory(person=person)),
        "transition_programme": (school, TransitionProgrammeFactory(school=school)),
        "contest_entry": (school, ContestEntryFactory(school=school)),
        "innovation_participation": (school, InnovationParticipationFactory(school=school)),
    }
    for name, (card, record) in records.items():
        address = reverse(f"schools:edit_{name}", args=[record.pk])
        assert (f'"{address}"' in client.get(card.get_absolute_url()).text) is offered
