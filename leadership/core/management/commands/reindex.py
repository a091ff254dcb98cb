from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from leadership.core import russian
from leadership.core.models import SearchWord
from leadership.core.search.index import rebuild


class Command(BaseCommand):
    help = "Builds the index of the search box anew: after rows were written past the application."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is an index already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and SearchWord.objects.exists():
            return
        for model, how_many in rebuild().items():
            self.stdout.write(f"{model._meta.verbose_name_plural}: {russian.number(how_many)}")
