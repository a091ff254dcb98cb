"""Opening a campaign: at once for a district, by the worker for a region; all of it or nothing."""

import logging
from datetime import date, datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from schools.models import User

from .. import regulation, subjects
from ..models import Campaign, Opening
from .campaigns import RUNNING, move

logger = logging.getLogger(__name__)

#: As many subjects get their forms within a request.
AT_ONCE = 500
OURS = "Кампанию не удалось открыть из-за ошибки на сервере; она осталась в подготовке. Сообщите администратору."


def is_long(campaign: Campaign) -> bool:
    """Whether there are more subjects than a request may take."""
    return len(subjects.rows(campaign).order_by()[: AT_ONCE + 1]) > AT_ONCE


@transaction.atomic
def ask_for(campaign: Campaign, *, by: User | None, on: date, at: datetime) -> Opening:
    """Leave the opening to the worker; raises `ValidationError` with what hinders it. Asked twice it runs once."""
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("methodology").get(pk=campaign.pk)
    if found := regulation.doubts(locked, "open", on):
        raise ValidationError(found)
    locked.openings.all().write_off(at)
    if locked.openings.running(at).exists():
        raise ValidationError(RUNNING)
    how_many = subjects.rows(locked).count()
    opening = Opening.objects.create(campaign=locked, on=on, asked_at=at, by=by, subjects=how_many)
    transaction.on_commit(partial(open_in_background.enqueue, opening.pk))
    return opening


@task()
def open_in_background(pk: int) -> None:
    run(Opening.objects.select_related("campaign", "by").get(pk=pk), at=timezone.now())


def run(opening: Opening, *, at: datetime) -> None:
    """Open, or say why not; an opening that has ended already is not run again."""
    try:
        _open(opening, at)
    except ValidationError as refusal:
        _fail(opening, "\n".join(refusal.messages))
    except Exception:
        logger.exception("Opening %s has failed", opening.pk)
        _fail(opening, OURS)


@transaction.atomic
def _open(opening: Opening, at: datetime) -> None:
    locked = Opening.objects.select_for_update().get(pk=opening.pk)
    if locked.done_at or locked.fault:
        return
    locked.done_at = at
    locked.save(update_fields=["done_at"])
    move(opening.campaign, act="open", by=opening.by, on=opening.on)


def _fail(opening: Opening, why: str) -> None:
    Opening.objects.unfinished().filter(pk=opening.pk).update(fault=why)
