"""A forgotten password: by mail where there is mail, else by the department."""

import re

import pytest
from django.core import mail

from schools.actions import accounts as actions
from schools.models import EntryPass, User
from tests.factories import UserFactory

from .conftest import PASSWORD

ADDRESS = "/login/forgotten/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_mail(settings):
    settings.MAIL_IS_ON = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def owner(municipality):
    return UserFactory(username="petrova.ap", email="petrova@example.org", municipality=municipality, password=PASSWORD)


def test_without_mail_the_page_says_whom_to_call(client, municipality, settings):
    settings.MAIL_IS_ON = False
    municipality.helper_name, municipality.helper_phone = "Г.А. Журавлёва", "2-11-11"
    municipality.save()
    answer = client.get(ADDRESS)
    assert "Г.А. Журавлёва, 2-11-11" in answer.text
    assert "Прислать ссылку" not in answer.text
    assert client.post(ADDRESS, {"login": "petrova.ap"}).status_code == 200
    assert not mail.outbox


@pytest.mark.parametrize("typed", ["petrova.ap", " petrova.ap ", "Petrova@example.org"])
def test_the_letter_brings_a_link_that_sets_a_password(client, owner, with_mail, typed):
    client.post(ADDRESS, {"login": typed})
    (letter,) = mail.outbox
    assert letter.to == ["petrova@example.org"]
    path = re.search(r"https?://[^/]+(/enter/\w+/)", letter.body)[1]
    client.post(path, {"new_password1": "новый пароль летом", "new_password2": "новый пароль летом"})
    owner.refresh_from_db()
    assert owner.check_password("новый пароль летом")


def test_the_answer_never_tells_whether_there_is_such_an_account(client, owner, with_mail):
    texts = {client.post(ADDRESS, {"login": login}).text for login in ("petrova.ap", "nobody", "nobody@example.org")}
    assert len(texts) == 1


def test_asking_for_a_letter_leaves_the_password_as_it_is(client, owner, with_mail):
    client.post(ADDRESS, {"login": "petrova.ap"})
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_one_gets_one_letter_however_often_it_is_asked_for(client, owner, with_mail):
    for _ in range(5):
        client.post(ADDRESS, {"login": "petrova.ap"})
    assert len(mail.outbox) == 1


def test_a_disabled_account_gets_no_letter(client, owner, administrator, with_mail):
    actions.disable(owner, administrator)
    client.post(ADDRESS, {"login": "petrova.ap"})
    assert not mail.outbox
    assert not EntryPass.objects.exists()


def test_no_letter_without_an_address(client, owner, with_mail):
    User.objects.update(email="")
    client.post(ADDRESS, {"login": "petrova.ap"})
    client.post(ADDRESS, {"login": ""})
    assert not mail.outbox
