from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from leadership.project import loading, passport_file


class Command(BaseCommand):
    help = "Loads a project's passport (default: the district's own). Safe to repeat: edits are kept and reported."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=passport_file.DEFAULT)

    def handle(self, *args, file: Path, **options):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"Не читается файл {file}: {fault}", returncode=2) from fault
        try:
            loaded = loading.load(passport_file.read(text, file.name), file.name)
        except passport_file.PassportError as fault:
            raise CommandError(f"Ничего не загружено.\n{fault}", returncode=2) from fault
        self.stdout.write(f"{loaded.project}: создано записей – {loaded.created}.")
        if loaded.differences:
            self.stdout.write(f"Отличается от файла ({len(loaded.differences)}), оставлено как в базе:")
            for difference in loaded.differences:
                self.stdout.write(f"  {difference}")
