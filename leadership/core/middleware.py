"""What every request passes through: the content policy and the standpoint of the reader."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .dates import NotADay, parse_day

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


def content_security_policy(get_response: Handler) -> Handler:
    """Nothing from outside, nothing inline: on every answer, errors included."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def standpoint(get_response: Handler) -> Handler:
    """`request.as_of`: the day the reader looks from – in the address, else chosen earlier, else today."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.as_of = _day_of(request)
        return get_response(request)

    return answer


def _day_of(request: HttpRequest) -> date:
    written = request.GET.get("as_of") or request.session.get("as_of")
    if not written:
        return timezone.localdate()
    try:
        return parse_day(written)
    except NotADay as fault:
        messages.error(request, f"{fault} Показано на сегодня.")
        return timezone.localdate()
