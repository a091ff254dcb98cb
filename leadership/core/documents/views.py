"""Pages of documents: those of a record, one file, changing and removing one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from .. import journal
from ..access import require
from ..files import MEDIA_TYPES
from ..models import Document, JournalEntry
from ..pages import form_page, remove_page
from . import actions
from .forms import DocumentForm, EvidenceForm
from .registry import is_taking, may_bring, may_keep
from .shelf import address, listed, sees_papers

#: A file brought by somebody runs nothing, loads nothing and belongs to no site.
POLICY = "default-src 'none'; sandbox"


@login_required
def documents(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The documents of a record and a form to attach another; whom the record concerns may bring evidence."""
    record = _record(request, app, model, pk)
    keeps = may_keep(request.user, record)
    brings = not keeps and may_bring(request.user, record)
    require(request.method in ("GET", "HEAD") or keeps or brings)
    kind = EvidenceForm if brings else DocumentForm
    form = kind(request.POST or None, request.FILES or None, instance=Document(owner=record))
    if request.method == "POST" and form.is_valid() and _attached(form, request.user):
        messages.success(request, "Документ приложен.")
        return redirect(address(record))
    context = {
        "title": "Документы",
        "lead": str(record),
        "record": record,
        "documents": listed(record, request.user),
        "form": form if keeps or brings else None,
        "may_keep": keeps,
        "brings": brings,
    }
    return render(request, "documents/documents.html", context, status=422 if form.errors else 200)


def _attached(form: DocumentForm, user: Any) -> bool:
    try:
        actions.attach(form.instance, file=form.cleaned_data["file"], by=user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


def _record(request: HttpRequest, app: str, model: str, pk: int) -> Any:
    """Seen but its papers are not: 403, as of a person whose name alone is shown."""
    kind = get_object_or_404(ContentType, app_label=app, model=model).model_class()
    if kind is None or not is_taking(kind):
        raise Http404
    record = get_object_or_404(kind.objects.visible_to(request.user), pk=pk)
    require(sees_papers(request.user, record))
    return record


@require_safe
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself; of a document published elsewhere, a page with the link, never a jump there."""
    shown = _seen(request, pk)
    journal.note(request, JournalEntry.Act.OPENED, shown.owner, _said(shown))
    if shown.stored is None:
        context = {"title": shown.title, "document": shown, "back": address(shown.owner)}
        return render(request, "documents/link.html", context)
    return _file(shown)


def _file(shown: Document) -> HttpResponse:
    kind = MEDIA_TYPES.get(shown.stored.media_type)
    try:
        bytes_ = shown.stored.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404("The bytes are missing from the storage.") from fault
    response = FileResponse(bytes_, content_type=shown.stored.media_type)
    response["Content-Disposition"] = content_disposition_header(not (kind and kind.opens), shown.file_name)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def edit_document(request: HttpRequest, pk: int) -> HttpResponse:
    edited = _kept(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None, instance=edited)
    back = address(edited.owner)
    return form_page(
        request, form, title="Документ", lead=str(edited), back=back, then=back, done="Сохранено.",
        remove=reverse("remove_document", args=[pk]),
        save=lambda: actions.attach(form.instance, file=form.cleaned_data["file"], by=request.user),
    )  # fmt: skip


@login_required
def remove_document(request: HttpRequest, pk: int) -> HttpResponse:
    removed = _kept(request, pk)
    owner, said = removed.owner, _said(removed)
    return remove_page(
        request, removed, title="Удалить документ?", back=address(owner), done="Документ удалён.",
        remove=partial(_removed, request, removed, owner, said),
    )  # fmt: skip


def _removed(request: HttpRequest, removed: Document, owner: Any, said: str) -> None:
    actions.remove(removed, by=request.user)
    journal.note(request, JournalEntry.Act.REMOVED, owner, said)


def _seen(request: HttpRequest, pk: int) -> Document:
    seen = Document.objects.visible_to(request.user).select_related("stored", "content_type")
    return get_object_or_404(seen, pk=pk)


def _kept(request: HttpRequest, pk: int) -> Document:
    found = _seen(request, pk)
    require(may_keep(request.user, found.owner))
    return found


def _said(document: Document) -> str:
    """A document in the journal: by kind and number of its own, for titles may hold names."""
    return f"документ № {document.pk}: {document.get_kind_display()}"
