"""Cells understood: a day written as text, a choice by its label, a name by its words."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from leadership.core import russian
from leadership.core.dates import NotADay, day_of_serial, parse_day
from leadership.core.spreadsheets.cells import clean, cyrillic, sameness

from .register import Column, Kind

YES = {"да", "+", "1", "есть", "истина", "true"}
NO = {"нет", "-", "–", "0", "ложь", "false"}
Pairs = tuple[tuple[str, str], ...]
_MONTHS = {word: number for number, pair in enumerate(russian._MONTHS, 1) for word in pair}
_IN_WORDS = re.compile(r"(\d{1,2})\s+([а-яё]+)\s+(\d{4})")
_NUMBERED = re.compile(r"^(\d{1,2})[./,-](\d{1,2})[./,-](\d{2}|\d{4})$")
_YEAR = re.compile(r"^(\d{4})(?:\s*[/–-]\s*(\d{2}|\d{4}))?$")
#: Days since 1927: a shorter number is a year, or a slip.
_SERIAL = re.compile(r"\d{5}")
_WHOLE = re.compile(r"(-?\d{1,12})(?:[.,]0+)?")
_INITIALS = re.compile(r"^[А-ЯЁA-Z]\.?(-[А-ЯЁA-Z]\.?)?$", re.IGNORECASE)


class NotUnderstood(ValueError):
    """A cell cannot be read as what its column holds; the text says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Name:
    last: str
    first: str
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.last, self.first, self.patronymic)))

    @property
    def is_abbreviated(self) -> bool:
        return bool(_INITIALS.match(self.first))


def said(value: Any) -> str:
    """A cell as a person would type it back."""
    if value is None:
        return ""
    if isinstance(value, date):
        return russian.day(value)
    return str(value)


def understood(column: Column, value: Any) -> Any:
    """The value a cell means; a school and a contest stay text, which the register itself resolves."""
    match column.kind:
        case Kind.NAME:
            return name(said(value))
        case Kind.PART:
            return _written(cyrillic(said(value)))
        case Kind.CHOICE:
            return choice(said(value), column.choices, column.synonyms)
        case Kind.TRUTH:
            return truth(said(value))
        case Kind.DAY:
            return day(value)
        case Kind.NUMBER:
            return number(value)
        case Kind.YEAR:
            return year(said(value))
        case _:
            return said(value)


def typed(text: str) -> Any:
    """What somebody typed into the page in place of a cell."""
    return clean(text)


def name(text: str) -> Name:
    """Surname first; «Иванова А.П.» gives initials, which may find a person and never create one."""
    words = re.sub(r"\.(?=\S)", ". ", cyrillic(text)).split()
    if len(words) < 2:
        raise NotUnderstood("Напишите фамилию, имя и отчество.")
    last, first, *rest = map(_written, words)
    return Name(last, first, " ".join(rest))


def _written(word: str) -> str:
    """«ИВАНОВА» typed with Caps Lock is Иванова; other letters stay as they were written."""
    return word.title() if len(word) > 2 and word.isupper() and "." not in word else word


def choice(text: str, choices: Pairs, synonyms: Pairs = ()) -> str:
    try:
        return _meant(choices, synonyms)[sameness(text)]
    except KeyError:
        allowed = ", ".join(label for _, label in choices)
        raise NotUnderstood(f"Такого значения нет. Можно: {allowed}.") from None


@lru_cache
def _meant(choices: Pairs, synonyms: Pairs) -> dict[str, str]:
    return {sameness(label): value for value, label in choices} | {sameness(word): it for word, it in synonyms}


def truth(text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise NotUnderstood("Напишите «да» или «нет».")


def day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if _SERIAL.fullmatch(said(value)):
        return _day_of_serial(int(value))
    text = re.sub(r"\s*(г\.?|года|00:00(:00)?)$", "", said(value).casefold().partition(", ")[0])
    numbered, in_words = _NUMBERED.match(text), _IN_WORDS.fullmatch(text)
    if numbered:
        if len(numbered[3]) == 2:
            raise NotUnderstood(f"«{text}» – не дата. Год пишется четырьмя цифрами: 01.12.2023.")
        text = ".".join(numbered.groups())
    elif in_words and in_words[2] in _MONTHS:
        text = f"{in_words[1]}.{_MONTHS[in_words[2]]}.{in_words[3]}"
    try:
        return parse_day(text)
    except NotADay as fault:
        raise NotUnderstood(str(fault)) from None


def _day_of_serial(serial: int) -> date:
    """A cell that was never told it holds a day."""
    try:
        return day_of_serial(serial)
    except NotADay as fault:
        raise NotUnderstood(str(fault)) from None


def number(value: Any) -> int:
    found = _WHOLE.fullmatch(said(value).replace(" ", ""))
    if not found:
        raise NotUnderstood(f"«{said(value)}» – не целое число.")
    return int(found[1])


def year(text: str) -> int:
    """«2023/24», «2023-2024» and 2023 are one school year."""
    found = _YEAR.match(text)
    if found and found[2] in (None, f"{(int(found[1]) + 1) % 100:02}", str(int(found[1]) + 1)):
        return int(found[1])
    raise NotUnderstood(f"«{text}» – не учебный год. Напишите так: 2023/24.")
