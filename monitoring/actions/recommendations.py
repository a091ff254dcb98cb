"""Recommendations on their way: made, sent, acknowledged; what was sent is not reworded."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.models import User

from .. import notices
from ..models import Recommendation


@transaction.atomic
def send(recommendation: Recommendation, *, by: User, on: date) -> Recommendation:
    """The addressee sees it from now on. Raises `ValidationError` if it was sent already."""
    if recommendation.is_sent:
        raise ValidationError("Рекомендация уже направлена.")
    recommendation.sent_on = on
    _keep(recommendation, by)
    notices.tell_sent(recommendation)
    return recommendation


@transaction.atomic
def acknowledge(recommendation: Recommendation, *, by: User, on: date) -> Recommendation:
    """The addressee himself has read it; reading it twice changes nothing."""
    if recommendation.acknowledged_on is not None:
        return recommendation
    if by.person_id != recommendation.person_id:
        raise ValidationError("Ознакомиться может только тот, кому рекомендация направлена.")
    recommendation.acknowledged_on = on
    return _keep(recommendation, by)


def _keep(recommendation: Recommendation, by: User) -> Recommendation:
    recommendation.full_clean()
    recommendation._history_user = by
    recommendation.save()
    return recommendation
