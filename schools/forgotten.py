"""A forgotten password: a letter with a one-time link, where there is mail and an address."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from .actions.accounts import issue_pass
from .models import EntryPass, User
from .slips import address_of

logger = logging.getLogger(__name__)

#: One account gets no more than one letter within this time, however often it is asked for.
ONE_LETTER = timedelta(minutes=10)


def ask(login: str) -> None:
    """Put the question in the worker's queue: a known login is answered like an unknown one, in the same time."""
    send_letters.enqueue(login.strip())


@task()
def send_letters(login: str) -> None:
    """A link to every account that bears this login or this address of mail."""
    now = timezone.now()
    lately = EntryPass.objects.filter(way=EntryPass.Way.LETTER, made_at__gt=now - ONE_LETTER)
    meant = User.objects.filter(Q(username=login) | Q(email__iexact=login), is_active=True).exclude(email="")
    for account in meant.exclude(pk__in=lately.values("account")):
        code = issue_pass(account, EntryPass.Way.LETTER, at=now, by=None)
        text = render_to_string(
            "schools/accounts/letter.txt",
            {"account": account, "address": address_of(code), "days": settings.ENTRY_LETTER_HOURS // 24},
        )
        try:
            send_mail("Вход в «Лидерство в образовании»", text, None, [account.email])
        except OSError:
            logger.exception("A letter about the password of account %s was not sent", account.pk)
