"""Many rows at once: written without making an object of each."""

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

#: Rows of one statement; a statement holds its values in memory.
BATCH = 10_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


#: Values of a row as the database takes them: a piece of a line for COPY, or the values themselves.
Prepared = str | tuple[Any, ...]
#: First values of a row, then what it may share with others.
Row = tuple[tuple[Any, ...], Prepared]


def prepared(values: tuple[Any, ...]) -> Prepared:
    """Values many rows share, made ready once. A value is a number, a text or `None`."""
    return _line(values) if connection.vendor == "postgresql" else values


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows whose values stand as the database keeps them; COPY on PostgreSQL, one INSERT on SQLite.

    Columns that are not named are left to the database. Plans of this session are made anew: PostgreSQL checks keys
    at the commit by plans it keeps, and one made while a table was almost empty reads all of it for every row.
    """
    rows = iter(rows)
    table = connection.ops.quote_name(model._meta.db_table)
    named = ", ".join(connection.ops.quote_name(column) for column in columns)
    while batch := list(islice(rows, BATCH)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                lines = StringIO("".join([f"{_line(own)}\t{shared}\n" for own, shared in batch]))
                cursor.cursor.copy_expert(f"COPY {table} ({named}) FROM STDIN", lines)
                cursor.execute("DISCARD PLANS")
            else:
                held = ", ".join(["%s"] * len(columns))
                given = ((*own, *shared) for own, shared in batch)
                cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({held})", given)


def update(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[int | None]]) -> None:
    """Set whole numbers by primary key: a row is the key, then a value for every column."""
    rows = iter(rows)
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    given = [quote(f"given_{column}") for column in columns]
    values = ", ".join(f"{quote(column)} = {value}" for column, value in zip(columns, given, strict=True))
    while batch := list(islice(rows, BATCH)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                lines = ", ".join(f"({', '.join(map(_said, row))})" for row in batch)
                listed = f"(VALUES {lines}) AS given ({', '.join(['given_key', *given])})"
                cursor.execute(f"UPDATE {table} SET {values} FROM {listed} WHERE {table}.{key} = given_key")
            else:
                each = ", ".join(f"{quote(column)} = %s" for column in columns)
                turned = [(*row[1:], row[0]) for row in batch]
                cursor.executemany(f"UPDATE {table} SET {each} WHERE {key} = %s", turned)


def _line(values: tuple[Any, ...]) -> str:
    return "\t".join(map(_copied, values))


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)


def _said(value: int | None) -> str:
    return "NULL::bigint" if value is None else str(int(value))
