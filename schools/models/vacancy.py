"""Where the post of a head may soon be free."""

from datetime import date

from django.db import models
from django.db.models import Q

from leadership.core.dates import whole_years, years_from

from .appointment import Post

#: The department's own threshold, no rule of law: from this age on a successor is looked for.
SUCCESSOR_FROM_AGE = 60
#: The department's own threshold: a contract that ends within so many years asks who comes next.
CONTRACT_WITHIN_YEARS = 1


class VacancySign(models.TextChoices):
    NO_HEAD = "no_head", "нет руководителя"
    ACTING = "acting", "исполняющий обязанности"
    CONTRACT = "contract", "договор истёк или истекает в течение года"
    AGE = "age", f"руководителю {SUCCESSOR_FROM_AGE} лет или больше"


def conditions(day: date) -> dict[VacancySign, Q]:
    """Each sign as a condition on schools taken with `with_head` and `with_head_terms` of the day."""
    return {
        VacancySign.NO_HEAD: Q(head_id=None),
        VacancySign.ACTING: Q(head_post=Post.ACTING_DIRECTOR),
        VacancySign.CONTRACT: Q(head_contract_ends_on__lte=years_from(day, CONTRACT_WITHIN_YEARS)),
        VacancySign.AGE: Q(head_born_on__lte=years_from(day, -SUCCESSOR_FROM_AGE)),
    }


def in_words(
    day: date, *, has_head: bool, post: str | None, contract_ends_on: date | None, born_on: date | None
) -> list[str]:
    """Why a vacancy may be near, as a reader is told; empty where nothing points to it."""
    if not has_head:
        return ["нет руководителя"]
    said = []
    if post == Post.ACTING_DIRECTOR:
        said.append("исполняющий обязанности")
    if contract_ends_on and contract_ends_on <= years_from(day, CONTRACT_WITHIN_YEARS):
        verb = "истёк" if contract_ends_on < day else "до"
        said.append(f"договор {verb} {contract_ends_on:%d.%m.%Y}")
    if born_on and (age := whole_years(born_on, day)) >= SUCCESSOR_FROM_AGE:
        said.append(f"возраст {age}")
    return said
