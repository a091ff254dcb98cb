"""Accounts are made from the register and kept by whoever may."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.core.models import JournalEntry
from schools.actions import accounts as actions
from schools.models import AccountState, EntryPass, Role, User
from tests.factories import (
    AppointmentFactory,
    MunicipalityFactory,
    PersonFactory,
    ReserveEntryFactory,
    ReserveStepFactory,
    UserFactory,
)

ACCOUNTS, CANDIDATES = "/schools/accounts/", "/schools/accounts/candidates/"
DAY = {"as_of": "2024-12-30"}

pytestmark = pytest.mark.django_db


def listed(client, address, **query):
    return [row.record for row in client.get(address, query).context["table"].paginated_rows]


def made(client, *people, way="plain"):
    picked = "&".join(f"pk={person.pk}" for person in people)
    return client.post(f"{CANDIDATES}make/?{picked}", {way: "1"})


def test_the_heads_of_the_day_are_offered_first(specialist_client, person, municipality):
    deputy = PersonFactory(municipality=municipality)
    assert listed(specialist_client, CANDIDATES, **DAY) == [person]
    assert set(listed(specialist_client, CANDIDATES, who="all", **DAY)) == {person, deputy}


def test_members_of_the_reserve_are_offered_too(specialist_client, municipality):
    entry = ReserveEntryFactory(person=PersonFactory(municipality=municipality))
    ReserveStepFactory(entry=entry, state="included", taken_on="2024-02-01")
    assert listed(specialist_client, CANDIDATES, who="reserve", **DAY) == [entry.person]


def test_one_action_makes_the_accounts_of_all_who_were_picked(specialist_client, person, municipality):
    other = AppointmentFactory(municipality=municipality, person=PersonFactory(municipality=municipality)).person
    made(specialist_client, person, other)
    account = User.objects.get(person=person)
    assert (account.username, account.role, account.email) == ("shcherbakova.ap", Role.DIRECTOR, "a@example.org")
    assert account.municipality == municipality
    assert not account.has_usable_password()
    assert User.objects.filter(person=other).exists()
    assert listed(specialist_client, CANDIDATES, **DAY) == []


def test_nothing_is_made_twice(specialist, specialist_client, person):
    actions.make_account(person, specialist)
    made(specialist_client, person)
    assert User.objects.filter(person=person).count() == 1
    with pytest.raises(ValidationError, match="уже есть"):
        actions.make_account(person, specialist)


def test_namesakes_get_logins_of_their_own(specialist, person, municipality):
    namesake = PersonFactory(municipality=municipality, last_name="Щербакова", first_name="Алла", patronymic="Павловна")
    logins = [actions.make_account(one, specialist).username for one in (person, namesake)]
    assert logins == ["shcherbakova.ap", "shcherbakova.ap2"]


def test_people_of_another_district_are_not_offered(specialist_client):
    stranger = PersonFactory(municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
    made(specialist_client, stranger)
    assert not User.objects.filter(person=stranger).exists()


def test_a_specialist_keeps_directors_and_experts_alone(specialist, municipality):
    kept = {UserFactory(role=role, municipality=municipality) for role in (Role.DIRECTOR, Role.EXPERT)}
    for role in set(Role) - {Role.DIRECTOR, Role.EXPERT}:
        UserFactory(role=role, municipality=municipality)
    UserFactory(role=Role.DIRECTOR, municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
    assert set(User.objects.kept_by(specialist)) == kept


@pytest.mark.parametrize("deed", ["slips", "reset", "disable", "enable"])
def test_nothing_is_done_with_an_account_one_does_not_keep(specialist_client, coordinator, deed):
    before = User.objects.values().get(pk=coordinator.pk)
    specialist_client.post(f"{ACCOUNTS}{deed}/?pk={coordinator.pk}")
    assert User.objects.values().get(pk=coordinator.pk) == before
    assert not EntryPass.objects.exists()
    assert specialist_client.get(reverse("schools:account", args=[coordinator.pk])).status_code == 404


def test_the_administrator_of_a_district_keeps_that_district(municipality):
    local = UserFactory(role=Role.ADMINISTRATOR, municipality=municipality)
    here = UserFactory(role=Role.COORDINATOR, municipality=municipality)
    UserFactory(role=Role.COORDINATOR, municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
    assert set(User.objects.kept_by(local)) == {local, here}


@pytest.mark.parametrize("role", ["administrator", "specialist", "methodist", "coordinator", "observer"])
def test_a_specialist_makes_no_account_of_wider_rights(specialist_client, role):
    typed = {"last_name": "Новикова", "first_name": "Ольга", "role": role, "is_superuser": "on", "username": "x"}
    assert specialist_client.post(f"{ACCOUNTS}add/", typed).status_code == 422
    assert not User.objects.filter(last_name="Новикова").exists()


def test_an_expert_from_outside_gets_an_account(specialist_client, municipality):
    typed = {"last_name": "Новикова", "first_name": "Ольга", "patronymic": "Ивановна", "role": "expert"}
    assert specialist_client.post(f"{ACCOUNTS}add/", typed | {"is_superuser": "on"}).status_code == 302
    account = User.objects.get(username="novikova.oi")
    assert (account.role, account.municipality, account.is_superuser) == (Role.EXPERT, municipality, False)


def test_an_account_tells_how_far_it_has_come(specialist, person):
    def state():
        return User.objects.with_state(timezone.now()).get(person=person).state

    account = actions.make_account(person, specialist)
    assert state() == AccountState.WAITING
    _, code = actions.print_slip(account, specialist)
    assert state() == AccountState.INVITED
    EntryPass.objects.update(expires_at=timezone.now())
    assert state() == AccountState.WAITING
    _, code = actions.print_slip(account, specialist)
    account = actions.admit(code, "берёза у крыльца", at=timezone.now())
    assert state() == AccountState.ACTIVE
    actions.disable(account, specialist)
    assert state() == AccountState.DISABLED


@pytest.mark.parametrize(
    ("query", "found"), [({"state": "invited"}, 1), ({"state": "active"}, 0), ({"role": "expert"}, 0),
                         ({"entered": "never"}, 1), ({"entered": "month"}, 0), ({"q": "щербак"}, 1)],
)  # fmt: skip
def test_accounts_are_chosen_by_role_state_and_last_entry(specialist_client, invited, query, found):
    assert len(listed(specialist_client, ACCOUNTS, **query)) == found


def test_a_role_is_changed_by_the_administrator_with_a_reason(administrator_client, invited):
    account, _ = invited
    address = reverse("schools:change_role", args=[account.pk])
    assert administrator_client.post(address, {"role": "methodist"}).status_code == 422
    administrator_client.post(address, {"role": "methodist", "reason": "приказ № 7"})
    account.refresh_from_db()
    assert account.role == Role.METHODIST
    change = account.changes.first()
    assert (change.details, change.reason) == ("руководитель ОУ → методист", "приказ № 7")
    noted = JournalEntry.objects.about(account).latest("pk")
    assert noted.what == "роль изменена: руководитель ОУ → методист"


def test_nobody_changes_or_disables_himself(administrator):
    with pytest.raises(ValidationError):
        actions.change_role(account=administrator, role=Role.EXPERT, reason="проба", by=administrator)
    with pytest.raises(ValidationError):
        actions.disable(administrator, administrator)


def test_a_new_administrator_opens_the_technical_pages_and_a_former_one_does_not(administrator, coordinator):
    actions.change_role(account=coordinator, role=Role.ADMINISTRATOR, reason="приказ", by=administrator)
    assert (coordinator.is_staff, coordinator.is_superuser) == (True, True)
    actions.change_role(account=coordinator, role=Role.OBSERVER, reason="приказ", by=administrator)
    assert (coordinator.is_staff, coordinator.is_superuser) == (False, False)


def test_the_history_of_an_account_is_read_on_its_card(specialist_client, invited):
    account, _ = invited
    said = specialist_client.get(account.get_absolute_url()).text
    assert "заведена: руководитель ОУ" in said
    assert "выдано приглашение: листок для входа" in said


@pytest.mark.parametrize("address", [ACCOUNTS, CANDIDATES])
def test_a_list_asks_the_same_number_of_questions(specialist_client, municipality, known_kinds, address):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            specialist_client.get(address, DAY)
        return len(questions)

    UserFactory(role=Role.DIRECTOR, municipality=municipality, person=PersonFactory(municipality=municipality))
    AppointmentFactory(municipality=municipality)
    first = asked()
    for _ in range(10):
        UserFactory(role=Role.DIRECTOR, municipality=municipality, person=PersonFactory(municipality=municipality))
        AppointmentFactory(municipality=municipality)
    assert asked() == first <= 12
