"""What becomes of one row: new, changed, the same, refused with a reason of its own."""

from datetime import date

import pytest

from tests.factories import (
    AppointmentFactory,
    ContestEntryFactory,
    ContestFactory,
    MembershipFactory,
    PersonFactory,
    SchoolFactory,
    TrainingFactory,
)

from .workbooks import book, outcomes, reasons, verdicts

HEADS = ("Руководитель", "Школа", "Должность", "Назначен", "Телефон")


@pytest.fixture
def head(municipality):
    """Алёна Петровна heads Крестинская СШ since 2019."""
    person = PersonFactory(
        municipality=municipality, last_name="Журавлёва", first_name="Алёна", patronymic="Петровна", phone="2-11-22"
    )
    school = SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")
    return AppointmentFactory(municipality=municipality, person=person, school=school, started_on=date(2019, 9, 1))


def test_a_row_that_says_what_is_known_changes_nothing(municipality, head):
    row = ("Журавлёва Алёна Петровна", "Крестинская СШ", "директор", "01.09.2019", "2-11-22")
    assert verdicts("heads", municipality, book(HEADS, row)) == ["same"]


def test_yo_and_case_and_spaces_and_quotes_are_no_difference(municipality, head):
    row = ("ЖУРАВЛЕВА  Алена Петровна", 'МБОУ "крестинская СШ"', "Директор", date(2019, 9, 1), "2 - 11-22")
    assert verdicts("heads", municipality, book(HEADS, row)) == ["same"]


def test_a_latin_letter_among_cyrillic_ones_is_no_difference(municipality, head):
    row = ("Журавлёва Aлёна Пeтpовна", "Kрестинская CШ", "директор", "1.9.2019", None)
    assert verdicts("heads", municipality, book(HEADS, row)) == ["same"]


def test_a_blank_cell_erases_nothing(municipality, head):
    row = ("Журавлёва Алёна Петровна", "Крестинская СШ", None, None, None)
    assert verdicts("heads", municipality, book(HEADS, row)) == ["same"]


def test_a_changed_cell_is_shown_old_and_new(municipality, head):
    row = ("Журавлёва Алёна Петровна", "Крестинская СШ", "директор", "01.09.2019", "2-99-99")
    (outcome,) = outcomes("heads", municipality, book(HEADS, row))
    assert outcome.verdict == "change"
    assert [(it.title, it.old, it.new) for it in outcome.changes] == [("Телефон", "2-11-22", "2-99-99")]


def test_one_row_brings_a_person_and_an_appointment(municipality):
    SchoolFactory(municipality=municipality, short_name="Новая ОШ", name="МБОУ «Новая ОШ»")
    row = ("Сидоров Олег Ильич", "Новая ОШ", "и.о. директора", "01.09.2023", None)
    (outcome,) = outcomes("heads", municipality, book(HEADS, row))
    assert outcome.verdict == "create"
    assert [deed.part for deed in outcome.deeds] == ["person", "record"]
    assert outcome.subject == "Сидоров Олег Ильич, Новая ОШ"


def test_a_name_may_stand_in_three_columns(municipality, head):
    titles = ("Фамилия", "Имя", "Отчество", "Школа")
    row = ("Журавлёва", "Алёна", "Петровна", "Крестинская СШ")
    assert verdicts("heads", municipality, book(titles, row)) == ["same"]


@pytest.mark.parametrize(
    ("cells", "title", "said"),
    [
        ({"Назначен": "31.02.2023"}, "Назначен", "«31.02.2023» – не дата. Напишите день так: 01.12.2023."),
        ({"Назначен": "01.09.23"}, "Назначен", "Год пишется четырьмя цифрами"),
        ({"Назначен": "осенью"}, "Назначен", "«осенью» – не дата"),
        ({"Школа": "Крестинкая СШ"}, "Школа", "Такой школы в реестре нет. Похожа: Крестинская СШ."),
        ({"Школа": "Лицей на Луне"}, "Школа", "Такой школы в реестре нет."),
        ({"Школа": None}, "Школа", "Не заполнено."),
        ({"Руководитель": "Сидоров"}, "Руководитель", "Напишите фамилию, имя и отчество."),
        ({"Руководитель": "Сидоров О.И."}, "Руководитель", "Напишите имя и отчество полностью."),
        ({"Руководитель": None}, "Руководитель", "Не заполнено."),
        ({"Должность": "завхоз"}, "Должность", "Можно: директор, исполняющий обязанности директора."),
        ({"Назначен": None}, "Назначен", "Не заполнено."),
        ({"Освобождён": "01.01.2018"}, "Освобождён", "Окончание раньше начала."),
        ({"Дата рождения": "01.01.2050"}, "Дата рождения", "Этот день ещё не наступил."),
        ({"Почта": "не почта"}, "Почта", "Введите правильный адрес электронной почты."),
        ({"Приказ №": "1" * 51}, "Приказ №", "не более 50 символов"),
        ({"Телефон": "1" * 51}, "Телефон", "не более 50 символов"),
        ({"Школа": "Крестинская СШ", "Назначен": "01.09.2020"}, "", "Школой в эти дни уже руководит Журавлёва Алёна"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_faulty_row_is_refused_with_a_message_of_its_own(municipality, head, cells, title, said):
    SchoolFactory(municipality=municipality, short_name="Новая ОШ", name="МБОУ «Новая ОШ»")
    row = {"Руководитель": "Сидоров Олег Ильич", "Школа": "Новая ОШ", "Назначен": "01.09.2019"} | cells
    ((where, reason),) = reasons("heads", municipality, book(tuple(row), tuple(row.values())))
    assert where == title
    assert said in reason


def test_a_row_that_repeats_another_is_refused(municipality, head):
    row = ("Журавлёва Алёна Петровна", "Крестинская СШ", None, None, None)
    file = book(HEADS, row, row)
    assert verdicts("heads", municipality, file) == ["same", "refused"]
    assert reasons("heads", municipality, file) == [("", "Повторяет строку 2.")]


def test_two_rows_that_say_different_things_of_a_person_are_refused(municipality, head):
    SchoolFactory(municipality=municipality, short_name="Новая ОШ", name="МБОУ «Новая ОШ»")
    name = "Журавлёва Алёна Петровна"
    rows = ((name, "Крестинская СШ", None, None, "3-33-33"), (name, "Новая ОШ", None, "01.09.2021", "4-44-44"))
    assert verdicts("heads", municipality, book(HEADS, *rows)) == ["change", "refused"]
    assert reasons("heads", municipality, book(HEADS, *rows)) == [
        ("Телефон", "В строке 2 у этого человека другое: 3-33-33.")
    ]


def test_two_rows_appointing_two_heads_to_a_school_are_refused(municipality):
    SchoolFactory(municipality=municipality, short_name="Новая ОШ", name="МБОУ «Новая ОШ»")
    rows = (
        ("Сидоров Олег Ильич", "Новая ОШ", None, "01.09.2021", None),
        ("Ким Анна Львовна", "Новая ОШ", None, "01.09.2022", None),
    )
    assert verdicts("heads", municipality, book(HEADS, *rows)) == ["create", "refused"]
    ((_, reason),) = reasons("heads", municipality, book(HEADS, *rows))
    assert reason.startswith("Школой в эти дни уже руководит Сидоров Олег Ильич (с 01.09.2021).")
    assert reason.endswith("См. строку 2 этого файла.")


def test_whoever_leaves_may_stand_below_whoever_comes(municipality, head):
    titles = ("Руководитель", "Школа", "Назначен", "Освобождён")
    comes = ("Сидоров Олег Ильич", "Крестинская СШ", "01.09.2023", None)
    leaves = ("Журавлёва Алёна Петровна", "Крестинская СШ", "01.09.2019", "31.08.2023")
    assert verdicts("heads", municipality, book(titles, comes, leaves)) == ["create", "change"]
    assert verdicts("heads", municipality, book(titles, comes)) == ["refused"]


def test_a_record_of_a_stranger_is_refused_where_people_are_not_created(municipality):
    titles = ("Человек", "Программа", "Окончено")
    ((title, reason),) = reasons("trainings", municipality, book(titles, ("Ким Анна Львовна", "Курс", "20.05.2022")))
    assert (title, reason) == ("Человек", "Такого человека в реестре нет. Сначала внесите его или исправьте имя.")


def test_a_contest_is_found_by_its_title_and_year(municipality):
    ContestFactory(municipality=municipality, title="Школьный двор", held_on=date(2022, 5, 20))
    entry = ContestEntryFactory(
        contest=ContestFactory(municipality=municipality, title="Школьный двор", held_on=date(2023, 5, 20)),
        school=SchoolFactory(municipality=municipality),
    )
    school = entry.school.short_name
    titles = ("Школа", "Конкурс", "Заявка", "Подтверждение")
    assert verdicts("contest-entries", municipality, book(titles, (school, "Школьный двор, 2023", None, None))) == [
        "same"
    ]
    assert reasons("contest-entries", municipality, book(titles, (school, "Школьный двор", None, None))) == [
        ("Конкурс", "Таких конкурсов несколько. Добавьте год или дату итогов: «Название, 2023».")
    ]


def test_another_district_s_people_and_schools_are_not_met(municipality, foreigner):
    head = AppointmentFactory(municipality=foreigner.municipality)
    row = (str(head.person), head.school.short_name, None, "01.09.2020", None)
    assert verdicts("heads", municipality, book(HEADS, row)) == ["refused"]


def test_two_alike_records_meet_two_alike_rows(municipality):
    person = PersonFactory(municipality=municipality)
    TrainingFactory(person=person)
    TrainingFactory(person=person)
    row = (str(person), "Менеджмент в образовании", "20.05.2022")
    assert verdicts("trainings", municipality, book(("Человек", "Программа", "Окончено"), row, row, row)) == [
        "same",
        "same",
        "refused",
    ]


def test_a_membership_is_told_by_where_and_since_when(municipality):
    membership = MembershipFactory(person=PersonFactory(municipality=municipality))
    titles = ("Человек", "Где состоит", "С", "По")
    known = (str(membership.person), "Ассоциация", "01.02.2021", "31.12.2023")
    later = (str(membership.person), "Ассоциация", "01.02.2024", None)
    assert verdicts("memberships", municipality, book(titles, known)) == ["change"]
    assert verdicts("memberships", municipality, book((*titles, "Основание"), (*later, "протокол"))) == ["create"]


def test_remarks_and_numbered_columns_are_left_out(municipality, head):
    rows = (
        (1, 2, 3, 4, 5),
        ("Журавлёва Алёна Петровна", "Крестинская СШ", None, None, None),
        ("Данные на 30.12.2024 · сформировал: specialist",),
    )
    assert verdicts("heads", municipality, book(HEADS, *rows)) == ["same"]


def test_a_correction_takes_the_place_of_a_cell(municipality, head):
    row = ("Журавлёва Алёна Петровна", "Крестинкая СШ", None, None, None)
    file = book(HEADS, row)
    assert verdicts("heads", municipality, file, corrections={"2": {"1": "Крестинская СШ"}}) == ["same"]


def test_one_newcomer_may_head_two_schools(municipality):
    for name in ("Новая ОШ", "Старая ОШ"):
        SchoolFactory(municipality=municipality, short_name=name, name=name)
    rows = (
        ("Ким Анна Львовна", "Новая ОШ", None, "01.09.2019", None),
        ("Ким Анна Львовна", "Старая ОШ", None, "01.09.2021", "2-11-22"),
    )
    assert not reasons("heads", municipality, book(HEADS, *rows))
    assert verdicts("heads", municipality, book(HEADS, *rows)) == ["create", "create"]
