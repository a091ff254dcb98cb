"""Journeys of people through the running system, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from leadership.core.papers import runtime
from leadership.project.demonstration import PASSWORD

from .doing import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(live_server):
    """The district's passport and four invented years."""
    call_command("load_passport", verbosity=0)
    call_command("demo", verbosity=0)
    return live_server.url


def sign_in(page, url, username):
    page.goto(f"{url}/login/")
    page.get_by_label("Имя пользователя").fill(username)
    page.get_by_label("Пароль").fill(PASSWORD)
    press(page.get_by_role("button", name="Войти"))


def sideways(page):
    """By how many pixels the page is wider than the window."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_the_coordinator_follows_an_indicator_to_its_people_and_takes_the_paper(page, demonstration):
    sign_in(page, demonstration, "coordinator")
    press(page.get_by_role("navigation", name="Разделы").get_by_role("link", name="Проект"))
    press(page.get_by_role("link", name="План", exact=True))
    assert page.get_by_role("heading", name="План мероприятий").is_visible()
    press(page.get_by_role("link", name="Индикаторы", exact=True))
    page.get_by_label("На дату").fill("01.12.2023")
    press(page.get_by_role("button", name="Показать"))
    press(page.get_by_role("link", name="4. Количество участников"))
    figure = page.locator(".figure").inner_text()
    counted = page.get_by_role("heading", name=re.compile("^Вошли: "))
    people = page.locator("section", has=counted).locator("tbody tr").count()
    assert counted.inner_text() == f"Вошли: {people}"
    assert "%" in figure
    press(page.get_by_role("navigation", name="Разделы").get_by_role("link", name="Отчёты"))
    press(page.get_by_role("link", name="Индикаторы: план – факт"))
    button = "Скачать PDF" if runtime.available() else "Скачать Excel"
    link = page.get_by_role("link", name=button).get_attribute("href")
    answer = page.request.get(demonstration + link)
    assert answer.ok
    assert answer.body()[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_specialist_enters_an_appointment_and_is_refused_a_second_head(page, demonstration):
    sign_in(page, demonstration, "specialist")
    page.goto(f"{demonstration}/schools/?as_of=2024-12-30")
    press(page.locator("tbody tr").first.get_by_role("link").first)
    press(page.get_by_role("link", name="Записать назначение"))
    page.get_by_label("человек").select_option(index=1)
    page.get_by_label("начало").fill("01.12.2024")
    press(page.get_by_role("button", name="Сохранить"))
    assert "уже руководит" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("начало").input_value() == "01.12.2024"


def test_the_director_sees_the_cabinet_and_nobody_else_s(page, demonstration):
    sign_in(page, demonstration, "director")
    assert page.get_by_role("heading", name="Мой кабинет").is_visible()
    page.goto(f"{demonstration}/schools/heads/")
    assert page.locator("tbody tr").count() == 1


PAGES = (
    "/", "/project/passport/", "/project/plan/", "/project/indicators/", "/project/amendments/", "/project/papers/",
    "/project/papers/indicators/", "/schools/", "/schools/heads/", "/schools/people/", "/schools/memberships/",
    "/schools/years/", "/schools/years/2024/edit/", "/schools/years/?print=1",
    "/schools/transition-programmes/", "/schools/contest-entries/", "/schools/innovation/", "/schools/municipality/",
    "/schools/add/", "/schools/appointments/add/", "/monitoring/campaigns/", "/monitoring/campaigns/add/",
    "/monitoring/findings/", "/monitoring/competences/",
    "/mentoring/programmes/", "/mentoring/teams/", "/mentoring/courses/", "/mentoring/enrolments/",
    "/mentoring/projects/", "/mentoring/management-trials/", "/mentoring/simulator-trials/",
    "/mentoring/support/wanting/", "/mentoring/support/aimless/", "/mentoring/remedies/", "/mentoring/remedies/add/",
    "/schools/accounts/", "/schools/accounts/candidates/", "/schools/accounts/add/", "/schools/error-reports/",
    "/notices/", "/account/", "/account/visits/", "/account/letters/", "/account/second-factor/",
)  # fmt: skip
CABINET = (
    "/", "/cabinet/profile/", "/cabinet/results/", "/cabinet/data/", "/cabinet/data/error/", "/cabinet/mentoring/",
    "/notices/",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("login", "addresses"), [("specialist", PAGES), ("director", CABINET)])
def test_pages_fit_the_window_and_break_no_rule_of_accessibility(page, demonstration, login, addresses):
    sign_in(page, demonstration, login)
    for address in addresses:
        answer = page.goto(demonstration + address)
        assert answer.status == 200, address
        assert sideways(page) <= 0, f"{address} scrolls sideways"
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
