"""Groups by full years, each up to and including its last year: no year falls between two, none into both."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

UNKNOWN = "не указан"


@dataclass(frozen=True)
class Band:
    """`up_to` is the last full year of the group; the last group has none."""

    title: str
    up_to: int | None = None


AGES = (Band("до 30 лет", 30), Band("31–40 лет", 40), Band("41–50 лет", 50), Band("старше 50 лет"))
EXPERIENCE = (
    Band("менее 3 лет", 2),
    Band("от 3 до 5 лет", 5),
    Band("свыше 5 до 10 лет", 10),
    Band("свыше 10 лет"),
)


def band_of(years: int | None, bands: tuple[Band, ...]) -> str:
    if years is None:
        return UNKNOWN
    return next(band.title for band in bands if band.up_to is None or years <= band.up_to)


def tally(years: Iterable[int | None], bands: tuple[Band, ...]) -> dict[str, int]:
    """How many fall into each group, the unknown last; the figures add up to how many there are."""
    counted = Counter(band_of(one, bands) for one in years)
    return {title: counted[title] for title in (*(band.title for band in bands), UNKNOWN)}
