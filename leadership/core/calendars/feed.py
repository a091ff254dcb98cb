"""Dated things as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from .registry import Dated

NAME = "Лидерство в образовании"
#: How often a calendar may ask again.
ASKED_EVERY = timedelta(hours=6)


def write(things: Iterable[tuple[str, Dated]]) -> bytes:
    """The same things make the same bytes: a calendar that asks again learns that nothing has changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//leadership//ru")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", ASKED_EVERY, parameters={"value": "DURATION"})
    for kind, thing in sorted(things, key=lambda one: (one[1].on, one[0], one[1].number)):
        calendar.add_component(_event(kind, thing))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(kind: str, thing: Dated) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{thing.number}@{urlsplit(settings.BASE_URL).hostname}")
    changed = thing.changed_at or datetime.combine(thing.on, time.min, UTC)
    event.add("dtstamp", changed.astimezone(UTC))
    if thing.changed_at:
        event.add("last-modified", thing.changed_at.astimezone(UTC))
    event.add("sequence", max(thing.versions - 1, 0))
    event.add("summary", f"{thing.title} (сделано)" if thing.is_done else thing.title)
    event.add("dtstart", _start(thing))
    event.add("dtend", _end(thing))
    event.add("transp", "TRANSPARENT" if thing.at is None else "OPAQUE")
    event.add("url", settings.BASE_URL + thing.address)
    return event


def _start(thing: Dated) -> date | datetime:
    return timezone.localtime(thing.at) if thing.at else thing.on


def _end(thing: Dated) -> date | datetime:
    """A day ends before the next; what begins at an hour lasts one, if nothing else is known."""
    if thing.at:
        return timezone.localtime(thing.ends_at or thing.at + timedelta(hours=1))
    return (thing.until or thing.on) + timedelta(days=1)
