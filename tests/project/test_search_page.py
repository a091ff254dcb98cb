"""The search box: every room's records, by any form of a word, as far as the user may see them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.models import SearchEntry, SearchWord
from leadership.core.search import query
from leadership.core.search.index import refresh
from leadership.core.search.query import find
from leadership.project.demonstration import fill, remove
from schools.models import Person, School
from tests import factories as make

DAY = date(2024, 1, 1)


@pytest.fixture
def head(municipality):
    school = make.SchoolFactory(municipality=municipality, short_name="Золотонивская СШ", name="МБОУ «Золотонивская»")
    person = make.PersonFactory(municipality=municipality, last_name="Заяц", first_name="Пётр", patronymic="Семёнович")
    make.AppointmentFactory(person=person, school=school, started_on=date(2019, 9, 1))
    return person


def titles(user, typed):
    return [line.title for group in find(user, typed, DAY).groups for line in group.lines]


@pytest.mark.parametrize(
    "typed",
    ["Заяц", "зайца", "ЗАЙЦЕМ", "заяц петр", "Пётр Заяц", "зая", "семенович", "Заяц П.С.", "Заяц Золотонивской"],
)
def test_a_person_is_found_by_any_form_and_any_part_of_the_name(specialist, head, typed):
    assert "Заяц Пётр Семёнович" in titles(specialist, typed)


@pytest.mark.parametrize("typed", ["за", "ц", "заяц иван", "заяца-волк", "яц"])
def test_every_word_typed_must_match(specialist, head, typed):
    assert titles(specialist, typed) == []


def test_a_line_tells_the_post_and_the_school_of_the_day(specialist, head):
    (group,) = find(specialist, "зайца", DAY).groups
    assert (group.label, group.count) == ("Люди", 1)
    assert group.lines[0].detail == "директор, Золотонивская СШ"
    assert group.lines[0].url == head.get_absolute_url()
    assert find(specialist, "зайца", date(2018, 1, 1)).groups[0].lines[0].detail == ""


def test_a_person_is_found_by_a_former_name(specialist, head):
    make.FormerNameFactory(person=head, last_name="Волк", first_name="Пётр")
    assert titles(specialist, "Волка") == ["Заяц Пётр Семёнович"]
    head.former_names.all().delete()
    assert titles(specialist, "Волка") == []


def test_a_school_is_found_by_its_full_name_and_kind(specialist, head):
    assert titles(specialist, "мбоу золотонивскую") == ["Золотонивская СШ"]
    assert titles(specialist, "средних школ") == ["Золотонивская СШ"]


def test_measures_indicators_courses_teams_and_projects_are_found(specialist, passport):
    specialist.municipality = passport.municipality
    specialist.save()
    make.CourseFactory(municipality=passport.municipality, title="Перезагрузка управления")
    make.TeamFactory(municipality=passport.municipality, title="Перезагрузка вместе")
    person = make.PersonFactory(municipality=passport.municipality)
    make.ManagementProjectFactory(person=person, title="Перезагрузка школы")
    found = {group.label for group in find(specialist, "перезагрузки", DAY).groups}
    assert {"Курсы", "Годичные команды", "Управленческие проекты"} <= found
    assert passport.measures.get(number=5).get_absolute_url() in {
        line.url for group in find(specialist, "мероприятие 5", DAY).groups for line in group.lines
    }
    assert "Индикаторы" in {group.label for group in find(specialist, "индикаторы", DAY).groups}


def test_a_document_is_seen_by_whoever_sees_its_owner(specialist, foreigner, stranger, head):
    make.DocumentFactory(owner=head, title="Приказ о назначении", number="45/1-од")
    assert titles(specialist, "приказы 45/1")[0].startswith("Приказ о назначении № 45/1-од")
    assert titles(foreigner, "приказы") == titles(stranger, "приказы") == []


def test_a_rename_is_found_by_the_new_name_alone(specialist, head):
    head.last_name = "Барсуков"
    head.save()
    assert (titles(specialist, "зайца"), titles(specialist, "барсукову")) == ([], ["Барсуков Пётр Семёнович"])


def test_a_renamed_school_leads_to_its_head(specialist, head):
    school = head.appointments.get().school
    school.short_name = "Чистовская СШ"
    school.save()
    assert "Заяц Пётр Семёнович" in titles(specialist, "чистовской")


def test_a_deleted_record_is_found_no_more(specialist, municipality):
    person = make.PersonFactory(municipality=municipality, last_name="Барсуков")
    assert titles(specialist, "барсуков")
    person.delete()
    assert titles(specialist, "барсуков") == []
    assert not SearchWord.objects.filter(word="барсуков").exists()


def test_many_rows_written_at_once_are_refreshed_by_their_writer(specialist, head):
    Person.objects.update(last_name="Барсуков")
    assert titles(specialist, "барсуков") == []
    refresh(Person, Person.objects.values_list("pk", flat=True))
    assert titles(specialist, "барсуков") == ["Барсуков Пётр Семёнович"]


def test_a_model_nobody_declared_is_passed_by(db):
    refresh(SearchEntry, [1, 2, 3])
    assert not SearchEntry.objects.exists()


def test_the_nearest_comes_first(specialist, municipality):
    for last_name in ("Калининская", "Калинина", "Калинин", "Калининград"):
        make.PersonFactory(municipality=municipality, last_name=last_name, first_name="Анна", patronymic="")
    found = [title.split()[0] for title in titles(specialist, "Калинин")]
    assert found[:2] == ["Калинин", "Калинина"]
    assert sorted(found[2:]) == ["Калининград", "Калининская"]
    assert titles(specialist, "анна калинина")[0] == "Калинина Анна"


def test_the_word_for_a_kind_is_near_to_all_of_it(specialist, municipality, head):
    make.ManagementProjectFactory(person=head, title="Помощь каждой молодой школе")
    assert [group.label for group in find(specialist, "школы", DAY).groups] == ["Школы", "Управленческие проекты"]


@pytest.mark.parametrize("widest", [300, 2])
def test_a_wide_question_is_cut_and_yet_finds_what_is_called_so(specialist, municipality, monkeypatch, widest):
    monkeypatch.setattr(query, "COUNTED", widest)
    for number in range(60):
        make.SchoolFactory(municipality=municipality, short_name=f"Школа {number}")
    make.SchoolFactory(municipality=municipality, short_name="Школа")
    found = find(specialist, "школа", DAY)
    shown = [line.title for group in found.groups for line in group.lines]
    assert shown[0] == "Школа"
    assert len(shown) == min(50, widest + 1)
    assert found.is_cut == (widest == 300)
    assert found.groups[0].is_beyond_count == (widest == 2)


@pytest.mark.parametrize("widest", [300, 2])
def test_a_director_finds_his_own_school_among_many(director, municipality, monkeypatch, widest):
    monkeypatch.setattr(query, "COUNTED", widest)
    for number in range(10):
        make.SchoolFactory(municipality=municipality, short_name=f"{number} СШ")
    assert titles(director, "сш")[:1] == ["Крестинская СШ"]
    assert len(titles(director, "средняя школа")) == 1


def test_another_district_finds_nothing(foreigner, head):
    assert titles(foreigner, "зайца") == titles(foreigner, "золотонивская") == []


@pytest.mark.parametrize("role", ["administrator", "expert"])
def test_who_sees_no_registers_finds_no_people(request, role, head):
    assert titles(request.getfixturevalue(role), "зайца") == []


@pytest.mark.parametrize("role", ["specialist", "methodist", "coordinator", "director", "observer", "expert"])
def test_every_record_found_can_be_opened(request, role, passport, director):
    district = passport.municipality
    director.person.appointments.get().school.save()
    make.CourseFactory(municipality=district, title="Школа лидера")
    make.TeamFactory(municipality=district, title="Школа лидера")
    make.ManagementProjectFactory(person=director.person, title="Школа лидера")
    make.DevelopmentProgrammeFactory(person=director.person)
    user = request.getfixturevalue(role)
    client = request.getfixturevalue(f"{role}_client")
    lines = [
        line
        for word in ("школа", "руководитель", "сш")
        for group in find(user, word, DAY).groups
        for line in group.lines
    ]
    assert lines
    for line in lines:
        assert client.get(line.url).status_code == 200, line


@pytest.mark.parametrize("typed", ["школа", "средняя школа"])
def test_it_asks_the_same_number_of_questions(specialist_client, municipality, typed):
    make.SchoolFactory(municipality=municipality)
    address = reverse("search")
    specialist_client.get(address, {"q": typed})
    with CaptureQueriesContext(connection) as few:
        specialist_client.get(address, {"q": typed})
    for number in range(20):
        make.SchoolFactory(municipality=municipality, short_name=f"Новая школа {number}")
    with CaptureQueriesContext(connection) as many:
        specialist_client.get(address, {"q": typed})
    assert len(many) == len(few)


def test_beginnings_are_looked_up_in_an_index(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        question = SearchWord.objects.filter(content_type=1, word__begins="кал").values("entry")
        plan = question.explain()
    assert "core_search_word_begins" in plan
    assert "word>" in plan.replace('"', "") or "~>=~" in plan


def test_a_beginning_is_letters_not_a_pattern(db):
    for word in ("кал%", "кал_", "калина", "кам"):
        make.SearchWordFactory(word=word)
    begins = SearchWord.objects.filter(word__begins="кал%")
    assert [found.word for found in begins] == ["кал%"]
    assert SearchWord.objects.filter(word__begins="кал").count() == 3


def test_the_page_shows_groups_with_counts_and_keeps_what_was_typed(specialist_client, head):
    page = specialist_client.get(reverse("search"), {"q": "Золотонивской"}).text
    assert 'value="Золотонивской"' in page
    assert "<h2>Школы <small>1</small></h2>" in page
    assert "<h2>Люди <small>1</small></h2>" in page
    assert "директор, Золотонивская СШ" in page


@pytest.mark.parametrize("typed", ["нетакого", "\0", "%", "<script>alert(1)</script>", "ы" * 1000, "а " * 500, "🙂"])
def test_of_nothing_the_page_says_so_and_what_to_try(specialist_client, head, typed):
    answer = specialist_client.get(reverse("search"), {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert ("Ничего не нашлось" in answer.text) == bool(typed.replace("\0", "").strip())


def test_without_a_question_the_page_says_what_to_ask(specialist_client):
    assert "Напишите в поле поиска" in specialist_client.get(reverse("search")).text


def test_every_page_has_the_box(specialist_client):
    page = specialist_client.get(reverse("schools:schools")).text
    assert 'role="search" action="/search/"' in page
    assert '<label class="visually-hidden" for="find">Поиск</label>' in page


def entries():
    words = {}
    for entry in SearchEntry.objects.prefetch_related("words"):
        key = (entry.content_type_id, entry.object_id)
        words[key] = (entry.title, frozenset(word.word for word in entry.words.all()))
    return words


def test_reindex_makes_what_stood_there(db, specialist, head, passport):
    before = entries()
    assert before
    SearchEntry.objects.all().delete()
    make.SearchWordFactory(word="лишнее")
    out = StringIO()
    call_command("reindex", stdout=out)
    assert entries() == before
    assert "школы: " in out.getvalue()


def test_reindex_if_empty_leaves_an_index_alone(db, head):
    SearchWord.objects.filter(word="заяц").delete()
    call_command("reindex", "--if-empty", stdout=StringIO())
    assert not SearchWord.objects.filter(word="заяц").exists()
    SearchWord.objects.all().delete()
    call_command("reindex", "--if-empty", stdout=StringIO())
    assert SearchWord.objects.filter(word="заяц").exists()


def test_the_demonstration_is_found_while_it_is_there(db):
    fill()
    after_filling = entries()
    call_command("reindex", stdout=StringIO())
    assert entries() == after_filling
    user = make.UserFactory(role="specialist", municipality=School.objects.first().municipality)
    assert titles(user, "Калининой")
    remove()
    assert titles(user, "Калининой") == []
    removed = entries()
    call_command("reindex", stdout=StringIO())
    assert entries() == removed
