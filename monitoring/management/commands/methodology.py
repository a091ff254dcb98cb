from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from leadership.core.spreadsheets.reading import Unreadable
from monitoring import samples
from monitoring.actions.methodologies import DraftStands, take
from monitoring.blueprint import Blueprint, BlueprintError, workbook
from monitoring.drafting import blueprint_of
from monitoring.models import Methodology
from monitoring.readiness import judge
from schools.models import Municipality


class Command(BaseCommand):
    help = "A whole methodology from a workbook, into one, or from the shipped samples."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="take a workbook; all of it or nothing")
        bring.add_argument("file", type=Path)
        bring.add_argument("--replace", action="store_true", help="replace the content of a draft that is there")
        give = acts.add_parser("export", help="write a workbook")
        give.add_argument("code")
        give.add_argument("--version", type=int, dest="number", help="the newest one without it")
        give.add_argument("--output", type=Path, help="the file to write; in this folder under its own name without it")
        sample = acts.add_parser("sample", help="take a shipped sample as a draft; without a name they are listed")
        sample.add_argument("name", nargs="?")
        for act in (bring, give, sample):
            act.add_argument("--district", help="name of the district; the only one without it")
            act.add_argument("--common", action="store_true", help="for all districts")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["act"]:
            case "import":
                self._take(self._read(options["file"]), options)
            case "export":
                self._export(options)
            case "sample" if options["name"] is None:
                for name in samples.NAMES:
                    self.stdout.write(f"{name:<14} {samples.sample(name).title}")
            case "sample":
                self._take(_sample(options["name"]), options)

    def _read(self, file: Path) -> Blueprint:
        try:
            with file.open("rb") as opened:
                return workbook.read(opened)
        except OSError as fault:
            raise CommandError(f"Не читается {file}: {fault.strerror}.", returncode=1) from fault
        except Unreadable as fault:
            raise CommandError(f"{file}: {fault}", returncode=2) from fault
        except BlueprintError as refusal:
            raise CommandError(f"Ничего не загружено. Исправьте в книге:\n{refusal}", returncode=2) from refusal

    def _take(self, blueprint: Blueprint, options: dict[str, Any]) -> None:
        replaces = options.get("replace", False)
        try:
            taken = take(blueprint, municipality=_district(options), replaces=replaces)
        except BlueprintError as refusal:
            raise CommandError(f"Ничего не загружено. Исправьте в книге:\n{refusal}", returncode=2) from refusal
        except DraftStands as refusal:
            raise CommandError(
                f"{refusal.message} Чтобы заменить его содержание: --replace.", returncode=2
            ) from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages), returncode=2) from refusal
        self.stdout.write(f"Загружено: {taken}.")
        for problem in judge(taken).problems:
            self.stdout.write(f"Нужно решить – {problem.words}")

    def _export(self, options: dict[str, Any]) -> None:
        versions = Methodology.objects.filter(municipality=_district(options), code=options["code"])
        if options["number"] is not None:
            versions = versions.filter(version=options["number"])
        found = versions.order_by("-version").first()
        if found is None:
            codes = ", ".join(sorted(set(Methodology.objects.values_list("code", flat=True)))) or "ни одной"
            raise CommandError(f"Такой методики или версии нет. Методики: {codes}.", returncode=2)
        output = options["output"] or Path(f"{found.code}-{found.version}.xlsx")
        try:
            output.write_bytes(workbook.write(blueprint_of(found)))
        except OSError as fault:
            raise CommandError(f"Не записывается {output}: {fault.strerror}.", returncode=1) from fault
        self.stdout.write(str(output))


def _sample(name: str) -> Blueprint:
    try:
        return samples.sample(name)
    except KeyError:
        raise CommandError(f"Нет образца «{name}». Есть: {', '.join(samples.NAMES)}.", returncode=2) from None


def _district(options: dict[str, Any]) -> Municipality | None:
    if options["common"]:
        return None
    districts = Municipality.objects.all()
    if options["district"]:
        districts = districts.filter(name=options["district"])
    found = list(districts[:2])
    if len(found) != 1:
        names = "; ".join(Municipality.objects.values_list("name", flat=True)) or "ни одного"
        raise CommandError(f"Укажите район: --district «…» или --common. Районы: {names}.", returncode=2)
    return found[0]
