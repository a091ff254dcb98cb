import json

from django.core.management.base import BaseCommand

from leadership.project import indicators
from leadership.project.charts import aim, said
from leadership.project.management.arguments import current_project, day_from


class Command(BaseCommand):
    help = "The indicators of the current project as of a day: numerator, denominator, target, state."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", help="2023-12-01 or 01.12.2023; today without it")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--project", help="code of a project; the current one without it")

    def handle(self, *args, **options):
        project, day = current_project(options["project"]), day_from(options["as_of"])
        promised = list(project.indicators.all())
        readings = indicators.readings(promised, [day])
        lines = [(indicator, readings[indicator.pk, day]) for indicator in promised]
        if options["format"] == "json":
            found = [_plain(indicator, reading) for indicator, reading in lines]
            answer = {"as_of": day.isoformat(), "indicators": found}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=float))
            return
        for indicator, reading in lines:
            share = "" if reading.denominator is None else f" ({reading.numerator} из {reading.denominator})"
            self.stdout.write(
                f"{indicator.number}. {indicator.title}\n"
                f"   {said(reading)}{share}, цель не менее {aim(reading)}: {reading.standing_in_words}"
            )


def _plain(indicator, reading):
    return {
        "number": indicator.number,
        "title": indicator.title,
        "unit": indicator.unit,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "value": reading.value,
        "target": indicator.target,
        "comparison": indicator.comparison,
        "state": reading.standing.value,
    }
