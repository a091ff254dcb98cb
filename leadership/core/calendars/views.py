"""The feed itself, open to whoever has its link; the page where the link is given and letters are chosen."""

from datetime import date
from hashlib import sha256

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from ..models import Subscription
from ..notices.forms import LettersForm
from . import feed, links, registry

#: So many years behind this one and ahead of it are in the feed.
YEARS = 2


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A wrong link, a withdrawn one and that of a closed account are all the same: there is nothing."""
    account = links.account_by(secret)
    if account is None:
        raise Http404
    year = timezone.localdate().year
    written = feed.write(registry.between(account, date(year - YEARS, 1, 1), date(year + YEARS, 12, 31)))
    tag = f'"{sha256(written).hexdigest()[:32]}"'
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="leadership.ics"'
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return get_conditional_response(request, etag=tag, response=answer)


@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """How often letters come, and the private link of the calendar."""
    chosen = Subscription.objects.filter(account=request.user)
    if request.method == "POST":
        Subscription.objects.get_or_create(account=request.user)
    subscription = chosen.first() or Subscription(account=request.user)
    form = LettersForm(request.POST or None, instance=subscription)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Сохранено.")
        return redirect("letters")
    address = links.address_of(subscription)
    context = {"title": "Календарь и письма", "form": form, "address": address, "qr": _picture(address)}
    answer = render(request, "notices/letters.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@login_required
def renew_feed(request: HttpRequest) -> HttpResponse:
    subscription, _ = Subscription.objects.get_or_create(account=request.user)
    was_issued = subscription.feed_issue > 0
    subscription.renew_feed()
    former = " Прежняя больше не действует." if was_issued else ""
    messages.success(request, f"Ссылка выдана.{former}")
    return redirect("letters")


@require_POST
@login_required
def withdraw_feed(request: HttpRequest) -> HttpResponse:
    Subscription.objects.filter(account=request.user).update(is_feed_open=False)
    messages.success(request, "Ссылка отозвана: календари больше ничего не получат.")
    return redirect("letters")


def _picture(address: str) -> str:
    if not address:
        return ""
    picture = segno.make_qr(address, error="m").svg_inline(scale=1, border=4, omitsize=True, title="QR-код ссылки")
    return mark_safe(picture)
