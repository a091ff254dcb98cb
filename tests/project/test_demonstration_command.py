"""`manage.py demo`, and taking the demonstration away."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.storage import default_storage
from django.core.management import CommandError

from leadership.core import files
from leadership.core.models import Document
from leadership.project import demonstration
from leadership.project.demonstration import ACCOUNTS, PASSWORD, Leaning, fill, remove
from leadership.project.models import Amendment, Occurrence, Project
from mentoring.models import Activity, DevelopmentProgramme
from monitoring.models import Competence, Finding
from schools.models import Person, School, User

from .demonstrated import all_tables, demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(passport):
    return fill()


# Taking it away


@pytest.mark.parametrize("schools", [9, 40])
def test_remove_leaves_every_table_as_it_was(passport, schools):
    before = all_tables()
    fill(schools=schools)
    remove()
    assert all_tables() == before


def test_remove_takes_the_history_of_invented_records(passport):
    before = all_tables()
    fill()
    person = Person.objects.first()
    person.phone = "1"
    person.save()
    remove()
    assert all_tables() == before


def test_occurrence_closed_anew_by_somebody_stays_closed(filled):
    occurrence = Occurrence.objects.get(row__measure__number=5)
    occurrence.proof = "приказ № 1 от 27.08.2021"
    occurrence.save()
    remove()
    assert list(Occurrence.objects.exclude(outcome="").values_list("pk", "proof")) == [
        (occurrence.pk, occurrence.proof)
    ]


def test_change_of_a_real_record_outlives_the_account_that_made_it(filled):
    school = School.objects.get(short_name="Крестинская СШ")
    school._history_user = User.objects.get(username="specialist")
    school.phone = "2-10-10"
    school.save()
    remove()
    latest = school.history.latest()
    assert (latest.phone, latest.history_user) == ("2-10-10", None)


def test_notes_of_the_admin_site_go_with_their_account(filled):
    admin = User.objects.get(username="admin")
    LogEntry.objects.create(user=admin, object_repr="запись", action_flag=CHANGE)
    remove()
    assert not LogEntry.objects.exists()


def finding_about(person):
    return Finding.objects.create(
        person=person, competence=Competence.objects.first(), found_on=date(2024, 1, 1), basis="interview"
    )


def activity_for(person):
    return Activity.objects.create(
        programme=DevelopmentProgramme.objects.filter(person=person).first(), title="Настоящее мероприятие",
        form="course", due_on=date(2024, 1, 1), indicator="часов", plan=Decimal(1),
    )  # fmt: skip


def document_of(person):
    return Document.objects.create(owner=person, title="Настоящий приказ", link="https://example.org/order")


def account_of(person):
    User.objects.filter(person=person).update(person=None)
    return User.objects.create_user("real", person=person)


def test_a_change_of_the_real_passport_stays_with_the_name_of_who_made_it(filled):
    project = Project.objects.get()
    amendment = Amendment.objects.create(
        project=project, record=project, place="паспорт", field="goal", label="цель", reason="уточнение",
        made_on=date(2024, 1, 1), author="Галина Журавлёва", made_by=User.objects.get(username="specialist"),
    )  # fmt: skip
    remove()
    amendment.refresh_from_db()
    assert (amendment.author, amendment.made_by) == ("Галина Журавлёва", None)


@pytest.mark.parametrize("leaning", [finding_about, activity_for, document_of, account_of])
def test_remove_refuses_where_a_real_record_leans(filled, leaning):
    record = leaning(Person.objects.get(last_name="Калинина"))
    before = all_tables()
    with pytest.raises(Leaning) as refusal:
        remove()
    assert f"{record._meta.verbose_name} «{record}» (№ {record.pk})" in str(refusal.value)
    assert all_tables() == before


def test_refusal_names_twenty_and_counts_the_rest(filled):
    for person in Person.objects.all():
        for day in (1, 2):
            Finding.objects.create(
                person=person,
                competence=Competence.objects.first(),
                found_on=date(2024, 5, day),
                basis="interview",
            )
    with pytest.raises(CommandError) as refusal:
        demo("--remove")
    # each of the 32 leans on a person and on a competence
    assert str(refusal.value).count("дефицит «") == 20
    assert "… и ещё 44" in str(refusal.value)


def test_papers_open_and_their_bytes_go_with_them(passport, specialist_client, django_capture_on_commit_callbacks):
    fill()
    documents = list(Document.objects.filter(stored__isnull=False))
    assert {document.stored.media_type for document in documents} >= {files.DOCX.name}
    for document in documents:
        assert files.media_type(document.stored.file.open()).name == document.stored.media_type
        assert specialist_client.get(document.get_absolute_url()).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        remove()
    assert not any(default_storage.exists(document.stored.file.name) for document in documents)


# The command


def test_command_counts_what_it_made_and_took_away(passport):
    said = demo()
    assert "люди: 16\n" in said
    assert "закрытые сроки плана: 41\n" in said
    assert f"пароль у всех {PASSWORD}" in said
    assert "люди: 16\n" in demo("--remove")
    assert demo("--remove") == "Демонстрационных данных нет.\n"


def test_second_run_makes_nothing(filled):
    before = all_tables()
    assert demo("--schools", "40").startswith("Демонстрационные данные уже есть")
    assert all_tables() == before


def test_if_empty_fills_what_is_empty_once(passport):
    demo("--if-empty")
    before = all_tables()
    assert demo("--if-empty").count("\n") == 1
    assert all_tables() == before


def test_if_empty_leaves_real_people_alone(passport):
    Person.objects.create(municipality=passport.municipality, last_name="Настоящая", first_name="Анна")
    demo("--if-empty")
    assert not demonstration.is_there()


def test_accounts_are_told_without_making_them(db):
    said = demo("--accounts")
    assert [line.split()[0] for line in said.splitlines()[1:]] == [account.login for account in ACCOUNTS]
    assert not User.objects.exists()


@pytest.mark.parametrize("schools", ["8", "40001"])
def test_number_of_schools_is_bounded(passport, schools):
    with pytest.raises(CommandError, match="от 9 до 40000"):
        demo("--schools", schools)
