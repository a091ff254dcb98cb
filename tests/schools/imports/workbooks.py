"""Workbooks for the tests, and what a plan says of them."""

from contextlib import contextmanager
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from schools.imports.plan import Opened, planned
from schools.imports.registers import REGISTERS

TODAY = date(2024, 12, 30)


def book(titles, *rows, above=()):
    """An .xlsx as a specialist would keep it; `above` are rows over the header."""
    workbook = Workbook()
    for row in (*above, titles, *rows):
        workbook.active.append(list(row))
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    file.name = "Список.xlsx"
    return file


@contextmanager
def plan(slug, municipality, file, *, corrections=None, answers=None):
    opened = Opened(REGISTERS[slug], file)
    with planned(opened, municipality, today=TODAY, corrections=corrections or {}, answers=answers or {}) as drawn:
        yield drawn


def outcomes(slug, municipality, file, **more):
    """What becomes of the rows, in their order."""
    with plan(slug, municipality, file, **more) as drawn:
        return [outcome for batch in drawn.batches() for outcome in batch]


def verdicts(*args, **more):
    return [str(outcome.verdict) for outcome in outcomes(*args, **more)]


def reasons(*args, **more):
    return [(fault.title, fault.reason) for outcome in outcomes(*args, **more) for fault in outcome.faults]
