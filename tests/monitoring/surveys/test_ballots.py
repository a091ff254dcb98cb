"""Answering by a code: one code, one ballot, and nothing that leads from one to the other."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadership.core import codes
from leadership.core.models import JournalEntry
from monitoring.actions import surveys as actions
from monitoring.models import Ballot, BallotAnswer, Invitation, Participant
from schools.models import User

from .conftest import LAST, OPENED, issued, say, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(survey):
    return issued(survey)["Любимовская СШ"][0]


def filled(survey, goals="4", role="yes", wish=""):
    items = {item.code: f"q{item.pk}" for item in survey.methodology.items.all()}
    return {items["GOALS"]: goals, items["ROLE"]: role, items["WISH"]: wish}


# The code


def test_a_code_lets_in_once(survey, code):
    say(survey, code)
    with pytest.raises(actions.NotAdmitted):
        say(survey, code)
    assert Ballot.objects.of(survey).count() == 1


def test_a_code_lets_in_within_the_term_alone(survey, code):
    for day in (OPENED - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(actions.NotAdmitted):
            say(survey, code, on=day)
    say(survey, code, on=LAST)


def test_new_codes_burn_the_unused_ones_of_their_slice_alone(survey):
    first = issued(survey)
    say(survey, first["Любимовская СШ"][0])
    second = issued(survey, Любимовская=5, Крестинская=0, Красовская=0)
    assert list(second) == ["Любимовская СШ"]
    with pytest.raises(actions.NotAdmitted):
        say(survey, first["Любимовская СШ"][1])
    say(survey, second["Любимовская СШ"][0])
    say(survey, first["Крестинская СШ"][0])
    slices = {one.label: one for one in Participant.objects.filter(campaign=survey)}
    assert slices["Любимовская СШ"].invited == 6  # one has answered, five have new codes
    assert slices["Крестинская СШ"].invited == 12


def test_a_closed_survey_takes_no_ballot_and_gives_no_codes(survey, code):
    actions.close_survey(survey=survey, on=OPENED)
    with pytest.raises(actions.NotAdmitted):
        say(survey, code)
    with pytest.raises(ValidationError, match="Опрос закрыт"):
        issued(survey)
    with pytest.raises(ValidationError, match="Опрос закрыт"):
        actions.close_survey(survey=survey, on=OPENED)
    assert not Invitation.objects.exists()


def test_a_refused_ballot_burns_nothing(survey, code, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions, "_shake", fail)
    with pytest.raises(RuntimeError):
        say(survey, code)
    assert Invitation.objects.filter(digest=codes.digest(code)).exists()


# What is kept


def dump():
    """Every row of every table in the order in which the database itself gives them out."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return told


def test_a_ballot_has_no_column_for_who_and_when():
    assert {field.column for field in Ballot._meta.fields} == {"key", "participant_id"}
    columns = {field.name for field in BallotAnswer._meta.fields}
    assert columns == {
        "key", "ballot", "item", "state", "number", "choice", "counts", "text", "reading", "shown_text",
    }  # fmt: skip
    assert not hasattr(Ballot, "history")
    assert not hasattr(BallotAnswer, "history")


def test_a_dump_of_the_database_knows_neither_code_nor_who_used_it(survey, specialist, within_term):
    said = issued(survey)
    handed_out = [code for some in said.values() for code in some]
    visitor = Client(REMOTE_ADDR="203.0.113.7")
    visitor.force_login(specialist, backend="django.contrib.auth.backends.ModelBackend")
    before = dump()
    for code in handed_out[:6]:
        assert visitor.post(f"/answer/{code}/", filled(survey)).status_code == 302
    after = dump()
    changed = {table for table in after if after[table] != before.get(table)}
    assert changed == {Ballot._meta.db_table, BallotAnswer._meta.db_table, Invitation._meta.db_table}
    everything = "\n".join(value for rows in after.values() for row in rows for value in row)
    for code in handed_out:
        assert code not in everything
        assert codes.grouped(code) not in everything
    for code in handed_out[:6]:
        assert codes.digest(code) not in everything
    assert "203.0.113.7" not in everything


def test_rows_of_a_slice_do_not_lie_in_the_order_they_came_in(survey):
    """Eight ballots told apart by what is written in them; the chance of their old order is one in 40 320."""
    several = issued(survey)["Крестинская СШ"][:8]
    lying = set()
    for place, code in enumerate(several):
        say(survey, code, wish=f"ответ {place}")
        if place == len(several) - 1:
            for _ in range(3):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT text FROM monitoring_ballotanswer WHERE text <> ''")
                    lying.add(tuple(row[0] for row in cursor.fetchall()))
    assert lying != {tuple(f"ответ {place}" for place in range(8))}


def test_every_ballot_lays_the_box_of_its_slice_anew(survey):
    """What stood there gets new keys: two copies of the database do not tell by keys which ballot is new."""
    several = issued(survey)["Крестинская СШ"]
    say(survey, several[0], wish="первый")
    keys = set(Ballot.objects.values_list("key", flat=True)) | set(BallotAnswer.objects.values_list("key", flat=True))
    say(survey, several[1], wish="второй")
    later = set(Ballot.objects.values_list("key", flat=True)) | set(BallotAnswer.objects.values_list("key", flat=True))
    assert not keys & later
    assert set(BallotAnswer.objects.open_ones().values_list("text", flat=True)) == {"первый", "второй"}
    assert Ballot.objects.count() == 2


def test_what_was_answered_survives_the_shaking(survey):
    vote(survey, "Крестинская СШ", "5", "4", "4", "0")
    chosen = BallotAnswer.objects.filter(item__code="GOALS").values_list("choice", flat=True)
    assert sorted(chosen) == ["0", "4", "4", "5"]
    for ballot in Ballot.objects.all():
        assert ballot.answers.count() == 2


# The public page


def test_a_visitor_answers_without_an_account(survey, code, within_term):
    visitor = Client()
    page = visitor.get(f"/answer/{code}/")
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")
    assert "Цели школы мне ясны" in page.content.decode()
    answer = visitor.post(f"/answer/{code}/", filled(survey, wish="Больше тишины"))
    assert (answer.status_code, answer["Location"]) == (302, "/answer/thanks/")
    assert code not in visitor.get("/answer/thanks/").content.decode()
    assert not Session.objects.exists()
    assert not JournalEntry.objects.exists()
    said = {one.item.code: (one.choice, one.number, one.text) for one in BallotAnswer.objects.select_related("item")}
    assert said == {"GOALS": ("4", None, ""), "ROLE": ("", 1, ""), "WISH": ("", None, "Больше тишины")}


def test_a_signed_in_director_leaves_no_trace_either(survey, code, within_term, director_client, director):
    seen = User.objects.get(pk=director.pk).last_login
    assert director.username not in director_client.get(f"/answer/{code}/").content.decode()
    director_client.post(f"/answer/{code}/", filled(survey))
    assert User.objects.get(pk=director.pk).last_login == seen
    assert Ballot.objects.count() == 1


def test_what_is_missing_or_impossible_is_named_and_nothing_is_lost(survey, code, within_term):
    page = Client().post(f"/answer/{code}/", filled(survey, goals="9", role="", wish="Больше тишины"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Выберите ответ." in text
    assert "9 нет среди допустимых значений" in text
    assert "Больше тишины" in text
    assert not Ballot.objects.exists()
    assert Invitation.objects.filter(digest=codes.digest(code)).exists()


def test_a_used_a_late_and_a_mistyped_code_meet_one_page(survey, code, within_term):
    used = issued(survey)["Любимовская СШ"][0]
    say(survey, used)
    pages = {Client().get(f"/answer/{typed}/").content for typed in (used, code, "7KQM", "0" * 16)}
    assert len(pages) == 1
    assert "Код не действует" in pages.pop().decode()
    assert Client().post(f"/answer/{used}/", filled(survey)).status_code == 404


def test_a_code_is_typed_from_paper(survey, code, within_term):
    answer = Client().post("/answer/", {"code": codes.grouped(code).lower()})
    assert answer["Location"] == f"/answer/{code}/"
    refused = Client().post("/answer/", {"code": "7KQM"})
    assert refused.status_code == 422
    assert "В коде 16 знаков" in refused.content.decode()


def test_our_log_says_nothing_of_codes(survey, code, within_term, caplog):
    visitor = Client()
    visitor.get(f"/answer/{code}/")
    visitor.post(f"/answer/{code}/", filled(survey))
    visitor.get(f"/answer/{code}/")  # not found any more
    assert code not in caplog.text


def test_the_questionnaire_asks_a_fixed_number_of_questions(survey, code, within_term):
    with CaptureQueriesContext(connection) as queries:
        Client().get(f"/answer/{code}/")
    assert len(queries) <= 6


@pytest.mark.parametrize("there", [1, 7])
def test_casting_does_not_depend_on_how_many_have_answered(survey, there, within_term, known_kinds):
    several = issued(survey)["Крестинская СШ"]
    for code in several[:there]:
        say(survey, code)
    with CaptureQueriesContext(connection) as queries:
        Client().post(f"/answer/{several[-1]}/", filled(survey))
    assert len(queries) <= 24
