"""The workbook of one form: taken away, brought back, shown cell by cell, confirmed."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may
from leadership.core.models import JournalEntry
from leadership.core.papers.faces import FACES
from leadership.core.spreadsheets.reading import Unreadable
from schools.imports.forms import WorkbookForm

from .. import access
from ..actions import form_books as actions
from ..actions.responses import CLOSED
from ..filling import asked_items, fields_of
from ..form_book import to_fill_in
from ..form_book_reading import Cell, Entry, read
from ..models import Response
from .blanks import forms_of_pages

#: A check is confirmed the same day.
FRESH = 24 * 60 * 60
CHANGED = "Пока вы смотрели, форма изменилась. Проверьте книгу ещё раз."


@require_safe
@may(access.sees_campaigns)
def form_book(request, pk):
    """The workbook with what stands in the form now."""
    found = get_object_or_404(forms_of_pages(request.user), pk=pk)
    if not access.is_asked(request.user, found):
        journal.note(request, JournalEntry.Act.EXPORTED, found, "Книга формы")
    answer = HttpResponse(to_fill_in(found, fields_of(found)), content_type=FACES["xlsx"].content_type)
    name = f"{found.participant.label} – {found.participant.campaign}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "no-store"
    return answer


@may(access.sees_campaigns)
def bring_form_book(request, pk):
    """A workbook is judged and shown; what was shown is taken in by the next press, if nothing has changed."""
    found = get_object_or_404(forms_of_pages(request.user), pk=pk)
    if not access.fills(request.user, found):
        messages.error(request, CLOSED)
        return redirect(found)
    if "brought" in request.POST:
        return _take(request, found)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    context: dict[str, Any] = {}
    if form.is_valid():
        try:
            context = _judged(request, found, form.cleaned_data["file"])
        except Unreadable as fault:
            form.add_error("file", str(fault))
        except ValidationError as refusal:
            form.add_error("file", refusal)
    context |= {
        "title": "Загрузить форму из Excel",
        "lead": f"{found.participant.label}: {found.participant.campaign}",
        "response": found,
        "is_own": access.is_asked(request.user, found),
        "form": form,
    }
    return render(request, "monitoring/bring_form_book.html", context, status=422 if form.errors else 200)


def _judged(request, found: Response, file) -> dict[str, Any]:
    entries, strange = read(file, found, asked_items(found.participant.campaign.methodology))
    judged = actions.bring(found, entries, strange, by=request.user, is_dry=True)
    if judged.refused or not judged.writes:
        return {"judged": judged}
    sealed = signing.dumps(
        {"entries": [_packed(one) for one in entries], "shown": _shown(judged)}, salt=_salt(request, found),
        compress=True,
    )  # fmt: skip
    return {"judged": judged, "brought": sealed}


def _take(request, found: Response):
    try:
        brought = signing.loads(request.POST["brought"], salt=_salt(request, found), max_age=FRESH)
    except signing.BadSignature:
        messages.error(request, "Проверка устарела. Выберите книгу ещё раз.")
        return redirect("monitoring:bring_form_book", pk=found.pk)
    items = {item.pk: item for item in asked_items(found.participant.campaign.methodology)}
    entries = [_unpacked(one, items) for one in brought["entries"]]
    try:
        planned = actions.bring(found, entries, (), by=request.user, is_dry=True)
        if _shown(planned) != brought["shown"]:
            messages.error(request, CHANGED)
            return redirect("monitoring:bring_form_book", pk=found.pk)
        judged = actions.bring(found, entries, (), by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    journal.note(request, JournalEntry.Act.IMPORTED, found, f"Книга формы: {judged.writes}")
    messages.success(request, f"Загружено из книги: {judged.writes}. Проверьте ответы и сдайте форму.")
    return redirect(found)


def _packed(entry: Entry) -> list[Any]:
    levels = {code: _cells(cell) for code, cell in entry.levels.items()}
    return [entry.item.pk, _cells(entry.cell), levels]


def _cells(cell: Cell) -> list[Any]:
    return [cell.line, cell.code, cell.answer, cell.note, cell.was_answer, cell.was_note]


def _unpacked(packed: list[Any], items) -> Entry:
    number, cell, levels = packed
    return Entry(items[number], Cell(*cell), {code: Cell(*own) for code, own in levels.items()})


def _shown(judged: actions.Judged) -> list[list[Any]]:
    """What was promised: line, column, what was there, what is there then."""
    return [[one.line, one.column, one.was, one.becomes] for one in judged.verdicts if one.outcome != "same"]


def _salt(request, found: Response) -> str:
    return f"{__name__}:{found.pk}:{request.user.pk}"
