"""Days as people write them."""

from datetime import date, datetime

WRITTEN = ("%Y-%m-%d", "%d.%m.%Y")
#: Nobody in the register was born before, nothing is planned after.
EARLIEST, LATEST = 1900, 2100


class NotADay(ValueError):
    """What was written names no day of the calendar; the text says so in Russian."""


def parse_day(text: str) -> date:
    """A day from `2023-12-01` or `01.12.2023`; anything else is refused with a sentence."""
    for form in WRITTEN:
        try:
            day = datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        if EARLIEST <= day.year <= LATEST:
            return day
    raise NotADay(f"«{text}» – не дата. Напишите день так: 01.12.2023.")
