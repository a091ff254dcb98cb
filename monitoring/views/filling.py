"""A form filled in question by question: with a script each answer goes at once, without one page by page."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may
from leadership.core.files import ACCEPTED, ENDINGS

from .. import access, burden
from ..actions import keeping
from ..actions import responses as actions
from ..filling import Field, fields_of
from ..leaves import Leaf, before, leaves_of, next_after
from ..models import CampaignState, Response, ResponseRole, ResponseState
from ..saying import said
from .responses import interview_of, numbers_in, returned_at, seen, typed_in


@never_cache
@gzip_page
@may(access.sees_campaigns)
def question(request, pk, number):
    """One page of questions; the others lie in it for the script, which shows them while the line is down."""
    found = _to_fill(request, pk)
    if not access.fills(request.user, found):
        return redirect(found)
    fields = fields_of(found)
    leaves = leaves_of(fields, returned_at(found))
    leaf = _leaf(leaves, number)
    if request.method != "POST":
        return _page(request, found, leaves, leaf)
    typed, files = typed_in(request)
    here = {one.item.pk for one in leaf.fields}
    try:
        saved = actions.save(
            found, typed={pk: parts for pk, parts in typed.items() if pk in here}, files=files,
            dropped=numbers_in(request, "drop"), by=request.user,
        )  # fmt: skip
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    if any(one.error for one in saved):
        leaves = leaves_of(saved, returned_at(found))
        return _page(request, found, leaves, _leaf(leaves, number), status=422)
    return redirect(_next_place(request, found, leaf, leaves))


@never_cache
@gzip_page
@may(access.sees_campaigns)
def check_answers(request, pk):
    """«Проверить ответы»: every question with its answer, what is missing first; from here the form is handed in."""
    found = _to_fill(request, pk)
    if not access.fills(request.user, found):
        return redirect(found) if found.is_open else redirect("monitoring:handed_in", found.pk)
    fields = fields_of(found)
    faulty = actions.find_faults(fields)
    if request.method == "POST":
        try:
            actions.hand_in(found, by=request.user)
        except actions.Refused:
            return _checking(request, found, fields, faulty, status=422)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(found)
        return redirect("monitoring:handed_in", found.pk)
    return _checking(request, found, fields, faulty)


@require_safe
@never_cache
@gzip_page
@may(access.sees_campaigns)
def handed_in(request, pk):
    """«Сдано 14.11.2023 в 21:40», and what comes next."""
    found = _to_fill(request, pk)
    if found.is_open or found.handed_in_at is None:
        return redirect(found)
    phases = [one for one in found.participant.campaign.phases.all() if one.state != CampaignState.FILLING]
    context = _frame(request, found) | {"title": "Форма сдана", "phases": sorted(phases, key=lambda one: one.starts_on)}
    return render(request, "monitoring/filling/handed_in.html", context)


@never_cache
@may(access.sees_campaigns)
def save_answer(request, pk):
    """One answer, sent by the script with the number of its request; reading tells who is signed in, and the token."""
    found = get_object_or_404(seen(request.user), pk=pk)
    if interview_of(found):
        raise Http404
    if request.method != "POST":
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    if request.POST.get("user") != str(request.user.pk):
        return JsonResponse({"refused": "", "stranger": True}, status=409)
    try:
        sent = _sent(request)
    except ValueError:
        return JsonResponse({"refused": "Запрос не прочитан: обновите страницу."}, status=400)
    try:
        fields = keeping.keep(found, sent, by=request.user)
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)}, status=409)
    saved_at = timezone.localtime(found.saved_at) if found.saved_at else timezone.localtime()
    return JsonResponse(
        {
            "request": str(sent.request),
            "saved": f"{saved_at:%H:%M:%S}",
            "fields": {
                one.item.pk: {"was": one.stamp, "given": one.is_given, "error": one.error, "told": one.fault}
                for one in fields
            },
        }
    )


def _sent(request: HttpRequest) -> keeping.Sent:
    """The request of a device; raises `ValueError` where it is none."""
    typed, _ = typed_in(request)
    ago = timedelta(milliseconds=min(max(int(request.POST.get("ago", "0")), 0), 10**12))
    after = frozenset(UUID(one) for one in request.POST.getlist("after"))
    return keeping.Sent(UUID(request.POST.get("request", "")), ago, typed, after)


def _to_fill(request, pk: int) -> Response:
    """The form, where this user sees it; interviews are written down on pages of their own."""
    found = get_object_or_404(seen(request.user), pk=pk)
    if interview_of(found):
        raise Http404
    return found


def _leaf(leaves: list[Leaf], number: int) -> Leaf:
    if not 1 <= number <= len(leaves):
        raise Http404
    return leaves[number - 1]


def _next_place(request, found: Response, leaf: Leaf, leaves: list[Leaf]):
    """Back, on, or to the check one has come from; what a button does not say, the order of the form does."""
    act = request.POST.get("act")
    after = before(leaf, leaves) if act == "back" else leaf if act == "stay" else next_after(leaf, leaves)
    if request.POST.get("from") == "check" and act != "stay":
        after = None
    if after is None:
        return redirect("monitoring:check_answers", found.pk).url
    return redirect("monitoring:question", found.pk, after.number).url


def _page(request, found: Response, leaves: list[Leaf], leaf: Leaf, *, status: int = 200):
    if not access.is_asked(request.user, found):
        journal.note_look(request, found)
    after = {one.number: next_after(one, leaves) for one in leaves}
    context = _frame(request, found) | {
        "leaf": leaf,
        "leaves": [(one, before(one, leaves), after[one.number]) for one in leaves],
        "asked": leaves[-1].last,
        "given": sum(one.is_given for page in leaves for one in page.fields),
        "burden": burden.burden(one.question() for page in leaves for one in page.fields),
        "from_check": request.GET.get("from", request.POST.get("from")) == "check",
        "is_wrong": any(one.is_wrong for one in leaf.fields),
        "accepted": ACCEPTED,
        "endings": ",".join(ENDINGS),
    }
    return render(request, "monitoring/filling/question.html", context, status=status)


def _checking(request, found: Response, fields: list[Field], faulty: list[Field], *, status: int = 200):
    for one in fields:
        one.said = said(one.answer) if one.answer else "–"
    context = _frame(request, found) | {
        "title": "Проверьте ответы",
        "leaves": leaves_of(fields, returned_at(found)),
        "faulty": len(faulty),
        "is_refused": status != 200,
    }
    return render(request, "monitoring/filling/check.html", context, status=status)


def _frame(request, found: Response) -> dict:
    campaign = found.participant.campaign
    filling = next((phase for phase in campaign.phases.all() if phase.state == CampaignState.FILLING), None)
    return {
        "title": campaign.title,
        "response": found,
        "returned": _last_return(found),
        "campaign": campaign,
        "participant": found.participant,
        "due_on": filling.ends_on if filling else None,
        "is_late": filling is not None and filling.ends_on < request.as_of,
        "is_self": campaign.methodology.kind == "competence" and found.role == ResponseRole.SUBJECT,
        "is_paper": not access.is_asked(request.user, found),
    }


def _last_return(found: Response):
    """Why it was given back, while it is."""
    if found.state != ResponseState.RETURNED:
        return None
    return found.steps.filter(state=ResponseState.RETURNED).order_by("-at", "-pk").first()
