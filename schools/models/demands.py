"""Whose contract, attestation or training demands attention on a day, as sets of people.

The same is told of one person by `Person.objects.with_warnings`; here the whole district is asked at once.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Q

from leadership.core.latest import latest

from .. import attention
from .appointment import Appointment
from .career import Attestation, Training


def contract_due(day: date) -> Q:
    """Of the contracts in force one is over or near its end."""
    ending = Appointment.objects.headships(day).filter(contract_ends_on__lte=attention.ends_soon(day))
    return Q(pk__in=ending.values("person"))


def attestation_due(day: date) -> Q:
    """The latest attestation is over, near its end, or has said no; or there is none and the post is not new."""
    held = Attestation.objects.held_by(day)
    last = latest(held, of="person", by="held_on")
    failing = last.filter(Q(valid_until__lte=attention.ends_soon(day)) | Q(result=Attestation.Result.DOES_NOT_FIT))
    headed_long = Appointment.objects.headships(attention.new_in_post(day)).exclude(person__in=held.values("person"))
    return Q(pk__in=failing.values("person")) | Q(pk__in=headed_long.values("person"))


def training_due(day: date) -> Q:
    """No training counts any more, or there was none."""
    counted = Training.objects.completed_by(day).filter(completed_on__gte=attention.trained_long_ago(day))
    return ~Q(pk__in=counted.values("person"))


#: By the word of the address of the list of heads.
DEMANDS: Mapping[str, Callable[[date], Q]] = {
    "contract": contract_due,
    "attestation": attestation_due,
    "training": training_due,
}
