"""How people come in: the specialist prints slips, a director enters by one from a phone, the second factor."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from schools.models import User

from .doing import press
from .test_journeys import demonstration, sideways, sign_in

__all__ = ["demonstration"]

PASSWORD = "берёза у крыльца"

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def fits(page):
    assert sideways(page) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def phone(chromium, live_server):
    """The telephone of a director, without scripts."""
    context = chromium.new_context(
        locale="ru-RU", timezone_id="Asia/Omsk", viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_from_the_register_to_the_cabinet(page, phone, demonstration):
    sign_in(page, demonstration, "specialist")
    page.goto(f"{demonstration}/schools/accounts/")
    fits(page)
    press(page.get_by_role("link", name="Завести по реестру"))
    fits(page)
    page.locator("tbody input[name=pk]").first.check()
    press(page.get_by_role("button", name="Завести учётные записи"))
    fits(page)
    press(page.get_by_role("button", name="Листки на экране"))
    fits(page)
    code = page.locator(".slip .code").inner_text()
    press(page.get_by_role("link", name="К учётным записям"))
    assert page.locator(".state-invited").is_visible()

    phone.goto(f"{demonstration}/enter/")
    phone.get_by_label("Код с листка").fill(code.lower())
    press(phone.get_by_role("button", name="Продолжить"))
    phone.get_by_label("Придумайте пароль").fill("директор2024")
    phone.get_by_label("Пароль ещё раз").fill("директор2024")
    press(phone.get_by_role("button", name="Задать пароль и войти"))
    assert "код ещё действует" in phone.get_by_role("alert").first.inner_text()
    phone.get_by_label("Придумайте пароль").fill(PASSWORD)
    phone.get_by_label("Пароль ещё раз").fill(PASSWORD)
    press(phone.get_by_role("button", name="Задать пароль и войти"))
    assert phone.get_by_role("heading", name="Мой кабинет").is_visible()
    phone.goto(f"{demonstration}/account/visits/")
    assert phone.get_by_text("(это устройство)").is_visible()
    phone.goto(f"{demonstration}/enter/{code.replace('-', '')}/")
    assert phone.get_by_role("heading", name="Код не действует").is_visible()


def test_pages_for_whoever_is_outside_fit_a_phone_and_everybody(page, demonstration):
    for address in ("/login/", "/login/forgotten/", "/enter/"):
        page.goto(f"{demonstration}{address}")
        fits(page)


def test_the_second_factor_is_set_up_and_used(page, phone, demonstration, settings):
    settings.SECOND_FACTOR = "required"
    sign_in(page, demonstration, "coordinator")
    assert page.get_by_role("heading", name="Второй фактор").is_visible()
    fits(page)
    press(page.get_by_role("button", name="Настроить"))
    fits(page)
    device = TOTPDevice.objects.get(user=User.objects.get(username="coordinator"))
    page.get_by_label("Код").fill(f"{totp(device.bin_key):06}")
    press(page.get_by_role("button", name="Включить"))
    fits(page)
    codes = page.locator(".recovery .code").all_inner_texts()
    assert len(set(codes)) == 10
    press(page.get_by_role("link", name="Коды записаны"))
    assert page.get_by_role("navigation", name="Разделы").is_visible()

    sign_in(phone, demonstration, "coordinator")
    assert phone.get_by_role("heading", name="Второй шаг входа").is_visible()
    phone.get_by_label("Код").fill("000000")
    press(phone.locator("main").get_by_role("button", name="Войти"))
    assert "Код не подошёл" in phone.locator("main").inner_text()
    phone.get_by_label("Код").fill(codes[0])
    press(phone.locator("main").get_by_role("button", name="Войти"))
    assert phone.get_by_role("heading", name="Второй шаг входа").count() == 0
