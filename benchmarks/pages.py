"""How long the pages of the registers take, and whether that grows with the number of schools.

    DATABASE_URL=… python benchmarks/pages.py --save nine.json          # a database with nine schools
    DATABASE_URL=… python benchmarks/pages.py --against nine.json       # one with forty thousand

Every page is asked for in turns, the medians are printed: milliseconds, queries, kilobytes, and how many
times longer than in the saved run. The goal of the registers is at most twice.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from schools.models import Person, Role, School, User  # noqa: E402

DAY = "2024-12-30"


def addresses() -> dict[str, str]:
    """What is measured: lists, their filters and orders, search, cards."""
    person = Person.objects.filter(appointments__post="director").order_by("pk").first()
    school = School.objects.order_by("pk").first()
    schools, heads, people = (reverse(f"schools:{name}") for name in ("schools", "heads", "people"))
    return {
        "школы": schools,
        "школы, последняя страница порядка": f"{schools}?sort=-short_name",
        "школы, отбор": f"{schools}?q=Крестин&kind=secondary",
        "руководители": heads,
        "руководители, отбор": f"{heads}?q={person.last_name}",
        "люди": people,
        "резерв": reverse("schools:reserve"),
        "поиск": f"{reverse('search')}?q={person.last_name}",
        "поиск, два слова": f"{reverse('search')}?q=крестинской+школы",
        "карточка руководителя": person.get_absolute_url(),
        "карточка школы": school.get_absolute_url(),
    }


class Questions:
    """Counts what the database is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute, sql, parameters, many, context):
        self.asked += 1
        return execute(sql, parameters, many, context)


def measured(client: Client, address: str, rounds: int) -> dict[str, float]:
    address += ("&" if "?" in address else "?") + f"as_of={DAY}"
    questions = Questions()
    with connection.execute_wrapper(questions):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
    return {"ms": statistics.median(taken), "queries": questions.asked, "kb": len(answer.content) / 1024}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--save", type=Path, help="where to keep the figures of this run")
    asked.add_argument("--against", type=Path, help="the figures of a former run")
    options = asked.parse_args()
    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.force_login(
        User.objects.filter(role=Role.SPECIALIST).first(), backend="django.contrib.auth.backends.ModelBackend"
    )
    former = json.loads(options.against.read_text()) if options.against else {}
    figures = {}
    print(f"{connection.vendor}, школ: {School.objects.count()}")
    for name, address in addresses().items():
        figures[name] = found = measured(client, address, options.rounds)
        times = f"  в {found['ms'] / former[name]['ms']:.2f} раза" if name in former else ""
        print(f"{name:<36}{found['ms']:8.1f} мс {found['queries']:4d} запр. {found['kb']:7.1f} КБ{times}")
    if options.save:
        options.save.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
