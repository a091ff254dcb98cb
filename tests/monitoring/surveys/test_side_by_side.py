"""Two hands at one code, and a hand at a box that is being closed."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from monitoring.actions import surveys as actions
from monitoring.models import Ballot, BallotAnswer, Campaign, Invitation

from .conftest import OPENED, issued, say, vote

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def several_connections():
    if connection.vendor == "sqlite":
        pytest.skip("a test's SQLite lies in memory and has one connection; one writer at a time is its rule")


def at_once(*deeds):
    """Each in a thread of its own; what was refused."""
    together, refused = Barrier(len(deeds)), []

    def done(deed):
        together.wait()
        try:
            deed()
        except actions.NotAdmitted:
            refused.append(deed)
        finally:
            connections.close_all()

    threads = [Thread(target=done, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_one_code_lets_in_one_of_many(survey):
    code = issued(survey)["Крестинская СШ"][0]
    refused = at_once(*(lambda: say(survey, code) for _ in range(4)))
    assert len(refused) == 3
    assert Ballot.objects.count() == 1


def test_many_codes_of_one_school_lose_no_ballot(survey):
    several = issued(survey)["Крестинская СШ"][:6]
    assert not at_once(*(lambda code=code: say(survey, code) for code in several))
    assert Ballot.objects.count() == 6
    assert BallotAnswer.objects.count() == 12


def test_nothing_gets_into_a_box_once_it_is_closed(survey):
    """Whoever comes first: a ballot is either in before the closing or refused, and no code is left."""
    code = issued(survey)["Крестинская СШ"][0]
    refused = at_once(lambda: say(survey, code), lambda: actions.close_survey(survey=Campaign.objects.get(), on=OPENED))
    assert Ballot.objects.count() + len(refused) == 1
    assert not Invitation.objects.exists()


def test_rows_do_not_tell_by_their_transaction_which_ballot_was_last(survey):
    """All of a slice come from one transaction: the latest."""
    vote(survey, "Крестинская СШ", *"54321")
    with connection.cursor() as cursor:
        for table in (Ballot._meta.db_table, BallotAnswer._meta.db_table):
            cursor.execute(f'SELECT count(DISTINCT xmin::text) FROM "{table}"')
            assert cursor.fetchone() == (1,)
