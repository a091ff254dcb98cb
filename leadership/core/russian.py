"""Russian as paper and screen write it: word forms after numbers, figures, dates, initials, no-break spaces."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"

MONTHS = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
)
_MONTH, _OF_MONTH = MONTHS


def plural(n: int | Decimal, one: str, few: str, many: str) -> str:
    """The form that stands after the number: 1 руководитель, 2 руководителя, 5 руководителей, 1,5 руководителя."""
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
    """«12 345,6»: digits stand in threes from 10 000 up; without `places`, zeros at the end of a fraction go."""
    value = Decimal(value)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = format(abs(value), "f").partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    if len(whole) > 4:
        whole = format(int(whole), ",").replace(",", NBSP)
    return (MINUS if value < 0 else "") + whole + ("," + fraction if fraction else "")


def percent(value: int | Decimal, places: int = 1) -> str:
    """«66,7 %» of a value that is already in per cent; «100 %» has no decimals."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number(rounded)}{NBSP}%"


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def day_in_words(value: date) -> str:
    """«5 июня 2021 г.»"""
    return NBSP.join((str(value.day), _OF_MONTH[value.month - 1], str(value.year), "г."))


def month_in_words(value: date) -> str:
    """«июнь 2021 г.»"""
    return NBSP.join((_MONTH[value.month - 1], str(value.year), "г."))


def initials(last: str, first: str, patronymic: str = "") -> str:
    """«Е.Н. Совенко»: before the surname in a signature and in «УТВЕРЖДАЮ» (ГОСТ Р 7.0.97-2016)."""
    return NBSP.join(filter(None, (_letters(first, patronymic), last)))


def surname_initials(last: str, first: str, patronymic: str = "") -> str:
    """«Совенко Е.Н.»: after the surname in an addressee and in lists."""
    return NBSP.join(filter(None, (last, _letters(first, patronymic))))


def _letters(*names: str) -> str:
    """«Е.Н.»; a double name keeps its hyphen: «А.-М.»."""
    return "".join("-".join(f"{part[0].upper()}." for part in name.split("-") if part) for name in names)


_BREAKABLE = re.compile(
    r"(?<=[№§]) +(?=\S)"  # № 12
    r"|(?<=\d) +(?=%|₽|руб\.|(?:г|гг|ч|л|экз|чел)\.)"  # 45 %, 2021 г.
    rf"|(?<=\d) +(?=(?:{'|'.join(_OF_MONTH)})\b)"  # 5 июня
    rf"|(?<=[а-я]) +(?=\d{{4}}[ \u00a0]г\.)"  # июня 2021 г.
    r"|(?<=\b[А-ЯЁ]\.) *(?=[А-ЯЁ]\. *[А-ЯЁ])"
    r"|(?<=\b[А-ЯЁ]\.) +(?=[А-ЯЁ][а-яё-])"  # Е.Н. Совенко
    r"|(?<=[а-яё]) +(?=[А-ЯЁ]\. *[А-ЯЁ]\.)"  # Совенко Е.Н.
)


def unbroken(text: str) -> str:
    """The text with no-break spaces where ГОСТ and good typing want no line to end."""
    return _BREAKABLE.sub(NBSP, text)
