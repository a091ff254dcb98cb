"""Sheets of codes for a staff room: cut apart, handed out, and known to nobody else from then on."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from leadership.core import qr
from leadership.core.codes import grouped
from leadership.core.papers import pdf, runtime
from leadership.core.papers.faces import FACES
from leadership.core.papers.response import file_response

from ..models import Campaign, Participant

Issued = Mapping[Participant, list[str]]


def response(request: HttpRequest, survey: Campaign, issued: Issued, *, as_pdf: bool) -> HttpResponse:
    """The sheets as the answer to the request that has made the codes; no copy stays, not even in the browser."""
    context = context_of(survey, issued)
    if as_pdf and runtime.available():
        return file_response(pdf.printed(_document(context)), FACES["pdf"], f"Коды – {survey.title}")
    answer = render(request, "monitoring/surveys/sheets.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def pdf_available() -> bool:
    return runtime.available()


def context_of(survey: Campaign, issued: Issued) -> dict:
    host = urlsplit(settings.BASE_URL)
    return {
        "title": "Листы с кодами",
        "survey": survey,
        "ends_on": survey.deadline(),
        "typed_at": f"{host.netloc}{reverse('answer')}",
        "sheets": [(participant, [_ticket(code) for code in codes]) for participant, codes in issued.items()],
    }


def address_of(code: str) -> str:
    """What the picture says: the public address that opens the questionnaire by this code."""
    return settings.BASE_URL + reverse("answer_by_code", args=[code])


def _ticket(code: str) -> dict:
    return {"code": grouped(code), "qr": qr.picture(address_of(code))}


def _document(context: dict) -> str:
    """A page that needs nothing beside it."""
    css = Path(finders.find("css/codes.css")).read_bytes()
    stylesheet = "data:text/css;charset=utf-8;base64," + b64encode(css).decode()
    return render_to_string("monitoring/surveys/sheets_document.html", context | {"stylesheet": stylesheet})
