"""The settings as an operator meets them: each in a process of its own."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

SECURE = {"BASE_URL": "https://leadership.example.ru", "SECRET_KEY": "9xQ-" * 15 + "abcdefg"}


@pytest.fixture
def run(tmp_path):
    """Python with an environment of the test's own and an empty folder for what is made at run time."""

    def start(*arguments, **changed):
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "leadership.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
            "VAR_DIR": str(tmp_path),
            "BASE_URL": "http://127.0.0.1:8000",
            "SECRET_KEY": "test",
            "DEBUG": "False",
            "ALLOWED_HOSTS": "",
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=environment | changed,
            capture_output=True,
            text=True,
        )

    return start


@pytest.fixture
def evaluate(run):
    """The value of an expression where the settings are read; a prelude may start the application."""

    def ask(expression, prelude="pass", **changed):
        code = f"import django, json; from django.conf import settings; {prelude}"
        done = run("-c", f"{code}\nprint(json.dumps({expression}))", **changed)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def test_without_a_secret_key_nothing_starts_and_the_reason_is_said(run):
    done = run("manage.py", "check", SECRET_KEY="")
    assert done.returncode != 0
    assert "SECRET_KEY is not set: put it into .env (see .env.example)" in done.stderr


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DEBUG", "true"),
        ("DEBUG", "Ture"),
        ("DEMONSTRATION", "1"),
        ("BEHIND_PROXY", "yes"),
        ("HASHED_STATIC", ""),
    ],
)
def test_a_misspelt_switch_stops_the_start(run, name, written):
    done = run("-c", "import leadership.settings", **{name: written})
    assert done.returncode != 0
    assert f"{name} must be True or False, not '{written}'" in done.stderr


def test_debugging_and_demonstration_are_off_unless_asked_for(evaluate):
    assert evaluate("[settings.DEBUG, settings.DEMONSTRATION]") == [False, False]


def test_over_https_cookies_are_kept_to_the_host_and_to_https(evaluate):
    wanted = ["COOKIE_NAME", "COOKIE_SECURE", "COOKIE_HTTPONLY", "COOKIE_SAMESITE"]
    asked = f"[getattr(settings, f'{{of}}_{{name}}') for of in ('SESSION', 'CSRF') for name in {wanted}]"
    assert evaluate(asked, **SECURE) == [
        "__Host-session",
        True,
        True,
        "Lax",
        "__Host-csrf",
        True,
        True,
        "Lax",
    ]


def test_over_https_browsers_are_told_to_stay_there_a_year_and_more(evaluate):
    seconds, redirect = evaluate("[settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT]", **SECURE)
    assert seconds >= 60 * 60 * 24 * 365
    assert redirect is True


def test_over_http_nothing_of_it_is_promised(evaluate):
    asked = "[settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS]"
    assert evaluate(asked) == ["session", False, 0]


def test_only_our_own_names_are_answered_to(evaluate):
    assert set(evaluate("settings.ALLOWED_HOSTS", **SECURE)) == {
        "leadership.example.ru", "127.0.0.1", "localhost", "[::1]",
    }  # fmt: skip
    assert evaluate("settings.ALLOWED_HOSTS", ALLOWED_HOSTS="a.ru,b.ru") == ["a.ru", "b.ru"]


def test_the_deployment_check_has_nothing_to_warn_of(run):
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **SECURE)
    assert done.returncode == 0, done.stderr


def test_passwords_are_hashed_with_argon2(evaluate):
    prelude = "django.setup(); from django.contrib.auth.hashers import make_password"
    assert evaluate("make_password('x')", prelude=prelude).startswith("argon2$argon2id$")


def test_an_sqlite_file_outlives_a_power_cut_and_keeps_its_references(evaluate):
    pragma = "[connection.cursor().execute('PRAGMA ' + name).fetchone()[0] for name in names]"
    names = "names = ['journal_mode', 'synchronous', 'foreign_keys']"
    assert evaluate(pragma, prelude=f"django.setup(); from django.db import connection; {names}") == [
        "wal",
        2,
        1,
    ]


def test_two_writers_wait_for_one_another(evaluate):
    options = evaluate("settings.DATABASES['default']['OPTIONS']")
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5


@pytest.mark.parametrize(("behind_proxy", "address"), [("True", "10.0.0.1"), ("False", "127.0.0.1")])
def test_the_visitors_address_is_the_proxys_word_only_behind_a_proxy(evaluate, behind_proxy, address):
    """Else all visitors would share one address, and a stranger could pause anybody's account."""
    prelude = (
        "django.setup(); from axes.helpers import get_client_ip_address as seen;"
        "from django.test import RequestFactory;"
        "request = RequestFactory().get('/', REMOTE_ADDR='127.0.0.1', HTTP_X_FORWARDED_FOR='10.0.0.1')"
    )
    assert evaluate("seen(request)", prelude=prelude, BEHIND_PROXY=behind_proxy) == address


def test_migrations_tell_the_whole_of_the_models(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_variable_an_operator_may_set_is_in_the_example():
    text = (settings.BASE_DIR / "leadership" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:truth|env\.\w+)\(\"([A-Z_]+)\"", text))
    example = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert read >= {"SECRET_KEY", "DATABASE_URL", "BEHIND_PROXY"}
    assert read <= set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
