from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from leadership.core import russian
from leadership.core.notices import actions, mailing
from leadership.project.management.arguments import day_from


class Command(BaseCommand):
    help = "Tells what is due on the day, sends at most one letter to a person. For cron; safe to repeat."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--as-of", help="2023-12-01 or 01.12.2023; today without it")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be told and sent")

    def handle(self, *args: Any, **options: Any) -> None:
        day, at = day_from(options["as_of"]), timezone.now()
        if options["dry_run"]:
            with transaction.atomic():
                told, waiting = actions.tell_due(day, at=at), mailing.count_due(day, at=at)
                transaction.set_rollback(True)
            self.stdout.write(f"Проба на {russian.day(day)}: было бы уведомлений {told}, писем {waiting}.")
            return
        with transaction.atomic():
            told = actions.tell_due(day, at=at)
        self._send(day, at, told)

    def _send(self, day: Any, at: datetime, told: int) -> None:
        sending, forgotten = mailing.send_due(day, at=at), actions.forget_old(at)
        said = f"На {russian.day(day)}: новых уведомлений {told}, писем {sending.sent}"
        said += f", не ушло {sending.failed}" if sending.failed else ""
        said += f", старых убрано {forgotten}" if forgotten else ""
        self.stdout.write(f"{said}.")
        if sending.is_given_up:
            raise CommandError("Почтовый сервер не отвечает. Уведомления в системе есть, письма – при новом запуске.")
