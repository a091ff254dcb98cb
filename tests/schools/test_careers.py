"""Dated parts of a card: added, changed, removed on it, listed for the district."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.models import Attestation, Award, Education, ProfessionalContestEntry, Training
from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    ContestEntryFactory,
    EducationFactory,
    InnovationParticipationFactory,
    PersonFactory,
    ProfessionalContestEntryFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db

TYPED = {
    "education": (Education, {"level": "higher", "institution": "ОмГПУ", "graduated_in": "1999"}),
    "training": (Training, {"kind": "further", "title": "Менеджмент", "completed_on": "20.05.2022", "hours": "72"}),
    "attestation": (
        Attestation,
        {"held_on": "15.04.2021", "purpose": "post", "result": "fits", "protocol": "протокол № 2"},
    ),
    "award": (Award, {"title": "Почётная грамота", "level": "region", "awarded_on": "05.10.2021"}),
    "professional_contest": (
        ProfessionalContestEntry,
        {"title": "Лидер", "level": "region", "held_on": "20.04.2022"},
    ),
}
PARTS = {
    "education": EducationFactory,
    "training": TrainingFactory,
    "attestation": AttestationFactory,
    "award": AwardFactory,
    "professional_contest": ProfessionalContestEntryFactory,
}


@pytest.fixture
def person(municipality):
    return PersonFactory(municipality=municipality, born_on=date(1970, 6, 5), works_since=date(1992, 8, 15))


def refused(client, person, noun, **typed):
    answer = client.post(reverse(f"schools:add_{noun}", args=[person.pk]), TYPED[noun][1] | typed)
    assert answer.status_code == 422
    return answer.context["form"].errors


@pytest.mark.parametrize("noun", TYPED)
def test_a_part_is_added_on_the_card_and_belongs_to_it(specialist_client, person, noun):
    model, typed = TYPED[noun]
    answer = specialist_client.post(reverse(f"schools:add_{noun}", args=[person.pk]), typed | {"person": 999})
    assert answer.url == person.get_absolute_url()
    assert model.objects.get().person == person


@pytest.mark.parametrize("noun", PARTS)
def test_a_part_is_changed_and_removed_from_the_card(specialist_client, person, noun):
    record = PARTS[noun](person=person)
    card = specialist_client.get(person.get_absolute_url()).text
    edit, remove = (reverse(f"schools:{verb}_{noun}", args=[record.pk]) for verb in ("edit", "remove"))
    assert f'"{edit}"' in card
    assert remove in specialist_client.get(edit).text
    assert specialist_client.post(edit, TYPED[noun][1]).url == person.get_absolute_url()
    assert specialist_client.post(remove).url == person.get_absolute_url()
    assert not type(record).objects.exists()
    assert record.history.count() == 3


@pytest.mark.parametrize("noun", PARTS)
@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_others_of_the_department_read_parts_and_are_offered_no_change(request, person, role, noun):
    record = PARTS[noun](person=person)
    card = request.getfixturevalue(f"{role}_client").get(person.get_absolute_url()).text
    assert reverse(f"schools:edit_{noun}", args=[record.pk]) not in card
    assert reverse(f"schools:add_{noun}", args=[person.pk]) not in card


def test_the_observer_reads_no_part_and_no_age(observer_client, person):
    AppointmentFactory(person=person)
    for factory in PARTS.values():
        factory(person=person)
    card = observer_client.get(person.get_absolute_url()).text
    for kept in ("Возраст", "Стаж", "Аттестация", "Образование", "Почётная грамота", "Менеджмент", "Напечатать"):
        assert kept not in card


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("training", "completed_on"),
        ("attestation", "held_on"),
        ("award", "awarded_on"),
        ("professional_contest", "held_on"),
    ],
)
def test_what_has_not_happened_yet_is_refused(specialist_client, person, noun, field):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refused(specialist_client, person, noun, **{field: f"{tomorrow:%d.%m.%Y}"})[field] == [
        "Этот день ещё не наступил."
    ]


def test_a_diploma_of_a_year_ahead_is_refused(specialist_client, person):
    year = timezone.localdate().year + 1
    assert refused(specialist_client, person, "education", graduated_in=year)["graduated_in"] == [
        "Этот год ещё не наступил."
    ]


@pytest.mark.parametrize(
    ("noun", "typed", "field"),
    [
        ("training", {"started_on": "21.05.2022"}, "completed_on"),
        ("attestation", {"valid_until": "14.04.2021"}, "valid_until"),
        ("training", {"hours": "5001"}, "hours"),
        ("training", {"hours": "-1"}, "hours"),
        ("education", {"graduated_in": "1899"}, "graduated_in"),
        ("education", {"institution": " "}, "institution"),
        ("attestation", {"protocol": ""}, "protocol"),
        ("award", {"level": "galaxy"}, "level"),
    ],
)
def test_a_slip_is_refused_beside_its_field(specialist_client, person, noun, typed, field):
    assert field in refused(specialist_client, person, noun, **typed)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"teaches_since": "14.08.1992"}, "teaches_since"),
        ({"manages_since": "14.08.1992"}, "manages_since"),
        ({"works_since": "04.06.1970"}, "works_since"),
    ],
)
def test_service_begins_neither_before_birth_nor_before_all_service(specialist_client, person, typed, field):
    form = {"last_name": person.last_name, "first_name": "Ан", "born_on": "05.06.1970", "works_since": "15.08.1992"}
    answer = specialist_client.post(reverse("schools:edit_person", args=[person.pk]), form | typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_card_says_age_and_service_on_the_day(specialist_client, person):
    AppointmentFactory(person=person, started_on=date(2016, 8, 15))
    card = specialist_client.get(person.get_absolute_url(), {"as_of": "2024-12-30"}).text.replace("\xa0", " ")
    assert "<dt>Возраст</dt><dd>54 года</dd>" in card
    assert (
        "<dt>Стаж на 30.12.2024</dt><dd>общий 32 года, педагогический – нет данных, руководящий – нет данных, "
        "в должности 8 лет</dd>"
    ) in card


@pytest.mark.parametrize(("day", "is_there"), [("2022-05-19", False), ("2022-05-20", True)])
def test_the_card_tells_what_was_known_by_the_day(specialist_client, person, day, is_there):
    TrainingFactory(person=person, title="Школа директора", completed_on=date(2022, 5, 20))
    card, _, _ = specialist_client.get(person.get_absolute_url(), {"as_of": day}).text.partition(
        "История изменений</h2>"
    )
    assert ("Школа директора" in card) is is_there


def test_the_platform_and_the_contests_are_those_of_the_schools_while_headed(specialist_client, person):
    school = AppointmentFactory(person=person, started_on=date(2020, 9, 1), ended_on=date(2023, 8, 31)).school
    InnovationParticipationFactory(school=school, theme="Наставничество", started_on=date(2021, 1, 1))
    for title, day in (("До него", date(2020, 8, 31)), ("При нём", date(2022, 4, 1)), ("Позже него", date(2023, 9, 1))):
        ContestEntryFactory(school=school, contest__title=title, entered_on=day)

    def card(day):
        return specialist_client.get(person.get_absolute_url(), {"as_of": day}).text

    assert "Наставничество, с 01.01.2021" in card("2022-12-31")
    assert "Наставничество" not in card("2024-12-30")
    told = card("2024-12-30")
    assert "При нём" in told
    assert "До него" not in told
    assert "Позже него" not in told
    assert "При нём" not in card("2022-03-31")


def test_lists_are_of_the_day_and_say_who_heads_what(specialist_client, person):
    school = AppointmentFactory(person=person, started_on=date(2020, 9, 1)).school
    AttestationFactory(person=person, held_on=date(2021, 4, 15), valid_until=date(2025, 2, 1))
    address = reverse("schools:attestations")

    def rows(**query):
        return list(specialist_client.get(address, query).context["table"].rows)

    assert rows(as_of="2021-04-14") == []
    (row,) = rows(as_of="2024-12-30")
    assert (row.get_cell("school_name"), row.get_cell("state")) == (str(school), "скоро истекает")
    assert rows(as_of="2024-12-30", state="expired") == []
    assert len(rows(as_of="2025-02-02", state="expired")) == 1
    assert len(rows(as_of="2024-12-30", heading="yes")) == 1


@pytest.mark.parametrize(
    ("query", "how_many"),
    [
        ({"kind": "retraining"}, 1),
        ({"is_management": "True"}, 1),
        ({"year": "2022"}, 1),
        ({"year": "99999"}, 0),
        ({"q": "охрана"}, 1),
    ],
)
def test_trainings_are_chosen_by_kind_year_and_words(specialist_client, person, query, how_many):
    TrainingFactory(person=person, kind="retraining", is_management=True, completed_on=date(2020, 5, 20))
    TrainingFactory(person=person, title="Охрана труда", completed_on=date(2022, 5, 20))
    answer = specialist_client.get(reverse("schools:trainings"), query)
    assert len(answer.context["table"].rows) == how_many


def test_the_lists_stand_side_by_side(specialist_client):
    page = specialist_client.get(reverse("schools:awards")).text
    assert f'<a href="{reverse("schools:awards")}" aria-current="page">Награды</a>' in page
    assert f'<a href="{reverse("schools:attestations")}">Аттестация</a>' in page
    assert ">Аттестация и обучение</a>" in page


def test_a_director_finds_himself_alone_in_the_lists(director_client, director, stranger):
    for person in (director.person, stranger.person):
        TrainingFactory(person=person)
    rows = director_client.get(reverse("schools:trainings")).context["table"].rows
    assert [row.record.person for row in rows] == [director.person]
