"""What a cell says, however it was typed."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

Value = str | int | Decimal | date | None

#: A text that begins so is a formula to a spreadsheet; an apostrophe before it makes it a text.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
APOSTROPHE = "'"

_ALIKE = str.maketrans("AaBCcEeHKMOoPpTXxyËë", "АаВСсЕеНКМОоРрТХхуЁё")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_APART = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_QUOTES = str.maketrans("", "", "«»„“”\"'’")


def clean(value: object) -> Value:
    """The cell without what only the eye of its author needed: double spaces, line ends, a defusing apostrophe."""
    if value is None or isinstance(value, str):
        return _clean_text(value or "") or None
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        value = Decimal(str(value))
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value if isinstance(value, int | date) else _clean_text(str(value)) or None


def clean_lines(value: object) -> Value:
    """The same, but a text of several lines keeps them."""
    if not isinstance(value, str):
        return clean(value)
    return "\n".join(map(_clean_text, value.splitlines())).strip("\n") or None


def _clean_text(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(sign for sign in text if sign.isprintable() or _separates(sign))
    text = " ".join(text.split())
    return text.lstrip(APOSTROPHE + " ")


def _separates(sign: str) -> bool:
    return sign in "\t\n\r\v\f\x85" or unicodedata.category(sign).startswith("Z")


def cyrillic(text: str) -> str:
    """Latin letters that look Cyrillic become Cyrillic inside a word that holds Cyrillic; «Word» stays as it is."""
    if text.isascii() or not re.search("[A-Za-zËë]", text):
        return text
    return _WORD.sub(lambda found: _cyrillic_word(found[0]), text)


def _cyrillic_word(word: str) -> str:
    return word.translate(_ALIKE) if _CYRILLIC.search(word) else word


def sameness(text: str) -> str:
    """The key two spellings of one name share: «Иванова-Петрова» and «ИВАНОВА – ПЕТРОВА», Ё and Е, any quotes."""
    folded = cyrillic(_clean_text(text)).casefold().replace("ё", "е").translate(_QUOTES)
    return _APART.sub(" ", folded).strip()
