"""SQLite compares letters by ASCII alone; Russian users expect «кре» to find «Крестинская»."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created


def listen() -> None:
    connection_created.connect(_teach_russian)


def _teach_russian(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, _like, deterministic=True)


def _like(pattern: str | None, text: Any, escape: str = "") -> bool | None:
    if pattern is None or text is None:
        return None
    return _compiled(pattern, escape).fullmatch(str(text)) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    meaning, letters = "", iter(pattern)
    for letter in letters:
        if letter == escape:
            meaning += re.escape(next(letters, ""))
        else:
            meaning += {"%": ".*", "_": "."}.get(letter) or re.escape(letter)
    return re.compile(meaning, re.IGNORECASE | re.DOTALL)
