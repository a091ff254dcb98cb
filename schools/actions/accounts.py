"""Accounts: made from the register, invited, admitted, reset, disabled, given another role."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from leadership.core import codes, journal
from leadership.core.models import JournalEntry

from .. import logins, second_factor
from ..models import AccountChange, EntryPass, Person, Role, User

Kind = AccountChange.Kind
TERMS = {EntryPass.Way.SLIP: "ENTRY_SLIP_HOURS", EntryPass.Way.LETTER: "ENTRY_LETTER_HOURS"}


class NotAdmitted(Exception):
    """The code lets nobody in: used, replaced, too late, or none of ours."""


@transaction.atomic
def make_account(person: Person, by: User) -> User:
    """The account of somebody of the register, who sees himself and the school he heads; never a second one."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if User.objects.filter(person=person).exists():
        raise ValidationError("Учётная запись уже есть.")
    if hasattr(person, "erasure"):
        raise ValidationError("Персональные данные этого человека уничтожены.")
    account = User(
        role=Role.DIRECTOR, municipality=person.municipality, person=person, email=person.email,
        last_name=person.last_name, first_name=person.first_name,
    )  # fmt: skip
    return open_account(account, by=by, patronymic=person.patronymic)


@transaction.atomic
def open_account(account: User, *, by: User, patronymic: str = "") -> User:
    """Save a new account with a login made by the rule; nobody signs in before a slip or a letter."""
    try:
        wanted = logins.login_for(account.last_name, account.first_name, patronymic)
    except ValueError as fault:
        raise ValidationError(str(fault)) from fault
    taken = set(User.objects.filter(username__startswith=wanted).values_list("username", flat=True))
    account.username = logins.login_for(account.last_name, account.first_name, patronymic, taken)
    account.set_unusable_password()
    keep_rights(account)
    account.save()
    _note(account, Kind.MADE, by, account.get_role_display())
    return account


@transaction.atomic
def issue_pass(account: User, way: EntryPass.Way, *, at: datetime, by: User | None) -> str:
    """A new code, which burns the former ones; it is answered once and kept nowhere."""
    if not account.is_active:
        raise ValidationError("Учётная запись отключена: сначала включите её.")
    account.passes.unspent().update(burnt_at=at)
    code = codes.new_code()
    expires_at = at + timedelta(hours=getattr(settings, TERMS[way]))
    EntryPass.objects.create(account=account, way=way, digest=codes.digest(code), made_at=at, expires_at=expires_at)
    _note(account, Kind.INVITED, by, way.label)
    return code


def print_slip(account: User, by: User) -> tuple[User, str]:
    """The account and the code for its slip. A password that is in use stays until the slip is used."""
    return account, issue_pass(account, EntryPass.Way.SLIP, at=timezone.now(), by=by)


@transaction.atomic
def reset(account: User, by: User) -> tuple[User, str]:
    """The password opens nothing any more, sessions end, a new slip lets in."""
    account.set_unusable_password()
    account.end_sessions()
    account.save(update_fields=["password", "sessions_ended"])
    _note(account, Kind.RESET, by)
    return print_slip(account, by)


def admitting(code: str, at: datetime) -> EntryPass:
    """The pass a typed code belongs to. Raises `NotAdmitted`."""
    read = codes.read(code)
    found = EntryPass.objects.admitting(at).select_related("account__municipality", "account__person")
    letting = found.filter(digest=codes.digest(read)).first() if read else None
    if letting is None:
        raise NotAdmitted
    return letting


@transaction.atomic
def admit(code: str, password: str, *, at: datetime) -> User:
    """Set the password and burn the code, in one transaction: of two at once the second is not admitted."""
    letting = EntryPass.objects.select_for_update(of=("self",)).filter(pk=admitting(code, at).pk, used_at=None).first()
    if letting is None:
        raise NotAdmitted
    account = letting.account
    letting.used_at = at
    letting.save(update_fields=["used_at"])
    account.passes.unspent().update(burnt_at=at)
    account.set_password(password)
    account.end_sessions()
    account.save(update_fields=["password", "sessions_ended"])
    _note(account, Kind.ADMITTED, account, letting.get_way_display())
    return account


@transaction.atomic
def disable(account: User, by: User) -> User:
    """Nobody signs in by it, whoever is inside is out at the next request, its codes are burnt."""
    if account == by:
        raise ValidationError("Свою учётную запись отключить нельзя.")
    if not account.is_active:
        raise ValidationError("Учётная запись уже отключена.")
    account.is_active = False
    account.end_sessions()
    account.save(update_fields=["is_active", "sessions_ended"])
    account.passes.unspent().update(burnt_at=timezone.now())
    _note(account, Kind.DISABLED, by)
    return account


@transaction.atomic
def enable(account: User, by: User) -> User:
    if account.is_active:
        raise ValidationError("Учётная запись и так действует.")
    account.is_active = True
    account.save(update_fields=["is_active"])
    _note(account, Kind.ENABLED, by)
    return account


@transaction.atomic
def change_role(*, account: User, role: Role, reason: str, by: User) -> User:
    """Another role from the next request on: every session ends, for it may hold pages of the former one."""
    if account == by:
        raise ValidationError("Свою роль изменить нельзя: попросите другого администратора.")
    former = Role(account.role).label
    if account.role == role:
        raise ValidationError("Эта роль у учётной записи уже есть.")
    account.role = role
    keep_rights(account)
    account.end_sessions()
    account.save(update_fields=["role", "is_staff", "is_superuser", "sessions_ended"])
    _note(account, Kind.ROLE, by, f"{former} → {Role(role).label}", reason)
    return account


@transaction.atomic
def take_off_factor(*, account: User, reason: str, by: User) -> User:
    """The telephone is lost: the next entry asks for the password alone, then for a new factor where one is due."""
    if second_factor.device_of(account) is None:
        raise ValidationError("Второй фактор у этой учётной записи не включён.")
    second_factor.take_off(account)
    account.end_sessions()
    account.save(update_fields=["sessions_ended"])
    _note(account, Kind.FACTOR_OFF, by, reason=reason)
    return account


def end_all_sessions(account: User) -> None:
    """Every session is over at its next request, but one that its own request renews."""
    account.end_sessions()
    account.save(update_fields=["sessions_ended"])


def note_factor(account: User, kind: AccountChange.Kind) -> None:
    """The owner himself has set, changed or taken off the second factor."""
    _note(account, kind, account)


def keep_rights(account: User) -> None:
    """Only the administrator's role opens the technical pages; no other right is given there."""
    account.is_staff = account.is_superuser = account.role == Role.ADMINISTRATOR


def _note(account: User, kind: AccountChange.Kind, by: User | None, details: str = "", reason: str = "") -> None:
    """Written down with its reason beside the account, and without it in the journal."""
    change = AccountChange.objects.create(account=account, by=by, kind=kind, details=details, reason=reason)
    journal.note_by(by, None, JournalEntry.Act.ACCOUNT, account, str(change))
