"""Days as people write them."""

import re
from datetime import date, datetime, timedelta

WRITTEN = ("%Y-%m-%d", "%d.%m.%Y")
SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})")
#: A year of two digits below this one is of our century: plans reach 2039, people at work were born since 1940.
PIVOT = 40
#: Nobody in the register was born before, nothing is planned after.
EARLIEST, LATEST = 1900, 2100
SERIAL_ZERO = date(1899, 12, 30)
#: Excel counts 29.02.1900, so the first sixty numbers mean other days than they seem to.
LEAP_THAT_NEVER_WAS = 60


class NotADay(ValueError):
    """What was written names no day of the calendar; the text says so in Russian."""


def parse_day(text: str) -> date:
    """A day from `2023-12-01`, `01.12.2023`, `1.12.2023` or `1.12.23`; anything else is refused with a sentence."""
    written = _with_century(text.strip())
    for form in WRITTEN:
        try:
            day = datetime.strptime(written, form).date()
        except ValueError:
            continue
        if EARLIEST <= day.year <= LATEST:
            return day
        raise NotADay(f"«{text}» – такого года здесь не бывает. Напишите день так: 01.12.2023.")
    raise NotADay(f"«{text}» – не дата. Напишите день так: 01.12.2023.")


def whole_years(since: date, day: date) -> int:
    """Full years gone by on the day; who was born on 29 February grows older on 1 March of a common year."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def years_from(day: date, years: int) -> date:
    """The same day so many years later, or earlier; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def day_of_serial(serial: int) -> date:
    """The day Excel keeps as this number when nobody told it that the cell holds a day: 45170 is 01.09.2023."""
    if LEAP_THAT_NEVER_WAS < serial <= (date(LATEST, 12, 31) - SERIAL_ZERO).days:
        return SERIAL_ZERO + timedelta(days=serial)
    raise NotADay(f"«{serial}» – не дата. Напишите день так: 01.12.2023.")


def _with_century(written: str) -> str:
    short = SHORT.fullmatch(written)
    if not short:
        return written
    day, month, year = short.groups()
    return f"{day}.{month}.{'20' if int(year) < PIVOT else '19'}{year}"
