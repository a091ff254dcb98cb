"""Telling, reading, forgetting."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from leadership.core.dates import years_from

from ..models import Notice
from .registry import Occasion, Telling, all_due

BATCH = 1000
LONGEST = Notice._meta.get_field("text").max_length
#: So many years a notice that was read is kept.
KEPT_YEARS = 1


@transaction.atomic
def tell(occasion: Occasion, *tellings: Telling, at: datetime | None = None) -> int:
    """Tell at the act, in its transaction; how many were not told of it before."""
    return sum(len(new) for new in _told(occasion, tellings, at or timezone.now()))


def tell_each(occasion: Occasion, tellings: Iterable[Telling], at: datetime | None = None) -> int:
    """The same for many: by the thousand, however many there are."""
    return sum(len(new) for new in _told(occasion, tellings, at or timezone.now()))


def tell_due(day: date, *, at: datetime) -> int:
    """Tell what the day calls for; whatever day it is told again on, it is told once."""
    return sum(len(new) for occasion in all_due() for new in _told(occasion, occasion.due(day), at))


def _told(occasion: Occasion, tellings: Iterable[Telling], at: datetime) -> Iterator[list[Notice]]:
    """What was new of them, batch by batch. Whoever tells the same at the same moment changes nothing."""
    told = iter(tellings)
    while batch := list(islice(told, BATCH)):
        keys = {one.key for one in batch}
        there = Notice.objects.filter(occasion=occasion.name, key__in=keys)
        known = set(there.values_list("recipient", "key"))
        fresh = {(one.recipient, one.key): one for one in batch if (one.recipient, one.key) not in known}
        new = [_made(occasion, one, at) for one in fresh.values()]
        Notice.objects.bulk_create(new, ignore_conflicts=True)
        yield new


def _made(occasion: Occasion, told: Telling, at: datetime) -> Notice:
    owner = told.owner
    return Notice(
        recipient_id=told.recipient,
        occasion=occasion.name,
        key=told.key,
        text=told.text if len(told.text) <= LONGEST else f"{told.text[: LONGEST - 1]}…",
        detail=told.detail,
        lines=[list(line) for line in told.lines],
        content_type=ContentType.objects.get_for_model(owner) if owner else None,
        object_id=owner.pk if owner else None,
        address=told.address,
        made_at=at,
    )


def read(notice: Notice) -> None:
    """Reading it twice changes nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def read_all(user: Any) -> int:
    return Notice.objects.visible_to(user).unread().update(read_at=timezone.now())


def forget_old(at: datetime) -> int:
    """Read notices older than a year go; what nobody has read waits."""
    first = timezone.make_aware(datetime.combine(years_from(timezone.localdate(at), -KEPT_YEARS), time.min))
    return Notice.objects.filter(made_at__lt=first).exclude(read_at=None).delete()[0]
