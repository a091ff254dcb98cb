"""What a methodology is written with: every field by name, title, kind and bounds. Both kinds of files read by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

from leadership.core.dates import NotADay, parse_day
from leadership.core.spreadsheets.cells import clean_lines, sameness

from . import words

Value = str | int | Decimal | date | bool | None
#: No points and no figures beyond this, so that a spreadsheet keeps every one of their digits.
LARGEST = 1_000_000_000
PLACES = 4


class Refused(ValueError):
    """Why a value is not taken, in Russian."""


class Kind(Enum):
    TEXT = auto()
    CODE = auto()
    WHOLE = auto()
    DECIMAL = auto()
    TRUTH = auto()
    DAY = auto()
    CHOICE = auto()


@dataclass(frozen=True)
class Field:
    """`least` and `most` bound a number, `most` the length of a text; `default` stands where nothing is said."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    default: Value = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int = -LARGEST
    most: int = LARGEST
    note: str = ""

    def read(self, raw: object) -> Value:
        """The value of a cell or of a line of TOML; raises `Refused`."""
        if isinstance(raw, str):
            raw = clean_lines(raw)
        if raw is None or raw == "":
            if self.is_required:
                raise Refused("не заполнено")
            return None if self.default is None or self.may_be_none else self.default
        return _READERS[self.kind](self, raw)

    @property
    def may_be_none(self) -> bool:
        """An empty cell means «not set», even where something stands by default."""
        return self.name in NULLABLE

    def written(self, value: Value) -> Value:
        """The value as a cell of a workbook holds it."""
        if value is None or value == "":
            return None
        if self.kind is Kind.CHOICE:
            return self.choices[str(value)]
        if isinstance(value, bool):
            return "да" if value else "нет"
        return value


#: They stand at a figure by default and may be switched off.
NULLABLE = frozenset({"norm_percent", "gap_steps", "strong_percent", "jump_percent"})


def _text(field: Field, raw: object) -> str:
    text = f"{raw:%d.%m.%Y}" if isinstance(raw, date) else str(raw)
    if len(text) > field.most:
        raise Refused(f"длиннее {field.most} знаков")
    return text


def _code(field: Field, raw: object) -> str:
    text = str(raw)
    if not words.CODE.fullmatch(text):
        raise Refused("код – буквы, цифры и подчёркивания, не длиннее 20 знаков; первой стоит буква")
    return text


def _decimal(field: Field, raw: object) -> Decimal:
    if isinstance(raw, bool | date):
        raise Refused("не число")
    try:
        number = Decimal(str(raw).replace("\u00a0", "").replace(" ", "").replace("−", "-").replace(",", "."))
    except InvalidOperation:
        raise Refused("не число") from None
    if not number.is_finite():
        raise Refused("не число")
    if not field.least <= number <= field.most:
        raise Refused(f"число должно быть от {field.least} до {field.most}")
    if number != round(number, PLACES):
        raise Refused(f"больше {PLACES} знаков после запятой")
    return number.normalize() + 0


def _whole(field: Field, raw: object) -> int:
    number = _decimal(field, raw)
    if number != int(number):
        raise Refused("не целое число")
    return int(number)


def _truth(field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    said = str(raw).casefold()
    if said not in ("да", "нет"):
        raise Refused("напишите «да» или «нет»")
    return said == "да"


def _day(field: Field, raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return parse_day(str(raw))
    except NotADay as fault:
        raise Refused("не дата; напишите день так: 01.12.2023") from fault


def _choice(field: Field, raw: object) -> str:
    said = str(raw)
    for code, label in field.choices.items():
        if said == code or sameness(said) == sameness(label):
            return code
    raise Refused("бывает: " + "; ".join(field.choices.values()))


_READERS: dict[Kind, Callable[[Field, object], Value]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.TRUTH: _truth,
    Kind.DAY: _day,
    Kind.CHOICE: _choice,
}
