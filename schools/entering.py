"""Signing in and out: what a session remembers of its terms, and what the journal says of it."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, signals
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from leadership.core import journal, visitors
from leadership.core.models import JournalEntry

from . import devices
from .models import User, Visit

#: Seconds since the epoch: when one signed in, when one was last seen.
BEGAN, SEEN = "began", "seen"
#: The last sight is written down at most so often, in seconds.
NOTED_EVERY = 60


def listen() -> None:
    signals.user_logged_in.connect(_signed_in, dispatch_uid=__name__)
    signals.user_logged_out.connect(_signed_out, dispatch_uid=__name__)
    signals.user_login_failed.connect(_refused, dispatch_uid=__name__)


def over(request: HttpRequest) -> str:
    """Why the session of a request has come to its end; empty while it lives, which is noted."""
    session, now = request.session, int(timezone.now().timestamp())
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        session[BEGAN] = session[SEEN] = now
        return ""
    if now - began > settings.SESSION_HOURS * 3600:
        return f"Вход действует не дольше {settings.SESSION_HOURS} часов."
    if request.user.sees_everyone and now - seen > settings.SESSION_IDLE_MINUTES * 60:
        return f"Вход завершён: {settings.SESSION_IDLE_MINUTES} минут не было действий."
    if now - seen >= NOTED_EVERY:
        session[SEEN] = now
    return ""


def end_visit(visit: Visit) -> None:
    """The session is over at its next request."""
    Session.objects.filter(session_key=visit.session_key).delete()
    visit.delete()


def keep_only(former_key: str, request: HttpRequest) -> None:
    """This visit alone lives on, under the new key that its session has got."""
    mine = Visit.objects.filter(account=request.user)
    mine.exclude(session_key=former_key).delete()
    mine.update(session_key=request.session.session_key)


def visits_of(user: User) -> list[Visit]:
    """Those whose session lives, each with `seen_at`, the moment it was last seen."""
    visits = {visit.session_key: visit for visit in user.visits.all()}
    alive = Session.objects.filter(session_key__in=visits, expire_date__gt=timezone.now())
    seen = {one.session_key: one.get_decoded().get(SEEN) for one in alive}
    for key, visit in visits.items():
        visit.seen_at = datetime.fromtimestamp(seen[key], UTC) if seen.get(key) else visit.began_at
    return [visit for key, visit in visits.items() if key in seen]


def _signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    now = timezone.now()
    request.session[BEGAN] = request.session[SEEN] = int(now.timestamp())
    if request.session.session_key is None:
        request.session.create()
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    Visit.objects.filter(account=user).exclude(session_key__in=alive).delete()
    agent = request.META.get("HTTP_USER_AGENT", "")
    # Whoever signs in once more without leaving stays in the same session: it begins anew.
    begun = {"account": user, "began_at": now, "device": devices.in_words(agent), "address": visitors.address(request)}
    Visit.objects.update_or_create(session_key=request.session.session_key, defaults=begun)
    journal.note_by(user, request, JournalEntry.Act.ENTERED)


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user:
        Visit.objects.filter(session_key=request.session.session_key).delete()
        journal.note_by(user, request, JournalEntry.Act.LEFT, what=getattr(request, "left_because", ""))


def _refused(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """A wrong password is noted about the account it was meant for; what was typed is written down nowhere."""
    if request is None or getattr(request, "axes_locked_out", False):
        return
    login = credentials.get(get_user_model().USERNAME_FIELD, "")
    meant = User.objects.filter(username=login).first()
    said = "неверный пароль" if meant else "неизвестный логин"
    journal.note_by(None, request, JournalEntry.Act.REFUSED, meant, said)
