"""The district: its page, its words, and the one a regional account looks at."""

import pytest
from django.test import Client
from django.urls import reverse

from schools.models import Municipality, Role
from tests.factories import MunicipalityFactory, SchoolFactory, UserFactory

PAGE, EDIT = "/schools/municipality/", "/schools/municipality/edit/"
WORDS = {
    "name": "Оконешниковский район", "name_genitive": "Оконешниковского района", "region": "Омская область",
    "region_genitive": "Омской области", "department": "Комитет по образованию",
    "department_genitive": "Комитета по образованию", "head_post": "Председатель", "head_name": "А.Б. Новая",
}  # fmt: skip


@pytest.fixture
def other(db):
    return MunicipalityFactory(name="Калачинский муниципальный район")


@pytest.fixture
def regional(db, municipality, other):
    client = Client()
    user = UserFactory(role=Role.SPECIALIST, municipality=None)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def choose(client, municipality):
    return client.post(reverse("choose_district"), {"municipality": getattr(municipality, "pk", municipality)})


def test_the_page_is_that_of_ones_own_district(specialist_client, municipality, other):
    answer = specialist_client.get(PAGE)
    assert municipality.name_genitive in answer.text
    assert other.name not in answer.text


def test_its_words_are_changed_by_the_specialist(specialist_client, municipality):
    answer = specialist_client.post(EDIT, WORDS, follow=True)
    assert "Сведения о районе сохранены." in answer.text
    municipality.refresh_from_db()
    assert municipality.head_name == "А.Б. Новая"


def test_a_word_left_out_is_asked_for_and_the_others_stay(specialist_client, municipality):
    answer = specialist_client.post(EDIT, WORDS | {"head_name": ""})
    assert answer.status_code == 422
    assert 'value="Комитет по образованию"' in answer.text


def test_the_name_of_another_district_is_taken(specialist_client, other):
    answer = specialist_client.post(EDIT, WORDS | {"name": other.name})
    assert "name" in answer.context["form"].errors


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer"])
def test_the_others_only_read_it(request, role):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get(PAGE).status_code == 200
    assert EDIT not in client.get(PAGE).text
    assert client.post(EDIT, WORDS).status_code == 403


def test_a_regional_account_chooses_the_district_it_looks_at(regional, other):
    assert choose(regional, other).url == reverse("home")
    assert other.name in regional.get(PAGE).text


def test_what_a_regional_account_adds_belongs_to_the_district_chosen(regional, other):
    choose(regional, other)
    regional.post("/schools/add/", {"name": "Новая", "short_name": "Новая", "kind": "basic"})
    assert other.schools.get().name == "Новая"


def test_a_district_account_cannot_choose_another(specialist_client, specialist, other):
    assert choose(specialist_client, other).status_code == 404
    assert specialist.municipality.name in specialist_client.get(PAGE).text


@pytest.mark.parametrize("nonsense", ["", "0", "abc", "9" * 30])
def test_a_district_that_is_not_there_cannot_be_chosen(regional, nonsense):
    assert choose(regional, nonsense).status_code == 404


def test_a_chosen_district_that_went_gives_way_to_the_first(regional, other, municipality):
    choose(regional, other)
    Municipality.objects.filter(pk=other.pk).delete()
    assert municipality.name in regional.get(PAGE).text


def test_without_a_district_the_page_is_not_there(regional, municipality, other):
    Municipality.objects.all().delete()
    assert regional.get(PAGE).status_code == 404
    assert regional.get("/schools/").status_code == 200


def test_without_a_district_nothing_can_be_added_and_nothing_breaks(regional):
    Municipality.objects.all().delete()
    answer = regional.post("/schools/add/", {"name": "Новая", "short_name": "Новая", "kind": "basic"})
    assert answer.status_code == 422
    assert 'value="Новая"' in answer.text


def test_the_card_of_any_district_is_open_to_a_regional_account(regional, other):
    assert regional.get(SchoolFactory(municipality=other).get_absolute_url()).status_code == 200
