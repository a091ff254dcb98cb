"""The accounts of the demonstration: one of each role, and a second director."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from schools.models import Municipality, Person, Role, User

from .ledger import Ledger

#: Known to everybody who reads this: the demonstration is not for real data.
PASSWORD = "demo-2024"
JOINED = datetime(2021, 2, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Account:
    """A login with the invented name; a director is somebody of the register, named by surname."""

    login: str
    role: Role
    last_name: str
    first_name: str
    is_in_register: bool = False

    @property
    def description(self) -> str:
        return self.role.description


ACCOUNTS = (
    Account("coordinator", Role.COORDINATOR, "Белозёрова", "Вера"),
    Account("specialist", Role.SPECIALIST, "Журавлёва", "Галина"),
    Account("methodist", Role.METHODIST, "Зорин", "Илья"),
    Account("director", Role.DIRECTOR, "Калинина", "Ирина", is_in_register=True),
    Account("director2", Role.DIRECTOR, "Прохоров", "Алексей", is_in_register=True),
    Account("expert", Role.EXPERT, "Миронов", "Олег"),
    Account("observer", Role.OBSERVER, "Полякова", "Дарья"),
    Account("admin", Role.ADMINISTRATOR, "Сомов", "Егор"),
)


def open_accounts(ledger: Ledger, municipality: Municipality, people: Mapping[str, Person]) -> list[str]:
    """Enter the accounts whose login is free; answers with the logins that somebody real has."""
    taken = set(User.objects.values_list("username", flat=True).filter(username__in=[it.login for it in ACCOUNTS]))
    password = make_password(PASSWORD)
    for account in ACCOUNTS:
        if account.login not in taken:
            ledger.add(_user(account, password, municipality, people))
    return sorted(taken)


def _user(account: Account, password: str, municipality: Municipality, people: Mapping[str, Person]) -> User:
    keeps_accounts = account.role == Role.ADMINISTRATOR
    return User(
        username=account.login,
        password=password,
        role=account.role,
        last_name=account.last_name,
        first_name=account.first_name,
        email=f"{account.login}@example.org",
        municipality=None if keeps_accounts else municipality,
        person=people[account.last_name] if account.is_in_register else None,
        is_staff=keeps_accounts,
        is_superuser=keeps_accounts,
        date_joined=JOINED,
    )
