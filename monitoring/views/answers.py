"""Values of a campaign from a workbook: the template, the check, the confirmation."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may, require
from leadership.core.models import JournalEntry
from leadership.core.papers.faces import FACES
from leadership.core.spreadsheets.reading import Unreadable
from schools.imports.forms import WorkbookForm

from .. import access
from ..actions import answers as actions
from ..answers_sheet import Cell, Row, open_book, to_fill_in
from ..filling import asked_items
from ..models import CHECKED_IN, Answer, Campaign, Response

#: Values that travel with the page; more are brought by the command.
ON_A_PAGE = 10_000
#: A check is confirmed the same day.
FRESH = 24 * 60 * 60
TOO_LARGE = "В книге больше {} значений: загрузите её на сервере командой «manage.py answers import»."


@may(access.runs_campaigns)
def bring(request, pk):
    """A workbook is judged and shown; what was shown is taken in by the next press, if nothing has changed."""
    campaign = _campaign(request, pk)
    if campaign.state not in CHECKED_IN:
        messages.error(request, actions.NOT_OPEN.format(campaign.get_state_display()))
        return redirect(campaign)
    role = actions.role_of(campaign)
    if "brought" in request.POST:
        return _take(request, campaign, role)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    context: dict[str, Any] = {}
    if form.is_valid():
        try:
            context = _judged(request, campaign, role, form.cleaned_data["file"])
        except Unreadable as fault:
            form.add_error("file", str(fault))
        except ValidationError as refusal:
            form.add_error("file", refusal)
    context |= {
        "title": "Загрузить значения",
        "lead": str(campaign),
        "campaign": campaign,
        "form": form,
        "items": asked_items(campaign.methodology),
    }
    return render(request, "monitoring/bring_answers.html", context, status=422 if form.errors else 200)


@require_safe
@may(access.runs_campaigns)
def template(request, pk):
    """The workbook with what stands in the forms now."""
    campaign = _campaign(request, pk)
    forms = Response.objects.visible_to(request.user).filter(participant__campaign=campaign)
    forms = forms.in_role(actions.role_of(campaign))
    stood = Prefetch("answers", queryset=Answer.objects.select_related("item"))
    forms = forms.select_related("participant").prefetch_related(stood).order_by("participant__label", "pk")
    journal.note(request, JournalEntry.Act.EXPORTED, campaign, "Значения кампании")
    face = FACES["xlsx"]
    answer = HttpResponse(to_fill_in(campaign, forms), content_type=face.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, f"Значения – {campaign}.xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


def _judged(request, campaign: Campaign, role: str, file) -> dict[str, Any]:
    book = open_book(file, campaign.methodology)
    rows = list(book.rows())
    if sum(len(row.cells) for row in rows) > ON_A_PAGE:
        raise Unreadable(TOO_LARGE.format(ON_A_PAGE))
    try:
        outcome = actions.take(campaign, rows, by=request.user, role=role, is_dry=True, book=book)
    except actions.Faulty as faulty:
        return {"outcome": faulty.outcome}
    sealed = signing.dumps(
        {"name": file.name, "rows": [_packed(row) for row in rows], "shown": _shown(outcome)},
        salt=_salt(request, campaign), compress=True,
    )  # fmt: skip
    return {"outcome": outcome, "brought": sealed}


def _take(request, campaign: Campaign, role: str):
    try:
        brought = signing.loads(request.POST["brought"], salt=_salt(request, campaign), max_age=FRESH)
    except signing.BadSignature:
        messages.error(request, "Проверка устарела. Выберите книгу ещё раз.")
        return redirect("monitoring:bring_answers", pk=campaign.pk)
    rows = list(_unpacked(brought["rows"], campaign))
    try:
        planned = actions.take(campaign, rows, by=request.user, role=role, is_dry=True)
        if _shown(planned) != brought["shown"]:
            messages.error(request, "Пока вы смотрели, формы изменились. Проверьте книгу ещё раз.")
            return redirect("monitoring:bring_answers", pk=campaign.pk)
        outcome = actions.take(campaign, rows, by=request.user, role=role)
    except (actions.Faulty, ValidationError):
        messages.error(request, "Пока вы смотрели, формы изменились. Проверьте книгу ещё раз.")
        return redirect("monitoring:bring_answers", pk=campaign.pk)
    journal.note(request, JournalEntry.Act.IMPORTED, campaign, f"Значения кампании: {outcome.writes}")
    told = f"Загружено значений: {outcome.writes}. Форм сдано целиком: {outcome.handed_in}."
    messages.success(request, told)
    return redirect("monitoring:responses", pk=campaign.pk)


def _packed(row: Row) -> list[Any]:
    cells = [[cell.title, cell.item.pk, cell.text] for cell in row.cells]
    return [row.line, row.number, row.participant, row.methodology, cells]


def _unpacked(rows: Iterable[list[Any]], campaign: Campaign) -> Iterable[Row]:
    items = {item.pk: item for item in asked_items(campaign.methodology)}
    for line, number, participant, methodology, cells in rows:
        yield Row(
            line, number, participant, methodology, tuple(Cell(title, items[item], text) for title, item, text in cells)
        )


def _shown(outcome: actions.Outcome) -> list[int]:
    return [outcome.new, outcome.changed, outcome.same, outcome.handed_in]


def _salt(request, campaign: Campaign) -> str:
    return f"{__name__}:{campaign.pk}:{request.user.pk}"


def _campaign(request, pk):
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("methodology"), pk=pk)
    require(Campaign.objects.changeable_by(request.user).filter(pk=pk).exists())
    return campaign
