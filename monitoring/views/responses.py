"""A form: filled in by whoever is asked, read by the department, returned, accepted."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from leadership.core import journal
from leadership.core.access import may
from leadership.core.files import ACCEPTED, ENDINGS

from .. import access, burden, provenance
from ..actions import responses as actions
from ..filling import Field, fields_of, parts_of
from ..leaves import going_on, leaves_of
from ..models import Interview, Response, ResponseRole, ResponseState, ResponseStep
from ..saying import said


@require_safe
@may(access.sees_campaigns)
def response(request, pk):
    """Where this user goes on filling it in, if he fills it; else the form to read."""
    found = get_object_or_404(seen(request.user), pk=pk)
    if held := interview_of(found):
        return redirect(held)
    if access.fills(request.user, found) and access.is_asked(request.user, found):
        return redirect(place_to_go_on(found, leaves_of(fields_of(found), returned_at(found))))
    if access.fills(request.user, found):
        return redirect("monitoring:whole_form", found.pk)
    if not access.is_asked(request.user, found):
        journal.note_look(request, found)
    return _reading(request, found)


def place_to_go_on(found: Response, leaves) -> str:
    leaf = going_on(leaves)
    if leaf is None:
        return reverse("monitoring:check_answers", args=[found.pk])
    return reverse("monitoring:question", args=[found.pk, leaf.number])


def returned_at(found: Response):
    """When it was last returned, while it is."""
    if found.state != ResponseState.RETURNED:
        return None
    return found.steps.filter(state=ResponseState.RETURNED).values_list("at", flat=True).order_by("-at").first()


@may(access.sees_campaigns)
def whole_form(request, pk):
    """All questions on one page: for whoever enters a sheet of paper, and for whoever likes it so."""
    found = get_object_or_404(seen(request.user), pk=pk)
    if held := interview_of(found):
        return redirect(held)
    if not access.fills(request.user, found):
        if request.method == "POST":
            messages.error(request, actions.CLOSED)
        return redirect(found)
    if not access.is_asked(request.user, found):
        journal.note_look(request, found)
    if request.method != "POST":
        return _filling(request, found, fields_of(found))
    typed, files = typed_in(request)
    dropped = numbers_in(request, "drop")
    try:
        fields = actions.save(found, typed=typed, files=files, dropped=dropped, by=request.user)
        if request.POST.get("act") != "hand_in":
            return _saved(request, found, fields)
        if any(one.error for one in fields):
            return _refused(request, found, fields)
        actions.hand_in(found, by=request.user)
    except actions.Refused:
        return _refused(request, found, fields)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    return redirect("monitoring:handed_in", found.pk)


def typed_in(request: HttpRequest) -> tuple[dict[int, dict[str, str]], dict[int, object]]:
    """What was typed and attached, by the number of the item; fields the page did not show are not touched."""
    numbers = numbers_in(request, "asked")
    typed = {number: _parts_of(request.POST, f"i{number}") for number in numbers}
    files = {number: request.FILES[f"i{number}-file"] for number in numbers if f"i{number}-file" in request.FILES}
    return typed, files


def numbers_in(request: HttpRequest, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdigit() and len(one) < 19]


def _parts_of(posted: QueryDict, name: str) -> dict[str, str]:
    parts = {"": posted.get(name, "").replace("\0", "")}
    for key in posted:
        if key.startswith(f"{name}-"):
            parts[key.removeprefix(f"{name}-")] = posted[key].replace("\0", "")
    return parts


def _saved(request, found, fields):
    wrong = [one for one in fields if one.error]
    if not wrong:
        messages.success(request, "Черновик сохранён.")
        return redirect("monitoring:whole_form", found.pk)
    return _filling(request, found, fields, status=422, said="Черновик сохранён, кроме отмеченного:")


def _refused(request, found, fields):
    """Every fault is named with a link to its field; what is right has been saved all the same."""
    fresh = {one.item.pk: one for one in fields if one.error}
    now = [fresh.get(one.item.pk, one) for one in fields_of(found)]
    actions.find_faults(now)
    return _filling(request, found, now, status=422, said="Форма не сдана, черновик сохранён. Исправьте:")


def _filling(request, found: Response, fields: list[Field], *, status: int = 200, said: str = ""):
    found.refresh_from_db(fields=["saved_at", "begun_at"])
    context = _context(request, found, fields) | {
        "faults": [one for one in fields if one.is_wrong],
        "faults_said": said,
        "is_paper": not access.is_asked(request.user, found),
        "accepted": f"{ACCEPTED}",
        "endings": ",".join(ENDINGS),
    }
    return render(request, "monitoring/fill.html", context, status=status)


def _reading(request, found: Response):
    context = _context(request, found, fields_of(found)) | {
        "sources": provenance.of(found),
        "is_asked": access.is_asked(request.user, found),
        "checks": access.checks(request.user, found),
        "may_accept": access.checks(request.user, found) and found.state == "handed_in",
    }
    return render(request, "monitoring/response.html", context)


def _context(request, found: Response, fields: list[Field]) -> dict:
    campaign = found.participant.campaign
    filling = next((phase for phase in campaign.phases.all() if phase.state == "filling"), None)
    for one in fields:
        one.said = said(one.answer) if one.answer else "–"
    return {
        "title": campaign.title,
        "response": found,
        "campaign": campaign,
        "participant": found.participant,
        "due_on": filling.ends_on if filling else None,
        "parts": parts_of(fields),
        "fields": fields,
        "burden": burden.burden(one.question() for one in fields),
        "last_return": found.steps.filter(state="returned").order_by("-at", "-pk").first(),
        "steps": list(found.steps.select_related("by").order_by("-at", "-pk")),
        "is_self": campaign.methodology.kind == "competence" and found.role == ResponseRole.SUBJECT,
        "reads_forms": access.reads_forms(request.user),
    }


@require_POST
@may(access.runs_campaigns)
def accept(request, pk):
    found = get_object_or_404(seen(request.user), pk=pk)
    if held := interview_of(found):
        return redirect(held)
    try:
        actions.accept(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Форма принята.")
    return redirect(found)


@may(access.runs_campaigns)
def give_back(request, pk):
    """Which answers to mend, a remark to each, the reason for all."""
    found = get_object_or_404(seen(request.user), pk=pk)
    if held := interview_of(found):
        return redirect(held)
    if not access.checks(request.user, found):
        messages.error(request, "Эту форму сейчас не возвращают: она не сдана или проверка закончена.")
        return redirect(found)
    fields = fields_of(found)
    faults: list[str] = []
    if request.method == "POST":
        marked = _marked(request.POST, fields)
        try:
            actions.give_back(found, by=request.user, reason=request.POST.get("reason", ""), marked=marked)
        except ValidationError as refusal:
            faults = refusal.messages
        else:
            messages.success(request, f"Форма возвращена на доработку: {found.participant}.")
            return redirect("monitoring:responses", pk=found.participant.campaign_id)
        for one in fields:
            one.is_picked = one.item.pk in marked
            one.remark = request.POST.get(f"i{one.item.pk}-remark", "")
    context = _context(request, found, fields) | {
        "title": "Вернуть на доработку",
        "faults": faults,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "monitoring/give_back.html", context, status=422 if faults else 200)


def _marked(posted: QueryDict, fields: Iterable[Field]) -> dict[int, str]:
    """Ticked, or with a remark typed beside."""
    remarks = {one.item.pk: posted.get(f"i{one.item.pk}-remark", "").strip() for one in fields}
    ticked = set(posted.getlist("marked"))
    return {number: remark for number, remark in remarks.items() if remark or str(number) in ticked}


@require_safe
@may(access.sees_campaigns)
def step(request, pk):
    """A form as it stood when it was handed in, returned or accepted."""
    steps = ResponseStep.objects.filter(response__in=Response.objects.visible_to(request.user))
    found = get_object_or_404(steps.select_related("by", "response__participant__campaign__methodology"), pk=pk)
    items = found.response.participant.campaign.methodology.items.asked().select_related("section")
    rows = [
        (item, found.answers.get(item.code), item.code in found.marked)
        for item in items.order_by("section__position", "position", "pk")
    ]
    context = {"title": f"Форма: {found.get_state_display()}", "step": found, "response": found.response, "rows": rows}
    return render(request, "monitoring/step.html", context)


def interview_of(found: Response) -> Interview | None:
    """An interview is written down, with its day and its conclusions, on a page of its own."""
    if found.role != ResponseRole.INTERVIEWER:
        return None
    return Interview.objects.filter(response=found).first()


def seen(user):
    forms = Response.objects.visible_to(user).select_related(
        "participant__campaign__methodology", "participant__person", "participant__school", "respondent"
    )
    return forms.prefetch_related("participant__campaign__phases")
