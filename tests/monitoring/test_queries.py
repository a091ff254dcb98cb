import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ..factories import AppointmentFactory, CompetenceFactory, FindingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "fill"),
    [
        ("/monitoring/findings/", lambda: FindingFactory(person=AppointmentFactory().person)),
        ("/monitoring/competences/", CompetenceFactory),
    ],
)
def test_a_list_asks_the_same_number_of_questions(methodist_client, address, fill):
    asked = []
    for how_many in (3, 27):
        for _ in range(how_many):
            fill()
        with CaptureQueriesContext(connection) as queries:
            assert methodist_client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
