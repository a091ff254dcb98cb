"""The inbox: everybody's own, whatever the role. Reading an address changes nothing: notices are opened by a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from .. import russian
from ..models import Notice
from . import actions, registry

PAGE = 50


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The unread first; filtered by theme, or the unread alone."""
    own = Notice.objects.visible_to(request.user)
    theme = request.GET.get("theme", "")
    is_unread = request.GET.get("state") == "unread"
    found = own.filter(occasion__in=registry.of_theme(theme)) if theme else own
    found = (found.unread() if is_unread else found).in_order()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for notice in page:
        notice.theme = registry.theme_of(notice.occasion)
    context = {
        "title": "Уведомления",
        "page": page,
        "themes": registry.themes(),
        "theme": theme,
        "is_unread": is_unread,
        "is_filtered": bool(theme) or is_unread,
    }
    return render(request, "notices/notices.html", context)


@require_safe
@login_required
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice in full: where the link of a letter leads."""
    shown = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    context = {"title": "Уведомление", "notice": shown, "theme": registry.theme_of(shown.occasion)}
    return render(request, "notices/notice.html", context)


@require_POST
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """It is read from now on; lead to what it is about."""
    shown = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.read(shown)
    owner = shown.owner if shown.content_type_id else None
    if shown.content_type_id and owner is None:
        messages.info(request, "Запись, о которой говорит уведомление, уже удалена.")
        return redirect("notices")
    return redirect(shown.address or owner or shown)


@require_POST
@login_required
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    actions.read(get_object_or_404(Notice.objects.visible_to(request.user), pk=pk))
    return redirect("notices")


@require_POST
@login_required
def read_notices(request: HttpRequest) -> HttpResponse:
    count = actions.read_all(request.user)
    said = russian.counted(count, "уведомление", "уведомления", "уведомлений")
    messages.success(request, f"Отмечено прочитанным: {said}." if count else "Непрочитанных уведомлений нет.")
    return redirect("notices")
