"""Уничтожение персональных данных: what hinders it, what goes, what stays (docs/decisions/0011)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from leadership.core import russian
from leadership.core.erasing import Hindrance, Own, erasers, own_records
from leadership.core.models import Document, Notice, Subscription
from leadership.core.names import Name, Names, same_surname

from . import second_factor
from .cards import OF_PERSON
from .models import (
    Appointment,
    Erasure,
    FormerName,
    Import,
    Membership,
    Municipality,
    Person,
    ReserveEntry,
    School,
    User,
)

#: What becomes of a name. The number is the card's: the act names it, and two cards do not look alike.
ERASED_NAME = "Удалено по заявлению (карточка № {})"

GOES = (
    "фамилия, имя, отчество и прежние имена – в карточке и во всей её истории",
    "служебный телефон и почта",
    "день и месяц рождения: остаётся год, он нужен для возраста в сводных отчётах",
    "документы, приложенные к карточке и к её записям, вместе с файлами",
    "где хранятся согласия",
    "учётная запись: закрыта, имя и почта убраны, с карточкой не связана",
    "упоминания фамилии в текстах других записей и в причинах изменений",
    "строки поиска",
    "загруженные таблицы Excel района и подготовленные файлы отчётов: они делаются заново без этого человека",
)
STAYS = (
    "даты и должности назначений, стаж, образование, обучение, аттестация, награды – без имени",
    "участие в резерве, программах, командах, индикаторах: сводные числа прошлых лет не меняются",
    "утверждённые тексты паспорта проекта и выпущенные на бумаге документы: их хранение определяет архивный закон",
    "акт об уничтожении: номер карточки, основание, кто и когда уничтожил – три года",
)


def hindrances(person: Person, day: date, by: User) -> list[Hindrance]:
    """What has to be closed first; while anything is, nothing is erased."""
    if Erasure.objects.filter(person=person).exists():
        return [Hindrance("Данные этой карточки уже уничтожены.")]
    found = [hindrance for ask in erasers.hindrances for hindrance in ask(person, day)]
    if by.person_id == person.pk:
        found.append(Hindrance("Это ваша собственная карточка: её уничтожает другой специалист."))
    return found


def of_registers(person: Person, day: date) -> Iterable[Hindrance]:
    """The registers' own: a post, the Association, the reserve, a workbook that is being taken in."""
    open_posts = Appointment.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), person=person)
    for appointment in open_posts.select_related("school"):
        text = (
            f"Назначение не окончено: {appointment.get_post_display()}, {appointment.school}, "
            f"с {russian.day(appointment.started_on)}"
        )
        yield Hindrance(text, appointment.get_absolute_url())
    for membership in Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), person=person):
        text = f"Состоит: {membership.council or membership.get_body_display()}, с {russian.day(membership.started_on)}"
        yield Hindrance(text, reverse("schools:edit_membership", args=[membership.pk]))
    for entry in ReserveEntry.objects.filter(person=person).open_on(day):
        yield Hindrance("Состоит в резерве управленческих кадров", entry.person.get_absolute_url())
    if Import.objects.filter(municipality=person.municipality_id, state=Import.State.TAKING).exists():
        yield Hindrance("Идёт загрузка из Excel: дождитесь её окончания")


def names_of(person: Person) -> Names:
    """All names the person has borne, those of the history among them."""
    rows = [person, *person.former_names.all(), *person.history.all(), *FormerName.history.filter(person_id=person.pk)]
    borne = {Name(row.last_name, row.first_name, row.patronymic) for row in rows}
    names = Names(tuple(sorted(borne, key=lambda name: (name.last, name.first, name.patronymic))))
    return replace(names, is_shared=_somebody_else_bears_one(names, person))


def _somebody_else_bears_one(names: Names, person: Person) -> bool:
    alike = Q(pk__in=[])
    for stem in names.stems:
        alike |= Q(last_name__istartswith=stem)
    others = set(Person.objects.exclude(pk=person.pk).filter(alike).values_list("last_name", flat=True))
    return any(same_surname(name.last, other) for name in names.borne for other in others)


def parts_of(person: Person) -> Own:
    """The card and its own parts: what documents are attached to."""
    own = own_records(person)
    return {model: numbers for model, numbers in own.items() if model is Person or model in OF_PERSON}


def what_goes(person: Person) -> dict[str, int]:
    """Counts shown before the question is answered."""
    owners = Q(pk__in=[])
    for model, numbers in parts_of(person).items():
        owners |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=numbers)
    return {
        "прежних имён": person.former_names.count(),
        "версий карточки в истории": person.history.count(),
        "документов": Document.objects.filter(owners).count(),
        "учётных записей": User.objects.filter(person=person).count(),
        "загруженных таблиц района": Import.objects.filter(municipality=person.municipality_id).count(),
    }


def keep_official_texts() -> None:
    """Names that stand in these are taken out one by one, or stay: signatures of the district, acts."""
    erasers.kept |= {Person, FormerName, User, Municipality, School, Erasure}
    erasers.hindrances.append(of_registers)


def erase_account(account: Any, number: int) -> None:
    """Nobody signs in by it any more, and it names nobody; what it has done stays done by it."""
    account.username, account.first_name, account.last_name, account.email = f"deleted-{number}", "", "", ""
    account.is_active, account.person = False, None
    account.set_unusable_password()
    account.end_sessions()
    account.save()
    Notice.objects.filter(recipient=account).delete()
    Subscription.objects.filter(account=account).delete()
    second_factor.take_off(account)
    for traces in (account.passes, account.visits, account.changes):
        traces.all().delete()
