"""The workbook of one form: every cell is judged first, then all of them are kept, or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import User

from .. import access, reading
from ..filling import Field, fields_of
from ..form_book import ANSWER, CODE, NOTE
from ..form_book_reading import Cell, Entry
from ..models import Answer, Item, Response
from ..saying import said
from .responses import CLOSED
from .writing import differs, fill, write

LONGEST_NOTE = 5_000


@dataclass(frozen=True)
class Verdict:
    """What becomes of one cell: «без изменений», «новое», «изменится» or «не принято»."""

    line: int
    column: str
    item: str
    outcome: str  # same, new, changed, refused
    was: str = ""
    becomes: str = ""
    reason: str = ""


@dataclass
class Judged:
    """What a workbook would do to its form."""

    verdicts: list[Verdict] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.verdicts)

    def of(self, *outcomes: str) -> int:
        return sum(one.outcome in outcomes for one in self.verdicts)

    @property
    def new(self) -> int:
        return self.of("new")

    @property
    def changed(self) -> int:
        return self.of("changed")

    @property
    def same(self) -> int:
        return self.of("same")

    @property
    def refused(self) -> int:
        return self.of("refused")

    @property
    def writes(self) -> int:
        return self.of("new", "changed")


@transaction.atomic
def bring(
    response: Response, entries: Iterable[Entry], strange: Iterable[Cell], *, by: User, is_dry: bool = False
) -> Judged:
    """Judge every cell; where none is refused, and this is no dry run, keep them all.

    The form stays a draft: whoever answers hands it in. Raises `ValidationError` where the form is not to be filled in.
    """
    forms = Response.objects.select_for_update(of=("self",))
    locked = forms.select_related("participant__campaign__methodology", "participant__person").get(pk=response.pk)
    if not access.fills(by, locked):
        raise ValidationError(CLOSED)
    fields = {one.item.pk: one for one in fields_of(locked)}
    judged, touched = Judged(), []
    for cell in strange:
        why = f"Кода «{cell.code}» в форме нет, или он стоит дважды." if cell.code else "В строке нет кода показателя."
        judged.verdicts.append(Verdict(cell.line, CODE, cell.code, "refused", becomes=cell.code, reason=why))
    for entry in entries:
        answer = _judge(entry, fields[entry.item.pk], locked, judged)
        if answer is not None:
            touched.append(answer)
    judged.verdicts.sort(key=lambda one: one.line)
    if is_dry or judged.refused or not touched:
        return judged
    write(touched, by)
    now = timezone.now()
    Response.objects.filter(pk=locked.pk).update(begun_at=locked.begun_at or now, saved_at=now)
    return judged


def _judge(entry: Entry, one: Field, response: Response, judged: Judged) -> Answer | None:
    """The answer to keep, or nothing where nothing changes or something is refused."""
    if not entry.is_touched:
        judged.verdicts.append(_same(entry, one))
        return None
    try:
        given = _given(entry, one)
        note = _note(entry, one)
    except _Refused as refusal:
        cell, column, value = refusal.where
        judged.verdicts.append(
            Verdict(cell.line, column, entry.item.code, "refused", becomes=value, reason=str(refusal))
        )
        return None
    answer = one.answer or Answer(response=response, item=entry.item)
    if given is None and one.is_given:
        given = _standing(answer)
    if (given is None and not note) or not differs(answer, given, note):
        judged.verdicts.append(_same(entry, one))
        return None
    was, was_note, was_given = said(answer) if one.is_given else "", answer.note, one.is_given
    fill(answer, given, note, _origin(one, given))
    becomes = said(answer) if answer.is_given else ""
    if was != becomes:
        outcome = "changed" if was_given else "new"
        judged.verdicts.append(Verdict(entry.cell.line, ANSWER, entry.item.code, outcome, was, becomes))
    if was_note != note:
        outcome = "changed" if was_note else "new"
        judged.verdicts.append(Verdict(entry.cell.line, NOTE, entry.item.code, outcome, was_note, note))
    return answer


class _Refused(Exception):
    def __init__(self, reason: str, cell: Cell, column: str, value: str) -> None:
        self.where = cell, column, value
        super().__init__(reason)


def _given(entry: Entry, one: Field) -> reading.Given | None:
    """What the line answers; an empty cell changes nothing."""
    cell, asked = entry.cell, one.asked
    counts = {code: it.answer for code, it in entry.levels.items()}
    if entry.item.answer == Item.Answer.LEVELS and any(counts.values()):
        if cell.answer:
            raise _Refused("Заполнены и уровни, и сама строка: оставьте одно.", cell, ANSWER, cell.answer)
        for code, it in entry.levels.items():
            try:
                reading.read_levels(asked, {code: it.answer})
            except reading.NotRead as refusal:
                raise _Refused(str(refusal), it, ANSWER, it.answer) from refusal
        return reading.read_levels(asked, counts)
    try:
        return reading.read(asked, cell.answer)
    except reading.NotRead as refusal:
        raise _Refused(str(refusal), cell, ANSWER, cell.answer) from refusal


def _note(entry: Entry, one: Field) -> str:
    note = entry.cell.note.strip()
    if len(note) > LONGEST_NOTE:
        raise _Refused("Пояснение слишком длинное: сократите его.", entry.cell, NOTE, note[:40])
    return note or (one.answer.note if one.answer else "")


def _standing(answer: Answer) -> reading.Given:
    counts = dict(answer.counts) if answer.counts is not None else None
    state: reading.State = answer.state  # type: ignore[assignment]
    return reading.Given(state, answer.number, answer.choice, counts, answer.text)


def _origin(one: Field, given: reading.Given | None) -> str:
    """What agrees with the registers is theirs; a note alone leaves the answer whose it was."""
    if one.known is not None and given is not None and given.number == one.known:
        return Answer.Origin.KNOWN
    if one.is_given and one.answer is not None and given == _standing(one.answer):
        return one.answer.origin
    return Answer.Origin.WORKBOOK


def _same(entry: Entry, one: Field) -> Verdict:
    stands = said(one.answer) if one.answer is not None and one.is_given else ""
    return Verdict(entry.cell.line, ANSWER, entry.item.code, "same", stands, stands)
