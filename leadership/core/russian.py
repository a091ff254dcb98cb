"""Russian as paper and screen write it: word forms, figures, dates, initials, no-break spaces."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"

_MONTHS = (
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)


def plural(n: int | Decimal, one: str, few: str, many: str) -> str:
    """The form that stands after the number: 1 школа, 2 школы, 5 школ, 1,5 школы."""
    if n != int(n):
        return few
    last_two = abs(int(n)) % 100
    last = last_two % 10
    if last == 1 and last_two != 11:
        return one
    return few if last in (2, 3, 4) and last_two not in (12, 13, 14) else many


def counted(n: int | Decimal, one: str, few: str, many: str) -> str:
    return number(n) + NBSP + plural(n, one, few, many)


def number(value: int | Decimal, places: int | None = None) -> str:
    """«12 345,6»: digits stand in threes from 10 000 up; without `places` no zeros end a fraction."""
    value = Decimal(value)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = format(abs(value), "f").partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    if len(whole) > 4:
        whole = format(int(whole), ",").replace(",", NBSP)
    return (MINUS if value < 0 else "") + whole + ("," + fraction if fraction else "")


def rounded(value: int | Decimal, places: int = 2) -> str:
    """«3,89» of 3,8889, «4» of 4,0: half up, with no more decimals than that."""
    return number(Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(value: int | Decimal, places: int = 1) -> str:
    """«66,7 %» of a value that is already in per cent; «100 %» has no decimals."""
    return f"{rounded(value, places)}{NBSP}%"


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def day_in_words(value: date) -> str:
    """«5 июня 2021 г.»"""
    return NBSP.join((str(value.day), _MONTHS[value.month - 1][1], str(value.year), "г."))


def month_in_words(value: date) -> str:
    """«июнь 2021 г.»"""
    return NBSP.join((_MONTHS[value.month - 1][0], str(value.year), "г."))


def initials(last: str, first: str, patronymic: str = "") -> str:
    """«Е.Н. Совенко»: before the surname in a signature and in «УТВЕРЖДАЮ» (ГОСТ Р 7.0.97-2016)."""
    return NBSP.join(filter(None, (_letters(first, patronymic), last)))


def surname_initials(last: str, first: str, patronymic: str = "") -> str:
    """«Совенко Е.Н.»: after the surname in an addressee and in lists."""
    return NBSP.join(filter(None, (last, _letters(first, patronymic))))


def _letters(*names: str) -> str:
    """«Е.Н.»; a double name keeps its hyphen: «А.-М.»."""
    return "".join("-".join(f"{part[0].upper()}." for part in name.split("-") if part) for name in names)


_OF_MONTHS = "|".join(of_month for _, of_month in _MONTHS)
_BREAKABLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"([№§]) +(?=\d)",  # № 12
        r"(\d) +(?=%|₽|руб\.|(?:г|гг|ч|л|экз|чел)\.)",  # 45 %, 2021 г.
        rf"(\d) +(?=(?:{_OF_MONTHS})\b)",  # 5 июня
        rf"(\d\u00a0(?:{_OF_MONTHS})) +(?=\d{{4}}\b)",  # 5 июня 2021
        r"(\b[А-ЯЁ]\.) +(?=[А-ЯЁ])",  # Е.Н. Совенко
        r"(\b[А-ЯЁ][а-яё]+) +(?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.)",  # Совенко Е.Н.
    )
)


def unbroken(text: str) -> str:
    """The text with no-break spaces where ГОСТ and good typing want no line to end."""
    for breakable in _BREAKABLE:
        text = breakable.sub(rf"\1{NBSP}", text)
    return text
