"""«The latest of each», asked for as a set: the database goes through the records once, not once for every row."""

from django.db.models import Exists, OuterRef, Q, QuerySet


def latest(records: QuerySet, *, of: str, by: str) -> QuerySet:
    """Those of the records that none of them follows: one for each value of `of`, the last by `by`, then by number.

    What is further filtered is the latest itself: `latest(steps, of="entry", by="taken_on").filter(state=…)`
    holds the entries whose last step is such, not those that have ever had one.
    """
    later = Q(**{f"{by}__gt": OuterRef(by)}) | Q(**{by: OuterRef(by)}, pk__gt=OuterRef("pk"))
    return records.order_by().exclude(Exists(records.order_by().filter(later, **{of: OuterRef(of)})))
