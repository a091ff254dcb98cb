"""Pages that know no domain: the day one looks from, the history of a record, the pulse of the server."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from .dates import NotADay, parse_day
from .history import Timeline
from .search.query import find

CHANGES_ON_A_PAGE = 50


@login_required
def standpoint(request: HttpRequest) -> HttpResponse:
    """Look from another day; an empty day means the usual one. Reading it (after signing in again) leads home."""
    if request.method != "POST":
        return redirect("/")
    written = request.POST.get("as_of", "").strip()
    if not written:
        request.session.pop("as_of", None)
    else:
        try:
            request.session["as_of"] = parse_day(written).isoformat()
        except NotADay as fault:
            messages.error(request, str(fault))
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    return redirect(_without_day(back))


def _without_day(address: str) -> str:
    """A day in the address speaks louder than the chosen one, which would then seem not to be obeyed."""
    path, _, query = address.partition("?")
    chosen = QueryDict(query, mutable=True)
    if chosen.pop("as_of", None) is None:
        return address
    return f"{path}?{chosen.urlencode()}".removesuffix("?")


@require_safe
@login_required
def history(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """What became of a record and its parts, page by page, for whoever may see the record itself."""
    kind = get_object_or_404(ContentType, app_label=app, model=model).model_class()
    if kind is None or not hasattr(kind, "history") or not hasattr(kind.objects, "visible_to"):
        raise Http404
    record = get_object_or_404(kind.objects.visible_to(request.user), pk=pk)
    page = Paginator(Timeline(record), CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "history_page.html",
        {"title": "История изменений", "lead": str(record), "record": record, "changes": list(page), "page": page},
    )


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Whatever the user may see, by any form of any word of its name."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:200]
    context = {"title": "Поиск", "typed": typed, "found": find(request.user, typed, request.as_of)}
    return render(request, "search_page.html", context)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For monitoring: the server answers and the database with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
