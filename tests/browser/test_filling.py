"""A director's phone and a bad line: what was acknowledged is there, nothing is doubled, nothing vanishes silently."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session

from monitoring.models import Campaign, CampaignState, Response, ResponseState

from ..factories import PASSWORD
from .filling import all_sent, answered, at, choose, device, doubled, go_on, self_assessment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(live_server):
    return self_assessment()


@pytest.fixture
def opened(chromium, live_server, form):
    """The form on a phone, at its first question; what goes wrong in the script fails the test."""
    faults = []
    with device(chromium, live_server.url) as phone:
        page = phone.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(live_server.url + form.get_absolute_url())
        at(page, 1)
        yield page
    assert not faults


class TestBadLine:
    def test_five_questions_are_answered_without_a_line_and_arrive_in_their_order(self, opened, form):
        choose(opened, "применяю")
        all_sent(opened)
        opened.context.set_offline(True)
        for number in range(2, 7):
            go_on(opened)
            at(opened, number)
            choose(opened, "учу других")
        told = opened.locator("[data-device]").inner_text()
        assert "ещё не отправлено: 5" in told
        assert "На этом устройстве: " in told
        assert opened.locator("[data-server]").inner_text().startswith("На сервере: ")
        assert len(answered(form)) == 1
        opened.context.set_offline(False)
        all_sent(opened)
        assert answered(form) == {"K1": "2"} | {f"K{number}": "3" for number in range(2, 7)}
        assert doubled(form) == 0
        codes = form.answers.order_by("saved_at").values_list("item__code", flat=True)
        assert list(codes) == [f"K{number}" for number in range(1, 7)]

    def test_an_answer_whose_acknowledgement_was_lost_is_not_doubled(self, opened, form):
        """The server has saved it, the line is cut before the phone hears of it."""

        def swallow(route):
            route.fetch()
            route.abort()

        opened.route("**/save/", swallow, times=2)
        choose(opened, "применяю")
        all_sent(opened)
        assert answered(form) == {"K1": "2"}
        assert form.answers.get().history.count() == 1

    def test_the_page_is_closed_and_opened_again(self, opened, form, live_server):
        opened.context.set_offline(True)
        choose(opened, "знаю")
        go_on(opened)
        choose(opened, "применяю")
        phone = opened.context
        opened.close()
        phone.set_offline(False)
        again = phone.new_page()
        again.goto(live_server.url + form.get_absolute_url())
        all_sent(again)
        assert answered(form) == {"K1": "1", "K2": "2"}

    def test_a_failing_server_is_asked_again(self, opened, form):
        opened.route("**/save/", lambda route: route.fulfill(status=503), times=2)
        choose(opened, "знаю")
        opened.locator("[data-device]").filter(has_text="ещё не отправлено: 1").wait_for()
        all_sent(opened)
        assert answered(form) == {"K1": "1"}

    def test_a_changed_mind_is_one_answer_more_in_the_history(self, opened, form):
        choose(opened, "знаю")
        all_sent(opened)
        choose(opened, "применяю")
        all_sent(opened)
        choose(opened, "знаю")
        all_sent(opened)
        assert answered(form) == {"K1": "1"}
        assert form.answers.get().history.count() == 3

    def test_the_check_waits_for_what_is_on_the_device(self, opened, form):
        opened.context.set_offline(True)
        opened.get_by_text("Все вопросы:").click()
        opened.get_by_role("link", name="Открытых уроков за год").click()
        at(opened, 9)
        opened.locator("form:visible").get_by_label("Значение").fill("7")
        go_on(opened)
        opened.locator("[data-trouble]").filter(has_text="Связи пока нет").wait_for()
        opened.context.set_offline(False)
        all_sent(opened)
        go_on(opened)
        opened.get_by_role("heading", name="Проверьте ответы").wait_for()
        assert answered(form) == {"N": "7.0000"}


class TestTwoDevices:
    def test_the_answer_given_later_stands_and_both_are_in_the_history(self, opened, form, chromium, live_server):
        opened.context.set_offline(True)
        choose(opened, "знаю")
        opened.wait_for_timeout(1100)
        with device(chromium, live_server.url) as computer:
            page = computer.new_page()
            page.goto(live_server.url + form.get_absolute_url())
            choose(page, "учу других")
            all_sent(page)
        opened.context.set_offline(False)
        all_sent(opened)
        assert answered(form) == {"K1": "3"}
        assert sorted(form.answers.get().history.values_list("choice", flat=True)) == ["1", "3"]

    def test_at_once_each_saves_its_own(self, opened, form, chromium, live_server):
        with device(chromium, live_server.url) as computer:
            page = computer.new_page()
            page.goto(live_server.url + form.get_absolute_url())
            go_on(page)
            at(page, 2)
            choose(opened, "знаю")
            choose(page, "применяю")
            all_sent(opened)
            all_sent(page)
        assert answered(form) == {"K1": "1", "K2": "2"}

    def test_handed_in_elsewhere_the_rest_is_shown_to_be_copied_out(self, opened, form):
        opened.context.set_offline(True)
        choose(opened, "учу других")
        form.answers.all().delete()
        Response.objects.filter(pk=form.pk).update(state=ResponseState.HANDED_IN, handed_in_at="2023-11-14T15:40Z")
        opened.context.set_offline(False)
        left = opened.locator("[data-left]")
        left.wait_for()
        assert "Форма сдана 14.11.2023 в 21:40" in left.inner_text()
        assert left.get_by_label("Скопируйте").input_value() == "Компетенция 1: учу других"


class TestDeadline:
    def test_what_was_acknowledged_stays_and_what_came_later_is_refused_aloud(self, opened, form, live_server):
        choose(opened, "знаю")
        all_sent(opened)
        Campaign.objects.update(state=CampaignState.CHECKING)
        go_on(opened)
        choose(opened, "применяю")
        left = opened.locator("[data-left]")
        left.wait_for()
        assert "Приём форм закончен: этот ответ не принят." in left.inner_text()
        assert left.get_by_label("Скопируйте").input_value() == "Компетенция 2: применяю"
        assert answered(form) == {"K1": "1"}
        opened.goto(live_server.url + form.get_absolute_url())
        left.wait_for()
        assert left.get_by_label("Скопируйте").input_value() == "Компетенция 2: применяю"
        left.get_by_role("button", name="Стереть").click()
        left.wait_for(state="hidden")


class TestWhoIsSignedIn:
    def test_a_session_that_is_over_keeps_the_answers_and_sends_them_after_signing_in(self, opened, form):
        Session.objects.all().delete()
        choose(opened, "применяю")
        opened.get_by_text("Ответы остались на этом устройстве").wait_for()
        go_on(opened)
        at(opened, 2)
        choose(opened, "знаю")
        opened.get_by_role("link", name="войдёте снова.").click()
        opened.get_by_label("Имя пользователя").fill("director")
        opened.get_by_label("Пароль").fill(PASSWORD)
        opened.get_by_role("button", name="Войти").click()
        at(opened, 2)
        all_sent(opened)
        assert answered(form) == {"K1": "2", "K2": "1"}

    def test_signing_in_in_another_tab_renews_the_token(self, opened, form, live_server):
        Session.objects.all().delete()
        choose(opened, "применяю")
        opened.get_by_text("Ответы остались на этом устройстве").wait_for()
        tab = opened.context.new_page()
        tab.goto(f"{live_server.url}/login/")
        tab.get_by_label("Имя пользователя").fill("director")
        tab.get_by_label("Пароль").fill(PASSWORD)
        tab.get_by_role("button", name="Войти").click()
        tab.wait_for_url(f"{live_server.url}/")
        tab.close()
        opened.evaluate("dispatchEvent(new Event('focus'))")
        all_sent(opened)
        assert answered(form) == {"K1": "2"}

    def test_another_person_on_the_same_device_sees_and_sends_nothing(self, opened, form, live_server):
        opened.context.set_offline(True)
        choose(opened, "применяю")
        opened.route("**/save/", lambda route: route.abort())
        opened.context.clear_cookies()
        opened.context.set_offline(False)
        page = opened.context.new_page()
        page.goto(f"{live_server.url}/login/")
        page.get_by_label("Имя пользователя").fill("specialist")
        page.get_by_label("Пароль").fill(PASSWORD)
        page.get_by_role("button", name="Войти").click()
        page.wait_for_url(f"{live_server.url}/")
        page.goto(f"{live_server.url}{form.get_absolute_url()}questions/1/")
        assert page.locator("form:visible :checked").count() == 0
        assert page.locator("[data-device]").is_hidden()
        opened.unroute("**/save/")
        opened.evaluate("dispatchEvent(new Event('focus'))")
        opened.get_by_text("В этом браузере вошёл другой человек").wait_for()
        assert answered(form) == {}


def test_from_the_first_question_to_handed_in_without_scripts(chromium, live_server, form):
    with device(chromium, live_server.url, java_script_enabled=False) as phone:
        page = phone.new_page()
        page.goto(live_server.url + form.get_absolute_url())
        for number in range(1, 9):
            at(page, number)
            choose(page, "применяю")
            go_on(page)
        at(page, 9)
        page.get_by_label("Значение").fill("семь")
        go_on(page)
        assert "не число" in page.locator(".fault:visible").inner_text()
        page.get_by_label("Значение").fill("7")
        page.get_by_role("button", name="Назад").click()
        at(page, 8)
        go_on(page)
        go_on(page)
        page.get_by_role("heading", name="Проверьте ответы").wait_for()
        page.get_by_role("link", name="Изменить: Компетенция 3").click()
        at(page, 3)
        choose(page, "знаю")
        go_on(page)
        page.get_by_role("button", name="Сдать").click()
        page.get_by_role("heading", name="Сдано ").wait_for()
    assert answered(form)["K3"] == "1"
    assert Response.objects.get(pk=form.pk).state == ResponseState.HANDED_IN


def test_from_the_first_question_to_handed_in_by_keyboard_alone(opened, form):
    press = opened.keyboard.press
    for number in range(1, 9):
        at(opened, number)
        while opened.evaluate("document.activeElement.type") != "radio":
            press("Tab")
        press("Space")
        press("ArrowDown")
        while opened.evaluate("document.activeElement.tagName") != "BUTTON":
            press("Tab")
        press("Enter")
    at(opened, 9)
    while opened.evaluate("document.activeElement.inputMode") != "decimal":
        press("Tab")
    opened.keyboard.type("7")
    press("Enter")
    opened.get_by_role("heading", name="Проверьте ответы").wait_for()
    while opened.evaluate("document.activeElement.textContent") != "Сдать":
        press("Tab")
    press("Enter")
    opened.get_by_role("heading", name="Сдано ").wait_for()
    assert answered(form) == {f"K{number}": "1" for number in range(1, 9)} | {"N": "7.0000"}


def test_pages_fit_a_phone_a_thumb_and_everybody(opened, form, live_server):
    address = live_server.url + form.get_absolute_url()
    for page in ("questions/1/", "questions/9/", "check/", "whole/"):
        opened.goto(address + page)
        fits(opened)
    opened.goto(f"{address}questions/1/")
    opened.get_by_text("Все вопросы:").click()
    for target in opened.locator("main :is(a, button, label.card, summary, .typed):visible").all():
        box = target.bounding_box()
        assert box["height"] >= 44, target.inner_text()
    Response.objects.filter(pk=form.pk).update(state=ResponseState.HANDED_IN, handed_in_at="2023-11-14T15:40Z")
    for page in ("handed-in/", ""):
        opened.goto(address + page)
        fits(opened)


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, page.url
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
