"""The parts our list tables are made of."""

from inspect import signature

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django_tables2.data import TableQuerysetData

from . import russian
from .documents.shelf import address


class DayColumn(tables.Column):
    """A day as people write it."""

    def __init__(self, **kwargs) -> None:
        super().__init__(default="", **kwargs)

    def render(self, value):
        return russian.day(value)

    def value(self, value):
        """In a file a day stays a day: it sorts and comes back as one."""
        return value


class NumberColumn(tables.Column):
    def __init__(self, **kwargs) -> None:
        super().__init__(attrs={"th": {"class": "n"}, "td": {"class": "n"}}, default="", **kwargs)


class StateColumn(tables.Column):
    """A state is a word; the colour repeats it."""

    def __init__(self, states) -> None:
        super().__init__("Состояние")
        self.states = states

    def render(self, value):
        return format_html('<span class="state state-{}">{}</span>', value, self.states(value).label)

    def value(self, value):
        return self.states(value).label


class FigureColumn(NumberColumn):
    """A figure that may be missing, which is not a zero; in the exported file it stays a number."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.empty_values = ()

    def render(self, value):
        if value is None:
            return format_html('<span class="none">нет данных</span>')
        return russian.number(value)

    def value(self, value):
        return value


class EditColumn(tables.Column):
    """«Изменить», where the user may; `route` names the form's address."""

    def __init__(self, route: str) -> None:
        super().__init__(accessor="pk", verbose_name="", orderable=False, exclude_from_export=True)
        self.route = route

    def render(self, value, record):
        return format_html(
            '<a href="{}" aria-label="Изменить: {}">Изменить</a>', reverse(self.route, args=[value]), record
        )


class DocumentsColumn(tables.Column):
    """Whether the record's file is attached: rows carry `is_attached` (core/documents/shelf.py)."""

    def __init__(self) -> None:
        super().__init__("Файл", orderable=False)

    def render(self, value, record):
        return format_html('<a href="{}">приложен</a>', address(record)) if value else "не приложен"

    def value(self, value):
        return "приложен" if value else "не приложен"


def _opening(column):
    """<td>, with the title of the column for a phone."""
    label = format_html(' data-label="{}"', column.header) if column.header else ""
    look = column.attrs["td"].get("class")
    return format_html("<td{}{}>", label, format_html(' class="{}"', look) if look else "")


def _with_known_arguments(call):
    """The library asks at every cell what a column's method takes, which costs more than the method itself."""

    def called(**arguments):
        return call(**arguments)

    called.__signature__ = signature(call)
    return called


class RecordTable(tables.Table):
    """The base of our lists: the column «actions» is shown only to those who may change the rows."""

    #: The address names a page, never its length: «?per_page=-1» broke the page, a great number slows it.
    prefixed_per_page_field = None

    class Meta:
        sequence = ("...",)

    def __init__(self, *args, may_edit: bool = False, selectable: bool = False, **kwargs) -> None:
        #: A checkbox begins every row; it is no column: files and papers know nothing of it.
        self.is_selectable = selectable
        hidden = () if may_edit else ("actions",)
        super().__init__(*args, exclude=(*kwargs.pop("exclude", ()), *hidden), **kwargs)
        for column in self.columns.iterall():
            column.render, column.value = _with_known_arguments(column.render), _with_known_arguments(column.value)

    def told_rows(self):
        """(record, [(opening of the cell, what stands in it), …]): what all cells of a column share is made once."""
        opened = {column.name: _opening(column) for column in self.columns}
        for row in self.paginated_rows:
            yield row.record, [(opened[column.name], cell) for column, cell in row.items()]

    def as_values(self, exclude_columns=None):
        """Rows for a file are fetched by the thousand and not kept: a list of any length takes the same memory."""
        if isinstance(self.data, TableQuerysetData):
            self.rows.data = self.data.data.iterator(chunk_size=1000)
        return super().as_values(exclude_columns)

    @tables.Table.order_by.setter
    def order_by(self, value):
        """Equal rows keep one order, or a page of the list would repeat what the one before has shown."""
        tables.Table.order_by.fset(self, value)
        if self.order_by and isinstance(self.data, TableQuerysetData):
            self.data.data = self.data.data.order_by(*self.data.data.query.order_by, "pk")
