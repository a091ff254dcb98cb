"""A form of several records knows what it was opened at: the second of two editors is told, and decides."""

import hashlib
from typing import Any

from django.http import HttpRequest

#: The hidden field that such a form carries.
SEEN = "seen"
MEANWHILE = (
    "Пока форма была открыта, это изменили. Сравните с тем, что записано теперь (откройте страницу рядом), "
    "и сохраните ещё раз – тогда останется ваше."
)


def digest(content: Any) -> str:
    """Of plain values, which say themselves alike each time."""
    return hashlib.sha256(repr(content).encode()).hexdigest()


def was_changed(request: HttpRequest, now: str) -> bool:
    return request.method == "POST" and SEEN in request.POST and request.POST[SEEN] != now
