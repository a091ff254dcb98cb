"""An answer sent by a device as it is given: kept at once, never twice, never over a later one."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import User

from .. import access
from ..filling import Field, fields_to_keep
from ..models import Answer, Response
from ..saying import said
from .responses import lock, touch
from .writing import take, write

#: A device may have been without a line for weeks; of an older answer its clock says nothing.
LONGEST = timedelta(days=60)
LATER = "На другом устройстве на этот вопрос ответили позже: стоит «{}». Обновите страницу, чтобы изменить."
OUTRUN = "дан раньше, чем действующий ответ; пришёл с другого устройства позже"
HANDED_IN = "Форма сдана {}: этот ответ уже не принят. В форме то, что сдано."
CLOSED = "Приём форм закончен: этот ответ не принят. Всё, что сохранено на сервере раньше, осталось."


@dataclass(frozen=True)
class Sent:
    """One request of a device: its number, how long ago the answers were given there, what was typed by item.

    How long ago is told by one clock, the device's own: neither its time nor its zone need be right.
    """

    request: UUID
    ago: timedelta
    typed: Mapping[int, Mapping[str, str]]
    #: Requests the same page has sent before: what stands by one of them is older, however long it was on its way.
    after: frozenset[UUID] = frozenset()


@transaction.atomic
def keep(response: Response, sent: Sent, *, by: User) -> list[Field]:
    """Save what was sent, or find that it is saved already; fields that cannot be read say why.

    Of two devices the answer given later stands, whichever came first; both are in the history.
    Raises `ValidationError` where the form takes no answers any more.
    """
    form = lock(response)
    if not access.fills(by, form):
        raise ValidationError(closed_said(form))
    fields = fields_to_keep(form, sent.typed.keys())
    if Answer.history.filter(response=form, request=sent.request).exists():
        return fields
    is_paper = not access.is_asked(by, form)
    origin = Answer.Origin.PAPER if is_paper else Answer.Origin.ENTERED
    given_at = timezone.now() - min(max(sent.ago, timedelta(0)), LONGEST)
    changed = [one.answer for one in fields if _take(one, sent, form, origin, given_at, by)]
    write([one for one in changed if one], by)
    touch(form, is_paper=is_paper and bool(changed))
    response.saved_at = form.saved_at
    return fields


def closed_said(form: Response) -> str:
    """Why an answer is refused: the form is handed in, or no more are taken."""
    if form.is_open or form.handed_in_at is None:
        return CLOSED
    return HANDED_IN.format(f"{timezone.localtime(form.handed_in_at):%d.%m.%Y в %H:%M}")


def _take(one: Field, sent: Sent, form: Response, origin: str, given_at: datetime, by: User) -> bool:
    """Read one field into its answer; whether it is to be written."""
    typed = {part: text for part, text in sent.typed[one.item.pk].items() if part != "was"}
    standing = one.answer
    is_later = standing is not None and _given_at(standing) > given_at
    is_outrun = is_later and standing.request not in sent.after
    if is_outrun:
        one.answer = copy(standing)
    if not take(one, typed, form, origin):
        return False
    assert one.answer is not None
    one.answer.request, one.answer.device_at = sent.request, given_at
    if is_outrun:
        Answer.history.bulk_history_create([one.answer], update=True, default_user=by, default_change_reason=OUTRUN)
        one.answer, one.typed, one.fault = standing, None, LATER.format(said(standing))
    return not is_outrun


def _given_at(answer: Answer) -> datetime:
    """When it was given: on the device, else on the server; one nobody has given yet is older than any."""
    return answer.device_at or answer.saved_at or datetime.min.replace(tzinfo=timezone.get_default_timezone())
