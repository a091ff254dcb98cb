from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from leadership.core.papers import registry
from leadership.core.papers.faces import FACES
from leadership.core.papers.pdf import PdfUnavailable
from leadership.project.management.arguments import day_from, district
from leadership.project.papers import NoProject, NotErased


class Command(BaseCommand):
    help = "Any printable report as a file; --list names the kinds."

    def add_arguments(self, parser):
        parser.add_argument("kind", nargs="?")
        parser.add_argument("--list", action="store_true", help="name the kinds of reports")
        parser.add_argument("--as-of", help="2023-12-01 or 01.12.2023; today without it")
        parser.add_argument("--format", default="pdf", help=", ".join(FACES))
        parser.add_argument(
            "--output", type=Path, help="the file to write; in this folder under its own name without it"
        )
        parser.add_argument("--project", help="code of a project; the current one without it")
        for name in registry.parameters():
            parser.add_argument(f"--{name}", help="number of the record the report is about, where it asks for one")

    def handle(self, *args, **options):
        if options["list"] or not options["kind"]:
            for kind in registry.all_papers():
                self.stdout.write(f"{kind.name:<12} {kind.title}")
            return
        report, face = self._report(options), _face(options["format"])
        output = options["output"] or Path(f"{report.file_name}.{face.extension}")
        try:
            output.write_bytes(face.render(report))
        except PdfUnavailable as fault:
            raise CommandError(str(fault), returncode=1) from fault
        except OSError as fault:
            raise CommandError(f"Не записывается {output}: {fault.strerror}.", returncode=1) from fault
        self.stdout.write(str(output))

    def _report(self, options):
        try:
            kind = registry.find(options["kind"])
            municipality, filters = district(options["project"]), _parameters(kind, options)
            if options["project"]:
                filters["project"] = options["project"]
            return kind.build(registry.PaperContext(municipality, day_from(options["as_of"]), filters=filters))
        except (registry.UnknownPaper, registry.NoRecord, NoProject, NotErased) as fault:
            raise CommandError(str(fault), returncode=2) from fault


def _parameters(kind, options):
    if missing := [f"--{name}" for name in kind.parameters if not options[name]]:
        raise CommandError(f"Отчёту «{kind.name}» нужно указать: {', '.join(missing)}.", returncode=2)
    return {name: options[name] for name in kind.parameters}


def _face(name):
    if name not in FACES:
        raise CommandError(f"Нет формата «{name}». Есть: {', '.join(FACES)}.", returncode=2)
    return FACES[name]
