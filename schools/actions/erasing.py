"""Destroying a person's data at his request (ФЗ № 152, ст. 21)."""

from datetime import date
from functools import partial

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from leadership.core import erasing
from leadership.core.erasing import Hindrance
from leadership.core.models import JournalEntry
from leadership.core.names import Names

from .. import erasure
from ..models import Consent, Erasure, FormerName, Import, Municipality, Person, User


class NotErased(ValueError):
    """Something is still open; `hindrances` say what."""

    def __init__(self, hindrances: list[Hindrance]) -> None:
        super().__init__("; ".join(one.text for one in hindrances))
        self.hindrances = hindrances


@transaction.atomic
def erase_person(*, person: Person, basis: str, by: User) -> Erasure:
    """Destroy a person's data at his request: the card stays without a name, and so does all it took part in."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if open_yet := erasure.hindrances(person, timezone.localdate(), by):
        raise NotErased(open_yet)
    names, own, parts = erasure.names_of(person), erasing.own_records(person), erasure.parts_of(person)
    gone = {
        "карточки": 1,
        "документы": erasing.remove_documents(parts),
        "прежние имена": person.former_names.count(),
        "загруженные таблицы Excel": _forget_imports(person.municipality),
        "строки поиска": erasing.forget_in_search(own),
    }
    for erase in erasing.erasers.erase:
        gone |= erase(person)
    gone["учётные записи"] = _erase_accounts(person)
    _erase_card(person)
    gone["версии карточки в истории"] = _erase_history(person, names)
    gone["упоминания в текстах"] = erasing.sweep(names, own)
    act = Erasure.objects.create(
        person=person, basis=names.without(basis, is_own=True), erased_by=str(by),
        what="\n".join(f"{what}: {number}" for what, number in gone.items() if number),
    )  # fmt: skip
    JournalEntry.objects.create(
        account=by, act=JournalEntry.Act.ERASED, content_type=ContentType.objects.get_for_model(Person),
        object_id=person.pk, what=f"акт № {act.pk}",
    )  # fmt: skip
    return act


def _erase_card(person: Person) -> None:
    """Without history: a version of before would keep what goes."""
    contacts = {"phone": "", "email": "", "born_on": _year_of(person.born_on)}
    Person.objects.filter(pk=person.pk).update(**_nameless(person), **contacts)
    person.former_names.all().delete()
    FormerName.history.filter(person_id=person.pk).delete()
    person.consents.update(note="")
    Consent.history.filter(person_id=person.pk).update(note="")


def _erase_history(person: Person, names: Names) -> int:
    versions = Person.history.filter(id=person.pk)
    for version in versions:
        reason = version.history_change_reason and names.without(version.history_change_reason, is_own=True)
        version.born_on, version.history_change_reason = _year_of(version.born_on), reason
        version.save(update_fields=["born_on", "history_change_reason"])
    return versions.update(**_nameless(person), phone="", email="")


def _nameless(person: Person) -> dict[str, str]:
    return {"last_name": erasure.ERASED_NAME.format(person.pk), "first_name": "", "patronymic": ""}


def _year_of(day: date | None) -> date | None:
    return day and day.replace(month=1, day=1)


def _erase_accounts(person: Person) -> int:
    accounts = list(User.objects.filter(person=person))
    for account in accounts:
        for log in (AccessAttempt, AccessFailureLog, AccessLog):
            log.objects.filter(username=account.username).delete()
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(account.pk)).update(
            object_repr="удалено", change_message=""
        )
        erasure.erase_account(account, person.pk)
    return len(accounts)


def _forget_imports(municipality: Municipality) -> int:
    """Workbooks hold names in rows nobody can erase one by one; they can be brought again."""
    imports = list(Import.objects.filter(municipality=municipality))
    for brought in imports:
        if brought.workbook:
            transaction.on_commit(partial(brought.workbook.storage.delete, brought.workbook.name))
        brought.delete()
    return len(imports)
