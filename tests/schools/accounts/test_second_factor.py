"""The second factor: required of whoever sees everybody's data, each code good for once."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from leadership.core.models import JournalEntry
from schools import second_factor
from schools.actions import accounts as actions

pytestmark = pytest.mark.django_db

STATE, CODE = "/account/second-factor/", "/login/code/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def required(no_second_factor, settings):
    settings.SECOND_FACTOR = "required"


def code_of(user, later=0):
    """What the telephone shows now, or so many steps later."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, t0=-30 * later):06}"


def set_up(client, user):
    """Through the pages; answers with the recovery codes."""
    client.post(reverse("begin_second_factor"))
    answer = client.post(reverse("confirm_second_factor"), {"code": code_of(user)})
    return re.findall(r'class="code">([\w-]+)<', answer.text)


def entered_anew(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("role", ["administrator", "specialist", "methodist", "coordinator"])
def test_who_sees_everyone_sets_it_up_before_anything_opens(request, role):
    client = request.getfixturevalue(f"{role}_client")
    for address in ("/", "/account/", "/schools/people/", "/admin/", reverse("journal"), "/account/visits/"):
        assert client.get(address).url.startswith(STATE), address
    assert client.post("/schools/people/add/", {"last_name": "x"}).url == STATE
    assert client.get(STATE).status_code == 200


@pytest.mark.parametrize("role", ["director", "expert", "observer"])
def test_others_are_not_asked(request, role):
    assert request.getfixturevalue(f"{role}_client").get("/").status_code == 200


def test_the_observer_of_a_region_sees_everyone(observer, observer_client):
    observer.municipality = None
    observer.save()
    assert observer_client.get("/").url.startswith(STATE)


@pytest.mark.parametrize("setting", ["offered", "off"])
def test_nobody_is_made_to_where_it_is_offered_or_off(specialist_client, settings, setting):
    settings.SECOND_FACTOR = setting
    assert specialist_client.get("/").status_code == 200


def test_the_first_right_code_puts_it_into_use_and_shows_ten_recovery_codes_once(specialist, specialist_client):
    codes = set_up(specialist_client, specialist)
    assert len(set(codes)) == 10
    assert specialist_client.get("/").status_code == 200
    assert not any(code in specialist_client.get(STATE).text for code in codes)


def test_a_wrong_first_code_puts_nothing_into_use(specialist, specialist_client):
    specialist_client.post(reverse("begin_second_factor"))
    answer = specialist_client.post(reverse("confirm_second_factor"), {"code": "000000"})
    assert answer.status_code == 422
    assert second_factor.device_of(specialist) is None


def test_signing_in_asks_for_the_code_and_leads_to_the_page_asked_for(specialist, specialist_client):
    set_up(specialist_client, specialist)
    client = entered_anew(specialist)
    asked = client.get("/schools/people/")
    assert asked.url == f"{CODE}?next=%2Fschools%2Fpeople%2F"
    assert client.post(asked.url, {"code": code_of(specialist, later=1)}).url == "/schools/people/"
    assert client.get("/schools/people/").status_code == 200


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_code_leads_to_no_other_host(specialist, specialist_client, where):
    codes = set_up(specialist_client, specialist)
    answer = entered_anew(specialist).post(f"{CODE}?next={where}", {"code": codes[0]})
    assert answer.url == "/"


def test_a_code_is_good_for_once(specialist, specialist_client):
    set_up(specialist_client, specialist)
    code = code_of(specialist, later=1)
    first, second = entered_anew(specialist), entered_anew(specialist)
    first.post(CODE, {"code": code})
    assert second.post(CODE, {"code": code}).status_code == 422
    assert second.get("/").url.startswith(CODE)


def test_a_recovery_code_is_good_for_once(specialist, specialist_client):
    codes = set_up(specialist_client, specialist)
    assert entered_anew(specialist).post(CODE, {"code": codes[0].upper()}).status_code == 302
    assert entered_anew(specialist).post(CODE, {"code": codes[0]}).status_code == 422
    assert StaticToken.objects.filter(device__user=specialist).count() == 9


def test_after_wrong_codes_even_a_right_one_waits(specialist, specialist_client):
    set_up(specialist_client, specialist)
    client = entered_anew(specialist)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    refused = client.post(CODE, {"code": code_of(specialist, later=1)})
    assert refused.status_code == 422
    assert "Слишком много неверных кодов" in refused.text
    noted = JournalEntry.objects.filter(act=JournalEntry.Act.REFUSED)
    assert {entry.what for entry in noted} == {"неверный код второго фактора"}


def test_before_the_code_nothing_but_the_way_out_opens(specialist, specialist_client):
    set_up(specialist_client, specialist)
    client = entered_anew(specialist)
    for address in ("/", STATE, "/account/password/", "/search/?q=а"):
        assert client.get(address).url.startswith(CODE), address
    for address in ("begin_second_factor", "confirm_second_factor", "new_recovery_codes", "drop_second_factor"):
        assert client.post(reverse(address), {"code": "1"}).url == CODE
    assert client.post(reverse("logout")).url == reverse("login")


def test_an_administrator_takes_it_off_with_a_reason(specialist, specialist_client, administrator):
    set_up(specialist_client, specialist)
    actions.take_off_factor(account=specialist, reason="телефон утерян", by=administrator)
    assert specialist_client.get("/").url.startswith("/login/")
    assert entered_anew(specialist).get("/").url.startswith(STATE)
    assert specialist.changes.first().reason == "телефон утерян"
    assert not StaticToken.objects.filter(device__user=specialist).exists()


def test_a_director_may_switch_it_on_and_off(director, director_client):
    codes = set_up(director_client, director)
    client = entered_anew(director)
    assert client.get("/").url.startswith(CODE)
    client.post(CODE, {"code": codes[0]})
    client.post(reverse("drop_second_factor"), {"code": codes[1]})
    assert second_factor.device_of(director) is None
    assert entered_anew(director).get("/").status_code == 200


def test_who_sees_everyone_does_not_take_it_off_himself(specialist, specialist_client):
    codes = set_up(specialist_client, specialist)
    assert specialist_client.post(reverse("drop_second_factor"), {"code": codes[0]}).status_code == 404
    assert second_factor.device_of(specialist)


def test_new_recovery_codes_replace_the_former_ones(specialist, specialist_client):
    codes = set_up(specialist_client, specialist)
    answer = specialist_client.post(reverse("new_recovery_codes"), {"code": codes[0]})
    fresh = re.findall(r'class="code">([\w-]+)<', answer.text)
    assert len(fresh) == 10
    assert "no-store" in answer["Cache-Control"]
    assert entered_anew(specialist).post(CODE, {"code": codes[1]}).status_code == 422


def test_asked_but_once_for_a_session(specialist, specialist_client, django_assert_num_queries):
    set_up(specialist_client, specialist)
    specialist_client.get("/account/")
    with django_assert_num_queries(5) as asked:
        specialist_client.get("/account/")
    assert not [one for one in asked.captured_queries if "otp_" in one["sql"]]


def test_no_page_of_the_administration_shows_the_secrets(administrator_client, administrator):
    set_up(administrator_client, administrator)
    assert administrator_client.get("/admin/").status_code == 200
    for kind in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert administrator_client.get(f"/admin/{kind}/").status_code == 404
