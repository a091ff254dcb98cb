import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from leadership.core import russian
from leadership.core.dates import NotADay, parse_day
from leadership.core.papers import listing

from ... import standing
from ...models import Calculation, Campaign, Item, Result

HEAD = (
    "Место", "Место не выше", "Место не ниже", "Участник", "Чей ответ", "Группа", "Итог", "Из", "% от максимума",
    "Уровень", "Показателей с данными", "Показателей применимо",
)  # fmt: skip


class Command(BaseCommand):
    help = "The standing of a campaign: points by item, total, applicable maximum, coverage, level, place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", nargs="?", help="number of the campaign")
        parser.add_argument("--campaign", dest="named", help="the same")
        parser.add_argument("--as-of", help="2023-12-01 or 01.12.2023; today without it")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--xlsx", type=Path, help="write a workbook instead")

    def handle(self, *args: Any, **options: Any) -> None:
        calculation = _calculation(options["named"] or options["campaign"] or "", options["as_of"])
        items = standing.items_of(calculation)
        results = standing.with_scores(standing.standing(calculation)).iterator(chunk_size=1000)
        if options["xlsx"]:
            _write(options["xlsx"], calculation, items, results)
            self.stdout.write(str(options["xlsx"]))
        elif options["format"] == "json":
            told = {
                "campaign": calculation.campaign_id,
                "calculation": calculation.number,
                "state": calculation.state,
                "results": [_plain(it, items) for it in results],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2, default=float))
        else:
            for it in results:
                self.stdout.write(_said(it))


def _calculation(asked: str, written: str | None) -> Calculation:
    if not asked:
        raise CommandError("Укажите номер кампании.", returncode=2)
    campaign = Campaign.objects.select_related("methodology").filter(pk=asked).first() if asked.isdecimal() else None
    if campaign is None:
        raise CommandError(f"Нет кампании с номером «{asked}».", returncode=2)
    try:
        day = parse_day(written) if written else timezone.localdate()
    except NotADay as fault:
        raise CommandError(f"--as-of: {fault}", returncode=2) from fault
    calculation = standing.chosen(campaign, day)
    if calculation is None:
        raise CommandError(f"Кампания «{campaign}» к {russian.day(day)} не рассчитана.", returncode=2)
    calculation.campaign = campaign
    return calculation


def _said(it: Result) -> str:
    if it.total is None:
        return f"–. {it.participant.label}: нет данных"
    place = "–" if it.place_shown is None else str(it.place_shown)
    firm = f" ({it.said_interval})" if it.said_interval else ""
    most = "" if it.most is None else f" из {russian.number(it.most)}"
    level = f", {it.level.title}" if it.level else ""
    return f"{place}{firm}. {it.participant.label}: {russian.number(it.total)}{most}{level}, по {it.said_coverage}"


def _plain(it: Result, items: list[Item]) -> dict[str, Any]:
    lines = it.line_of
    return {
        "place": it.place_shown,
        "least_place": it.least_place,
        "most_place": it.most_place,
        "is_manual": it.manual_place is not None,
        "participant": it.participant.label,
        "role": it.role,
        "group": it.group,
        "total": it.total,
        "most": it.most,
        "percent": it.percent,
        "level": it.level.title if it.level else None,
        "answered": it.answered,
        "applicable": it.applicable,
        "items": {
            item.code: {"state": lines[item.pk].state, "value": lines[item.pk].said, "points": lines[item.pk].points}
            for item in items
            if item.pk in lines
        },
    }


def _write(file: Path, calculation: Calculation, items: list[Item], results: Any) -> None:
    head = [*HEAD, *(f"{item.code}: {what}" for item in items for what in ("значение", "балл"))]
    notes = [f"расчёт № {calculation.number}, {calculation.get_state_display()}"]
    with listing.write(str(calculation.campaign), head, (_cells(it, items) for it in results), notes) as written:
        try:
            file.write_bytes(written.read())
        except OSError as fault:
            raise CommandError(f"Не записывается {file}: {fault.strerror}.", returncode=1) from fault


def _cells(it: Result, items: list[Item]) -> list[Any]:
    lines = [it.line_of.get(item.pk) for item in items]
    return [
        it.place_shown, it.least_place, it.most_place, it.participant.label, it.get_role_display(), it.group,
        it.total, it.most, it.percent, it.level.title if it.level else None, it.answered, it.applicable,
        *(figure for line in lines for figure in ((line.said, line.points) if line else (None, None))),
    ]  # fmt: skip
