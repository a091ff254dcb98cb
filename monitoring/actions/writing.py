"""An answer is read from what was typed, compared with what stands, put into its record with its history."""

from collections.abc import Mapping

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from schools.models import User

from .. import reading
from ..filling import Field
from ..models import Answer, AnswerState, Item, Response
from ..saying import stamp

#: What saving an answer writes.
WRITTEN = (
    "state", "number", "choice", "counts", "text", "note", "origin", "saved_at", "device_at", "request",
    "is_marked", "remark",
)  # fmt: skip
BOTH = "Указано и значение, и отметка «{}»: оставьте одно."


def take(one: Field, typed: Mapping[str, str], response: Response, origin: str) -> bool:
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
    answer.device_at = answer.request = None


def write(answers: list[Answer], by: User | None) -> None:
    """Save new and changed answers, each with its history: four questions at most."""
    new = [one for one in answers if one._state.adding]
    known = [one for one in answers if not one._state.adding]
    bulk_create_with_history(new, Answer, default_user=by)
    bulk_update_with_history(known, Answer, list(WRITTEN), default_user=by)
