"""How a view says who may enter it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def require(answer: bool) -> None:
    """Seen but not allowed: 403."""
    if not answer:
        raise PermissionDenied


def may(question: Callable[[Any], bool]) -> Callable[[View], View]:
    """Signed in, and the room's `access` answers yes to the question about this user."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(question(request.user))
            return view(request, *args, **kwargs)

        return guarded

    return decorate
