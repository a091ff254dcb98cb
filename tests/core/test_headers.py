"""What every answer carries, whatever it is an answer to."""

import pytest
from django.test import Client
from django.urls import reverse

from leadership.core.middleware import POLICY
from schools.views import schools as views
from tests.factories import SchoolFactory


def page(client, **kwargs):
    return client.get(reverse("schools:schools"))


def export(client, **kwargs):
    return client.get(reverse("schools:schools"), {"export": "xlsx"})


def sent_to_sign_in(client, **kwargs):
    return Client().get(reverse("home"))


def form_refused(client, **kwargs):
    return client.post(reverse("schools:add_school"), {"name": ""})


def forged_host(client, **kwargs):
    return client.get(reverse("login"), headers={"host": "evil.example"})


def without_token(client, **kwargs):
    return Client(enforce_csrf_checks=True).post(reverse("login"), {"username": "x"})


def missing(client, **kwargs):
    return client.get("/нет-такой-страницы/")


def wrong_method(client, **kwargs):
    return client.get(reverse("logout"))


def failure(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a defect")

    monkeypatch.setattr(views, "render", fail)
    client.raise_request_exception = False
    return client.get(SchoolFactory().get_absolute_url())


def static_file(client, **kwargs):
    return client.get("/static/css/app.css")


ANSWERS = [
    (page, 200),
    (export, 200),
    (static_file, 200),
    (sent_to_sign_in, 302),
    (forged_host, 400),
    (without_token, 403),
    (missing, 404),
    (wrong_method, 405),
    (form_refused, 422),
    (failure, 500),
]


@pytest.mark.parametrize(("ask", "status"), ANSWERS)
def test_every_answer_says_what_a_page_may_load(specialist_client, monkeypatch, ask, status):
    answer = ask(specialist_client, monkeypatch=monkeypatch)
    assert answer.status_code == status
    assert answer.headers.get("Content-Security-Policy") == POLICY


@pytest.mark.parametrize("ask", [ask for ask, _ in ANSWERS])
def test_every_answer_forbids_guessing_and_telling_others(specialist_client, monkeypatch, ask):
    headers = ask(specialist_client, monkeypatch=monkeypatch).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("ask", [page, missing, form_refused, failure])
def test_no_page_may_be_framed_by_an_old_browser_either(specialist_client, monkeypatch, ask):
    assert ask(specialist_client, monkeypatch=monkeypatch).headers["X-Frame-Options"] == "DENY"


def test_the_policy_lets_nothing_in_from_outside_or_inline():
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


@pytest.mark.parametrize("ask", [forged_host, without_token, missing, failure])
def test_a_refusal_is_said_in_russian_and_tells_no_secrets(specialist_client, monkeypatch, ask):
    answer = ask(specialist_client, monkeypatch=monkeypatch)
    assert '<html lang="ru">' in answer.text
    assert "Traceback" not in answer.text
    assert "a defect" not in answer.text
