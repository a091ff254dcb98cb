"""The private link of a calendar feed: worked out, never stored (docs/decisions/0020)."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ..models import Subscription

SALT = "leadership.core.calendars"
#: 160 bits of the digest: nobody guesses that many.
DIGITS = 40
SECRET = re.compile(rf"(\d{{1,18}})-([0-9a-f]{{{DIGITS}}})")


def secret_of(subscription: Subscription) -> str:
    """The number of the account and a digest of it, of the issue, and of the server's key."""
    said = f"{subscription.account_id}:{subscription.feed_issue}"
    digest = salted_hmac(SALT, said, algorithm="sha256").hexdigest()[:DIGITS]
    return f"{subscription.account_id}-{digest}"


def address_of(subscription: Subscription) -> str:
    """The whole address, for another program; empty while no link is in force."""
    if not subscription.is_feed_open:
        return ""
    return settings.BASE_URL + reverse("calendar_feed", args=[secret_of(subscription)])


def account_by(secret: str) -> Any | None:
    """Whose feed the link opens; nobody's where it is wrong, withdrawn, or its account is closed."""
    found = SECRET.fullmatch(secret)
    if not found:
        return None
    subscription = Subscription.objects.filter(account=int(found[1]), is_feed_open=True).first()
    if subscription is None or not constant_time_compare(secret_of(subscription), secret):
        return None
    return get_user_model().objects.filter(pk=subscription.account_id, is_active=True).first()
