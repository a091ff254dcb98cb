"""A campaign in a real browser: it is opened, three directors fill in, one form is returned, all are accepted."""

import re
from datetime import date

import pytest
from django.utils import timezone

from leadership.core.papers import runtime
from monitoring.models import CampaignState, Item
from schools.models import Role

from ..factories import (
    PASSWORD,
    AppointmentFactory,
    CampaignFactory,
    ItemFactory,
    MethodologyFactory,
    PhaseFactory,
    ProjectFactory,
    SchoolFactory,
    SectionFactory,
    UserFactory,
)
from .doing import press
from .filling import go_on

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCHOOLS = ("Крестинская СШ", "Красовская СШ", "Маяковская СШ")


@pytest.fixture
def district(live_server):
    """Three schools with heads who have accounts, a methodist, a campaign in preparation that may open today.

    A district prints its papers once its project is there.
    """
    municipality = ProjectFactory().municipality
    for place, name in enumerate(SCHOOLS):
        school = SchoolFactory(short_name=name, name=f"МБОУ «{name}»", municipality=municipality)
        person = AppointmentFactory(school=school, municipality=municipality, started_on=date(2020, 9, 1)).person
        UserFactory(
            username=f"head{place}", role=Role.DIRECTOR, municipality=municipality, person=person, password=PASSWORD
        )
    UserFactory(username="methodist", role=Role.METHODIST, municipality=municipality, password=PASSWORD)
    section = SectionFactory(methodology=MethodologyFactory(municipality=municipality))
    ItemFactory(section=section, title="Выполнение задания")
    ItemFactory(
        section=section, title="Есть программа развития", answer=Item.Answer.YES_NO, unit="", rule=Item.Rule.NONE
    )
    today = timezone.localdate()
    campaign = CampaignFactory(methodology=section.methodology, municipality=municipality, as_of=today)
    PhaseFactory(campaign=campaign, state=CampaignState.FILLING, starts_on=today, ends_on=today)
    return live_server.url


def sign_in(page, url, username):
    page.context.clear_cookies()
    page.goto(f"{url}/login/")
    page.get_by_label("Имя пользователя").fill(username)
    page.get_by_label("Пароль").fill(PASSWORD)
    press(page.get_by_role("button", name="Войти"))
    page.wait_for_url(f"{url}/")


def told(page, words):
    page.get_by_role("status").filter(has_text=words).wait_for()


def fill_in(page, url, username, percent):
    """A director reaches the form from the first page, and is told that it is handed in."""
    sign_in(page, url, username)
    press(page.locator(".tasks").get_by_role("link", name="Мониторинг эффективности за 2023 год"))
    page.get_by_label("Значение").fill(percent)
    go_on(page)
    page.get_by_label("да", exact=True).check()
    press(page.get_by_role("button", name="Сохранить и продолжить").locator("visible=true"))
    page.get_by_role("button", name="Сдать").click()


def open_form(page, url, school):
    page.goto(f"{url}/monitoring/campaigns/")
    press(page.get_by_role("link", name="Мониторинг эффективности за 2023 год"))
    press(page.get_by_role("link", name="Все формы"))
    press(page.get_by_role("link", name=school))
    page.get_by_role("heading", name="Что с формой было").wait_for()


def act(page, url, label):
    """One act of the регламент from the card of the campaign."""
    card(page, url)
    press(page.get_by_role("link", name=label))
    if label == "Записать решение":
        page.get_by_label("Решение: документ, №, дата").fill("приказ № 151 от 20.12.2023")
    press(page.get_by_role("button", name=label))


def card(page, url):
    page.goto(f"{url}/monitoring/campaigns/")
    press(page.get_by_role("link", name="Мониторинг эффективности за 2023 год"))


def print_reasons(page, url, points):
    """The sheet of one result: as it will be printed, then as a file."""
    press(page.get_by_role("link", name="Напечатать"))
    page.wait_for_url("**/papers/reasons/**")
    page.get_by_role("cell", name=f"{points} %").first.wait_for()
    button = "Скачать PDF" if runtime.available() else "Скачать Excel"
    answer = page.request.get(url + page.get_by_role("link", name=button).first.get_attribute("href"))
    assert answer.ok
    assert answer.body()[:4] in (b"%PDF", b"PK\x03\x04")
    page.go_back()


def test_a_campaign_from_opening_to_the_reasons_for_every_point(page, district):
    sign_in(page, district, "methodist")
    page.goto(f"{district}/monitoring/campaigns/")
    press(page.get_by_role("link", name="Мониторинг эффективности за 2023 год"))
    press(page.get_by_role("link", name="Кого спросим"))
    page.get_by_role("heading", name=re.compile("Спросим: 3")).wait_for()
    press(page.get_by_role("link", name="Открыть заполнение"))
    press(page.get_by_role("button", name="Открыть заполнение"))
    told(page, "Состояние – «заполнение»")

    fill_in(page, district, "head0", "101")
    page.get_by_role("alert").filter(has_text="здесь не больше 100").wait_for()
    press(page.get_by_role("link", name="Исправить"))
    assert page.get_by_label("Значение").input_value() == "101"
    page.get_by_label("Значение").fill("98,5")
    press(page.get_by_role("button", name="Сохранить и продолжить").locator("visible=true"))
    press(page.get_by_role("button", name="Сдать"))
    page.get_by_role("heading", name="Сдано ").wait_for()
    for username, percent in (("head1", "70"), ("head2", "64")):
        fill_in(page, district, username, percent)
        page.get_by_role("heading", name="Сдано ").wait_for()

    sign_in(page, district, "methodist")
    open_form(page, district, "Красовская СШ")
    press(page.get_by_role("link", name="Вернуть на доработку"))
    page.get_by_label("Что нужно исправить").fill("Сверьте с отчётом")
    page.get_by_label("Выполнение задания: 70").check()
    press(page.get_by_role("button", name="Вернуть на доработку"))
    told(page, "Форма возвращена")

    sign_in(page, district, "head1")
    press(page.locator(".tasks").get_by_role("link", name="Мониторинг эффективности за 2023 год"))
    page.get_by_text("Сверьте с отчётом").wait_for()
    page.get_by_label("Значение").fill("72")
    press(page.get_by_role("button", name="Сохранить и продолжить").locator("visible=true"))
    press(page.get_by_role("button", name="Сдать"))
    page.get_by_role("heading", name="Сдано ").wait_for()

    sign_in(page, district, "methodist")
    for school in SCHOOLS:
        open_form(page, district, school)
        press(page.get_by_role("button", name="Принять"))
        told(page, "Форма принята.")
    page.goto(f"{district}/monitoring/campaigns/")
    press(page.get_by_role("link", name="Мониторинг эффективности за 2023 год"))
    page.get_by_text("сдано; принято 3").wait_for()
    assert page.locator(".figure").inner_text() == "3 из 3"

    act(page, district, "Закончить приём форм")
    card(page, district)
    press(page.get_by_role("link", name="Рассчитать"))
    press(page.get_by_role("button", name="Рассчитать"))
    card(page, district)
    press(page.get_by_role("link", name="расчёт № 1"))
    press(page.get_by_role("link", name="Утвердить итоги"))
    page.locator("#id_approval").fill("приказ № 150")
    press(page.get_by_role("button", name="Утвердить"))
    for label in ("Опубликовать результаты", "Записать решение", "Закрыть кампанию"):
        act(page, district, label)
    card(page, district)
    press(page.get_by_role("link", name="Рейтинг и уровни"))
    page.locator(".standing").get_by_text("98,5").first.wait_for()
    press(page.get_by_role("link", name="Крестинская СШ").first)
    page.get_by_role("heading", name="Почему столько баллов").wait_for()
    page.get_by_role("cell", name="98,5 %").first.wait_for()
    print_reasons(page, district, "98,5")

    sign_in(page, district, "head1")
    press(page.get_by_role("link", name=re.compile("Мониторинг эффективности за 2023 год")).last)
    page.get_by_text("72 %").first.wait_for()
    print_reasons(page, district, "72")
