"""Accounts: made by the administrator, who gets into nothing else by that way."""

import pytest
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse

from schools.models import Person, Role, School, User
from tests.factories import PASSWORD, PersonFactory, UserFactory

ADD = "/admin/schools/user/add/"


@pytest.fixture
def account(municipality):
    return UserFactory(username="krivosheya", role=Role.SPECIALIST, municipality=municipality)


def edit(account):
    return reverse("admin:schools_user_change", args=[account.pk])


def form_of(account, **changed):
    form = {"username": account.username, "role": account.role, "municipality": account.municipality_id or ""}
    return form | {"is_active": "on"} | changed


def test_an_account_is_made_with_a_role_and_a_district(administrator_client, municipality):
    form = {
        "username": "new", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD,
        "role": "methodist", "municipality": municipality.pk,
    }  # fmt: skip
    assert administrator_client.post(ADD, form).status_code == 302
    made = User.objects.get(username="new")
    assert (made.role, made.municipality, made.is_staff, made.is_superuser) == (
        "methodist", municipality, False, False,
    )  # fmt: skip
    assert made.check_password(PASSWORD)


def test_the_role_of_administrator_opens_this_door_and_its_loss_closes_it(administrator_client, account):
    administrator_client.post(edit(account), form_of(account, role="administrator"))
    account.refresh_from_db()
    assert account.is_staff
    assert account.is_superuser
    administrator_client.post(edit(account), form_of(account, role="observer"))
    account.refresh_from_db()
    assert not account.is_staff
    assert not account.is_superuser


def test_rights_beside_the_role_cannot_be_posted(administrator_client, account):
    administrator_client.post(edit(account), form_of(account, is_staff="on", is_superuser="on"))
    account.refresh_from_db()
    assert not account.is_staff
    assert not account.is_superuser


def test_an_account_is_joined_to_its_person(administrator_client, account):
    person = PersonFactory()
    administrator_client.post(edit(account), form_of(account, person=person.pk))
    account.refresh_from_db()
    assert account.person == person


def test_an_account_is_switched_off(administrator_client, account):
    form = form_of(account)
    del form["is_active"]
    administrator_client.post(edit(account), form)
    account.refresh_from_db()
    assert not account.is_active


def test_the_list_shows_who_is_who(administrator_client, account):
    told = administrator_client.get("/admin/schools/user/").text
    assert "krivosheya" in told
    assert "специалист" in told


@pytest.mark.parametrize("model", [School, Person])
def test_the_registers_are_not_kept_here(model):
    assert not admin.site.is_registered(model)


@pytest.mark.parametrize("role", ["specialist", "methodist", "coordinator", "director", "observer", "expert"])
def test_the_others_do_not_get_in(request, account, role):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get("/admin/").status_code == 302
    assert client.post(edit(account), form_of(account, role="administrator")).status_code == 302
    account.refresh_from_db()
    assert account.role == Role.SPECIALIST


def test_the_first_account_of_an_installation_is_an_administrator(db):
    assert User.objects.create_superuser("first", password=PASSWORD).role == Role.ADMINISTRATOR


def test_who_is_locked_out_is_sent_to_the_administrator_who_unlocks(db):
    told = render_to_string("registration/locked.html")
    assert "обратитесь к администратору" in told
    assert "специалист" not in told
