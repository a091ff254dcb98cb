"""The school year: from 1 September to 31 August; and the department's rule of who is малокомплектная."""

from datetime import date

#: Fewer pupils than this make a school малокомплектная.
#: Every region sets its own numbers by an act, so these are the department's to change; the rule only offers.
SMALL_BELOW = {"primary": 35, "basic": 80, "secondary": 100}


def school_year_of(day: date) -> int:
    """The year in which the school year that holds the day began."""
    return day.year if day.month >= 9 else day.year - 1


def begins_on(year: int) -> date:
    return date(year, 9, 1)


def ends_on(year: int) -> date:
    return date(year + 1, 8, 31)


def said_year(year: int) -> str:
    """«2023/24»"""
    return f"{year}/{(year + 1) % 100:02}"


def suggested_group(pupils: int | None, kind: str) -> str | None:
    """The group of the rule, as `SchoolYear.Group` names it; nothing where there is nothing to judge by."""
    if pupils is None or kind not in SMALL_BELOW:
        return None
    return "small" if pupils < SMALL_BELOW[kind] else "base"
