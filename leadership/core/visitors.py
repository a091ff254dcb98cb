"""Who is at the other end of a request."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_behind_proxy(request: HttpRequest) -> str:
    """The visitor's address in the word of our own proxy, which writes it last; without it, the caller's."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return forwarded or request.META["REMOTE_ADDR"]


def address(request: HttpRequest) -> str | None:
    """The visitor's address; the header is believed only where a proxy of ours writes it. None is no address."""
    said = address_behind_proxy(request) if settings.BEHIND_PROXY else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said.partition("%")[0]))
    except ValueError:
        return None
