"""Writing down who looked at, took away, brought in or destroyed what the registers hold, who signed in."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone

from . import russian
from .models import JournalEntry
from .visitors import address

#: Reloading a card within this time is still one look at it.
ONE_LOOK = timedelta(hours=1)
LONGEST = 300


def note(request: HttpRequest, act: JournalEntry.Act, record: Model | None = None, what: str = "") -> None:
    """Add an entry. `what` never holds a person's name: the record is named by its kind and number."""
    note_by(request.user, request, act, record, what)


def note_by(
    account: Any, request: HttpRequest | None, act: JournalEntry.Act, record: Model | None = None, what: str = ""
) -> None:
    """Add an entry of somebody whom the request does not know yet, or no more; `account` is None for nobody known."""
    JournalEntry.objects.create(
        account=account,
        act=act,
        content_type=ContentType.objects.get_for_model(record) if record else None,
        object_id=record.pk if record else None,
        what=what[:LONGEST],
        address=address(request) if request else None,
    )


def note_look(request: HttpRequest, record: Model) -> None:
    """Note that a card was opened, once for an account and an hour."""
    looks = JournalEntry.objects.about(record).filter(account=request.user, act=JournalEntry.Act.VIEWED)
    if not looks.filter(at__gt=timezone.now() - ONE_LOOK).exists():
        note(request, JournalEntry.Act.VIEWED, record)


def note_list(request: HttpRequest, act: JournalEntry.Act, title: str, rows: int, form: Form) -> None:
    """Note that a list was taken away or printed: how many rows, of which day, by which filters."""
    chosen = "; ".join(_chosen(form))
    what = f"{title}: {russian.counted(rows, 'строка', 'строки', 'строк')} на {russian.day(request.as_of)}"
    note(request, act, what=f"{what}; {chosen}" if chosen else what)


def _chosen(form: Form) -> Iterable[str]:
    """Filters in force; of typed words and chosen records only that there were some, for they may be names."""
    values: dict[str, Any] = getattr(form, "cleaned_data", {}) if form.is_bound else {}
    for name, field in form.fields.items():
        if values.get(name) in (None, "", []):
            continue
        choices = {} if isinstance(field, ModelChoiceField) else dict(getattr(field, "choices", ()))
        said = choices.get(values[name])
        yield f"{form[name].label} – {said}" if said else f"{form[name].label} – задано"
