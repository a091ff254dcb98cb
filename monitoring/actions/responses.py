"""A form is filled in, handed in, returned, accepted; every hand-in is kept as it stood."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from leadership.core.documents import actions as documents
from leadership.core.files import Unfit
from leadership.core.models import Document
from schools.models import User

from .. import access, reading
from ..filling import Field, fields_of
from ..models import (
    Answer,
    AnswerState,
    Item,
    Participant,
    Reminder,
    Response,
    ResponseRole,
    ResponseState,
    ResponseStep,
)
from ..saying import said, stamp

#: What saving an answer writes.
WRITTEN = (
    "state", "number", "choice", "counts", "text", "note", "origin", "saved_at", "is_marked", "remark",
)  # fmt: skip
CLOSED = "Форму уже сдали или приём закончен: изменить её нельзя."
EMPTY = "Нет ответа. Если данных нет, отметьте «нет данных»."
BOTH = "Указано и значение, и отметка «{}»: оставьте одно."


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
    locked = _locked(response)
    if not access.fills(by, locked):
        raise ValidationError(CLOSED)
    is_paper = not access.is_asked(by, locked)
    origin = origin or (Answer.Origin.PAPER if is_paper else Answer.Origin.ENTERED)
    fields = fields_of(locked)
    changed = [one for one in fields if one.item.pk in typed and _take(one, typed[one.item.pk], locked, origin)]
    write([one.answer for one in changed if one.answer], by)
    _drop(fields, set(dropped), by)
    for number, file in (files or {}).items():
        _attach(next((one for one in fields if one.item.pk == number), None), locked, file, by)
    _touch(locked, by, is_paper=is_paper and bool(changed))
    return fields


@transaction.atomic
def hand_in(response: Response, *, by: User) -> Response:
    """Everything is answered, explained and proved, or `Refused` with the fields that are not."""
    locked = _locked(response)
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
    locked = _locked(response)
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
    return _step(locked, by, fields=fields_of(locked), reason=reason.strip(), marked=codes)


@transaction.atomic
def accept(response: Response, *, by: User) -> Response:
    locked = _locked(response)
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


def _take(one: Field, typed: Mapping[str, str], response: Response, origin: str) -> bool:
    """Read one field; whether its answer has changed."""
    if "was" in typed and stamp(typed) == typed["was"]:
        return False
    one.typed = typed
    try:
        given = _read(one, typed)
    except reading.NotRead as refusal:
        one.error = str(refusal)
        return False
    note = typed.get("note", "").strip()
    answer = one.answer
    if answer is None:
        if given is None and not note:
            return False
        answer = Answer(response=response, item=one.item)
    if not differs(answer, given, note):
        return False
    fill(answer, given, note, origin)
    if one.known is not None and given is not None and given.number == one.known:
        answer.origin = Answer.Origin.KNOWN
    one.answer = answer
    return True


def _read(one: Field, typed: Mapping[str, str]) -> reading.Given | None:
    asked, state, text = one.asked, typed.get("state", ""), typed.get("", "")
    if text in (AnswerState.NO_DATA, AnswerState.NOT_APPLICABLE):
        state, text = text, ""
    counts = {code: typed.get(f"step-{code}", "") for code in asked.steps}
    if state and (text.strip() or any(count.strip() for count in counts.values())):
        raise reading.NotRead(BOTH.format(AnswerState(state).label if state in AnswerState else state))
    if state == AnswerState.NO_DATA:
        return reading.NO_DATA
    if state == AnswerState.NOT_APPLICABLE:
        return reading.inapplicable(asked)
    if asked.kind == Item.Answer.LEVELS and not text.strip():
        return reading.read_levels(asked, counts)
    return reading.read(asked, text)


def differs(answer: Answer, given: reading.Given | None, note: str) -> bool:
    """Whether what is given now stands otherwise in the record."""
    if answer._state.adding:
        return True
    stood = (answer.state, answer.number, answer.choice, answer.counts, answer.text, answer.note)
    given = given or reading.Given()
    counts = dict(given.counts) if given.counts is not None else None
    return stood != (given.state, given.number, given.choice, counts, given.text, note)


def fill(answer: Answer, given: reading.Given | None, note: str, origin: str) -> None:
    """Put an answer into its record; nothing is saved."""
    given = given or reading.Given()
    answer.state, answer.number, answer.choice, answer.text = given.state, given.number, given.choice, given.text
    answer.counts = dict(given.counts) if given.counts is not None else None
    answer.note, answer.origin, answer.saved_at = note, origin, timezone.now()


def write(answers: list[Answer], by: User | None) -> None:
    """Save new and changed answers, each with its history: four questions at most."""
    new = [one for one in answers if one._state.adding]
    known = [one for one in answers if not one._state.adding]
    bulk_create_with_history(new, Answer, default_user=by)
    bulk_update_with_history(known, Answer, list(WRITTEN), default_user=by)


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


def _touch(response: Response, by: User, *, is_paper: bool) -> None:
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


def _locked(response: Response) -> Response:
    forms = Response.objects.select_for_update(of=("self",))
    return forms.select_related("participant__campaign__methodology", "participant__person").get(pk=response.pk)
