"""Who a row means: the one person of that name, a namesake to be asked about, or somebody new."""

from datetime import date
from itertools import product

import pytest

from schools.imports import matching
from schools.imports.matching import Known, KnownSchool, People, Schools, is_near
from schools.imports.values import Name, name
from schools.models import FormerName
from tests.factories import AppointmentFactory, PersonFactory, SchoolFactory, TrainingFactory

from .workbooks import book, outcomes, verdicts

PEOPLE = ("Человек", "Дата рождения", "Телефон", "Школа")
ANNA = {"last_name": "Иванова", "first_name": "Анна", "patronymic": "Петровна"}


def asked(municipality, *row, answers=None):
    (outcome,) = outcomes("people", municipality, book(PEOPLE, row + (None,) * (4 - len(row))), answers=answers)
    return outcome


def test_the_one_person_of_that_name_is_meant(municipality):
    PersonFactory(municipality=municipality, **ANNA)
    assert asked(municipality, "Иванова Анна Петровна", "14.03.1975").verdict == "change"


def test_two_namesakes_are_asked_about(municipality):
    PersonFactory(municipality=municipality, born_on=date(1975, 3, 14), **ANNA)
    PersonFactory(municipality=municipality, **ANNA)
    outcome = asked(municipality, "Иванова Анна Петровна", None, "2-11-22")
    assert outcome.verdict == "asked"
    assert [it.said for it in outcome.question.candidates] == [
        "Иванова Анна Петровна, род. 14.03.1975",
        "Иванова Анна Петровна",
    ]


def test_a_birthday_tells_namesakes_apart(municipality):
    PersonFactory(municipality=municipality, born_on=date(1975, 3, 14), **ANNA)
    PersonFactory(municipality=municipality, born_on=date(1980, 1, 1), **ANNA)
    assert asked(municipality, "Иванова Анна Петровна", "14.03.1975").verdict == "same"


def test_a_school_tells_namesakes_apart(municipality):
    head = AppointmentFactory(municipality=municipality, person=PersonFactory(municipality=municipality, **ANNA))
    PersonFactory(municipality=municipality, **ANNA)
    outcome = asked(municipality, "Иванова Анна Петровна", None, "2-11-22", head.school.short_name)
    assert (outcome.verdict, outcome.deeds[0].pk) == ("change", head.person_id)


def test_a_namesake_of_another_birthday_is_asked_about(municipality):
    PersonFactory(municipality=municipality, born_on=date(1975, 3, 14), **ANNA)
    assert asked(municipality, "Иванова Анна Петровна", "01.01.1980").verdict == "asked"


def test_a_row_that_says_nothing_new_of_a_namesake_needs_no_answer(municipality):
    PersonFactory(municipality=municipality, phone="2-11-22", **ANNA)
    PersonFactory(municipality=municipality, **ANNA)
    assert asked(municipality, "Иванова Анна Петровна", None, "2-11-22").verdict == "same"


@pytest.mark.parametrize(
    "written",
    ["Иванова Ана Петровна", "Ивонова Анна Петровна", "Иванова А.П.", "Иванова Анна", "Ивнаова Анна Петровна"],
)
def test_a_near_name_is_asked_about(municipality, written):
    PersonFactory(municipality=municipality, **ANNA)
    outcome = asked(municipality, written, None, "2-11-22")
    assert outcome.verdict == "asked"
    assert outcome.question.may_be_new == ("." not in written)


@pytest.mark.parametrize("written", ["Петрова Анна Петровна", "Иванова Ольга Петровна", "Иванова Анна Сергеевна"])
def test_another_name_is_somebody_new(municipality, written):
    PersonFactory(municipality=municipality, **ANNA)
    assert asked(municipality, written).verdict == "create"


def test_a_married_name_is_found_by_the_birthday(municipality):
    PersonFactory(municipality=municipality, born_on=date(1975, 3, 14), **ANNA)
    assert asked(municipality, "Орлова Анна Петровна", "14.03.1975").verdict == "asked"


def test_a_former_name_leads_to_the_person(municipality):
    person = PersonFactory(municipality=municipality, last_name="Орлова", first_name="Анна", patronymic="Петровна")
    FormerName.objects.create(person=person, changed_on=date(2022, 6, 1), **ANNA)
    assert asked(municipality, "Иванова Анна Петровна").verdict == "same"
    assert asked(municipality, "Иванова Анна Петровна", None, "2-11-22").verdict == "asked"


def test_the_answer_that_it_is_the_same_one_changes_that_one_and_keeps_the_name(municipality):
    person = PersonFactory(municipality=municipality, **ANNA)
    outcome = asked(municipality, "Иванова Ана Петровна", None, "2-11-22", answers={"2": f"same:{person.pk}"})
    assert outcome.verdict == "change"
    assert [(deed.pk, dict(deed.values)) for deed in outcome.deeds] == [(person.pk, {"phone": "2-11-22"})]


def test_the_answer_that_it_is_another_one_brings_a_new_person(municipality):
    PersonFactory(municipality=municipality, **ANNA)
    assert asked(municipality, "Иванова Ана Петровна", answers={"2": "new"}).verdict == "create"


def test_a_row_may_be_left_out(municipality):
    PersonFactory(municipality=municipality, **ANNA)
    assert asked(municipality, "Иванова Ана Петровна", answers={"2": "skip"}).verdict == "skipped"


def test_an_answer_that_was_not_offered_is_no_answer(municipality, foreigner):
    PersonFactory(municipality=municipality, **ANNA)
    stranger = PersonFactory(municipality=foreigner.municipality)
    assert asked(municipality, "Иванова Ана Петровна", answers={"2": f"same:{stranger.pk}"}).verdict == "asked"


def test_two_rows_of_one_newcomer_are_one_person(municipality):
    titles = ("ФИО", "Целевая должность", "Включён", "Основание")
    rows = (
        ("Ким Анна Львовна", "директор", "01.02.2022", "приказ № 1"),
        ("Ким Анна Львовна", "директор", "01.02.2022", "приказ № 1"),
    )
    assert verdicts("reserve", municipality, book(titles, *rows)) == ["create", "refused"]


def test_a_near_newcomer_of_the_same_file_is_asked_about(municipality):
    rows = (("Сидорова Анна Ивановна",) + (None,) * 3, ("Сидорова Анна Иванова",) + (None,) * 3)
    found = outcomes("people", municipality, book(PEOPLE, *rows))
    assert [it.verdict for it in found] == ["create", "asked"]
    assert found[1].question.candidates[0].said == "Сидорова Анна Ивановна, из строки 2 этого файла"


def test_a_slip_in_a_name_whose_record_is_known_changes_nothing(municipality):
    person = PersonFactory(municipality=municipality, **ANNA)
    TrainingFactory(person=person)
    row = ("Иванова Ана Петровна", "Менеджмент в образовании", "20.05.2022")
    assert verdicts("trainings", municipality, book(("Человек", "Программа", "Окончено"), row)) == ["same"]


def test_a_new_school_with_a_near_name_is_asked_about(municipality):
    SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")
    titles = ("Школа", "Название")
    assert verdicts("schools", municipality, book(titles, ("Крестинкая СШ", None))) == ["asked"]
    assert verdicts("schools", municipality, book(titles, ("Любимовская ОШ", None))) == ["create"]


def test_a_school_of_the_next_number_is_another_school():
    schools = Schools([KnownSchool(1, "Школа № 5", "МБОУ «Школа № 5»")])
    assert not schools.exact("Школа № 6")
    assert not schools.near("Школа № 6")
    assert [it.pk for it in schools.exact("МБОУ «ШКОЛА №  5»")] == [1]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Иванова Анна Петровна", ("Иванова", "Анна", "Петровна")),
        ("ИВАНОВА-ПЕТРОВА  АННА ПЕТРОВНА", ("Иванова-Петрова", "Анна", "Петровна")),
        ("Иванова А.П.", ("Иванова", "А.", "П.")),
        ("Мамедов Али Гасан оглы", ("Мамедов", "Али", "Гасан оглы")),
    ],
)
def test_a_name_is_surname_first(text, parts):
    assert name(text) == Name(*parts)


def test_near_is_one_slip_in_a_part_and_not_another_name():
    assert is_near(("иванова", "анна", "петровна"), ("ивонова", "анна", "петровна"))
    assert not is_near(("ким", "анна", ""), ("цим", "анна", ""))
    assert not is_near(("иванов", "олег", "ильич"), ("иванова", "ольга", "ильинична"))


def test_nobody_is_compared_with_everybody(monkeypatch):
    """Of ten thousand surnames only those a letter away are looked at."""
    compared = []
    monkeypatch.setattr(matching, "is_near", lambda one, other: compared.append(other) or is_near(one, other))
    surnames = map("".join, product("бвгджзклмн", repeat=4))
    people = People(Known(n, f"{surname}ова", "Анна", "") for n, surname in enumerate(surnames, 1))
    assert people.near(Name("Бвгщова", "Анна"), None)
    assert 0 < len(compared) <= 20


def test_what_everybody_shares_tells_nobody():
    people = People(Known(n, f"Фамилия{n}", "Анна", "", date(1975, 3, 14)) for n in range(1, 1_000))
    assert people.near(Name("Орлова", "Анна"), date(1975, 3, 14)) == []
