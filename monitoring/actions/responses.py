"""A form is filled in, handed in, returned, accepted; every hand-in is kept as it stood."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from leadership.core.documents import actions as documents
from leadership.core.files import Unfit
from leadership.core.models import Document
from schools.models import User

from .. import access, notices
from ..asked import forms_with_account
from ..filling import Field, fields_of
from ..models import (
    Answer,
    Participant,
    Reminder,
    Response,
    ResponseRole,
    ResponseState,
    ResponseStep,
)
from ..saying import said
from .writing import take, write

CLOSED = "Форму уже сдали или приём закончен: изменить её нельзя."
EMPTY = "Нет ответа. Если данных нет, отметьте «нет данных»."


class Refused(Exception):
    """A form cannot be handed in; its fields say why."""


@transaction.atomic
def save(
    response: Response,
    *,
    typed: Mapping[int, Mapping[str, str]],
    by: User,
    files: Mapping[int, File] | None = None,
    dropped: Iterable[int] = (),
    origin: str = "",
) -> list[Field]:
    """Keep what can be read of what was typed (by the number of the item); fields that cannot say why.

    A field nobody touched since its page was made is left as it stands now. Nothing is refused for being half-filled.
    """
    locked = lock(response)
    if not access.fills(by, locked):
        raise ValidationError(CLOSED)
    is_paper = not access.is_asked(by, locked)
    origin = origin or (Answer.Origin.PAPER if is_paper else Answer.Origin.ENTERED)
    fields = fields_of(locked)
    changed = [one for one in fields if one.item.pk in typed and take(one, typed[one.item.pk], locked, origin)]
    write([one.answer for one in changed if one.answer], by)
    _drop(fields, set(dropped), by)
    for number, file in (files or {}).items():
        _attach(next((one for one in fields if one.item.pk == number), None), locked, file, by)
    touch(locked, is_paper=is_paper and bool(changed))
    return fields


@transaction.atomic
def hand_in(response: Response, *, by: User) -> Response:
    """Everything is answered, explained and proved, or `Refused` with the fields that are not."""
    locked = lock(response)
    if not access.fills(by, locked):
        raise ValidationError(CLOSED)
    fields = fields_of(locked)
    if find_faults(fields):
        raise Refused
    locked.answers.filter(is_marked=True).update(is_marked=False)
    locked.state, locked.handed_in_at = ResponseState.HANDED_IN, timezone.now()
    return _step(locked, by, fields=fields)


@transaction.atomic
def give_back(response: Response, *, by: User, reason: str, marked: Mapping[int, str]) -> Response:
    """Return a form with the reason; items named by their number are marked, each with its remark."""
    locked = lock(response)
    if not access.checks(by, locked):
        raise ValidationError("Эту форму сейчас не возвращают.")
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, что нужно исправить."})
    answers = {one.item_id: one for one in locked.answers.select_related("item")}
    items = {item.pk: item for item in locked.participant.campaign.methodology.items.filter(pk__in=marked)}
    touched = []
    for number, item in items.items():
        answer = answers.get(number) or Answer(response=locked, item=item)
        answer.is_marked, answer.remark = True, marked[number]
        touched.append(answer)
    write(touched, by)
    locked.state, locked.accepted_at, locked.accepted_by = ResponseState.RETURNED, None, None
    codes = [item.code for item in items.values()]
    _step(locked, by, fields=fields_of(locked), reason=reason.strip(), marked=codes)
    notices.tell_returned(locked, reason.strip())
    return locked


@transaction.atomic
def accept(response: Response, *, by: User) -> Response:
    locked = lock(response)
    if not access.checks(by, locked) or locked.state != ResponseState.HANDED_IN:
        raise ValidationError("Принять можно только сданную форму.")
    locked.state, locked.accepted_at, locked.accepted_by = ResponseState.ACCEPTED, timezone.now(), by
    return _step(locked, by, fields=fields_of(locked))


@transaction.atomic
def assign(participant: Participant, *, role: str, respondent: User, by: User) -> Response:
    """A form for whoever else answers; the participant's own form is handed over, with what stands in it."""
    if role != ResponseRole.SUBJECT:
        made = Response(participant=participant, role=role, respondent=respondent)
    else:
        made = Response.objects.select_for_update().get(participant=participant, role=role)
        if not made.is_open:
            raise ValidationError("Форма уже сдана: передавать нечего.")
        made.respondent = respondent
    made._history_user = by
    made.save()
    if participant.campaign.is_answered:
        notices.tell_opened(forms_with_account().filter(pk=made.pk))
    return made


@transaction.atomic
def remind(responses: Iterable[Response], *, by: User, way: str, text: str) -> int:
    """Write down that they were reminded."""
    now = timezone.now()
    made = [Reminder(response=one, at=now, by=by, way=way, text=text) for one in responses]
    Reminder.objects.bulk_create(made, batch_size=1000)
    return len(made)


def find_faults(fields: Iterable[Field]) -> list[Field]:
    """Fields a form cannot be handed in with; each is told its fault."""
    faulty = []
    for one in fields:
        one.fault = one.fault or _fault(one)
        if one.is_wrong:
            faulty.append(one)
    return faulty


def _fault(one: Field) -> str:
    if not one.is_given:
        return EMPTY if one.item.is_required else ""
    has_note = bool(one.answer and one.answer.note.strip())
    if one.differs_from_known and not has_note:
        return f"По данным системы – {one.known_said}; объясните в пояснении, почему здесь иначе."
    if one.jumps and one.former and not has_note:
        return (
            f"В {one.former.year} году было {one.former.said}: изменение больше "
            f"{one.item.methodology.jump_percent}\u00a0%. Объясните его в пояснении."
        )
    return "Приложите подтверждающий документ." if one.lacks_evidence else ""


def _drop(fields: Iterable[Field], numbers: set[int], by: User) -> None:
    """Documents of this form attached by mistake; of any other record the numbers mean nothing."""
    for one in fields if numbers else ():
        for document in [document for document in one.documents if document.pk in numbers]:
            one.documents.remove(document)
            documents.remove(document, by=by)


def _attach(one: Field | None, response: Response, file: File, by: User) -> None:
    """A document is kept with the answer it proves, even before there is a value."""
    if one is None:
        return
    if one.answer is None:
        one.answer = Answer(response=response, item=one.item, saved_at=timezone.now())
        write([one.answer], by)
    document = Document(owner=one.answer, kind=Document.Kind.OTHER)
    try:
        one.documents.append(documents.attach(document, file=file, by=by))
    except Unfit as refusal:
        one.error = one.error or str(refusal)
    except ValidationError as refusal:
        one.error = one.error or " ".join(refusal.messages)


def touch(response: Response, *, is_paper: bool) -> None:
    now = timezone.now()
    response.begun_at = response.begun_at or now
    response.saved_at = now
    response.is_from_paper = response.is_from_paper or is_paper
    Response.objects.filter(pk=response.pk).update(
        begun_at=response.begun_at, saved_at=now, is_from_paper=response.is_from_paper
    )


def _step(
    response: Response, by: User, *, fields: Iterable[Field], reason: str = "", marked: Iterable[str] = ()
) -> Response:
    response._history_user = by
    response._change_reason = reason or None
    response.save()
    ResponseStep.objects.create(
        response=response, state=response.state, at=timezone.now(), by=by, reason=reason, marked=list(marked),
        answers={one.item.code: kept(one) for one in fields if one.answer is not None},
    )  # fmt: skip
    return response


def kept(one: Field) -> dict[str, Any]:
    """An answer as a step keeps it: in words for reading, in its own type for whoever compares."""
    answer = one.answer
    assert answer is not None
    value = answer.value
    return {
        "state": answer.state,
        "said": said(answer),
        "value": str(value) if value is not None and not isinstance(value, bool | dict) else value,
        "note": answer.note,
        "origin": answer.origin,
        "documents": [str(document) for document in one.documents],
    }


def lock(response: Response) -> Response:
    forms = Response.objects.select_for_update(of=("self",))
    return forms.select_related("participant__campaign__methodology", "participant__person").get(pk=response.pk)
