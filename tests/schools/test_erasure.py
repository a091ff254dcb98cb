"""Personal data destroyed at a person's request: nothing in the database says his name any more."""

import json
from datetime import date

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leadership.core.models import Document, JournalEntry, Notice, SearchEntry, SearchWord, StoredFile, Subscription
from leadership.core.names import Name, Names
from leadership.core.papers import registry
from leadership.project.models import PreparedPaper
from mentoring.models import DevelopmentProgramme
from schools import actions, erasure
from schools.models import Appointment, Erasure, FormerName, Import, Person, Role
from tests import factories as make

BASIS = "заявление вх. № 17 от 10.01.2024"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def person(municipality):
    """Somebody long in the registers whose name stands in every kind of place."""
    person = make.PersonFactory(
        last_name="Оленьева", first_name="Ирина", patronymic="Владимировна", born_on=date(1970, 6, 5),
        phone="8-38166-21111", email="oleneva@example.org",
    )  # fmt: skip
    person._change_reason = "Заявление Оленьевой И.В."
    person.last_name = "Скрипникова"
    person.save()
    make.FormerNameFactory(person=person, last_name="Оленьева", first_name="Ирина", patronymic="Владимировна")
    make.AppointmentFactory(person=person, ended_on=date(2022, 8, 31), municipality=municipality)
    return person


def erase(person, by):
    return actions.erase_person(person=person, basis=BASIS, by=by)


def dump():
    """(table, column, value) of every cell of the database that holds text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str | bytes | dict | list):
                        yield table, column, _read(value)


def _read(value):
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def found(*words):
    return [cell for cell in dump() if any(word in cell[2].lower() for word in words)]


def test_a_search_of_the_whole_database_finds_the_name_nowhere(person, specialist, passport):
    account = make.UserFactory(
        username="oleneva", person=person, first_name="Ирина", last_name="Скрипникова", email="oleneva@example.org"
    )
    LogEntry.objects.create(
        user=specialist, content_type=ContentType.objects.get_for_model(account), object_id=account.pk,
        object_repr="Ирина Скрипникова", action_flag=CHANGE, change_message="",
    )  # fmt: skip
    make.ConsentFactory(person=person, note="дело Скрипниковой")
    make.AwardFactory(person=person, title="Грамота Ирине Владимировне")
    make.FindingFactory(person=person, explanation="Скрипниковой трудно даётся планирование")
    step = make.ReserveStepFactory(entry__person=person, basis="представление И.В. Скрипниковой")
    make.ReserveStepFactory(entry=step.entry, state="excluded", ground="request", taken_on=date(2022, 3, 1))
    make.ReserveEntryFactory(recommended_by="Скрипникова И. В., директор")
    other = make.PersonFactory(last_name="Соседов")
    other._change_reason = "по словам Скрипниковой"
    other.save()
    make.ManagementTrialFactory(host="Школа № 1, скрипниковой И.В.")
    removed = make.MembershipFactory(person=person, basis="рекомендация Оленьевой")
    removed._change_reason = "Скрипникова просила"
    removed.delete()
    make.ImportFactory(municipality=person.municipality, outcome={"rows": [{"фамилия": "Скрипникова"}]})
    make.JournalEntryFactory(content_type=ContentType.objects.get_for_model(Person), object_id=person.pk)
    assert SearchEntry.objects.filter(title="Скрипникова Ирина Владимировна").exists()
    assert len({table for table, *_ in found("скрипников", "оленьев", "oleneva")}) > 12
    erase(person, by=specialist)
    assert found("скрипников", "оленьев", "oleneva", "ирина владимировна", "ирине владимировне", "21111") == []


def test_the_card_stays_without_a_name_and_keeps_the_year_of_birth(person, specialist):
    erase(person, by=specialist)
    person = Person.objects.get(pk=person.pk)
    assert str(person) == f"Удалено по заявлению (карточка № {person.pk})"
    assert person.signed == str(person)
    assert (person.phone, person.email, person.born_on) == ("", "", date(1970, 1, 1))
    assert not FormerName.objects.exists()
    assert {version.last_name for version in person.history.all()} == {person.last_name}
    assert {version.born_on for version in person.history.all()} == {date(1970, 1, 1)}


def test_what_the_person_took_part_in_stays_for_the_totals(person, specialist):
    make.AwardFactory(person=person)
    make.EducationFactory(person=person)
    erase(person, by=specialist)
    person = Person.objects.get(pk=person.pk)
    assert (person.appointments.count(), person.awards.count()) == (1, 1)
    assert person.educations.get().institution == "Омский государственный педагогический университет"


def test_documents_go_with_their_bytes_unless_another_record_holds_the_same_file(
    person, specialist, files, django_capture_on_commit_callbacks
):
    own = make.StoredFileFactory(file=ContentFile(b"%PDF own", "own.pdf"))
    shared = make.StoredFileFactory(file=ContentFile(b"%PDF shared", "shared.pdf"))
    make.DocumentFactory(owner=person, stored=own, title="Согласие Скрипниковой", file_name="Скрипникова.pdf")
    make.DocumentFactory(owner=make.AwardFactory(person=person), stored=shared)
    kept = make.DocumentFactory(owner=make.SchoolFactory(), stored=shared)
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, by=specialist)
    assert list(Document.objects.all()) == [kept]
    assert list(StoredFile.objects.all()) == [shared]
    assert not own.file.storage.exists(own.file.name)
    assert shared.file.storage.exists(shared.file.name)
    assert not Document.history.exclude(id=kept.pk).exists()


def test_the_account_is_closed_and_names_nobody(person, specialist, client):
    account = make.UserFactory(username="oleneva", person=person, last_name="Скрипникова")
    erase(person, by=specialist)
    account.refresh_from_db()
    assert (account.is_active, account.person, account.username) == (False, None, f"deleted-{person.pk}")
    assert not account.has_usable_password()


def test_made_papers_and_brought_workbooks_of_the_district_go(person, specialist, django_capture_on_commit_callbacks):
    paper = make.PreparedPaperFactory(
        municipality=person.municipality, asked_by=specialist, file=ContentFile(b"PK", "list.xlsx")
    )
    brought = make.ImportFactory(municipality=person.municipality, workbook=ContentFile(b"PK", "heads.xlsx"))
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, by=specialist)
    assert not PreparedPaper.objects.exists()
    assert not Import.objects.exists()
    assert not paper.file.storage.exists(paper.file.name)
    assert not brought.workbook.storage.exists(brought.workbook.name)


def test_a_namesake_loses_nothing(person, specialist):
    namesake = make.PersonFactory(last_name="Скрипникова", first_name="Анна", patronymic="Петровна")
    namesake._change_reason = "Скрипникова вернулась"
    namesake.save()
    finding = make.FindingFactory(person=namesake, explanation="Скрипникова А.П. и Скрипникова И.В. спорили")
    mine = make.FindingFactory(person=person, explanation="Скрипникова не успевает")
    erase(person, by=specialist)
    finding.refresh_from_db()
    mine.refresh_from_db()
    assert finding.explanation == "Скрипникова А.П. и [удалено] спорили"
    assert mine.explanation == "[удалено] не успевает"
    assert namesake.history.first().history_change_reason == "Скрипникова вернулась"
    assert SearchEntry.objects.filter(title="Скрипникова Анна Петровна").exists()


def test_a_school_named_after_a_namesake_keeps_its_name(municipality, specialist):
    school = make.SchoolFactory(name="МБОУ «СШ имени Калинина»", short_name="СШ им. Калинина")
    make.ContestEntryFactory(school=school, work="Музей школы имени Калинина")
    erase(make.PersonFactory(last_name="Калинин"), by=specialist)
    school.refresh_from_db()
    assert school.contest_entries.get().work == "Музей школы имени Калинина"


def test_the_act_and_the_journal_say_what_went_and_name_nobody(person, specialist):
    act = actions.erase_person(person=person, basis="заявление Скрипниковой И.В. от 10.01.2024", by=specialist)
    assert act.basis == "заявление [удалено] от 10.01.2024"
    assert act.erased_by == "specialist"
    assert "прежние имена: 1" in act.what
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.account, entry.object_id) == (JournalEntry.Act.ERASED, specialist, person.pk)


@pytest.mark.django_db
def test_what_is_open_hinders_and_is_named(person, specialist):
    today = timezone.localdate()
    person.appointments.update(ended_on=None)
    make.ReserveStepFactory(entry__person=person)
    DevelopmentProgramme.objects.create(person=person, started_on=date(2023, 1, 1))
    team = make.TeamFactory(title="Команда роста", ended_on=today.replace(year=today.year + 1))
    make.PairingFactory(team=team, mentor=person)
    make.ImportFactory(municipality=person.municipality, state=Import.State.TAKING)
    with pytest.raises(actions.NotErased) as refusal:
        erase(person, by=specialist)
    said = str(refusal.value)
    for text in ("Назначение не окончено", "в резерве", "ИППР не завершена", "Команда роста", "загрузка из Excel"):
        assert text in said
    assert Person.objects.get(pk=person.pk).last_name == "Скрипникова"
    assert not Erasure.objects.exists()


def test_nobody_erases_himself_and_nobody_is_erased_twice(person, specialist):
    specialist.person = person
    specialist.save()
    with pytest.raises(actions.NotErased, match="ваша собственная"):
        erase(person, by=specialist)
    specialist.person = None
    specialist.save()
    erase(person, by=specialist)
    with pytest.raises(actions.NotErased, match="уже уничтожены"):
        erase(person, by=specialist)


def address(person):
    return reverse("schools:erase_person", args=[person.pk])


def test_the_page_says_what_goes_and_asks_for_the_surname(specialist_client, person):
    told = specialist_client.get(address(person)).text
    assert "Что исчезнет навсегда" in told
    assert "прежних имён – 1" in told
    answer = specialist_client.post(address(person), {"basis": BASIS, "surname": "Оленьева"})
    assert answer.status_code == 422
    assert "В карточке другая фамилия: Скрипникова." in answer.text
    assert not Erasure.objects.exists()
    answer = specialist_client.post(address(person), {"basis": BASIS, "surname": " скрипникова "}, follow=True)
    assert "Персональные данные уничтожены." in answer.text
    assert f"Удалено по заявлению (карточка № {person.pk})" in answer.text
    assert "скрипников" not in answer.text.lower()


def test_without_a_ground_nothing_is_destroyed(specialist_client, person):
    assert specialist_client.post(address(person), {"basis": " ", "surname": "Скрипникова"}).status_code == 422
    assert not Erasure.objects.exists()


def test_a_head_in_office_is_refused_with_the_way_to_close_it(specialist_client, director):
    answer = specialist_client.post(address(director.person), {"basis": BASIS, "surname": director.person.last_name})
    assert answer.status_code == 409
    assert "Назначение не окончено: директор, Крестинская СШ" in answer.text
    assert Appointment.objects.filter(person=director.person, ended_on=None).exists()


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer"])
def test_only_the_specialist_destroys(request, role, director):
    client = request.getfixturevalue(f"{role}_client")
    assert client.post(address(director.person), {"basis": BASIS, "surname": "x"}).status_code == 403


def test_a_destroyed_card_takes_no_new_name(specialist_client, person, specialist):
    erase(person, by=specialist)
    form = {"last_name": "Скрипникова", "first_name": "Ирина"}
    answer = specialist_client.post(reverse("schools:edit_person", args=[person.pk]), form)
    assert answer.status_code == 422
    assert "Персональные данные этой карточки уничтожены" in answer.text


def test_the_act_is_printed_by_the_number_of_the_card(specialist_client, person, specialist, passport):
    erase(person, by=specialist)
    paper = reverse("project:paper", args=["erasure"])
    told = specialist_client.get(paper, {"person": person.pk}).text
    for said in ("Акт", f"карточка № {person.pk}", BASIS.removeprefix("заявление"), "три года"):
        assert said.replace(" ", "\u00a0") in told.replace(" ", "\u00a0")
    file = specialist_client.get(reverse("project:paper_file", args=["erasure", "xlsx"]), {"person": person.pk})
    assert file.content[:2] == b"PK"
    for wrong in ("", "0", "x", "9" * 30):
        assert specialist_client.get(paper, {"person": wrong}).status_code == 404
    assert "erasure" not in specialist_client.get(reverse("project:papers")).text


def test_the_act_of_another_district_is_not_there(foreigner_client, person, specialist):
    erase(person, by=specialist)
    context = registry.PaperContext(
        make.MunicipalityFactory(name="Калачинский муниципальный район"),
        date(2024, 1, 1),
        filters={"person": str(person.pk)},
    )
    with pytest.raises(LookupError):
        registry.find("erasure").build(context)


def test_names_of_the_history_are_known_too(person):
    assert {name.last for name in erasure.names_of(person).borne} == {"Оленьева", "Скрипникова"}


@pytest.mark.parametrize(
    ("last", "text", "clean"),
    [
        ("Скрипникова", "Скрипниковой И. В. – приказ", "[удалено] – приказ"),
        ("Скрипникова", "И.В. Скрипниковой", "[удалено]"),
        ("Скрипникова", "СКРИПНИКОВУ наградить", "[удалено] наградить"),
        ("Скрипникова", "Скрипниковка, нескрипникова", "Скрипниковка, нескрипникова"),
        ("Белая", "у Белой белый дом", "у [удалено] белый дом"),
        ("Кривошея", "с Кривошеей", "с [удалено]"),
        ("Совенко", "Совенко и совёнок", "[удалено] и совёнок"),
        ("Семёнов", "Семенову", "[удалено]"),
        ("Иванова-Петрова", "Ивановой-Петровой; Ивановой", "[удалено]; Ивановой"),
        ("Ким", "Кима, Кимовская", "[удалено], Кимовская"),
        ("(Ли", "(Ли)", "[удалено])"),
        ("", "ничего", "ничего"),
    ],
)
def test_a_surname_is_found_in_whatever_case_it_stands(last, text, clean):
    assert Names((Name(last, "Ирина", "Владимировна"),)).without(text) == clean


def test_words_of_the_search_go_with_their_line(person, specialist):
    assert SearchWord.objects.filter(word__startswith="скрипников").exists()
    erase(person, by=specialist)
    assert not SearchWord.objects.filter(word__startswith="скрипников").exists()


def test_what_the_person_was_told_goes_with_the_account(person, specialist):
    account = make.UserFactory(person=person, role=Role.DIRECTOR)
    make.NoticeFactory(recipient=account)
    make.SubscriptionFactory(account=account, feed_issue=1, is_feed_open=True)
    erase(person, specialist)
    assert not Notice.objects.exists()
    assert not Subscription.objects.exists()
