"""Activities of one's own ИППР."""

from collections.abc import Iterator
from datetime import date

from leadership.core.calendars.registry import Dated, dated, with_versions
from schools.models import User

from .models import Activity


@dated("activity")
def activities(user: User, first: date, last: date) -> Iterator[Dated]:
    if user.person_id is None:
        return
    own = Activity.objects.filter(
        programme__person=user.person_id, programme__approved_on__isnull=False, due_on__range=(first, last)
    )  # fmt: skip
    for one in with_versions(own.select_related("programme"), Activity):
        yield Dated(
            number=one.pk, title=f"ИППР: {one.title}", on=one.due_on, address=one.get_absolute_url(),
            is_done=one.done_on is not None, versions=one.versions, changed_at=one.changed_at,
        )  # fmt: skip
