"""The server is killed with -9 between and during saves: what was acknowledged is there, once."""

import json
import random
import socket
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from monitoring.models import Item, Response
from tests.served import Server

from ...factories import ItemFactory, thaw

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 8


@pytest.fixture
def asked(form, methodology, director):
    """The form with a figure for every client, and who is signed in."""
    thaw(methodology)
    section = methodology.sections.first()
    items = [ItemFactory(section=section, code=f"C{n}", answer=Item.Answer.COUNT, unit="") for n in range(CLIENTS)]
    client = Client()
    client.force_login(director, backend="django.contrib.auth.backends.ModelBackend")
    session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return form, [item.pk for item in items], director.pk, session


@pytest.fixture
def server(asked, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = Server(tmp_path, port)
    started.child()
    yield started
    started.stop()


class Device(threading.Thread):
    """Answers one question over and over: the next number once the former is acknowledged, else the same again."""

    def __init__(self, server: Server, form: Response, item: int, user: int, session: str, over: threading.Event):
        super().__init__(daemon=True)
        self.server, self.item, self.user, self.over = server, item, user, over
        self.address = f"{form.get_absolute_url()}save/"
        self.headers = {"Cookie": session, "Content-Type": "application/x-www-form-urlencoded"}
        self.acknowledged: dict[str, int] = {}
        self.cut = 0

    def run(self) -> None:
        value = 0
        while not self.over.is_set():
            value += 1
            number, given = str(uuid4()), time.monotonic()
            while not self._sent(number, value, given) and not self.over.is_set():
                self.cut += 1
                time.sleep(0.02)

    def _sent(self, number: str, value: int, given: float) -> bool:
        line = HTTPConnection(self.server.url.removeprefix("http://"), timeout=10)
        try:
            if "X-CSRFToken" not in self.headers:
                line.request("GET", self.address, headers=self.headers)
                answer = line.getresponse()
                cookie = answer.getheader("Set-Cookie").partition(";")[0]
                self.headers["X-CSRFToken"] = json.loads(answer.read())["token"]
                self.headers["Cookie"] += f"; {cookie}"
            posted = {
                "request": number, "user": self.user, "asked": self.item, f"i{self.item}": value,
                "ago": int((time.monotonic() - given) * 1000), "after": list(self.acknowledged)[-3:],
            }  # fmt: skip
            line.request("POST", self.address, urlencode(posted, doseq=True), self.headers)
            answer = line.getresponse()
            said = answer.read()
        except (OSError, HTTPException):
            return False
        finally:
            line.close()
        if answer.status != 200:
            return False
        assert json.loads(said)["fields"][str(self.item)]["error"] == ""
        self.acknowledged[number] = value
        return True


def wait_for_answers(devices: list[Device], more: int) -> None:
    """Until so many more are acknowledged: how fast that goes is the machine's affair."""
    enough, until = sum(len(one.acknowledged) for one in devices) + more, time.monotonic() + 60
    while sum(len(one.acknowledged) for one in devices) < enough:
        assert time.monotonic() < until, "the server does not come back"
        time.sleep(0.005)


@pytest.mark.parametrize("rounds", [6, pytest.param(100, marks=pytest.mark.slow)])
def test_every_acknowledged_answer_is_there_and_none_is_doubled(server, asked, rounds):
    form, items, user, session = asked
    over = threading.Event()
    devices = [Device(server, form, item, user, session, over) for item in items]
    for one in devices:
        one.start()
    chance = random.Random(21)
    for _ in range(rounds):
        wait_for_answers(devices, chance.randint(1, CLIENTS))
        time.sleep(chance.uniform(0, 0.05))
        server.kill()
    wait_for_answers(devices, CLIENTS)
    over.set()
    for one in devices:
        one.join(timeout=30)
    acknowledged = {number: (one.item, value) for one in devices for number, value in one.acknowledged.items()}
    written = server.rows("SELECT request, item_id, number FROM monitoring_historicalanswer WHERE request IS NOT NULL")
    told = [(str(number).replace("-", ""), item, int(value)) for number, item, value in written]
    assert len({number for number, _, _ in told}) == len(told), "doubled"
    kept = {number: (item, value) for number, item, value in told}
    lost = {number for number, said in acknowledged.items() if kept.get(number.replace("-", "")) != said}
    assert not lost
    assert len(acknowledged) >= rounds
    assert sum(one.cut for one in devices) >= rounds, "the kills met nothing"
    standing = dict(server.rows("SELECT item_id, number FROM monitoring_answer WHERE request IS NOT NULL"))
    for one in devices:
        assert int(standing[one.item]) >= max(one.acknowledged.values())
