"""«Begins with» that an index answers on both databases."""

from typing import Any

from django.db.models import CharField
from django.db.models.lookups import Lookup, StartsWith

LAST_LETTER = "\U0010ffff"


@CharField.register_lookup
class Begins(Lookup):
    """PostgreSQL answers LIKE 'кал%' from the index of letters Django makes; SQLite, whose LIKE is ours, a range."""

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return StartsWith(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"({left} >= %s AND {left} < %s)", [*parameters, self.rhs, *parameters, self.rhs + LAST_LETTER]
