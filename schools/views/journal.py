"""The journal: all of it, and who looked at one card."""

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.journal_page import JournalList
from leadership.core.models import JournalEntry

from .. import access

PAGE = 50


class Journal(JournalList):
    allowed = staticmethod(access.sees_journal)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"opens_records": access.sees_who_looked(self.request.user)}


@require_safe
@may(access.sees_who_looked)
def record_journal(request, app, model, pk):
    """Who opened a card and its documents, newest first."""
    kind = get_object_or_404(ContentType, app_label=app, model=model).model_class()
    if kind is None or not hasattr(kind.objects, "visible_to"):
        raise Http404
    record = get_object_or_404(kind.objects.visible_to(request.user), pk=pk)
    entries = JournalEntry.objects.gathered(record).select_related("account", "content_type")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "journal_page.html",
        {"title": "Кто открывал карточку", "lead": str(record), "record": record, "page": page},
    )
