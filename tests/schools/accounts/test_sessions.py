"""How long a session lives, and who ends it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.models import JournalEntry
from schools.actions import accounts as actions
from schools.models import Person, Role, School, Visit
from tests.factories import AppointmentFactory, MunicipalityFactory, SchoolFactory, UserFactory

NINE = datetime(2024, 2, 1, 3, 0, tzinfo=UTC)
ACCOUNT = "/account/"
PASSWORD = "берёза у крыльца"

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(municipality):
    return UserFactory(username="keeper", role=Role.SPECIALIST, municipality=municipality, password=PASSWORD)


@pytest.fixture
def teller(municipality):
    return UserFactory(username="teller", role=Role.EXPERT, municipality=municipality, password=PASSWORD)


def signed_in(user, at=NINE, **more):
    client = Client(**more)
    with time_machine.travel(at, tick=False):
        client.post("/login/", {"username": user.username, "password": PASSWORD})
    return client


def is_inside(client, after, address=ACCOUNT):
    with time_machine.travel(NINE + after, tick=False):
        return client.get(address).status_code == 200


def test_an_hour_of_silence_ends_the_session_of_who_sees_everyone(keeper):
    client = signed_in(keeper)
    assert is_inside(client, timedelta(minutes=60))
    assert is_inside(client, timedelta(minutes=119))
    assert not is_inside(client, timedelta(minutes=181))


def test_silence_does_not_end_the_session_of_who_sees_himself(teller):
    client = signed_in(teller)
    assert is_inside(client, timedelta(hours=11))


@pytest.mark.parametrize("somebody", ["keeper", "teller"])
def test_twelve_hours_end_every_session_however_busy(request, somebody):
    client = signed_in(request.getfixturevalue(somebody))
    for minutes in range(0, 720, 50):
        assert is_inside(client, timedelta(minutes=minutes))
    assert not is_inside(client, timedelta(hours=12, seconds=1))


def test_whoever_was_silent_is_told_so_and_comes_back_to_the_same_page(keeper):
    client = signed_in(keeper)
    with time_machine.travel(NINE + timedelta(hours=2), tick=False):
        answer = client.get("/schools/people/", follow=True)
        assert "60 минут не было действий" in answer.text
        assert answer.redirect_chain[-1][0] == "/login/?next=/schools/people/"


def test_the_last_sight_is_written_down_once_a_minute_at_most(keeper):
    client = signed_in(keeper)
    with time_machine.travel(NINE + timedelta(minutes=5), tick=False):
        client.get(ACCOUNT)
        with CaptureQueriesContext(connection) as questions:
            client.get(ACCOUNT)
    assert not [one for one in questions if one["sql"].startswith(("UPDATE", "INSERT"))]


def test_signing_in_gives_the_session_a_new_key_and_notes_it(keeper):
    client = signed_in(keeper, datetime.now(UTC))
    entry = JournalEntry.objects.get(act=JournalEntry.Act.ENTERED)
    assert entry.account == keeper
    assert client.session.session_key not in entry.what
    client.post(reverse("logout"))
    assert JournalEntry.objects.filter(act=JournalEntry.Act.LEFT, account=keeper).exists()


def test_a_wrong_password_is_noted_about_the_account_and_never_itself(client, keeper):
    client.post("/login/", {"username": "keeper", "password": "секрет-секрет"})
    client.post("/login/", {"username": "секрет-секрет", "password": "x"})
    known, unknown = JournalEntry.objects.filter(act=JournalEntry.Act.REFUSED).order_by("pk")
    assert (known.object_id, known.what) == (keeper.pk, "неверный пароль")
    assert (unknown.object_id, unknown.what) == (None, "неизвестный логин")


def test_one_sees_where_one_is_signed_in(keeper):
    client = Client()
    now = datetime.now(UTC)
    signed_in(keeper, now, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/604.1")
    client = signed_in(
        keeper, now, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0", REMOTE_ADDR="10.0.0.7"
    )
    said = client.get(reverse("visits")).text
    for words in ("iPhone, Safari", "компьютер Windows, Firefox", "(это устройство)", "10.0.0.7"):
        assert words in said


def test_one_ends_another_visit_of_ones_own(keeper):
    now = datetime.now(UTC)
    lost, client = signed_in(keeper, now), signed_in(keeper, now)
    visit = Visit.objects.exclude(session_key=client.session.session_key).get()
    client.post(reverse("end_visit", args=[visit.pk]))
    assert lost.get(ACCOUNT).status_code == 302
    assert client.get(ACCOUNT).status_code == 200


def test_nobody_ends_the_visit_of_another(keeper, teller):
    now = datetime.now(UTC)
    his, client = signed_in(teller, now), signed_in(keeper, now)
    address = reverse("end_visit", args=[Visit.objects.get(account=teller).pk])
    assert client.post(address).status_code == 404
    assert his.get(ACCOUNT).status_code == 200


def test_one_ends_all_other_visits_at_once(keeper):
    now = datetime.now(UTC)
    others, client = [signed_in(keeper, now) for _ in range(3)], signed_in(keeper, now)
    client.post(reverse("end_other_visits"))
    assert [other.get(ACCOUNT).status_code for other in others] == [302] * 3
    assert client.get(ACCOUNT).status_code == 200
    assert Visit.objects.get(account=keeper).session_key == client.session.session_key


def test_a_new_password_leaves_one_visit(keeper):
    now = datetime.now(UTC)
    signed_in(keeper, now)
    client = signed_in(keeper, now)
    new = "новый пароль летом"
    client.post(reverse("password_change"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert Visit.objects.get(account=keeper).session_key == client.session.session_key


@pytest.mark.parametrize("deed", ["disabled", "reset", "role"])
def test_what_the_keeper_does_ends_every_session_at_the_next_request(teller, administrator, deed):
    client = signed_in(teller, datetime.now(UTC))
    if deed == "disabled":
        actions.disable(teller, administrator)
        actions.enable(teller, administrator)
    elif deed == "reset":
        actions.reset(teller, administrator)
    else:
        actions.change_role(account=teller, role=Role.OBSERVER, reason="приказ", by=administrator)
    assert client.get(ACCOUNT).status_code == 302


def test_visits_whose_sessions_are_gone_are_forgotten_at_the_next_signing_in(keeper):
    now = datetime.now(UTC)
    signed_in(keeper, now)
    Session.objects.all().delete()
    signed_in(keeper, now)
    assert Visit.objects.filter(account=keeper).count() == 1


def test_whoever_is_moved_to_another_district_loses_the_old_one_at_the_next_request(specialist, specialist_client):
    school = SchoolFactory(municipality=specialist.municipality)
    address = reverse("schools:school", args=[school.pk])
    assert specialist_client.get(address).status_code == 200
    specialist.municipality = MunicipalityFactory(name="Калачинский муниципальный район")
    specialist.save()
    assert specialist_client.get(address).status_code == 404
    assert school.short_name not in specialist_client.get(reverse("schools:schools")).text


def test_a_director_moved_to_another_school_loses_the_old_one_at_the_next_request(director, director_client):
    held = director.person.appointments.get()
    address = reverse("schools:edit_school", args=[held.school_id])
    seen = School.objects.visible_to(director)
    assert held.school in seen
    held.ended_on = date(2024, 6, 30)
    held.save()
    new = AppointmentFactory(person=director.person, municipality=director.municipality, started_on=date(2024, 7, 1))
    assert director_client.get(reverse("schools:school", args=[new.school_id])).status_code == 200
    assert director_client.get(address).status_code in (403, 404)
    assert list(Person.objects.visible_to(director)) == [director.person]


def test_signing_in_takes_few_questions(client, keeper, known_kinds):
    with CaptureQueriesContext(connection) as questions:
        client.post("/login/", {"username": "keeper", "password": PASSWORD})
    assert len([one for one in questions if "SAVEPOINT" not in one["sql"]]) <= 16
