"""Days as people write them."""

from datetime import date, datetime

WRITTEN = ("%Y-%m-%d", "%d.%m.%Y")


class NotADay(ValueError):
    """What was written names no day of the calendar; the text says so in Russian."""


def parse_day(text: str) -> date:
    """A day from `2023-12-01` or `01.12.2023`; anything else is refused with a sentence."""
    for form in WRITTEN:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise NotADay(f"«{text}» – не дата. Напишите день так: 01.12.2023.")
