from datetime import date

import pytest
from django.urls import reverse

from schools.models import School
from tests.factories import SchoolFactory

ADD = "/schools/add/"
TYPED = {"name": "МБОУ «Новая СШ»", "short_name": "Новая СШ", "kind": "basic"}


@pytest.fixture
def school(db):
    return SchoolFactory(name="МБОУ «Крестинская СШ»", short_name="Крестинская СШ", locality="с. Крестики")


def edit(school):
    return reverse("schools:edit_school", args=[school.pk])


def test_a_school_is_added_to_the_users_district(specialist_client, specialist):
    answer = specialist_client.post(ADD, TYPED | {"opened_on": "01.09.1987"})
    school = School.objects.get()
    assert answer.url == school.get_absolute_url()
    assert (school.municipality, school.kind, school.opened_on) == (
        specialist.municipality, "basic", date(1987, 9, 1),
    )  # fmt: skip


def test_a_school_is_entered_once(specialist_client, school):
    answer = specialist_client.post(ADD, TYPED | {"name": " мбоу  «крестинская СШ»"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"name": ["Такая школа уже есть в реестре: МБОУ «Крестинская СШ»."]}


def test_what_was_typed_stays_in_the_fields(specialist_client, school):
    answer = specialist_client.post(ADD, TYPED | {"name": school.name, "phone": "2-11-11", "opened_on": "осенью"})
    assert all(f'value="{typed}"' in answer.text for typed in ("Новая СШ", "2-11-11", "осенью"))
    assert '<option value="basic" selected>' in answer.text


def test_a_name_from_another_district_may_be_repeated(specialist_client, foreigner):
    SchoolFactory(name=TYPED["name"], municipality=foreigner.municipality)
    assert specialist_client.post(ADD, TYPED).status_code == 302


def test_a_school_closed_before_it_opened_is_refused_at_the_field(specialist_client):
    answer = specialist_client.post(ADD, TYPED | {"opened_on": "01.09.2000", "closed_on": "31.08.2000"})
    assert answer.context["form"].errors == {"closed_on": ["Школа закрыта раньше, чем открыта."]}


def test_the_form_shows_what_is_known(specialist_client, school):
    answer = specialist_client.get(edit(school))
    assert 'value="с. Крестики"' in answer.text
    assert reverse("schools:remove_school", args=[school.pk]) in answer.text


def test_a_card_is_changed(specialist_client, school):
    form = {"name": school.name, "short_name": "Крестинская СОШ", "kind": "secondary"}
    answer = specialist_client.post(edit(school), form, follow=True)
    assert "Сохранено." in answer.text
    school.refresh_from_db()
    assert (school.short_name, school.locality) == ("Крестинская СОШ", "")


def test_a_school_may_keep_its_own_name(specialist_client, school):
    form = {"name": school.name.upper(), "short_name": school.short_name, "kind": "secondary"}
    assert specialist_client.post(edit(school), form).status_code == 302


def test_the_user_is_written_into_the_history(specialist_client, specialist):
    specialist_client.post(ADD, TYPED)
    assert School.history.get().history_user == specialist


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer", "expert", "administrator"])
def test_only_the_specialist_keeps_schools(request, school, role):
    client = request.getfixturevalue(f"{role}_client")
    for address in (ADD, edit(school), reverse("schools:remove_school", args=[school.pk])):
        assert client.get(address).status_code == 403
        assert client.post(address, TYPED).status_code == 403
    assert School.objects.filter(pk=school.pk, short_name="Крестинская СШ").exists()
    assert not School.objects.filter(name=TYPED["name"]).exists()
