"""Where lists look a word up beside the fields of their rows: names and posts as they were on a day."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Appointment, FormerName, Person, ReserveEntry

NAME = ("last_name", "first_name", "patronymic")


def heading(day: date) -> QuerySet:
    """People who head a school on the day."""
    return Appointment.objects.headships(day).values("person")


def headed(day: date) -> QuerySet:
    """Schools that have a head on the day."""
    return Appointment.objects.heads().as_of(day).values("school")


def named_then(word: str, day: date) -> QuerySet:
    """People whose name on the day held the word."""
    held = reduce(or_, (Q(**{f"{part}__icontains": word}) for part in NAME))
    later = FormerName.objects.filter(changed_on__gt=day).order_by()
    sooner = later.filter(person=OuterRef("person"), changed_on__lt=OuterRef("changed_on"))
    borne = later.exclude(Exists(sooner)).filter(held)
    today = Person.objects.order_by().filter(held).exclude(pk__in=later.values("person"))
    return today.values("pk").union(borne.values("person"))


def heading_school_named(word: str, day: date) -> QuerySet:
    """People who head a school whose name holds the word."""
    return Appointment.objects.headships(day).filter(school__short_name__icontains=word).values("person")


def school_headed_by(word: str, day: date) -> QuerySet:
    """Schools whose head bore, on the day, a name that holds the word."""
    return Appointment.objects.heads().as_of(day).filter(person__in=named_then(word, day)).values("school")


def working_in_school_named(word: str, day: date) -> QuerySet:
    """Entries of the reserve whose person holds the first of the posts in a school whose name holds the word."""
    held = Appointment.objects.held_first(day).filter(school__short_name__icontains=word)
    return ReserveEntry.objects.order_by().filter(person__in=held.values("person")).values("pk")
