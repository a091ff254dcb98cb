from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leadership.core import russian
from leadership.project.demonstration import (
    ACCOUNTS,
    DISTRICT,
    PASSWORD,
    SEED,
    Leaning,
    Unfit,
    fill,
    is_there,
    plan,
    remove,
)
from schools.models import Person

MOST = 40_000
LABELS = {plan.Version: plan.LABEL}


class Command(BaseCommand):
    help = "Fills every room with fictitious people and four years of their life; --remove takes it all away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--schools", type=int, default=DISTRICT, metavar="N",
            help=f"{DISTRICT} real schools and the rest invented, up to {MOST}",
        )  # fmt: skip
        parser.add_argument("--seed", type=int, default=SEED, metavar="K", help="same seed, same invented schools")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are people already")
        parser.add_argument("--remove", action="store_true", help="take the demonstration away")
        parser.add_argument("--accounts", action="store_true", help="print the accounts and exit")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self._show_accounts()
        elif options["remove"]:
            self._remove()
        elif options["if_empty"] and (is_there() or Person.objects.exists()):
            self.stdout.write("Реестр не пуст, демонстрационные данные не нужны.")
        elif is_there():
            self.stdout.write("Демонстрационные данные уже есть; убрать их: manage.py demo --remove")
        else:
            self._fill(schools=options["schools"], seed=options["seed"])

    def _fill(self, *, schools: int, seed: int) -> None:
        if not DISTRICT <= schools <= MOST:
            raise CommandError(f"Школ может быть от {DISTRICT} до {MOST}, а не {schools}.")
        try:
            filled = fill(schools=schools, seed=seed, say=self._say)
        except Unfit as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(f"Район: {filled.project.municipality}")
        self._count(filled.made)
        for login in filled.taken_logins:
            self._say(f"Логин {login} занят настоящей учётной записью и оставлен ей.")
        self._show_accounts()

    def _remove(self) -> None:
        if not is_there():
            self._say("Демонстрационных данных нет.")
            return
        try:
            removed = remove()
        except Leaning as leaning:
            raise CommandError(
                f"Ничего не убрано: на демонстрационные записи опираются настоящие ({leaning.how_many}).\n"
                f"{leaning}\nИсправьте или удалите их и повторите команду."
            ) from leaning
        self._say("Убрано:")
        self._count(removed)

    def _count(self, counts: dict) -> None:
        for model, how_many in counts.items():
            self._say(f"  {LABELS.get(model, model._meta.verbose_name_plural)}: {russian.number(how_many)}")

    def _show_accounts(self) -> None:
        self._say(f"Учётные записи, пароль у всех {PASSWORD}:")
        for account in ACCOUNTS:
            self._say(f"  {account.login:<12} {account.role.label:<16} {account.description}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
