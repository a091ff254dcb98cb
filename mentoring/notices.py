"""Whoever has an ИППР is told of its activities whose day comes, or has gone by."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from leadership.core import russian
from leadership.core.notices.registry import NEARING, Telling, due
from schools.notices import around, term_key

from .models import Activity


@due("activity_term", theme="ИППР")
def activity_terms(day: date) -> Iterator[Telling]:
    """Of approved programmes; what is done by the day needs no reminder."""
    waiting = Activity.objects.filter(
        Q(done_on=None) | Q(done_on__gt=day), around("due_on", day, max(NEARING)),
        programme__approved_on__lte=day, programme__person__account__is_active=True,
    )  # fmt: skip
    for one in waiting.select_related("programme__person__account").order_by("pk"):
        said = "Срок мероприятия ИППР прошёл" if one.due_on < day else "Срок мероприятия ИППР –"
        text = f"{said} {russian.day(one.due_on)}: {one.title}"
        if key := term_key(one.due_on, day, NEARING):
            yield Telling(one.programme.person.account.pk, f"{one.pk}-{key}", text, owner=one)
