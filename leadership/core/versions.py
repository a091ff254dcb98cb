"""Two people at one record: the second is shown what the first has changed, and nothing of either is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db.models import Max, Model, QuerySet
from django.forms import BooleanField, BoundField, Field, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from . import russian
from .choosing import NamedField
from .forms import OPTIONAL, DayField, RecordForm
from .history import KINDS, Change, changes

#: The name of the hidden field every form of an existing record carries.
OPENED = "opened"

Plain = str | list[str]


@dataclass(frozen=True)
class Opening:
    """A record as it stood when its form was opened: the number of its version, the values of its fields.

    The values travel with the form, for not everything has a version: demonstration data and bulk
    writes make none, and links of many to many are not in the history.
    """

    version: int
    values: dict[str, Plain]


@dataclass(frozen=True)
class Collision:
    """What became of a record between opening its form and pressing the button.

    `is_told` is false where nobody knows when the form was opened: by another account, or long ago.
    """

    changes: list[Change]
    untold: list[tuple[str, str, str]]  # (field, was, became) that stand in no history
    kept: list[str]  # labels of fields both have changed: what the second typed stays in the form
    opened: str  # the form as it is shown now, sealed while the row was locked
    is_told: bool = True


class Removed(LookupError):
    """The record is not there any more."""


class NothingNew(Exception):
    """What was typed is what is stored: the button was pressed twice, or both typed the same."""


def sealed(form: RecordForm, record: Model, user: Any) -> str:
    """What the hidden field holds; it opens only for this record and this account."""
    content = {"version": version_of(record), "values": _plain_values(form, record)}
    return signing.dumps(content, salt=_salt(type(record), record.pk, user), compress=True)


def opening_of(request: HttpRequest, model: type[Model], pk: int) -> Opening | None:
    """What the posted form was opened at; `None` where that was not sealed by us for this account."""
    try:
        content = signing.loads(request.POST.get(OPENED, ""), salt=_salt(model, pk, request.user))
    except signing.BadSignature:
        return None
    return Opening(**content)


def version_of(record: Model) -> int:
    """The number of the latest version; 0 where the record has been made without history."""
    if not hasattr(type(record), "history"):
        return 0
    return type(record).history.filter(id=record.pk).aggregate(latest=Max("history_id"))["latest"] or 0


def collide(form: RecordForm, request: HttpRequest) -> Collision | None:
    """Lock the row and tell what has changed since the form was opened; `None` lets it be saved.

    Where somebody was quicker the form is brought up to date: fields the second did not touch show the
    new values, fields both changed keep what was typed, and pressing again saves knowingly.
    """
    stored = _locked(type(form.instance), form.instance.pk)
    now, typed = _plain_values(form, stored), _plain_typed(form)
    if OPENED not in request.POST:
        moved, told, opening = [], [], None
    elif opening := opening_of(request, type(stored), stored.pk):
        told = changes(stored, since=opening.version) if version_of(stored) > opening.version else []
        moved = [name for name, value in opening.values.items() if name in now and now[name] != value]
    else:
        moved, told = [name for name in now if typed.get(name) != now[name]], []
    if not moved and not any(change.fields for change in told):
        _keep_first_version(stored)
        return None
    if all(typed.get(name) == value for name, value in now.items()):
        raise NothingNew
    kept = _brought_up_to_date(form, form.values_of(stored), opening.values if opening else {}, moved)
    return Collision(
        changes=[change for change in told if change.kind == KINDS["~"]],
        untold=_untold(form, moved, opening.values, now, told) if opening else [],
        kept=kept,
        opened=sealed(form, stored, request.user),
        is_told=opening is not None,
    )


def removal_of(model: type[Model], pk: int) -> Any:
    """The last version of a removed record: who removed it and when."""
    if not hasattr(model, "history"):
        return None
    return model.history.filter(id=pk, history_type="-").select_related("history_user").first()


def typed_in_words(request: HttpRequest, form: type[ModelForm]) -> list[tuple[str, str]]:
    """(label, what was typed) of a form whose record is no more."""
    said = []
    for name, field in form.base_fields.items():
        values = [value for value in request.POST.getlist(name) if value]
        if values:
            said.append((str(field.label), _worded_as_posted(field, values, request.user)))
    return said


def _worded_as_posted(field: Field, values: list[str], user: Any) -> str:
    if hasattr(field, "queryset"):
        numbers = [int(value) for value in values if value.isdecimal()]
        seen = field.queryset.model.objects
        found = seen.visible_to(user) if hasattr(seen, "visible_to") else seen
        names = [value for value in values if not value.isdecimal()]  # typed where the list would be long
        return "; ".join([*map(str, found.filter(pk__in=numbers)), *names])
    if hasattr(field, "choices"):
        return _worded(field, values)
    return "да" if isinstance(field, BooleanField) else "; ".join(values)


def plain(value: Any) -> Plain:
    """A value without its clothes, so that what is stored, typed and sealed can be compared."""
    if value is None or value is False:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, list | tuple | set | QuerySet):
        return sorted(str(plain(one)) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).replace("\r\n", "\n").strip()


def _salt(model: type[Model], pk: int, user: Any) -> str:
    return f"{__name__}:{model._meta.label}:{pk}:{user.pk}"


def _plain_values(form: RecordForm, record: Model) -> dict[str, Plain]:
    return {name: plain(value) for name, value in form.values_of(record).items() if name in form.fields}


def _plain_typed(form: RecordForm) -> dict[str, Plain]:
    return {name: plain(value) for name, value in form.cleaned_data.items()}


def _locked(model: type[Model], pk: int) -> Model:
    try:
        return model._base_manager.select_for_update().get(pk=pk)
    except model.DoesNotExist as absence:
        raise Removed from absence


def _keep_first_version(stored: Model) -> None:
    """A record made in bulk gets its first version before it is changed, or history would not know from what."""
    if hasattr(type(stored), "history") and not version_of(stored):
        version = type(stored).history.model
        version.objects.create(
            history_date=timezone.now(),
            history_type="+",
            history_change_reason="внесено раньше, без истории",
            **{field.attname: getattr(stored, field.attname) for field in version.tracked_fields},
        )


def _brought_up_to_date(
    form: RecordForm, values: dict[str, Any], before: dict[str, Plain], moved: list[str]
) -> list[str]:
    """Labels of the fields where what was typed stands against what is stored."""
    data, typed, kept = form.data.copy(), _plain_typed(form), []
    for name in moved:
        field, now = form.fields[name], plain(values[name])
        if typed[name] not in (before.get(name), now) and not field.disabled:
            kept.append(_label(field))
            _note(form[name], "Сейчас в карточке: ", _worded(field, now))
        else:
            for key, sent in _typed(field, form.add_prefix(name), values[name]).items():
                data.setlist(key, sent)
            _note(form[name], "Взято новое значение, было: ", _worded(field, before.get(name, now)))
    form.data = data
    return kept


def _untold(
    form: RecordForm, moved: list[str], before: dict[str, Plain], now: dict[str, Plain], told: list[Change]
) -> list[tuple[str, str, str]]:
    """What has changed past the history: by a bulk write, or a link of many to many."""
    known = {name for change in told for name in change.names}
    fields = {name: form.fields[name] for name in moved if name not in known}
    return [(_label(field), _worded(field, before[name]), _worded(field, now[name])) for name, field in fields.items()]


def _label(field: Field) -> str:
    return str(field.label).removesuffix(OPTIONAL)


def _note(field: BoundField, lead: str, value: str) -> None:
    note = format_html('<strong class="now">{}{}</strong>', lead, value)
    field.help_text = format_html_join("<br>", "{}", [(part,) for part in (field.help_text, note) if part])


def _typed(field: Field, name: str, value: Any) -> dict[str, list[str]]:
    """A value as the browser would have posted it, by the names of its inputs."""
    if isinstance(field, BooleanField):
        return {name: ["on"] if value else []}
    if isinstance(field, NamedField):
        return {part: [sent] for part, sent in field.widget.as_sent(name, value).items()}
    shown = field.widget.format_value(field.prepare_value(value))
    if isinstance(shown, list | tuple):
        return {name: [str(one) for one in shown]}
    return {name: ["" if shown is None else str(shown)]}


def _worded(field: Field, value: Plain) -> str:
    """A plain value in the words a person reads."""
    if isinstance(field, BooleanField):
        return "да" if value else "нет"
    if not value:
        return "–"
    if hasattr(field, "queryset"):
        return "; ".join(map(str, field.queryset.model._base_manager.filter(pk__in=_listed(value))))
    if hasattr(field, "choices"):
        labels = {str(key): str(label) for key, label in field.choices}
        return "; ".join(labels.get(one, one) for one in _listed(value))
    if isinstance(field, DayField):
        return russian.day(date.fromisoformat(str(value)))
    return str(value)


def _listed(value: Plain) -> Iterable[str]:
    return [value] if isinstance(value, str) else value
