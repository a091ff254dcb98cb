from datetime import date

import pytest
import time_machine
from django.urls import reverse

LIST = "/schools/"


@pytest.fixture
def look(specialist_client):
    """Choose a day as the form in the frame does; the answer is the page one is brought back to."""

    def choose(as_of, back=LIST):
        return specialist_client.post(reverse("standpoint"), {"as_of": as_of, "next": back}, follow=True)

    return choose


def day_of(answer):
    return answer.wsgi_request.as_of


def test_the_chosen_day_is_kept_for_every_page(look, specialist_client):
    look("31.12.2022")
    assert day_of(specialist_client.get(LIST)) == date(2022, 12, 31)
    assert "показано состояние на 31.12.2022" in specialist_client.get("/schools/people/").text


@pytest.mark.parametrize("written", ["вчера", "31.02.2022", "2022"])
def test_what_is_not_a_day_is_said_and_the_former_day_kept(look, written):
    look("31.12.2022")
    answer = look(written)
    assert f"«{written}» – не дата." in answer.text
    assert day_of(answer) == date(2022, 12, 31)


@time_machine.travel("2024-03-01 19:00+00:00")
def test_an_empty_day_is_today_in_the_district(look):
    look("31.12.2022")
    answer = look("")
    assert day_of(answer) == date(2024, 3, 2)
    assert "показано состояние на" not in answer.text


def test_the_address_speaks_louder_than_the_chosen_day(look, specialist_client):
    look("31.12.2022")
    assert day_of(specialist_client.get(LIST, {"as_of": "2021-05-06"})) == date(2021, 5, 6)
    assert day_of(specialist_client.get(LIST)) == date(2022, 12, 31)


def test_a_day_chosen_on_a_page_whose_address_names_another_is_obeyed(look):
    answer = look("31.12.2022", back=f"{LIST}?as_of=2021-05-06&q=%D0%BA%D1%80")
    assert answer.redirect_chain == [(f"{LIST}?q=%D0%BA%D1%80", 302)]
    assert day_of(answer) == date(2022, 12, 31)


def test_a_bad_day_in_the_address_is_said_and_is_no_failure(specialist_client):
    answer = specialist_client.get(LIST, {"as_of": "когда-нибудь"})
    assert answer.status_code == 200
    assert "«когда-нибудь» – не дата." in answer.text


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/", "//evil.example", "///evil.example", "http:evil.example", "\\\\evil.example",
        "/\\evil.example", "javascript:alert(1)", "data:text/html,x", " https://evil.example", "https:///evil.example",
        "//evil.example\\@testserver", "https://testserver@evil.example/", "\thttps://evil.example", "", "ftp://testserver/",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_host(specialist_client, back):
    answer = specialist_client.post(reverse("standpoint"), {"as_of": "", "next": back})
    assert answer.url == "/"


def test_it_is_changed_by_a_press_of_the_button_alone(specialist_client):
    assert specialist_client.get(reverse("standpoint"), {"as_of": "31.12.2022"})["Location"] == "/"
    assert "as_of" not in specialist_client.session


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.post(reverse("standpoint"), {"as_of": "31.12.2022"}).url.startswith(reverse("login"))


@time_machine.travel("2026-01-10")
def test_the_years_of_the_project_are_looked_at_from_their_last_day(specialist_client, passport):
    answer = specialist_client.get(LIST)
    assert all(f'value="31.12.{year}"' in answer.text for year in (2021, 2022, 2023))
    assert f'value="{passport.ends_on:%d.%m.%Y}"' in answer.text
