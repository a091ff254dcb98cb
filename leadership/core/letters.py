"""A few letters in the middle of a word, found on PostgreSQL by an index of threes of letters (pg_trgm).

Every room says which of its fields are looked through; the indexes are made after its tables. They hasten lists and
change no answer: SQLite does without them, and so does PostgreSQL where the role may not add the extension; once an
administrator has added it, the next `migrate` makes the indexes.
"""

from typing import Any

from django.apps import apps as installed
from django.db import DatabaseError, connections, transaction
from django.db.models import Model
from django.db.models.signals import post_migrate

#: The fields looked through, by models.
_fields: dict[type[Model], tuple[str, ...]] = {}


def looked_through(fields: dict[type[Model], tuple[str, ...]]) -> None:
    _fields.update(fields)


def is_looked_through(model: type[Model]) -> bool:
    return model in _fields


def listen() -> None:
    post_migrate.connect(_index, dispatch_uid=__name__)


def _index(app_config: Any, using: str, apps: Any = installed, **kwargs: Any) -> None:
    connection = connections[using]
    wanted = {model: names for model, names in _fields.items() if model._meta.app_label == app_config.label}
    if connection.vendor != "postgresql" or not wanted or not _has_extension(connection):
        return
    with connection.cursor() as cursor:
        for model, names in wanted.items():
            for name in _made(apps, model, names):
                cursor.execute(_statement(connection, model, name))


def _has_extension(connection: Any) -> bool:
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return False
    return True


def _made(apps: Any, model: type[Model], names: tuple[str, ...]) -> list[str]:
    """Those of the fields that stand in the tables as they are after this migration, which may lead backwards."""
    try:
        known = {field.name for field in apps.get_model(model._meta.label)._meta.fields}
    except LookupError:
        return []
    return [name for name in names if name in known]


def _statement(connection: Any, model: type[Model], name: str) -> str:
    """The expression is the one Django compares: «contains, whatever the case»."""
    table, column = model._meta.db_table, model._meta.get_field(name).column
    quoted = connection.ops.quote_name
    index = quoted(f"{table}_{column}_letters")
    return (
        f"CREATE INDEX IF NOT EXISTS {index} ON {quoted(table)} USING gin (UPPER({quoted(column)}::text) gin_trgm_ops)"
    )
