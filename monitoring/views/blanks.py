"""Forms for the pen: one, those of a campaign, one of nobody in particular; and the way back by the number on paper."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may
from leadership.core.papers import pdf, runtime
from leadership.core.papers.faces import FACES
from leadership.core.papers.response import file_response

from .. import access, blanks
from ..forms.blanks import FindForm
from ..models import Campaign, Methodology, Response
from ..regulation import ELSEWHERE

#: Forms in one file: a school year's drawer, and no longer than one waits for a page.
AT_ONCE = 20
MOST = 10_000


@require_safe
@may(access.sees_campaigns)
def blank(request, pk):
    """The form of one participant, empty, with what the registers know."""
    found = get_object_or_404(forms_of_pages(request.user), pk=pk)
    if not access.is_asked(request.user, found):
        journal.note_look(request, found)
    label = found.participant.label
    made = [blanks.of_response(found)]
    return _answer(request, made, f"Бланк формы – {label}", found.get_absolute_url(), "К форме")


@require_safe
@may(access.runs_campaigns)
def campaign_blanks(request, pk):
    """The forms of a whole campaign, so many at a time."""
    seen = Campaign.objects.visible_to(request.user).select_related("methodology")
    campaign = get_object_or_404(seen, pk=pk)
    if campaign.methodology.kind in ELSEWHERE:
        return redirect(campaign)
    forms = forms_of_pages(request.user).filter(participant__campaign=campaign)
    forms = forms.order_by("participant__label", "pk")
    total, part = forms.count(), request.GET.get("part", "1")
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 1
    shown = list(forms[(number - 1) * AT_ONCE : number * AT_ONCE]) if number else []
    made = blanks.of_responses(campaign, shown)
    back = reverse("monitoring:responses", args=[pk])
    context = {"portions": _portions(total, number)}
    title = f"Бланки – {campaign}" + (f" – {number}" if total > AT_ONCE else "")
    return _answer(request, made, title, back, "Формы кампании", **context)


@require_safe
@may(access.sees_methodologies)
def methodology_blank(request, pk):
    """A form to be copied, for whoever is not in a campaign yet."""
    methodology = get_object_or_404(Methodology.objects.visible_to(request.user), pk=pk)
    made = [blanks.of_methodology(methodology)]
    return _answer(request, made, f"Бланк – {methodology}", methodology.get_absolute_url(), "К методике")


@require_safe
@may(access.reads_forms)
def find_form(request):
    """From the number on the paper to the form itself."""
    form = FindForm(request.GET or None, forms=forms_of_pages(request.user))
    if form.is_valid():
        return redirect(form.cleaned_data["number"])
    context = {"title": "Найти форму по номеру", "form": form}
    return render(request, "monitoring/blanks/find.html", context, status=422 if form.errors else 200)


def forms_of_pages(user):
    """Those that are handed in as forms; an interview is written down on a page of its own."""
    seen = Response.objects.visible_to(user).exclude(participant__campaign__methodology__kind__in=ELSEWHERE)
    return seen.select_related(
        "participant__campaign__methodology", "participant__person", "participant__school", "respondent__person"
    )


def _answer(
    request: HttpRequest, made: list[blanks.Blank], title: str, back: str, back_said: str, **more: Any
) -> HttpResponse:
    """The page to print from, or the same as PDF."""
    context = {
        "title": title, "blanks": made, "department": request.municipality.department, "back": back,
        "back_said": back_said, "pdf": "", "portions": [],
    } | more  # fmt: skip
    can_print = runtime.available() and bool(made)
    if can_print and request.GET.get("face") == "pdf":
        return file_response(pdf.printed(_document(context)), FACES["pdf"], title)
    if can_print:
        asked = request.GET.copy()
        asked["face"] = "pdf"
        context["pdf"] = f"?{asked.urlencode()}"
    return render(request, "monitoring/blanks/page.html", context)


def _document(context: dict[str, Any]) -> str:
    """A page that needs nothing beside it."""
    css = Path(finders.find("css/blanks.css")).read_bytes()
    stylesheet = "data:text/css;charset=utf-8;base64," + b64encode(css).decode()
    return render_to_string("monitoring/blanks/document.html", context | {"stylesheet": stylesheet})


def _portions(total: int, current: int) -> list[dict[str, Any]]:
    if total <= AT_ONCE:
        return []
    starts = range(0, min(total, MOST), AT_ONCE)
    return [
        {"first": start + 1, "last": min(start + AT_ONCE, total), "url": f"?part={number}",
         "is_current": number == current}
        for number, start in enumerate(starts, 1)
    ]  # fmt: skip
