import pytest
from django.test import Client

from schools.actions import accounts as actions
from tests.factories import AppointmentFactory, PersonFactory

PASSWORD = "берёза у крыльца"


@pytest.fixture
def person(municipality):
    """Heads a school and has no account."""
    head = PersonFactory(
        municipality=municipality,
        last_name="Щербакова",
        first_name="Анна",
        patronymic="Петровна",
        email="a@example.org",
    )
    AppointmentFactory(person=head, municipality=municipality)
    return head


@pytest.fixture
def invited(person, specialist):
    """The account of that person and the code of a slip."""
    return actions.print_slip(actions.make_account(person, specialist), specialist)


@pytest.fixture
def phone():
    """A device that nobody has signed in on."""
    return Client()
