"""Entry slips: cut apart and handed over in person; the codes on them are shown once and kept nowhere."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from leadership.core import qr
from leadership.core.codes import grouped
from leadership.core.papers import pdf, runtime
from leadership.core.papers.faces import FACES
from leadership.core.papers.response import file_response

from .models import User

WAYS_WITH_PDF = (("pdf", "Листки для печати (PDF)"), ("screen", "Листки на экране"))
WAYS = (("screen", "Листки на экране, для печати"),)


def ways() -> tuple[tuple[str, str], ...]:
    return WAYS_WITH_PDF if runtime.available() else WAYS


def response(request: HttpRequest, issued: Iterable[tuple[User, str]]) -> HttpResponse:
    """The slips as the answer to the request that has made the codes; no copy stays, not even in the browser."""
    context = context_of(issued)
    if "pdf" in request.POST and runtime.available():
        return file_response(pdf.printed(_document(context)), FACES["pdf"], "Листки для входа")
    answer = render(request, "schools/accounts/slips.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def context_of(issued: Iterable[tuple[User, str]]) -> dict:
    until = timezone.localtime(timezone.now() + timedelta(hours=settings.ENTRY_SLIP_HOURS))
    return {
        "title": "Листки для входа",
        "until": until,
        "typed_at": f"{urlsplit(settings.BASE_URL).netloc}{reverse('enter')}",
        "slips": [
            {"account": account, "code": grouped(code), "qr": qr.picture(address_of(code))} for account, code in issued
        ],
    }


def address_of(code: str) -> str:
    """The public address that lets in by this code."""
    return settings.BASE_URL + reverse("enter_by_code", args=[code])


def _document(context: dict) -> str:
    """A page that needs nothing beside it."""
    css = Path(finders.find("css/slips.css")).read_bytes()
    stylesheet = "data:text/css;charset=utf-8;base64," + b64encode(css).decode()
    return render_to_string("schools/accounts/slips_document.html", context | {"stylesheet": stylesheet})
