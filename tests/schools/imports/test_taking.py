"""Taking a workbook in: all of it or nothing, with its history, and nothing that was not shown."""

from datetime import date

import pytest
from django.core.files.base import File
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.core.models import JournalEntry
from leadership.core.search.query import find
from schools.imports import bringing, taking
from schools.imports.register import Kind
from schools.imports.registers import REGISTERS
from schools.models import Appointment, Import, Person, ReserveEntry, ReserveState, School
from tests.factories import AppointmentFactory, PersonFactory, SchoolFactory, TrainingFactory

from .workbooks import book, outcomes, plan

HEADS = ("Руководитель", "Школа", "Назначен", "Телефон")


@pytest.fixture(autouse=True)
def worker_at_hand(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bring(specialist, municipality):
    def brought(slug, file, **more):
        named = File(file, name=file.name)
        brought = bringing.bring(register=REGISTERS[slug], municipality=municipality, file=named, by=specialist)
        if more:
            brought.answers, brought.corrections = more.get("answers", {}), more.get("corrections", {})
            bringing.recheck(brought)
        return brought

    return brought


@pytest.fixture
def take(specialist):
    def taken(brought, **more):
        confirmed = {"digest": brought.outcome["digest"], "without_open": False, "by": specialist} | more
        bringing.confirm(brought, **confirmed)
        brought.refresh_from_db()
        return brought

    return taken


@pytest.fixture
def schools(municipality):
    return [
        SchoolFactory(municipality=municipality, short_name=f"{name}ская СШ", name=f"МБОУ «{name}ская СШ»")
        for name in ("Крестин", "Красов", "Любимов")
    ]


def three_heads():
    return (
        ("Ким Анна Львовна", "Крестинская СШ", "01.09.2019", "2-11-22"),
        ("Орлов Пётр Ильич", "Красовская СШ", "01.09.2020", None),
        ("Юдина Вера Юрьевна", "Любимовская СШ", "01.09.2021", None),
    )


def test_what_was_shown_is_what_is_done(bring, take, schools):
    known = AppointmentFactory(
        school=schools[0],
        municipality=schools[0].municipality,
        person=PersonFactory(last_name="Ким", first_name="Анна", patronymic="Львовна"),
        started_on=date(2019, 9, 1),
    )
    brought = bring("heads", book(HEADS, *three_heads()))
    assert {name: n for name, n in brought.outcome["counts"].items() if n} == {"create": 2, "change": 1}
    assert Person.objects.count() == 1
    taken = take(brought)
    assert taken.state == Import.State.TAKEN
    assert Person.objects.count() == Appointment.objects.count() == 3
    known.person.refresh_from_db()
    assert known.person.phone == "2-11-22"


def test_the_same_file_again_changes_nothing(bring, take, schools):
    take(bring("heads", book(HEADS, *three_heads())))
    again = bring("heads", book(HEADS, *three_heads()))
    assert {name: n for name, n in again.outcome["counts"].items() if n} == {"same": 3}
    before = Person.history.count() + Appointment.history.count()
    take(again)
    assert Person.history.count() + Appointment.history.count() == before


def test_the_history_names_the_file_and_who_brought_it(bring, take, schools, specialist):
    take(bring("heads", book(HEADS, *three_heads())))
    take(bring("heads", book(HEADS, ("Ким Анна Львовна", "Крестинская СШ", None, "3-33-33"))))
    changed, created = Person.objects.get(last_name="Ким").history.all()
    assert {changed.history_change_reason, created.history_change_reason} == {"загрузка из Список.xlsx"}
    assert (changed.history_type, changed.history_user) == ("~", specialist)
    assert Appointment.history.filter(history_type="+", history_user=specialist).count() == 3


def test_the_journal_counts_and_names_nobody(bring, take, schools, specialist):
    take(bring("heads", book(HEADS, *three_heads())), address="10.0.0.7")
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.account, entry.address) == ("imported", specialist, "10.0.0.7")
    assert entry.what == "Руководители школ: создано 3, изменено 0"


def test_the_workbook_and_the_names_in_it_are_not_kept(bring, take, schools, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        taken = take(bring("heads", book(HEADS, *three_heads())))
    assert not taken.workbook.storage.exists(taken.workbook.name)
    assert "details" not in taken.outcome


def test_a_refused_row_holds_up_the_rest(bring, take, schools):
    brought = bring("heads", book(HEADS, *three_heads(), ("Сидоров", "Нет такой", None, None)))
    with pytest.raises(bringing.Unsettled):
        take(brought)
    assert not Person.objects.exists()


def test_the_rest_may_be_taken_without_the_refused(bring, take, schools):
    brought = bring("heads", book(HEADS, *three_heads(), ("Сидоров", "Нет такой", None, None)))
    take(brought, without_open=True)
    assert Person.objects.count() == 3


def test_a_question_without_an_answer_holds_up_the_rest(bring, take, municipality):
    person = PersonFactory(municipality=municipality, last_name="Иванова", first_name="Анна", patronymic="Петровна")
    file = book(("Человек", "Телефон"), ("Иванова Ана Петровна", "2-11-22"))
    with pytest.raises(bringing.Unsettled):
        take(bring("people", file))
    take(bring("people", file, answers={"2": f"same:{person.pk}"}))
    person.refresh_from_db()
    assert (str(person), person.phone) == ("Иванова Анна Петровна", "2-11-22")


def test_a_failure_at_the_last_row_leaves_nothing(bring, take, schools, monkeypatch):
    brought = bring("heads", book(HEADS, *three_heads()))
    whole = taking.Taking._write_records

    def failing(self, rows):
        whole(self, rows)
        raise OSError("the disk is full")

    monkeypatch.setattr(taking.Taking, "_write_records", failing)
    with pytest.raises(OSError, match="disk"):
        take(brought)
    assert not Person.objects.exists()
    assert not Person.history.exists()
    assert Import.objects.get().state == Import.State.CHECKED


def test_what_has_changed_since_it_was_shown_is_not_done(bring, take, schools):
    brought = bring("heads", book(HEADS, *three_heads()))
    AppointmentFactory(school=schools[1], municipality=schools[1].municipality)
    with pytest.raises(bringing.Differs):
        take(brought)
    assert not Person.objects.filter(last_name="Ким").exists()


def test_a_value_that_has_changed_since_is_not_written_over_unseen(bring, take, municipality):
    person = PersonFactory(municipality=municipality, phone="1")
    brought = bring("people", book(("Человек", "Телефон"), (str(person), "2")))
    person.phone = "3"
    person.save()
    with pytest.raises(bringing.Differs):
        take(brought)


def test_taking_twice_is_taking_once(bring, take, schools):
    brought = bring("heads", book(HEADS, *three_heads()))
    digest = brought.outcome["digest"]
    take(brought)
    bringing.take(brought.pk, digest=digest, without_open=False, by=brought.brought_by)
    assert Person.objects.count() == 3


def test_one_new_person_may_head_two_schools(bring, take, schools):
    rows = (
        ("Ким Анна Львовна", "Крестинская СШ", "01.09.2019", None),
        ("Ким Анна Львовна", "Красовская СШ", "01.09.2021", "2-11-22"),
    )
    take(bring("heads", book(HEADS, *rows)))
    person = Person.objects.get()
    assert (person.appointments.count(), person.phone) == (2, "2-11-22")
    again = bring("heads", book(HEADS, *rows))
    assert again.outcome["counts"]["same"] == 2


def test_an_entry_of_the_reserve_begins_with_its_inclusion(bring, take, municipality):
    titles = ("ФИО", "Целевая должность", "Включён", "Основание", "Кем рекомендован")
    row = ("Ким Анна Львовна", "директор", "01.02.2022", "приказ № 15", "директор")
    take(bring("reserve", book(titles, row)))
    entry = ReserveEntry.objects.get()
    step = entry.steps.get()
    assert (step.state, step.taken_on, step.basis) == (ReserveState.INCLUDED, date(2022, 2, 1), "приказ № 15")
    assert bring("reserve", book(titles, row)).outcome["counts"]["same"] == 1
    take(bring("reserve", book(titles, (*row[:3], "приказ № 16", row[4]))))
    assert entry.steps.get().basis == "приказ № 16"


def test_schools_are_brought_by_one_of_their_names(bring, take, municipality):
    take(bring("schools", book(("Школа", "Вид"), ("Новая ОШ", "основная школа"))))
    school = School.objects.get()
    assert (school.name, school.short_name, school.kind) == ("Новая ОШ", "Новая ОШ", "basic")


def test_a_long_file_is_checked_and_taken_by_the_worker(
    bring, take, municipality, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(bringing, "ROWS_IN_A_REQUEST", 2)
    rows = ((f"Фамилия{letter * 4} Анна", None) for letter in "абвгд")
    with django_capture_on_commit_callbacks(execute=True):
        brought = bring("people", book(("Человек", "Телефон"), *rows))
        assert brought.state == Import.State.CHECKING
    brought.refresh_from_db()
    assert (brought.state, brought.outcome["counts"]["create"]) == (Import.State.CHECKED, 5)
    with django_capture_on_commit_callbacks(execute=True):
        assert take(brought).state == Import.State.TAKING
    brought.refresh_from_db()
    assert (brought.state, Person.objects.count()) == (Import.State.TAKEN, 5)


def checked_with(slug, municipality, file):
    with CaptureQueriesContext(connection) as questions, plan(slug, municipality, file):
        pass
    return len(questions)


@pytest.mark.parametrize("slug", REGISTERS)
def test_checking_asks_one_question_a_batch(municipality, slug, monkeypatch):
    """Two batches more are two questions more; what the district has is asked for once."""
    monkeypatch.setattr("schools.imports.plan.BATCH", 10)
    titles, row = _filled(slug, municipality)
    few = checked_with(slug, municipality, book(titles, *map(row, range(2))))
    many = checked_with(slug, municipality, book(titles, *map(row, range(22))))
    assert many - few <= 2
    assert few <= 6


def _filled(slug, municipality):
    """The template's own example in every column; people and schools of many names."""
    register = REGISTERS[slug]
    columns = [it for it in register.columns if it.kind is not Kind.PART and it.field not in ("ended_on",)]
    school = SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")
    PersonFactory(municipality=municipality, last_name="Иванова", first_name="Анна", patronymic="Петровна")

    def row(number):
        name = f"Фамилия{number} Анна Петровна" if register.creates_people else "Иванова Анна Петровна"
        special = {Kind.NAME: name, Kind.SCHOOL: school.short_name}
        cells = (special.get(it.kind, it.example) for it in columns)
        told = {"short_name": f"Школа № {number}", "name": f"МБОУ «Школа № {number}»"}
        return [told.get(it.field, cell) for it, cell in zip(columns, cells, strict=True)]

    return [it.title for it in columns], row


def test_people_brought_in_are_found_by_the_search(bring, take, schools, specialist):
    take(bring("heads", book(HEADS, ("Семёнова Ольга Игоревна", "Крестинская СШ", "01.09.2024", "2-11"))))
    [group] = find(specialist, "семеновой", date(2024, 12, 30)).groups
    assert [line.title for line in group.lines] == ["Семёнова Ольга Игоревна"]


def test_a_course_s_training_is_changed_at_the_course_not_by_a_workbook(municipality):
    person = PersonFactory(municipality=municipality)
    TrainingFactory(person=person, hours=72, is_from_course=True)
    rows = outcomes(
        "trainings", municipality, book(("Человек", "Программа", "Часов", "Окончено"),
        (str(person), "Менеджмент в образовании", 16, "20.05.2022")),
    )  # fmt: skip
    assert [row.verdict for row in rows] == ["refused"]
    assert "по записи о курсе" in str(rows[0].faults)
