"""What a workbook of forty thousand rows costs to write and to read, beside bare openpyxl.

    python benchmarks/workbooks.py [--rows 40000]

Each way runs in a process of its own, so that its peak of memory is its own. The goals: writing at most 1.3
times bare openpyxl in write-only mode and 80 MB, reading at most 2.5 times bare read-only mode and 150 MB.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
COLUMNS = [f"Колонка {number}" for number in range(1, 21)]


def row(number: int) -> list:
    figures = [(number * by) % 1000 for by in range(1, 15)]
    name = f"Фамилия{number % 9973} Имя Отчество"
    school = f"МБОУ «Средняя школа № {number}»"
    return [number, name, school, f"Регион {number % 89}", "высшая", date(2020, 1 + number % 12, 1), *figures]


def write_bare(path: str, rows: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Лист")
    sheet.append(COLUMNS)
    for number in range(rows):
        sheet.append(row(number))
    book.save(path)


def write_ours(path: str, rows: int) -> None:
    from leadership.core.papers import listing

    with listing.write("Список", COLUMNS, map(row, range(rows))) as file:
        Path(path).write_bytes(file.read())


def read_bare(path: str, rows: int) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True, data_only=True).active
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) >= rows


def read_ours(path: str, rows: int) -> None:
    from leadership.core.spreadsheets.reading import open_sheet, title_key

    with open(path, "rb") as file:
        sheet = open_sheet(file, known={title_key(column) for column in COLUMNS})
        assert sum(1 for _ in sheet.lines()) == rows


WAYS = {"write_bare": write_bare, "write_ours": write_ours, "read_bare": read_bare, "read_ours": read_ours}


def alone(way: str, path: str, rows: int) -> tuple[float, float]:
    """Seconds and megabytes of one way in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--path", path, "--rows", str(rows)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout
    seconds, megabytes = printed.split()
    return float(seconds), float(megabytes)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=40_000)
    asked.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    asked.add_argument("--path", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.way:
        began = time.perf_counter()
        WAYS[options.way](options.path, options.rows)
        print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as folder:
        for verb, said in (("write", "запись"), ("read", "чтение")):
            bare, ours = (alone(f"{verb}_{whose}", f"{folder}/book.xlsx", options.rows) for whose in ("bare", "ours"))
            print(f"{said}: openpyxl {bare[0]:.1f} с, {bare[1]:.0f} МБ; наше {ours[0]:.1f} с, {ours[1]:.0f} МБ; "
                  f"в {ours[0] / bare[0]:.2f} раза дольше")  # fmt: skip


if __name__ == "__main__":
    main()
