"""The dated occurrences of a measure, from a short rule that a specialist can read and edit.

- `2021`: the year
- `06.2021`: the month
- `15.06.2021`: the day
- `02.2021-03.2021`: one period; its ends may be years, months or days
- `02.2021-03.2021 ежегодно`: the same every year, up to the last year of the project
- `2021-2024 ежегодно`: each of these years, likewise
- `11.2022; 11.2023`: several of the above
- nothing: no date yet, «по отдельному графику»
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

YEARLY = "ежегодно"
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
EARLIEST, LATEST = 1990, 2100

MARK = re.compile(r"(?:(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.)?(?P<year>\d{4})", re.ASCII)
DASH = re.compile(r"\s*[-–—]\s*")


class TermError(ValueError):
    """The rule cannot be read; the text names the faulty piece in Russian."""


class Precision(StrEnum):
    """How exactly the source fixes the term: nothing is due before the last day of what it names."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True, order=True)
class Term:
    """When something is to be done: from the first day to the last, both included."""

    starts_on: date
    ends_on: date
    precision: Precision


@dataclass(frozen=True)
class Mark:
    """A year, a month or a day, as one end of a period or the whole of it."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or days_of(self.year, month))

    def later(self, years: int) -> "Mark":
        """The same mark in another year; 29 February becomes the 28th where there is none."""
        year = self.year + years
        day = self.day and min(self.day, days_of(year, self.month or 1))
        return replace(self, year=year, day=day)


def expand(rule: str, *, until: date) -> tuple[Term, ...]:
    """All terms of the rule in order, no two over the same days; `until` is the last day of the project."""
    if not rule.strip():
        return ()
    terms: dict[tuple[date, date], Term] = {}
    for piece in rule.split(";"):
        if not piece.strip():
            raise TermError(f"«{rule.strip()}»: лишний знак «;»")
        for term in terms_of(piece.strip(), until):
            terms.setdefault((term.starts_on, term.ends_on), term)
    return tuple(sorted(terms.values()))


def label(term: Term) -> str:
    """The term in words: «июнь 2021 г.», «февраль – март 2021 г.»."""
    if term.precision is Precision.DAY:
        return in_figures(term.starts_on)
    if term.precision is Precision.MONTH:
        return f"{month_name(term.starts_on)} {term.starts_on.year} г."
    if term.precision is Precision.YEAR:
        return f"{term.starts_on.year} г."
    return label_of_period(term.starts_on, term.ends_on)


def precision_of(starts_on: date, ends_on: date) -> Precision:
    """How exactly two days fix a term: one day, a whole month, a whole year, else a period."""
    if starts_on == ends_on:
        return Precision.DAY
    if starts_on.day == 1 and starts_on.year == ends_on.year and ends_on.day == days_of(ends_on.year, ends_on.month):
        if starts_on.month == ends_on.month:
            return Precision.MONTH
        if (starts_on.month, ends_on.month) == (1, 12):
            return Precision.YEAR
    return Precision.PERIOD


def terms_of(piece: str, until: date) -> Iterator[Term]:
    body = piece.casefold()
    repeats = body.endswith(YEARLY)
    ends = [mark_of(end, piece) for end in DASH.split(body.removesuffix(YEARLY).strip())]
    if len(ends) > 2:
        raise not_understood(piece)
    first, last = ends[0], ends[-1]
    if last.last_day < first.first_day:
        raise TermError(f"«{piece}»: окончание раньше начала")
    if not repeats:
        yield term_between(first, last)
        return

    names_years = len(ends) == 2 and first.precision is last.precision is Precision.YEAR
    final_year = min(last.year, until.year) if names_years else until.year
    last = first if names_years else last
    if last.year > final_year:
        raise TermError(f"«{piece}»: первый срок позже окончания проекта ({until.year} г.)")
    for years in range(final_year - last.year + 1):
        yield term_between(first.later(years), last.later(years))


def term_between(first: Mark, last: Mark) -> Term:
    precision = first.precision if first == last else Precision.PERIOD
    return Term(first.first_day, last.last_day, precision)


def mark_of(text: str, piece: str) -> Mark:
    match = MARK.fullmatch(text)
    if not match:
        raise not_understood(piece)
    mark = Mark(**{part: int(figures) for part, figures in match.groupdict().items() if figures})
    if not EARLIEST <= mark.year <= LATEST:
        raise TermError(f"«{piece}»: год {mark.year} вне пределов {EARLIEST}–{LATEST}")
    if mark.month is None:
        return mark
    if not 1 <= mark.month <= 12:
        raise TermError(f"«{piece}»: нет месяца {mark.month}")
    if mark.day is not None and not 1 <= mark.day <= days_of(mark.year, mark.month):
        raise TermError(f"«{piece}»: нет дня {mark.day} ({MONTHS[mark.month - 1]} {mark.year} г.)")
    return mark


def not_understood(piece: str) -> TermError:
    return TermError(
        f"«{piece}»: непонятный срок; напишите, например, 2021, 06.2021, 15.06.2021, "
        f"02.2021-03.2021 или 2021-2024 {YEARLY}"
    )


def label_of_period(first: date, last: date) -> str:
    whole_months = first.day == 1 and last.day == days_of(last.year, last.month)
    if not whole_months or (first.year, first.month) == (last.year, last.month):
        return f"{in_figures(first)} – {in_figures(last)}"
    if first.year == last.year:
        return f"{month_name(first)} – {month_name(last)} {last.year} г."
    if (first.month, last.month) == (1, 12):
        return f"{first.year}–{last.year} гг."
    return f"{month_name(first)} {first.year} г. – {month_name(last)} {last.year} г."


def month_name(day: date) -> str:
    return MONTHS[day.month - 1]


def in_figures(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def days_of(year: int, month: int) -> int:
    return monthrange(year, month)[1]
