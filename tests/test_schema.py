"""Tests run on tables made from the models at once; migrations must build the very same, from nothing."""

import os
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = pytest.mark.slow

NAME = "migrated"  # of the database the migrations build

POSTGRESQL = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
               pg_get_expr(d.adbin, d.adrelid), a.attcollation
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped""",
    "relations": "SELECT relkind, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "extensions": "SELECT extname FROM pg_extension",
}


# A key nobody refers to: `auth` asks for narrow ones, which Django's migrations do not hear of.
WIDER_BY_DJANGO = {("auth_group_permissions", "id"), ("auth_group_permissions_pkey", "id")}


def asked(other, question):
    with other.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def schema(other):
    """All a database says of its own structure, in no particular order."""
    if other.vendor == "postgresql":
        return {
            kind: Counter(row for row in asked(other, question) if row[:2] not in WIDER_BY_DJANGO)
            for kind, question in POSTGRESQL.items()
        }
    written = asked(other, "SELECT type, tbl_name, name, coalesce(sql, '') FROM sqlite_master")
    return {
        kind: {(table, name): Counter(clauses(sql)) for said, table, name, sql in written if said == kind}
        for kind in {"table", "index", "trigger", "view"}
    }


def clauses(sql):
    """The columns and constraints of a table: one added later stands last, which changes nothing."""
    depth, clause = 0, ""
    for letter in sql:
        depth += (letter == "(") - (letter == ")")
        if (letter, depth) in ((",", 1), ("(", 1), (")", 0)):
            yield clause.strip()
            clause = ""
        else:
            clause += letter


def rows(other):
    """How much each table holds; the journal of migrations itself aside."""
    tables = set(other.introspection.table_names()) - {"django_migrations", "sqlite_sequence"}
    return {table: asked(other, f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}


@contextmanager
def empty_database(tmp_path):
    """Another database of the same kind, as a connection and as its address."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = str(tmp_path / NAME)
        yield other, f"sqlite:///{tmp_path / NAME}"
        other.close()
        return
    name = other.settings_dict["NAME"] = f"{connection.settings_dict['NAME']}_{NAME}"
    said = {key: quote(str(value), safe="") for key, value in other.settings_dict.items() if key.isupper()}
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield other, "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**said)
    finally:
        other.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def migrated(db, root, tmp_path):
    """What `manage.py migrate` makes of nothing."""
    with empty_database(tmp_path) as (other, address):
        migrate = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
        subprocess.run(migrate, cwd=root, env={**os.environ, "DATABASE_URL": address}, check=True)
        yield other


def test_migrations_build_what_the_models_say_and_enter_nothing_more(migrated):
    made, told = schema(migrated), schema(connection)
    for kind in told:
        assert made[kind] == told[kind]
    assert any("schools_appointment" in str(what) for what in told.values())
    assert rows(migrated) == rows(connection)
    done = "SELECT app, name FROM django_migrations"
    assert sorted(asked(migrated, done)) == sorted(asked(connection, done))


def test_a_table_is_read_clause_by_clause():
    assert list(clauses("CREATE TABLE a (b int CHECK (b IN (1, 2)), c int)")) == [
        "CREATE TABLE a",
        "b int CHECK (b IN (1, 2))",
        "c int",
    ]
