"""What a register of forty thousand rows costs to bring from a workbook and to give away into one.

    DATABASE_URL=… python benchmarks/registers.py [--rows 4000 40000]

Each way runs in a process of its own, so that its peak of memory is its own. Nothing is left in the database:
what is taken in is rolled back. The goal: the peak does not grow with the rows, and importing asks the database
at most once for 500 rows.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from hashlib import md5
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")

import django  # noqa: E402

django.setup()

from django.core.files import File  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from leadership.core.papers import listing  # noqa: E402
from leadership.project import preparing  # noqa: E402
from leadership.project.models import PreparedPaper  # noqa: E402
from schools.imports import bringing  # noqa: E402
from schools.models import Import, Role, User  # noqa: E402

DAY = date(2024, 12, 30)
TITLES = ["Фамилия, имя, отчество", "Дата рождения", "Телефон", "Почта"]


def letters(number: int) -> str:
    """A name of its own for every number, far from all others: near namesakes would be asked about."""
    return "".join(
        "абвгдежзиклмнопр"[half] for byte in md5(str(number).encode()).digest()[:6] for half in divmod(byte, 16)
    )


def row(number: int) -> list:
    return [
        f"{letters(number).capitalize()} {letters(-number).capitalize()} Отчество",
        date(1970 + number % 20, 1, 2),
        f"2-{number}",
        f"a{number}@example.org",
    ]


def make(path: Path, rows: int) -> None:
    with listing.write("Люди", TITLES, map(row, range(1, rows + 1))) as file:
        path.write_bytes(file.read())


def specialist() -> User:
    return User.objects.filter(role=Role.SPECIALIST).select_related("municipality").first()


def check(path: Path, rows: int) -> None:
    """The dry run alone."""
    user = specialist()
    with path.open("rb") as file:
        brought = Import(register="people", municipality=user.municipality, brought_by=user, file_name=path.name)
        brought.workbook.save("workbook.xlsx", File(file), save=False)
    brought.outcome = {"is_long": True}
    brought.save()
    bringing.check(brought)
    assert brought.outcome["counts"]["create"] == rows, (brought.fault, brought.outcome)


def take(path: Path, rows: int) -> None:
    """The dry run and the confirmation after it."""
    check(path, rows)
    brought = Import.objects.order_by("-pk").first()
    bringing.take(brought.pk, digest=brought.outcome["digest"], without_open=False, by=specialist())


def export(path: Path, rows: int) -> None:
    """The whole list of heads into a file, as the worker makes it."""
    user = specialist()
    paper = PreparedPaper.objects.create(
        address=f"{reverse('schools:heads')}?export=xlsx", face="xlsx", name=path.name, as_of=DAY,
        municipality=user.municipality, asked_by=user,
    )  # fmt: skip
    preparing.make.call(paper.pk)
    paper.refresh_from_db()
    assert paper.made_at, paper.fault
    paper.file.delete(save=False)


WAYS: dict[str, Callable[[Path, int], None]] = {"make": make, "check": check, "take": take, "export": export}
SAID = {"check": "проверка", "take": "проверка и загрузка", "export": "выгрузка руководителей"}


def done(way: str, path: Path, rows: int) -> None:
    asked = 0

    def counting(execute, sql, parameters, many, context):
        nonlocal asked
        asked += 1
        return execute(sql, parameters, many, context)

    began = time.perf_counter()
    with transaction.atomic(), connection.execute_wrapper(counting):
        WAYS[way](path, rows)
        transaction.set_rollback(True)
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, asked)


def alone(way: str, path: Path, rows: int) -> tuple[float, float, int]:
    """Seconds, megabytes and questions of one way in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--path", str(path), "--rows", str(rows)]
    seconds, megabytes, asked = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(megabytes), int(asked)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, nargs="+", default=[4_000, 40_000])
    asked.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    asked.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.way:
        done(options.way, options.path, options.rows[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            path = Path(folder) / f"{rows}.xlsx"
            alone("make", path, rows)
            for way in ("check", "take"):
                seconds, megabytes, questions = alone(way, path, rows)
                print(f"{SAID[way]}, строк {rows}: {seconds:.1f} с, {megabytes:.0f} МБ, запросов {questions}")
        seconds, megabytes, questions = alone("export", Path(folder) / "heads.xlsx", 0)
        print(f"{SAID['export']}: {seconds:.1f} с, {megabytes:.0f} МБ, запросов {questions}")


if __name__ == "__main__":
    main()
