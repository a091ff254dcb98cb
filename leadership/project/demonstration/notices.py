"""What the people of the demonstration were told in its last weeks; the older of it they have read."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F, Max

from leadership.core.models import Notice
from leadership.core.notices.actions import tell_due
from monitoring import notices as measuring
from monitoring.models import Campaign, Recommendation, Response, ResponseState
from schools.models import User

from .ledger import Ledger, in_ledger
from .story.campaigns import CLOSED, FILLING, NOTES

#: Days on which the reminders ran; what was told before the last of these weeks is read.
DAYS = tuple(date(2024, 12, 9) + timedelta(days=passed) for passed in range(22))
READ_BEFORE = date(2024, 12, 16)


def last_notice() -> int:
    """The number of the latest notice; what is told of invented events comes after it."""
    return Notice.objects.aggregate(last=Max("pk"))["last"] or 0


def tell_notices(ledger: Ledger, *, after: int) -> None:
    """To invented accounts alone; what the story itself has told since `after` belongs to it."""
    for campaign in Campaign.objects.filter(in_ledger(Campaign), title__in=(CLOSED.title, FILLING.title)):
        measuring.tell_campaign_opened(campaign, at=_morning(campaign.as_of))
        if campaign.is_published:
            measuring.tell_published(campaign, at=_morning(CLOSED.phases[4][1]))
    for form in Response.objects.filter(in_ledger(Response), state=ResponseState.RETURNED).order_by("pk"):
        measuring.tell_returned(form, NOTES["return"], at=form.steps.latest("at").at)
    for one in Recommendation.objects.filter(in_ledger(Recommendation)).sent().order_by("pk"):
        measuring.tell_sent(one, at=_morning(one.sent_on))
    for day in DAYS:
        tell_due(day, at=_morning(day))
    told = Notice.objects.filter(pk__gt=after)
    told.exclude(in_ledger(User, "recipient")).delete()
    told.filter(made_at__lt=_morning(READ_BEFORE)).update(read_at=F("made_at"))
    ledger.enter(list(told.order_by("pk")))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(1), UTC)
