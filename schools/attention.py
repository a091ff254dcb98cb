"""What about a head demands attention: a contract, an attestation, a training whose term is out or near."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from leadership.core import russian
from leadership.core.dates import years_from

#: So long before a contract or an attestation ends it is spoken of.
NOTICE = timedelta(days=90)
#: ФЗ № 273, ст. 47, ч. 5: teachers are trained at least once in three years; the department asks it of heads.
TRAINING_YEARS = 3
#: A head never attested is reminded after so many years in the post.
FIRST_ATTESTATION_YEARS = 1


def ends_soon(day: date) -> date:
    """What ends by this day is near its end or past it."""
    return day + NOTICE


def trained_long_ago(day: date) -> date:
    """A training completed on this day still counts; one completed before does not."""
    return years_from(day, -TRAINING_YEARS)


def new_in_post(day: date) -> date:
    """Whoever headed a school already on this day should have been attested."""
    return years_from(day, -FIRST_ATTESTATION_YEARS)


@dataclass(frozen=True)
class Warning:
    """One thing about a head that demands attention, in words; late once the term itself is past."""

    words: str
    is_late: bool


def warnings(head: Any, day: date) -> list[Warning]:
    """What demands attention about a head asked for `with_warnings`."""
    found = []
    if head.is_contract_due:
        found.append(_ending("договор", head.contract_until, day))
    if head.is_attestation_due:
        found.append(_attestation(head, day))
    if head.is_training_due:
        last = f"последнее {russian.day(head.trained_on)}" if head.trained_on else "в реестре нет"
        found.append(Warning(f"обучение: {last}", is_late=True))
    return found


def _attestation(head: Any, day: date) -> Warning:
    if head.is_unfit:
        return Warning("аттестация: не соответствует должности", is_late=True)
    if head.attested_on is None:
        return Warning("аттестация: в реестре нет", is_late=True)
    return _ending("аттестация", head.attested_until, day)


def _ending(what: str, until: date, day: date) -> Warning:
    """In force to its last day inclusive."""
    ended = " – срок истёк" if until < day else ""
    return Warning(f"{what}: по {russian.day(until)}{ended}", is_late=until < day)
