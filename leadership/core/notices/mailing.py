"""Letters: at most one a day to a person, of everything he has not been told by letter yet.

A letter is claimed for the day before it is sent. Whatever breaks between, nobody gets two letters in a day; lines
that may not have arrived stand in the letter of another day, and all of them in the inbox from the beginning.
"""

import logging
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db.models import Exists, OuterRef
from django.urls import reverse

from .. import russian
from ..models import Notice, Subscription

logger = logging.getLogger(__name__)

#: What waited longer is read in the system: no queue grows while mail is off, or for whoever has no address.
LETTERED_WITHIN = timedelta(days=8)
#: More would not be read: the rest is counted.
LINES = 30
BATCH = 500
#: After so many failures of the server itself in a row it is taken for down.
PATIENCE = 3
#: A server may end a long conversation in the middle; ours are short.
LETTERS_A_CONNECTION = 50
#: The server has refused this letter, or nobody could: it has surely not left.
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, ValueError)


@dataclass
class Sending:
    """What came of it: letters sent, letters that failed; whether the server was given up."""

    sent: int = 0
    failed: int = 0
    is_given_up: bool = False


class _Server:
    """The mail server, and how long it has not answered."""

    def __init__(self) -> None:
        self.connection, self.carried, self.silent = get_connection(), 0, 0

    def opened(self) -> bool:
        if self.carried >= LETTERS_A_CONNECTION:
            self.renew()
        try:
            self.connection.open()
        except (smtplib.SMTPException, OSError) as fault:
            self.fail(fault)
            return False
        return True

    def fail(self, fault: Exception) -> None:
        logger.warning("A letter has failed: %s", type(fault).__name__)
        self.silent = 0 if isinstance(fault, REFUSED) else self.silent + 1
        self.renew()

    def renew(self) -> None:
        self.close()
        self.connection, self.carried = get_connection(), 0

    def close(self) -> None:
        try:
            self.connection.close()
        except (smtplib.SMTPException, OSError):
            logger.warning("The mail server has hung up")


def send_due(day: date, *, at: datetime) -> Sending:
    """Send the letters of the day; nothing at all where mail is off. Safe to repeat."""
    done = Sending()
    if not settings.MAIL_IS_ON:
        return done
    _enrol(at)
    server = _Server()
    for subscription, notices in _waiting(day, at):
        if not server.opened():
            done.failed += 1
        elif (gone := _sent(subscription, notices, day, at, server)) is not None:
            done.sent += gone
            done.failed += not gone
        if server.silent >= PATIENCE:
            done.is_given_up = True
            break
    server.close()
    return done


def _sent(subscription: Subscription, notices: list[Notice], day: date, at: datetime, server: _Server) -> bool | None:
    """Whether the letter has left; nothing where somebody else has sent it meanwhile."""
    if not Subscription.objects.awaiting_letter(day).filter(pk=subscription.pk).update(lettered_on=day):
        return None
    try:
        letter_of(subscription.account, notices, server.connection).send()
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        server.fail(fault)
        if isinstance(fault, REFUSED):  # else it has perhaps left: tomorrow, not a second time today
            Subscription.objects.filter(pk=subscription.pk).update(lettered_on=subscription.lettered_on)
        return False
    server.silent, server.carried = 0, server.carried + 1
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(lettered_at=at)
    return True


def count_due(day: date, *, at: datetime) -> int:
    """How many letters `send_due` would send."""
    if not settings.MAIL_IS_ON:
        return 0
    _enrol(at)
    return _recipients(day, at).count()


def letter_of(account: Any, notices: list[Notice], connection: Any = None) -> EmailMessage:
    """Plain text: that something waits, and where. Values, points and reasons are read in the system alone."""
    how_many = russian.counted(len(notices), "новое уведомление", "новых уведомления", "новых уведомлений")
    return EmailMessage(
        subject=f"Лидерство в образовании: {how_many}",
        body=_body(account, notices),
        to=[account.email],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{_link(reverse('letters'))}>"},
        connection=connection,
    )


def _body(account: Any, notices: list[Notice]) -> str:
    shown, rest = notices[:LINES], len(notices) - LINES
    lines = [f"Здравствуйте, {account.first_name}!" if account.first_name else "Здравствуйте!", ""]
    for notice in shown:
        lines += [f"– {notice.text}", f"  {_link(notice.get_absolute_url())}"]
        for words, address in notice.lines:
            lines += [f"    {words}", *([f"    {_link(address)}"] if address else [])]
        lines.append("")
    if rest > 0:
        lines += [f"… и ещё {russian.counted(rest, 'уведомление', 'уведомления', 'уведомлений')}.", ""]
    lines += [
        f"Все уведомления: {_link(reverse('notices'))}",
        f"Как часто присылать письма или не присылать совсем: {_link(reverse('letters'))}",
    ]
    return "\n".join(lines)


def _link(address: str) -> str:
    return settings.BASE_URL + address


def _waiting(day: date, at: datetime) -> Iterator[tuple[Subscription, list[Notice]]]:
    """Whom something waits for, with what waits; two questions a batch."""
    last = 0
    while batch := list(_recipients(day, at).filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        waiting: dict[int, list[Notice]] = {}
        found = _unsent(at).filter(recipient__in=[one.account_id for one in batch])
        for notice in found.order_by("made_at", "pk"):
            waiting.setdefault(notice.recipient_id, []).append(notice)
        yield from ((one, waiting[one.account_id]) for one in batch if one.account_id in waiting)


def _enrol(at: datetime) -> None:
    """An account that never chose gets letters in the usual way."""
    new = _reachable(at).filter(subscription=None).values_list("pk", flat=True)
    Subscription.objects.bulk_create([Subscription(account_id=pk) for pk in new], BATCH, ignore_conflicts=True)


def _recipients(day: date, at: datetime) -> Any:
    turn = Subscription.objects.awaiting_letter(day).filter(account__in=_reachable(at).order_by().values("pk"))
    return turn.select_related("account")


def _reachable(at: datetime) -> Any:
    """Accounts at work that have an address and for whom something waits."""
    waits = Exists(_unsent(at).filter(recipient=OuterRef("pk")))
    return get_user_model().objects.filter(waits, is_active=True).exclude(email="")


def _unsent(at: datetime) -> Any:
    """What was read in the system needs no letter."""
    return Notice.objects.unread().filter(lettered_at=None, made_at__gt=at - LETTERED_WITHIN)
