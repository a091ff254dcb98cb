"""Signing in and out, as a person and as somebody who guesses passwords."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from leadership.core.models import DemonstrationRow
from schools.models import Role, User
from tests.factories import PASSWORD, UserFactory

LOGIN = "/login/"
HOME_OFFICE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def user(municipality):
    return UserFactory(username="krivosheya", role=Role.SPECIALIST, password=PASSWORD)


def enter(client, password=PASSWORD, username="krivosheya", address=HOME_OFFICE, **more):
    typed = {"username": username, "password": password} | more
    return client.post(LOGIN, typed, REMOTE_ADDR=address)


def is_signed_in(client):
    return client.get(reverse("account")).status_code == 200


@pytest.fixture
def signed_in(user):
    client = Client()
    enter(client)
    return client


@pytest.fixture
def locked(client, user):
    for _ in range(5):
        answer = enter(client, "не тот")
    return answer


def test_the_right_password_opens_the_first_page(client, user):
    assert enter(client).url == reverse("home")
    assert is_signed_in(client)


def test_a_wrong_password_does_not(client, user):
    assert enter(client, "не тот").status_code == 200
    assert not is_signed_in(client)


def test_an_unknown_login_is_answered_as_a_wrong_password_is(client, user):
    def said(answer):
        return answer.status_code, answer.context["form"].errors

    assert said(enter(client, "не тот")) == said(enter(client, "не тот", username="nobody"))


def test_a_disabled_account_is_answered_alike_and_stays_outside(client, user):
    wrong = enter(client, "не тот").context["form"].errors
    User.objects.update(is_active=False)
    assert enter(client).context["form"].errors == wrong
    assert not is_signed_in(client)


def test_one_is_led_to_the_page_asked_for(client, user):
    assert enter(client, next="/schools/?kind=basic").url == "/schools/?kind=basic"


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_one_is_not_led_to_another_host(client, user, where):
    assert enter(client, next=where).url == reverse("home")


def test_who_is_inside_already_is_not_asked_again(signed_in):
    assert signed_in.get(LOGIN).url == reverse("home")


def test_five_wrong_passwords_pause_the_account_at_this_address(client, locked):
    assert locked.status_code == 429
    assert "Подождите 15 минут" in locked.text
    assert enter(client).status_code == 429
    assert not is_signed_in(client)


def test_the_owner_still_gets_in_from_another_address(locked):
    owner = Client()
    enter(owner, address=ELSEWHERE)
    assert is_signed_in(owner)


def test_another_account_still_gets_in_from_the_same_address(locked):
    UserFactory(username="colleague", password=PASSWORD)
    colleague = Client()
    enter(colleague, username="colleague")
    assert is_signed_in(colleague)


def test_a_paused_account_costs_no_hashing(client, locked, monkeypatch):
    def hashed(*args):
        raise AssertionError("a hash was computed")

    monkeypatch.setattr(MD5PasswordHasher, "verify", hashed)
    assert enter(client).status_code == 429


def test_thirty_wrong_passwords_pause_an_address_whatever_the_accounts(client, user):
    for number in range(30):
        enter(client, "не тот", username=f"guess{number}")
    assert enter(client).status_code == 429
    assert not is_signed_in(client)
    owner = Client()
    enter(owner, address=ELSEWHERE)
    assert is_signed_in(owner)


def test_ten_thousand_guesses_are_heard_five_times(client, user, monkeypatch):
    """A hundred stand for ten thousand: after the fifth each costs the same and none a hash."""
    heard = []
    verify = MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda *args: heard.append(args) or verify(*args))
    for number in range(100):
        enter(client, f"догадка {number}")
    assert len(heard) == 5


def test_the_right_password_forgives_the_slips_before_it(client, user):
    for _ in range(2):
        for _ in range(4):
            enter(client, "не тот")
        enter(client)
        client.post(reverse("logout"))
    enter(client)
    assert is_signed_in(client)


def test_four_slips_are_forgiven(client, user):
    for _ in range(4):
        enter(client, "не тот")
    enter(client)
    assert is_signed_in(client)


def test_an_unknown_login_is_paused_too(client, user):
    answers = [enter(client, "не тот", username="nobody").status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2


def test_passwords_that_were_tried_are_written_down_nowhere(client, user, caplog):
    enter(client, "almost-right")
    (attempt,) = AccessAttempt.objects.values()
    assert attempt["username"] == "krivosheya"
    assert "almost-right" not in f"{attempt} {caplog.text}"


def test_the_session_gets_a_new_key(client, user):
    client.get(LOGIN, {"as_of": "вчера"})  # the message waits in a session
    before = client.session.session_key
    enter(client)
    assert before
    assert client.session.session_key != before


def test_one_leaves_by_the_button_alone(signed_in):
    assert signed_in.get(reverse("logout")).status_code == 405
    assert is_signed_in(signed_in)


def test_leaving_ends_the_session_on_the_server(signed_in):
    kept = Client()
    kept.cookies["session"] = signed_in.cookies["session"].value
    assert is_signed_in(kept)
    signed_in.post(reverse("logout"))
    assert not is_signed_in(kept)


def test_a_disabled_account_is_outside_at_the_next_request(signed_in):
    User.objects.update(is_active=False)
    assert not is_signed_in(signed_in)


def changed(client, new, old=PASSWORD):
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("password_change"), typed, follow=True)


def test_a_changed_password_is_the_one_that_opens(signed_in):
    assert "Пароль изменён." in changed(signed_in, "Тимирязев-1920").text
    client = Client()
    enter(client)
    assert not is_signed_in(client)
    enter(client, "Тимирязев-1920")
    assert is_signed_in(client)


def test_a_changed_password_ends_the_other_sessions(signed_in):
    other = Client()
    enter(other)
    changed(signed_in, "Тимирязев-1920")
    assert is_signed_in(signed_in)
    assert not is_signed_in(other)


@pytest.mark.parametrize("weak", ["коротко", "password123", "1234567890", "krivosheya"])
def test_a_weak_password_is_refused(signed_in, user, weak):
    assert changed(signed_in, weak).context["form"].errors
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_old_password_is_asked_for(signed_in, user):
    assert "old_password" in changed(signed_in, "Тимирязев-1920", old="не тот").context["form"].errors


def test_a_long_russian_password_counts_to_its_last_letter(signed_in):
    changed(signed_in, "ж" * 63 + "а")
    client = Client()
    enter(client, "ж" * 63 + "б")
    assert not is_signed_in(client)
    enter(client, "ж" * 63 + "а")
    assert is_signed_in(client)


def test_the_password_is_in_no_answer_to_a_slip(client, user):
    assert "секрет-секрет" not in enter(client, "секрет-секрет").text


@pytest.fixture
def demonstration_account(user):
    invented = UserFactory(username="invented", role=Role.DIRECTOR, password=PASSWORD)
    DemonstrationRow.objects.create(content_type=ContentType.objects.get_for_model(User), object_id=invented.pk)
    return invented


def test_invented_accounts_are_offered_in_a_demonstration(client, demonstration_account, settings):
    settings.DEMONSTRATION = True
    answer = client.get(LOGIN)
    assert "<b>invented</b>" in answer.text
    assert Role.DIRECTOR.description in answer.text


def test_real_accounts_never_are(client, demonstration_account, user, settings):
    settings.DEMONSTRATION = True
    assert user.username not in client.get(LOGIN).text


def test_outside_a_demonstration_nobody_is_offered(client, demonstration_account, settings):
    settings.DEMONSTRATION = False
    answer = client.get(LOGIN)
    assert "invented" not in answer.text
    assert "Пароль у всех один" not in answer.text
