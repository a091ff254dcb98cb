"""The parts our list tables are made of."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django_tables2.data import TableQuerysetData

from . import russian


class DayColumn(tables.Column):
    """A day as people write it, on the screen and in the exported file alike."""

    def __init__(self, **kwargs) -> None:
        super().__init__(default="", **kwargs)

    def render(self, value):
        return russian.day(value)


class NumberColumn(tables.Column):
    def __init__(self, **kwargs) -> None:
        super().__init__(attrs={"th": {"class": "n"}, "td": {"class": "n"}}, default="", **kwargs)


class EditColumn(tables.Column):
    """«Изменить», where the user may; `route` names the form's address."""

    def __init__(self, route: str) -> None:
        super().__init__(accessor="pk", verbose_name="", orderable=False, exclude_from_export=True)
        self.route = route

    def render(self, value, record):
        return format_html(
            '<a href="{}" aria-label="Изменить: {}">Изменить</a>', reverse(self.route, args=[value]), record
        )


class RecordTable(tables.Table):
    """The base of our lists: the column «actions» is shown only to those who may change the rows."""

    #: The address names a page, never its length: «?per_page=-1» broke the page, a great number slows it.
    prefixed_per_page_field = None

    class Meta:
        sequence = ("...",)

    def __init__(self, *args, may_edit: bool = False, **kwargs) -> None:
        hidden = () if may_edit else ("actions",)
        super().__init__(*args, exclude=(*kwargs.pop("exclude", ()), *hidden), **kwargs)

    @tables.Table.order_by.setter
    def order_by(self, value):
        """Equal rows keep one order, or a page of the list would repeat what the one before has shown."""
        tables.Table.order_by.fset(self, value)
        if self.order_by and isinstance(self.data, TableQuerysetData):
            self.data.data = self.data.data.order_by(*self.data.data.query.order_by, "pk")
