from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core import visitors
from leadership.core.models import JournalEntry
from schools.models import Role
from tests.factories import (
    AppointmentFactory,
    DocumentFactory,
    JournalEntryFactory,
    PersonFactory,
    SchoolFactory,
    TrainingFactory,
    UserFactory,
)

Act = JournalEntry.Act
MOMENT = datetime(2023, 12, 1, 9, 30, tzinfo=UTC)


def entries(act):
    return JournalEntry.objects.filter(act=act)


def look(record, account):
    kind = ContentType.objects.get_for_model(record)
    return JournalEntryFactory(account=account, act=Act.VIEWED, content_type=kind, object_id=record.pk)


def unbound(text):
    return text.replace("\xa0", " ")


# What is written down


def test_opening_a_card_is_written_down(specialist_client, specialist):
    person = PersonFactory()
    specialist_client.get(person.get_absolute_url(), REMOTE_ADDR="10.0.0.7")
    entry = JournalEntry.objects.about(person).get()
    assert (entry.account, entry.act, entry.address, entry.what) == (specialist, Act.VIEWED, "10.0.0.7", "")


def test_reloading_a_card_is_one_look_and_an_hour_later_another(specialist_client, coordinator_client):
    person = PersonFactory()
    with time_machine.travel(MOMENT, tick=False) as clock:
        for _ in range(3):
            specialist_client.get(person.get_absolute_url())
        coordinator_client.get(person.get_absolute_url())
        specialist_client.get(PersonFactory().get_absolute_url())
        assert entries(Act.VIEWED).count() == 3
        clock.shift(timedelta(hours=1, seconds=1))
        specialist_client.get(person.get_absolute_url())
    assert entries(Act.VIEWED).count() == 4


def test_looking_at_oneself_is_nobodys_business(director_client, director):
    director_client.get(director.person.get_absolute_url())
    assert not JournalEntry.objects.exists()


def test_a_card_that_was_not_shown_was_not_seen(stranger_client, director, foreigner_client):
    for client in (stranger_client, foreigner_client, Client()):
        assert client.get(director.person.get_absolute_url()).status_code in (404, 302)
    assert not JournalEntry.objects.exists()


def test_taking_a_list_away_is_written_down_with_rows_and_filters_but_no_names(specialist_client):
    AppointmentFactory.create_batch(3, started_on=date(2020, 1, 1), person__last_name="Крестинская")
    asked = {"export": "xlsx", "post": "director", "q": "крестинская", "as_of": "01.12.2023"}
    specialist_client.get(reverse("schools:heads"), asked)
    said = unbound(entries(Act.EXPORTED).get().what)
    assert said == ("Руководители школ: 3 строки на 01.12.2023; Фамилия или школа – задано; Должность – директор")


def test_looking_at_a_list_is_not_taking_it_away(specialist_client):
    specialist_client.get(reverse("schools:heads"), {"q": "x"})
    assert not JournalEntry.objects.exists()


def test_opening_and_removing_a_document_are_written_down_about_its_record(specialist_client):
    training = TrainingFactory()
    document = DocumentFactory(owner=training, title="Удостоверение Ивановой", kind="certificate")
    specialist_client.get(document.get_absolute_url())
    specialist_client.post(reverse("remove_document", args=[document.pk]))
    said = list(JournalEntry.objects.about(training).order_by("pk").values_list("act", "what"))
    number = f"документ № {document.pk}: удостоверение, диплом"
    assert said == [(Act.OPENED, number), (Act.REMOVED, number)]


@pytest.mark.parametrize(
    ("behind", "headers", "address"),
    [
        (False, {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "6.6.6.6"}, "10.0.0.7"),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.0.0.9"}, "10.0.0.9"),
        (True, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "чепуха"}, None),
        (False, {"REMOTE_ADDR": ""}, None),
        (False, {"REMOTE_ADDR": "fe80::1%eth0"}, "fe80::1"),
    ],
)
def test_the_header_is_believed_only_behind_our_own_proxy(rf, settings, behind, headers, address):
    settings.BEHIND_PROXY = behind
    assert visitors.address(rf.get("/", **headers)) == address


# Who reads it


def test_a_card_leads_those_who_answer_for_it_to_who_looked(request, municipality):
    person = PersonFactory()
    where = reverse("record_journal", args=["schools", "person", person.pk])
    for name in ("specialist", "coordinator"):
        client = request.getfixturevalue(f"{name}_client")
        assert where in client.get(person.get_absolute_url()).text
        assert "просмотр" in client.get(where).text
    client = request.getfixturevalue("methodist_client")
    assert where not in client.get(person.get_absolute_url()).text
    assert client.get(where).status_code == 403


def test_who_looked_includes_the_papers_of_the_card(specialist_client):
    person = PersonFactory()
    training = TrainingFactory(person=person)
    JournalEntryFactory(act=Act.OPENED, what="чужое")
    specialist_client.get(DocumentFactory(owner=training).get_absolute_url())
    page = specialist_client.get(reverse("record_journal", args=["schools", "person", person.pk])).text
    assert "открытие документа" in page
    assert "чужое" not in page


def test_a_long_journal_of_a_card_has_pages_and_costs_the_same(specialist_client, specialist):
    person = PersonFactory()
    where = reverse("record_journal", args=["schools", "person", person.pk])

    def asked(**query):
        with CaptureQueriesContext(connection) as questions:
            answer = specialist_client.get(where, query)
        return len(questions), answer

    look(person, specialist)
    few, _ = asked()
    for _ in range(59):
        look(person, specialist)
    many, answer = asked()
    assert many == few
    assert "1–50 из 60" in answer.text
    assert "51–60 из 60" in asked(page=2)[1].text


def test_the_coordinator_reads_what_his_district_did_and_the_administrator_everything(
    coordinator_client, administrator_client, specialist, foreigner
):
    person = PersonFactory()
    look(person, specialist)
    look(person, foreigner)
    where = reverse("journal")
    assert str(foreigner) not in coordinator_client.get(where).text
    assert f"человек № {person.pk}" in coordinator_client.get(where).text
    everything = administrator_client.get(where).text
    assert str(foreigner) in everything
    assert str(person) not in everything
    assert "/journal/schools/person" not in everything


def test_the_journal_is_chosen_from_by_act_account_and_day(coordinator_client, specialist, methodist):
    with time_machine.travel(MOMENT, tick=False):
        look(PersonFactory(), specialist)
    with time_machine.travel(MOMENT + timedelta(days=1), tick=False):
        JournalEntryFactory(account=methodist, act=Act.EXPORTED, what="Люди: 1 строка")
    where = reverse("journal")

    def found(**query):
        return coordinator_client.get(where, query).context["how_many"]

    assert found() == 2
    assert found(day="01.12.2023") == found(act="viewed") == found(account=specialist.username) == 1
    assert found(day="02.12.2023", account=methodist.username) == 1
    assert found(day="03.12.2023") == 0
    assert found(day="не день") == 0


def test_the_journal_costs_the_same_however_long(coordinator_client, specialist):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            assert coordinator_client.get(reverse("journal")).status_code == 200
        return len(questions)

    look(PersonFactory(), specialist)
    few = asked()
    for _ in range(19):
        look(PersonFactory(), UserFactory(role=Role.METHODIST, municipality=specialist.municipality))
        look(SchoolFactory(), specialist)
    assert asked() == few


def test_the_journal_itself_is_taken_away_with_a_note(coordinator_client, specialist):
    look(PersonFactory(), specialist)
    assert coordinator_client.get(reverse("journal"), {"export": "xlsx"}).status_code == 200
    assert unbound(entries(Act.EXPORTED).get().what).startswith("Журнал обращений: 1 строка на")


def test_an_entry_outlives_its_account(coordinator_client, administrator_client, specialist):
    look(PersonFactory(), specialist)
    specialist.delete()
    assert "учётная запись удалена" in administrator_client.get(reverse("journal")).text


def test_ways_in(coordinator_client, administrator_client, specialist_client):
    where = f'href="{reverse("journal")}"'
    assert where in administrator_client.get("/").text
    assert where in coordinator_client.get(reverse("schools:schools")).text
    assert where not in specialist_client.get(reverse("schools:schools")).text
