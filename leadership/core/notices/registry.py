"""What people are told: every room names its occasions, and for those that come with a day says who is to be told.

An occasion of an act is told at the act, in its transaction:

    RETURNED = occasion("form_returned", theme="Формы")
    tell(RETURNED, Telling(account, key, text, owner=form))

One that comes with a day is asked for by `manage.py remind`; its function answers with everything that is to be
known by the day, told or not: what was told before is not told again.

    @due("form_term", theme="Формы")
    def form_terms(day):
        yield Telling(…)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model

#: What came to pass longer ago is no news: the first run on a grown register does not tell of years.
FRESH = timedelta(days=30)
#: Days before a term at which it is spoken of.
NEARING = (7, 1)


@dataclass(frozen=True)
class Telling:
    """To whom (number of the account), what tells this occasion from others of its kind, in which words.

    It opens `owner`, or `address` where a list says more. `detail` and the owner's name never go into a letter;
    `lines` are pairs of words and an address, for what is a list by itself.
    """

    recipient: int
    key: str
    text: str
    owner: Model | None = None
    address: str = ""
    detail: str = ""
    lines: tuple[tuple[str, str], ...] = ()


Due = Callable[[date], Iterable[Telling]]


@dataclass(frozen=True)
class Occasion:
    """`theme` is what the inbox is filtered by: several occasions may share one."""

    name: str
    theme: str
    due: Due | None = None


_occasions: dict[str, Occasion] = {}


def occasion(name: str, *, theme: str, due: Due | None = None) -> Occasion:
    """Declare an occasion; raises `ValueError` if there is one of that name."""
    if name in _occasions:
        raise ValueError(f"Occasion «{name}» is declared twice.")
    _occasions[name] = Occasion(name, theme, due)
    return _occasions[name]


def due(name: str, *, theme: str) -> Callable[[Due], Due]:
    """Declare an occasion that comes with a day, by the function that knows whom it concerns."""

    def declare(asked: Due) -> Due:
        occasion(name, theme=theme, due=asked)
        return asked

    return declare


def all_due() -> Iterator[Occasion]:
    return (one for one in _occasions.values() if one.due is not None)


def themes() -> list[str]:
    return sorted({one.theme for one in _occasions.values()})


def of_theme(theme: str) -> list[str]:
    """Names of the occasions of a theme."""
    return [one.name for one in _occasions.values() if one.theme == theme]


def theme_of(name: str) -> str:
    """Empty for an occasion that a former version knew."""
    return _occasions[name].theme if name in _occasions else ""


def nearing(due_on: date, day: date, steps: Iterable[int] = NEARING) -> str:
    """Which of the reminders the day calls for, as a part of a key; empty where none does.

    A day on which nobody was reminded is made up for by the next.
    """
    left = (due_on - day).days
    within = [step for step in steps if 0 <= left <= step]
    return f"{due_on:%Y%m%d}-{min(within)}" if within else ""


def overdue(due_on: date, day: date) -> str:
    """The part of the key for a term that is over, for as long as that is news."""
    return f"{due_on:%Y%m%d}-over" if due_on < day <= due_on + FRESH else ""
