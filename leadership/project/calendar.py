"""Terms of the plan, for those who keep it."""

from collections.abc import Iterator
from datetime import date

from django.utils.text import Truncator

from leadership.core.calendars.registry import Dated, dated, with_versions
from schools.models import User

from . import access
from .models import Occurrence, Project


@dated("occurrence")
def occurrences(user: User, first: date, last: date) -> Iterator[Dated]:
    """The last day of each: a term of a month or of a year is due by its end."""
    if not access.closes_occurrences(user):
        return
    projects = Project.objects.visible_to(user).current()
    terms = Occurrence.objects.filter(row__measure__project__in=projects, ends_on__range=(first, last))
    for one in with_versions(terms.select_related("row__measure"), Occurrence):
        measure = one.row.measure
        yield Dated(
            number=one.pk, title=f"План, мероприятие {measure.number}: {Truncator(measure.title).words(8)}",
            on=one.ends_on, address=one.get_absolute_url(), is_done=one.closed_on is not None,
            versions=one.versions, changed_at=one.changed_at,
        )  # fmt: skip
