"""The story of a person: what every room knows of the days behind, joined in one question.

A room declares in its `stories.py` what it has to tell:

    @story("award", theme="Награды", said=lambda line: Told(f"Награда: {line.first}"))
    def awards(user, day):
        return lines(Award.objects.visible_to(user), of="person", on="awarded_on", first="title")

and imports that module when the application starts. All lines of all kinds have the same columns, so that
the database joins them by UNION ALL; `said` turns a line into words for people.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

#: The columns of a line; no model of ours has a field of such a name.
COLUMNS = ("told_as", "told_of", "told_on", "told_link", "told_first", "told_second", "told_third")


class Line(NamedTuple):
    """A row as the database answers; `link` is the key of a record this user may open, or nothing."""

    kind: str
    person: int
    day: date
    link: int | None
    first: str
    second: str
    third: str


@dataclass(frozen=True)
class Told:
    """A line in words, beside it a detail in small letters and an address, where there is one.

    `when` is said instead of the day, where only the year is known.
    """

    words: str
    detail: str = ""
    url: str = ""
    when: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the story as the page shows it."""

    day: date
    theme: str
    told: Told


Lines = Callable[[Any, date], QuerySet]


@dataclass(frozen=True)
class StoryKind:
    """`theme` is what kinds are chosen by: several kinds may share one."""

    name: str
    theme: str
    lines: Lines
    said: Callable[[Line], Told]


_kinds: dict[str, StoryKind] = {}


def story(name: str, *, theme: str, said: Callable[[Line], Told]) -> Callable[[Lines], Lines]:
    """Register a kind; its function answers with `lines(…)` of what the user sees as of the day."""

    def register(asked: Lines) -> Lines:
        if name in _kinds:
            raise ValueError(f"Story «{name}» is registered twice.")
        _kinds[name] = StoryKind(name, theme, asked, said)
        return asked

    return register


def lines(
    records: QuerySet, *, of: str, on: Any, link: Any = None, first: Any = "", second: Any = "", third: Any = ""
) -> QuerySet:
    """The records as lines: whose, of which day, what is opened, three texts (names of fields or expressions).

    Columns are cast, for the database joins only what is of one type; but not the person, whose index would
    then be of no use.
    """
    return records.order_by().annotate(
        told_of=F(of),
        told_on=Cast(on, DateField()),
        told_link=Cast(Value(None) if link is None else link, BigIntegerField()),
        told_first=_text(first),
        told_second=_text(second),
        told_third=_text(third),
    )


def _text(given: Any) -> Cast:
    return Cast(given or Value(""), TextField())


def tell(people: Iterable[int], user: Any, day: date) -> list[Entry]:
    """The story of these people up to the day, the newest first; one question to the database."""
    people = list(people)
    kinds = [
        kind.lines(user, day)
        .annotate(told_as=Cast(Value(kind.name), TextField()))
        .filter(told_of__in=people, told_on__lte=day)
        .values_list(*COLUMNS)
        for kind in _kinds.values()
    ]
    first, *others = kinds
    joined = first.union(*others, all=True).order_by("-told_on", "told_as", "told_first")
    return [_entry(Line(*row)) for row in joined]


def _entry(line: Line) -> Entry:
    kind = _kinds[line.kind]
    told = Line(*("" if value is None and place > 3 else value for place, value in enumerate(line)))
    return Entry(line.day, kind.theme, kind.said(told))


def themes(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """The themes that occur, by the alphabet, each with how many lines it has."""
    return sorted(Counter(entry.theme for entry in entries).items())
