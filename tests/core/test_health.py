import pytest
from django.db import OperationalError

from leadership.core import views


def test_it_answers_to_anybody(client, db):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_it_does_not_say_ok_without_a_database(rf, monkeypatch):
    def refuse():
        raise OperationalError("no such server")

    monkeypatch.setattr(views.connection, "cursor", refuse)
    with pytest.raises(OperationalError):
        views.health(rf.get("/healthz"))


def test_nothing_can_be_posted_to_it(client, db):
    assert client.post("/healthz").status_code == 405
