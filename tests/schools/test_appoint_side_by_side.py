"""Two people press the button at the same moment."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from schools import actions
from schools.models import Appointment
from tests.factories import PersonFactory, SchoolFactory


def pressed(appointment, together, refused):
    together.wait()
    try:
        actions.appoint(appointment)
    except ValidationError as refusal:
        refused.append(refusal.messages)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_is_appointed():
    if connection.vendor == "sqlite":
        pytest.skip("a test's SQLite lies in memory and has one connection; one writer at a time is its rule")
    school, together, refused = SchoolFactory(), Barrier(4), []
    rivals = [Appointment(school=school, person=PersonFactory(), started_on=date(2023, 9, 1)) for _ in range(4)]
    threads = [Thread(target=pressed, args=(rival, together, refused)) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Appointment.objects.count() == 1
    assert len(refused) == 3
