import django_filters
import pytest
from django.test import RequestFactory

from leadership.core.filters import Chosen, Search, truth
from schools.models import Contest, Person
from tests.factories import ContestFactory, PersonFactory

pytestmark = pytest.mark.django_db


class People(django_filters.FilterSet):
    q = Search("last_name", "first_name")
    born = truth("Дата рождения", "есть", "нет", field_name="born_on")


class Contests(django_filters.FilterSet):
    contest = Chosen(Contest, field_name="pk")


def found(**asked):
    return [str(person) for person in People(asked, Person.objects.all()).qs]


@pytest.fixture
def people(db):
    PersonFactory(last_name="Ёлкина", first_name="Мария", patronymic="", born_on="1980-01-02")
    PersonFactory(last_name="Крестина", first_name="Мария", patronymic="")
    PersonFactory(last_name="Процент_%", first_name="Анна", patronymic="")


@pytest.mark.parametrize("q", ["крест", "КРЕСТ", "рЕсТИн", " крест "])
def test_search_knows_no_case_in_russian(people, q):
    assert found(q=q) == ["Крестина Мария"]


def test_every_word_must_be_found_in_some_field(people):
    assert found(q="мария ёлк") == ["Ёлкина Мария"]
    assert found(q="мария петрова") == []


@pytest.mark.parametrize("q", ["%", "_", "т_%"])
def test_signs_of_a_pattern_are_sought_as_letters(people, q):
    assert found(q=q) == ["Процент_% Анна"]


@pytest.mark.parametrize("q", ["", "   "])
def test_an_empty_search_hides_nobody(people, q):
    assert len(found(q=q)) == 3


def test_a_question_of_two_answers_parts_the_filled_from_the_empty(people):
    assert found(born="yes") == ["Ёлкина Мария"]
    assert len(found(born="no")) == 2
    assert len(found(born="")) == 3


def test_an_answer_that_is_not_offered_is_an_error_of_the_form(people):
    assert "born" in People({"born": "maybe"}, Person.objects.all()).errors


def test_only_records_the_user_may_see_are_offered(specialist, foreigner):
    own = ContestFactory(municipality=specialist.municipality)
    ContestFactory(municipality=foreigner.municipality)
    request = RequestFactory().get("/")
    request.user = specialist
    assert list(Contests({}, Contest.objects.all(), request=request).form.fields["contest"].queryset) == [own]


def test_a_pasted_page_is_sought_by_its_first_ten_words(people):
    assert found(q="мария " * 10_000) == ["Ёлкина Мария", "Крестина Мария"]
    assert len(found(q="мария " * 10 + "петрова")) == 2
    assert found(q="мария " * 9 + "петрова") == []
