"""Values of a register compared and said: what a reader would take for the same is the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from leadership.core import russian
from leadership.core.spreadsheets.cells import sameness

from .register import Column, Kind
from .stock import Stock
from .values import said

NOTHING = (None, "")


@dataclass(frozen=True)
class Words:
    stock: Stock

    def is_same(self, column: Column, one: Any, other: Any) -> bool:
        """What differs by ё, case or spaces is the same; so are two ways of saying nothing."""
        if one in NOTHING or other in NOTHING:
            return one in NOTHING and other in NOTHING
        if column.kind is Kind.TEXT:
            return sameness(said(one)) == sameness(said(other))
        return bool(one == other)

    def of(self, column: Column, value: Any) -> str:
        """A value as a person reads it."""
        if value in NOTHING:
            return ""
        match column.kind:
            case Kind.SCHOOL:
                return self.stock.schools.said(value)
            case Kind.CONTEST:
                return self.stock.contests.said(value)
            case Kind.CHOICE:
                return str(dict(column.choices).get(value, value))
            case Kind.TRUTH:
                return "да" if value else "нет"
            case Kind.YEAR:
                return f"{value}/{(value + 1) % 100:02}"
        return russian.day(value) if isinstance(value, date) else str(value)
