from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from leadership.core import russian
from leadership.core.spreadsheets.reading import Unreadable
from monitoring.actions import answers
from monitoring.answers_sheet import open_book
from monitoring.models import Campaign, ResponseRole

WRONG, REFUSED = 2, 1


class Command(BaseCommand):
    help = "Values of a campaign from a workbook: participants × codes of items. All of them, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["import"])
        parser.add_argument(
            "what",
            nargs="+",
            metavar="CAMPAIGN FILE.xlsx",
            help="number of the campaign and the workbook",
        )
        parser.add_argument("--campaign", help="number of the campaign, where only the workbook is named")
        parser.add_argument("--dry-run", action="store_true", help="judge the workbook and keep nothing")
        parser.add_argument(
            "--role", choices=[role.value for role in ResponseRole],
            help="whose answers these are; the participants' own, where they are asked",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        number, path = _named(options["what"], options["campaign"])
        campaign = _campaign(number)
        role = options["role"] or answers.role_of(campaign)
        try:
            with path.open("rb") as file:
                book = open_book(file, campaign.methodology)
                outcome = answers.bring(campaign, book, by=None, role=role, is_dry=options["dry_run"])
        except OSError as fault:
            raise CommandError(f"Не читается {path}: {fault.strerror}.", returncode=WRONG) from fault
        except Unreadable as fault:
            raise CommandError(str(fault), returncode=WRONG) from fault
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=WRONG) from refusal
        except answers.Faulty as faulty:
            raise CommandError(_told(faulty.outcome), returncode=REFUSED) from faulty
        self.stdout.write(_summary(outcome, is_dry=options["dry_run"]))


def _named(what: list[str], campaign: str | None) -> tuple[str, Path]:
    """The number of the campaign and the workbook, however they were named."""
    names = [*what, campaign] if campaign else list(what)
    files = [name for name in names if not name.isdecimal()]
    numbers = [name for name in names if name.isdecimal()]
    if len(files) != 1 or len(numbers) != 1:
        raise CommandError("Укажите кампанию и книгу: answers import НОМЕР КНИГА.xlsx", returncode=WRONG)
    return numbers[0], Path(files[0])


def _campaign(number: str) -> Campaign:
    found = Campaign.objects.select_related("methodology").filter(pk=number).first() if len(number) < 19 else None
    if found is None:
        known = "; ".join(f"{one.pk} – {one}" for one in Campaign.objects.all()[:10])
        raise CommandError(f"Нет кампании № {number}. Есть: {known or 'ни одной'}.", returncode=WRONG)
    return found


def _told(outcome: answers.Outcome) -> str:
    lines = [f"Ничего не загружено, ошибок: {outcome.faulty}.", *map(str, outcome.faults)]
    hidden = outcome.faulty - len(outcome.faults)
    return "\n".join([*lines, f"… и ещё {hidden}"] if hidden else lines)


def _summary(outcome: answers.Outcome, *, is_dry: bool) -> str:
    done = "Будет загружено" if is_dry else "Загружено"
    rows = russian.counted(outcome.rows, "строка", "строки", "строк")
    lines = [
        f"{done} ({rows}): новых значений – {outcome.new}, изменённых – {outcome.changed}, "
        f"без изменений – {outcome.same}.",
        f"Форм сдано целиком: {outcome.handed_in}; остались черновиками, не хватает ответов: {outcome.incomplete}.",
    ]
    return "\n".join(lines if outcome.writes else [f"Изменений нет ({rows})."])
