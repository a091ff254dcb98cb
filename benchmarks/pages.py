"""How long the pages of the registers take, and whether that grows with the number of schools.

    DATABASE_URL=… python benchmarks/pages.py --save nine.json          # a database with nine schools
    DATABASE_URL=… python benchmarks/pages.py --against nine.json       # one with forty thousand

Every page is asked for several times, the least is printed: milliseconds (of them the database's), queries,
kilobytes, and how many times longer than in the saved run. The goal of the registers is at most twice.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
os.environ.setdefault("SECOND_FACTOR", "off")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from schools.models import Person, ReserveEntry, Role, School, User  # noqa: E402

DAY = "2024-12-30"


#: The lists of the registers; of each is measured what stands here: the plain list, its last page, filters, orders.
LISTS = {
    "schools": ("", "page=9999", "q=Крестин&kind=secondary", "q=школа", "head=yes", "head=no", "sort=-head_name"),
    "heads": (
        "", "page=9999", "q={name}", "q=№ 7", "post=acting_director", "attention=any", "attention=contract",
        "attention=attestation", "attention=training", "sort=school_name", "sort=contract_ends_on",
    ),
    "people": (
        "", "page=9999", "q={name}", "heading=yes", "heading=no", "consent=given", "consent=none", "consent=withdrawn",
        "sort=school_name",
    ),
    "reserve": (
        "", "page=9999", "q={name}", "state=ready", "state=excluded", "state=all", "school=школа",
        "warning=term_ending", "warning=term_over", "warning=review_overdue", "sort=term_on",
    ),
    "vacancies": (
        "", "page=9999", "q={name}", "sign=no_head", "sign=acting", "sign=contract", "sign=age", "sign=all",
        "sort=-successors",
    ),
    "school_years": ("", "page=9999", "q=школа", "year=2022", "group=small", "sort=-pupils"),
    "trainings": ("", "page=9999", "q={name}", "kind=retraining", "year=2022", "heading=yes", "heading=no"),
    "attestations": ("", "q={name}", "state=expired", "heading=no", "sort=valid_until"),
    "educations": ("", "q={name}", "level=vocational", "heading=no"),
    "awards": ("", "q={name}", "heading=no"),
    "memberships": ("", "q={name}", "body=council"),
    "transition_programmes": ("", "q=школа", "approved=no"),
    "contest_entries": ("", "q=школа", "sort=-result"),
    "innovation_participations": ("", "q=школа"),
}  # fmt: skip


def addresses() -> dict[str, str]:
    """What is measured: lists, their filters and orders, search, cards."""
    heading = Person.objects.filter(appointments__post="director", appointments__ended_on=None)
    person, school = heading.order_by("pk").first(), School.objects.order_by("pk").first()
    reserved = ReserveEntry.objects.filter(steps__state="included").order_by("pk").first()
    name = person.last_name
    pages = {
        f"{route}?{question}" if question else route: f"{reverse(f'schools:{route}')}?{question.format(name=name)}"
        for route, questions in LISTS.items()
        for question in questions
    }
    return pages | {
        "поиск": f"{reverse('search')}?q={name}",
        "поиск, два слова": f"{reverse('search')}?q=крестинской+школы",
        "карточка руководителя": person.get_absolute_url(),
        "карточка школы": school.get_absolute_url(),
        "карточка резерва": reserved.get_absolute_url(),
    }


class Questions:
    """Counts what the database is asked, and how long it thinks."""

    def __init__(self) -> None:
        self.asked = 0
        self.took = 0.0

    def __call__(self, execute, sql, parameters, many, context):
        self.asked += 1
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            self.took += (time.perf_counter() - began) * 1000


def measured(client: Client, address: str, rounds: int) -> dict[str, float]:
    """The least of the rounds: neighbours on the machine only add. What is read for the first time is left out."""
    address += ("&" if "?" in address else "?") + f"as_of={DAY}"
    client.get(address)
    taken, thought = [], []
    for number in range(rounds + 1):
        questions = Questions()
        began = time.perf_counter()
        with connection.execute_wrapper(questions):
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        if number:
            taken.append((time.perf_counter() - began) * 1000)
            thought.append(questions.took)
    return {
        "ms": min(taken),
        "database": min(thought),
        "queries": questions.asked,
        "kb": len(answer.content) / 1024,
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--only", default="", help="pages whose name holds this")
    asked.add_argument("--save", type=Path, help="where to keep the figures of this run")
    asked.add_argument("--against", type=Path, help="the figures of a former run")
    options = asked.parse_args()
    settings.ALLOWED_HOSTS.append("testserver")
    settings.SECOND_FACTOR = "off"
    client = Client()
    client.force_login(
        User.objects.filter(role=Role.SPECIALIST).first(), backend="django.contrib.auth.backends.ModelBackend"
    )
    pages = {name: address for name, address in addresses().items() if options.only in name}
    former = json.loads(options.against.read_text()) if options.against else {}
    figures = {}
    print(f"{connection.vendor}, школ: {School.objects.count()}")
    for name, address in pages.items():
        figures[name] = found = measured(client, address, options.rounds)
        times = f"  в {found['ms'] / former[name]['ms']:.2f} раза" if name in former else ""
        print(
            f"{name:<36}{found['ms']:8.1f} мс (база {found['database']:6.1f}) {found['queries']:4d} запр. "
            f"{found['kb']:7.1f} КБ{times}"
        )
    if options.save:
        options.save.write_text(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
