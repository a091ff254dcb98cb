"""A one-time code lets in once, to set a password."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import PdfDocument

from leadership.core import codes
from leadership.core.models import JournalEntry
from leadership.core.papers import runtime
from schools.actions import accounts as actions
from schools.models import EntryPass, Role, User
from schools.slips import address_of
from tests.factories import UserFactory

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def chosen(client, code, password=PASSWORD):
    address = reverse("enter_by_code", args=[code])
    return client.post(address, {"new_password1": password, "new_password2": password})


def is_inside(client):
    return client.get(reverse("account")).status_code == 200


def test_a_code_of_a_slip_leads_to_the_password_and_on_to_the_cabinet(phone, invited):
    account, code = invited
    typed = phone.post("/enter/", {"code": codes.grouped(code).lower()})
    assert typed.url == reverse("enter_by_code", args=[code])
    assert account.username in phone.get(typed.url).text
    assert chosen(phone, code).url == "/"
    assert "Мой кабинет" in phone.get("/").text
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_code_is_good_for_once(phone, invited, client):
    account, code = invited
    chosen(phone, code)
    assert chosen(client, code, "другой пароль совсем").status_code == 404
    assert not is_inside(client)
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_looking_at_a_link_burns_nothing(phone, invited):
    _, code = invited
    for _ in range(3):
        assert phone.get(reverse("enter_by_code", args=[code])).status_code == 200
    assert chosen(phone, code).status_code == 302


def test_a_weak_password_leaves_the_code_good(phone, invited):
    _, code = invited
    refused = chosen(phone, code, "пароль")
    assert refused.status_code == 422
    assert "код ещё действует" in refused.text
    assert chosen(phone, code).status_code == 302


def test_a_slip_is_good_for_three_days_and_a_letter_for_a_week(specialist, invited):
    account, _ = invited
    now = timezone.now()
    for way, days in ((EntryPass.Way.SLIP, 3), (EntryPass.Way.LETTER, 7)):
        code = actions.issue_pass(account, way, at=now, by=specialist)
        actions.admitting(code, now + timedelta(days=days, seconds=-1))
        with pytest.raises(actions.NotAdmitted):
            actions.admitting(code, now + timedelta(days=days))


def test_a_new_slip_burns_the_former(phone, specialist, invited):
    account, code = invited
    _, fresh = actions.print_slip(account, specialist)
    assert chosen(phone, code).status_code == 404
    assert chosen(phone, fresh).status_code == 302


def test_a_disabled_account_lets_nobody_in_by_a_slip(phone, specialist, invited):
    account, code = invited
    actions.disable(account, specialist)
    assert chosen(phone, code).status_code == 404


@pytest.mark.parametrize("code", ["0123456789ABCDEF", "коротко", "' OR 1=1 --", "0" * 500])
def test_what_is_no_code_is_answered_alike(phone, invited, code):
    answer = phone.get(reverse("enter_by_code", args=[code]))
    assert answer.status_code == 404
    assert "Код не действует" in answer.text


def test_of_a_code_only_the_digest_is_kept(invited):
    _, code = invited
    assert EntryPass.objects.get().digest == codes.digest(code)
    noted = [
        *JournalEntry.objects.values_list("what", flat=True),
        *invited[0].changes.values_list("details", flat=True),
    ]
    assert all(code not in said and codes.grouped(code) not in said for said in noted)


def test_a_reset_password_opens_nothing_and_a_new_slip_does(phone, specialist_client, invited):
    account, code = invited
    chosen(phone, code)
    answer = specialist_client.post(f"/schools/accounts/reset/?pk={account.pk}", {"screen": "1"})
    assert not is_inside(phone)
    assert phone.post("/login/", {"username": account.username, "password": PASSWORD}).status_code == 200
    fresh = answer.text.partition('class="code">')[2][:19].replace("-", "")
    assert chosen(phone, fresh, "совсем другой пароль").status_code == 302


def test_a_slip_tells_whom_where_how_and_until_when(specialist_client, invited, municipality):
    municipality.helper_name, municipality.helper_phone = "Г.А. Журавлёва", "2-11-11"
    municipality.save()
    account, _ = invited
    answer = specialist_client.post(f"/schools/accounts/slips/?pk={account.pk}", {"screen": "1"})
    for said in (str(account.person), account.username, "/enter/", "Действует до", "Г.А. Журавлёва, 2-11-11", "<svg"):
        assert said in answer.text
    assert answer["Cache-Control"] == "no-store"


def test_slips_come_as_a_pdf_six_to_a_page(specialist_client, municipality):
    if not runtime.available():
        pytest.skip("нет Pango")
    for how_many, pages in ((6, 1), (1, 2)):
        UserFactory.create_batch(how_many, role=Role.EXPERT, municipality=municipality, last_name="Петрова")
        picked = "&".join(f"pk={account.pk}" for account in User.objects.filter(role=Role.EXPERT))
        answer = specialist_client.post(f"/schools/accounts/slips/?{picked}", {"pdf": "1"})
        assert len(PdfDocument(answer.content)) == pages


def test_asking_for_slips_makes_none(specialist_client, invited):
    account, code = invited
    specialist_client.get(f"/schools/accounts/slips/?pk={account.pk}")
    actions.admitting(code, timezone.now())


def test_the_picture_on_a_slip_leads_where_the_code_does(settings):
    settings.BASE_URL = "https://leadership.example.ru"
    assert address_of("0123456789ABCDEF") == "https://leadership.example.ru/enter/0123456789ABCDEF/"


def test_an_invited_account_has_no_password_to_guess(phone, invited):
    account, _ = invited
    assert phone.post("/login/", {"username": account.username, "password": ""}).status_code == 200
    assert phone.post("/login/", {"username": account.username, "password": account.password}).status_code == 200
    assert not is_inside(phone)
    assert User.objects.get(pk=account.pk).last_login is None
