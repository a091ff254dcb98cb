"""A page of a list is found by its numbers first: what is told of a row is asked for the rows of the page alone."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject
from django_tables2.data import TableQuerysetData


class PagedRows(TableQuerysetData):
    """Rows of a list, cut into pages by the database.

    What a row is annotated with (the school headed, the latest training) would be computed for every row that
    stands before the page: while the page is being found it is left out. Rows found need no second sifting:
    they are fetched from the `whole` list, as it is before filters.
    """

    def __init__(self, data: QuerySet, whole: QuerySet) -> None:
        super().__init__(data)
        self.whole = whole

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        return SimpleLazyObject(partial(self._page, key))  # a file has no use for the page

    def _page(self, key: slice) -> list[Any]:
        numbers = list(self.data.values_list("pk", flat=True)[key])
        rows = {row.pk: row for row in self.whole.order_by().filter(pk__in=numbers)}
        return [rows[number] for number in numbers if number in rows]
