"""Who is at the other end of a request."""

from django.http import HttpRequest


def address_behind_proxy(request: HttpRequest) -> str:
    """The visitor's address in the word of our own proxy, which writes it last; without it, the caller's."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return forwarded or request.META["REMOTE_ADDR"]
