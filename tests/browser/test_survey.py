"""A survey from its opening to its results: the specialist at a desk, three teachers with phones."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from leadership.core import codes
from monitoring.models import Ballot, Campaign
from schools.models import Municipality
from tests import factories as make
from tests.monitoring.surveys.conftest import questionnaire

from .filling import session_of
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


@pytest.fixture
def sheet(db):
    """An open survey with one code."""
    methodology = questionnaire(make.MunicipalityFactory(), code="draft", version=1)
    campaign = make.CampaignFactory(
        municipality=methodology.municipality, methodology=methodology, state="filling", is_anonymous=True
    )
    make.PhaseFactory(campaign=campaign, starts_on=date(2023, 10, 1), ends_on=date(2999, 12, 31))
    participant = make.ParticipantFactory(campaign=campaign, invited=1)
    make.InvitationFactory(participant=participant, digest=codes.digest("0123456789ABCDEF"))
    return "/answer/0123456789ABCDEF/"


def test_a_sheet_outlives_a_closed_page_and_nothing_is_sent_before_its_time(chromium, live_server, sheet):
    posted = []
    context = chromium.new_context(locale="ru-RU", viewport={"width": 390, "height": 740})
    context.on("request", lambda request: request.method == "POST" and posted.append(request.url))
    phone = context.new_page()
    phone.goto(live_server.url + sheet)
    phone.get_by_label("скорее согласен", exact=True).check()
    phone.get_by_label("Что изменить").fill("Больше времени")
    assert "Ещё не отправлено." in phone.locator("[data-draft-said]").inner_text()
    phone.close()
    phone = context.new_page()
    phone.goto(live_server.url + sheet)
    assert phone.get_by_label("скорее согласен", exact=True).is_checked()
    assert phone.get_by_label("Что изменить").input_value() == "Больше времени"
    fits(phone)
    assert not posted
    context.set_offline(True)
    phone.get_by_label("да", exact=True).check()
    context.set_offline(False)
    press(phone.get_by_role("button", name="Отправить ответы"))
    assert phone.get_by_role("heading", name="Ответы приняты").is_visible()
    assert phone.evaluate("localStorage.length") == 0
    assert Ballot.objects.count() == 1
    context.close()


def test_notes_of_an_interview_outlive_a_closed_page_and_go_when_they_are_saved(chromium, live_server, interviewed):
    interview, session = interviewed
    context = chromium.new_context(locale="ru-RU", viewport={"width": 390, "height": 740})
    context.add_cookies([session | {"url": live_server.url}])
    address = f"{live_server.url}{interview.get_absolute_url()}fill/"
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Что мешает").fill("Не хватает учителей")
    page.close()
    page = context.new_page()
    page.goto(address)
    assert page.get_by_label("Что мешает").input_value() == "Не хватает учителей"
    press(page.get_by_role("button", name="Сохранить и продолжить позже"))
    assert page.get_by_label("Что мешает").input_value() == "Не хватает учителей"
    assert page.locator("[data-draft-told]").is_hidden()
    assert page.evaluate("localStorage.length") == 0
    assert interview.response.answers.get().text == "Не хватает учителей"
    context.close()


@pytest.fixture
def interviewed(live_server):
    """An interview planned for the methodist, who is signed in, with one open question."""
    interview = make.InterviewFactory()
    participant = interview.response.participant
    make.UserFactory(username="methodist", role="methodist", municipality=participant.municipality)
    methodology = participant.campaign.methodology
    make.thaw(methodology)
    section = make.SectionFactory(methodology=methodology)
    shared = {"rule": "none", "unit": "", "most_points": None}
    make.ItemFactory(section=section, title="Что мешает", answer="text", **shared)
    return interview, session_of("methodist")
