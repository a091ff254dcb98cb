"""What a mentee lets the mentor see, and the diary of their meetings."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ..models import Pairing, ProfileShare


@transaction.atomic
def share(pairing: Pairing, what: Collection[str], *, by: Any, on: date) -> None:
    """The mentee lets the mentor see these and nothing else: what is new begins on the day, what is left out ends.

    Raises `ValidationError` where the pair does not work on the day.
    """
    if not pairing.holds(on):
        raise ValidationError("Пара уже не работает: наставник и так ничего не видит.")
    standing = {it.what: it for it in pairing.shares.select_for_update().filter(withdrawn_on=None)}
    for kind, given in standing.items():
        if kind not in what:
            given.withdrawn_on = max(on, given.given_on)
            _keep(given, by)
    for kind in ProfileShare.What.values:
        if kind in what and kind not in standing:
            _keep(ProfileShare(pairing=pairing, what=kind, given_on=on), by)


def _keep(given: ProfileShare, by: Any) -> None:
    given._history_user = by
    given.save()
