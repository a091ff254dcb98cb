"""A survey from its opening to its results: the specialist at a desk, three teachers with phones."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from monitoring.models import Ballot, Campaign
from schools.models import Municipality
from tests.monitoring.surveys.conftest import questionnaire

from .test_journeys import demonstration, sideways, sign_in

__all__ = ["demonstration"]

from .doing import press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def fits(page):
    assert sideways(page) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def phone(chromium, live_server):
    """A phone of somebody who is not signed in, without scripts."""
    context = chromium.new_context(
        locale="ru-RU", timezone_id="Asia/Omsk", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def opened(page, url):
    """The specialist opens a survey of two schools for this whole decade."""
    page.goto(f"{url}/monitoring/surveys/")
    press(page.get_by_role("link", name="Открыть опрос").first)
    page.get_by_label("Анкета").select_option(label="Удовлетворённость учителей, версия 9")
    page.get_by_label("Название опроса").fill("Опрос учителей о школе")
    page.get_by_label("Первый день").fill("01.09.2024")
    page.get_by_label("Последний день").fill("31.08.2024")
    page.get_by_label("если ответов меньше").fill("3")
    for school in page.locator("[name^=school]").all():
        school.fill("")
    page.get_by_label("Крестинская СШ").fill("4")
    press(page.get_by_role("button", name="Открыть опрос"))
    assert "Последний день раньше первого." in page.get_by_role("alert").inner_text()
    fits(page)
    page.get_by_label("Последний день").fill("31.12.2099")
    press(page.get_by_role("button", name="Открыть опрос"))
    assert "Опрос открыт." in page.get_by_role("status").inner_text()


def answer(phone, url, code, goals):
    phone.goto(f"{url}/answer/")
    phone.get_by_label("Код с листа").fill(code.lower())
    press(phone.get_by_role("button", name="Перейти к вопросам"))
    press(phone.get_by_role("button", name="Отправить ответы"))
    assert "Ответы ещё не отправлены" in phone.get_by_role("alert").inner_text()
    phone.get_by_label(goals, exact=True).check()
    phone.get_by_label("да", exact=True).check()
    phone.get_by_label("Что изменить").fill("Больше времени на подготовку")
    press(phone.get_by_role("button", name="Отправить ответы"))
    assert phone.get_by_role("heading", name="Ответы приняты").is_visible()


def test_a_survey_from_opening_to_results(page, phone, demonstration):
    questionnaire(Municipality.objects.get(), code="browser", version=9)
    sign_in(page, demonstration, "specialist")
    opened(page, demonstration)
    fits(page)
    press(page.get_by_role("link", name="Напечатать листы с кодами"))
    fits(page)
    press(page.get_by_role("button", name=re.compile("для печати")))
    codes = page.locator(".code").all_inner_texts()
    assert len(set(codes)) == 4
    fits(page)
    for code, goals in zip(codes[:3], ("полностью согласен", "скорее согласен", "не согласен"), strict=True):
        answer(phone, demonstration, code, goals)
    phone.goto(f"{demonstration}/answer/{codes[0].replace('-', '')}/")
    assert phone.get_by_role("heading", name="Код не действует").is_visible()
    assert Ballot.objects.of(Campaign.objects.get(title="Опрос учителей о школе")).count() == 3
    press(page.get_by_role("link", name="К опросу"))
    assert "3 из 4" in page.locator(".facts").inner_text()
    press(page.get_by_role("link", name="Закрыть опрос"))
    press(page.get_by_role("button", name="Закрыть опрос"))
    assert "среднее 3,33, медиана 4" in page.locator("main").inner_text()
    fits(page)
    press(page.get_by_role("link", name="Прочесть 3 открытых ответа"))
    fits(page)
    page.get_by_label("Как показать").first.fill("Время на подготовку")
    press(page.get_by_role("button", name="Показывать", exact=True).first)
    press(page.get_by_role("link", name="К результатам"))
    assert page.get_by_text("Время на подготовку").is_visible()


def test_the_questionnaire_fits_a_phone_and_everybody(page, demonstration):
    """The same page with scripts, looked at by the rules of accessibility."""
    questionnaire(Municipality.objects.get(), code="browser", version=9)
    sign_in(page, demonstration, "specialist")
    opened(page, demonstration)
    press(page.get_by_role("link", name="Напечатать листы с кодами"))
    press(page.get_by_role("button", name=re.compile("для печати")))
    code = page.locator(".code").first.inner_text()
    for address in ("/answer/", f"/answer/{code.replace('-', '')}/", "/answer/thanks/"):
        page.goto(f"{demonstration}{address}")
        fits(page)
