"""Our LIKE, asked of a real SQLite connection that was opened as Django opens one."""

import sqlite3
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from hypothesis import given
from hypothesis import strategies as st

LETTERS = st.text("абвёжЁЖЯяabzABZ059%_\\. \n№–", max_size=12)


@pytest.fixture(scope="module")
def sqlite_connection():
    opened = sqlite3.connect(":memory:")
    connection_created.send(None, connection=SimpleNamespace(vendor="sqlite", connection=opened))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def like(sqlite_connection):
    def ask(text, pattern, escape="\\"):
        return sqlite_connection.execute("SELECT ? LIKE ? ESCAPE ?", (text, pattern, escape)).fetchone()[0]

    return ask


@pytest.mark.parametrize(
    ("text", "pattern", "answer"),
    [
        ("Крестинская", "%кре%", 1),
        ("КРЕСТИНСКАЯ", "крестинская", 1),
        ("Ёлкина", "ёл%", 1),
        ("Школа", "шк_ла", 1),
        ("Школа", "шк_а", 0),
        ("Школа", "кол", 0),
        ("первая\nвторая", "%вторая", 1),
        ("50 %", "%50 \\%", 1),
        ("50 рублей", "%50 \\%", 0),
        ("а_б", "а\\_б", 1),
        ("авб", "а\\_б", 0),
        ("а\\б", "а\\\\б", 1),
        ("а.б", "а.б", 1),
        ("авб", "а.б", 0),
        ("", "%", 1),
        ("", "_", 0),
        (None, "%", None),
        ("Школа", None, None),
        (2023, "20%", 1),
    ],
)
def test_like_reads_its_pattern_as_sql_does(like, text, pattern, answer):
    assert like(text, pattern) == answer


def test_like_without_an_escape_letter_takes_the_backslash_as_it_is(sqlite_connection):
    assert sqlite_connection.execute("SELECT ? LIKE ?", ("А\\Б", "а\\б")).fetchone()[0] == 1


def test_another_letter_may_be_the_escape(like):
    assert like("50%", "50!%", "!") == 1


def test_other_databases_are_left_alone():
    connection_created.send(None, connection=SimpleNamespace(vendor="postgresql", connection=None))


@given(text=LETTERS, sought=LETTERS)
def test_what_django_asks_for_is_found_where_the_lower_case_text_holds_it(like, text, sought):
    pattern = f"%{connection.ops.prep_for_like_query(sought)}%"
    assert like(text, pattern) == (sought.lower() in text.lower())
