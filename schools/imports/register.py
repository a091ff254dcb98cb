"""What a workbook of a register looks like: its columns, and how a row finds its record.

A new register is one more description in `registers.py`; nothing here asks the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Kind(Enum):
    """How a cell is understood."""

    TEXT = "text"
    NAME = "name"  # «Иванова Анна Петровна»
    PART = "part"  # a surname, a first name or a patronymic alone
    CHOICE = "choice"
    TRUTH = "truth"
    DAY = "day"
    NUMBER = "number"
    YEAR = "year"  # «2023/24»
    SCHOOL = "school"
    CONTEST = "contest"


class Of(Enum):
    """Whom a cell tells about."""

    RECORD = "record"
    PERSON = "person"
    STEP = "step"  # the inclusion an entry of the reserve begins with
    HINT = "hint"  # nobody: it only helps to tell namesakes apart


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `required` means that the file must have it, or all of those it may be written by instead."""

    field: str
    title: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    of: Of = Of.RECORD
    required: bool = False
    instead: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()  # another word, what it stands for
    happened: bool = False  # a day ahead is a slip
    tail: str = ""  # the field of what follows a comma: «директор, Крестинская СШ»
    shown_as: str = ""  # the attribute that holds the present value, where it is not the field itself
    stood_as: str = ""  # the attribute that holds the value of before: a list of a past day shows it
    example: str = ""
    note: str = ""

    @property
    def attribute(self) -> str:
        """The attribute of the record that holds the value."""
        return f"{self.field}_id" if self.kind in (Kind.SCHOOL, Kind.CONTEST) else self.field

    @property
    def present(self) -> str:
        return self.shown_as or self.attribute

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Register:
    """A register that can be brought in a workbook.

    `owner` is the field that leads from a record to its person or school ("" where the record is one itself);
    `key` tells a record among those of its owner; `choose` replaces the key where that is not enough.
    """

    slug: str
    title: str
    listed: str
    model: type[Any]
    columns: tuple[Column, ...]
    owner: str = ""
    key: tuple[str, ...] = ()
    creates_people: bool = False
    records: Callable[[], Any] | None = None
    choose: Callable[[Sequence[Any], Mapping[str, Any]], Any] | None = None
    clean: Callable[[Any], None] | None = None
    #: Why these values of a record are not changed by a workbook; nothing for the others.
    locked: Callable[[Any, Mapping[str, Any]], str] = lambda record, values: ""
    heads_schools: bool = False
    #: Fields a new record must have, and fields that stand in for them where they are empty.
    stand_in: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.field == name)

    def of(self, *whom: Of) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.of in whom)

    @property
    def names_people(self) -> bool:
        return any(column.kind is Kind.NAME for column in self.columns)

    def places(self, titles: Sequence[str], key: Callable[[str], str]) -> tuple[dict[int, Column], list[str]]:
        """Which column stands in which place of the sheet, and the titles that are none of ours.

        A column's own title goes before its other names.
        """
        keys = [key(title) for title in titles]
        places: dict[int, Column] = {}
        for column in self.columns:
            named = (keys.index(it) for it in map(key, column.titles) if it in keys)
            place = next((place for place in named if place not in places), None)
            if place is not None and not self._belongs_to_another(column, titles[place], key):
                places[place] = column
        unknown = [title for place, title in enumerate(titles) if title and place not in places]
        return dict(sorted(places.items())), unknown

    def _belongs_to_another(self, column: Column, title: str, key: Callable[[str], str]) -> bool:
        """«Должность» is another name of one column and the own title of another: the own one has it."""
        return any(other is not column and key(other.title) == key(title) for other in self.columns)

    def missing(self, columns: Iterable[Column]) -> list[str]:
        """Titles of required columns the sheet lacks."""
        there = {column.field for column in columns}
        return [
            column.title
            for column in self.columns
            if column.required
            and column.field not in there
            and not (column.instead and there.issuperset(column.instead))
        ]
