"""Where the post of a head may soon be free."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from leadership.core.dates import whole_years, years_from
from leadership.core.latest import latest

from .appointment import Appointment, Post

#: The department's own threshold, no rule of law: from this age on a successor is looked for.
SUCCESSOR_FROM_AGE = 60
#: The department's own threshold: a contract that ends within so many years asks who comes next.
CONTRACT_WITHIN_YEARS = 1


class VacancySign(models.TextChoices):
    NO_HEAD = "no_head", "нет руководителя"
    ACTING = "acting", "исполняющий обязанности"
    CONTRACT = "contract", "договор истёк или истекает в течение года"
    AGE = "age", f"руководителю {SUCCESSOR_FROM_AGE} лет или больше"


def near(day: date, *signs: VacancySign) -> Q:
    """Schools that show any of the signs, as a condition: those without a head, and those whose head shows one."""
    heads = Appointment.objects.heads().as_of(day).order_by()
    of_a_head = {
        VacancySign.ACTING: Q(post=Post.ACTING_DIRECTOR),
        VacancySign.CONTRACT: Q(contract_ends_on__lte=years_from(day, CONTRACT_WITHIN_YEARS)),
        VacancySign.AGE: Q(person__born_on__lte=years_from(day, -SUCCESSOR_FROM_AGE)),
    }
    found = ~Q(pk__in=heads.values("school")) if VacancySign.NO_HEAD in signs else Q()
    if shown := [condition for sign, condition in of_a_head.items() if sign in signs]:
        found |= Q(pk__in=latest(heads, of="school", by="started_on").filter(reduce(or_, shown)).values("school"))
    return found


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
