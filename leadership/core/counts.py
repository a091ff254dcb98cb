"""How many other records belong to each row of a list."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def how_many(others: QuerySet, by: str, *, different: str = "pk") -> Coalesce:
    """The number of the others that lead to the row by the field `by`, as an expression to annotate.

    `different`: the field whose values are counted, each once – the people behind records, not the records.

    Counted aside: a join would drop the order the model asks for and multiply by every second join.
    """
    counted = (
        others.filter(**{by: OuterRef("pk")})
        .order_by()
        .values(by)
        .annotate(number=Count(different, distinct=different != "pk"))
    )
    return Coalesce(Subquery(counted.values("number")), 0)
