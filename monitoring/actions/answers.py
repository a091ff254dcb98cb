"""Values brought for a whole campaign: judged first, then all of them kept, or none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from leadership.core.spreadsheets.cells import sameness
from schools.models import User

from .. import reading
from ..answers_sheet import METHODOLOGY, NUMBER, PARTICIPANT, Book, Row, signature
from ..filling import Field, asked_items
from ..models import (
    CHECKED_IN,
    OPEN_STATES,
    Answer,
    Campaign,
    Participant,
    Response,
    ResponseRole,
    ResponseState,
    ResponseStep,
)
from ..saying import said
from .responses import kept
from .writing import differs, fill, write

BATCH = 500
#: More are counted, not listed.
LISTED = 300
NOT_OPEN = "Значения загружают, пока формы заполняют, проверяют или уточняют. Сейчас кампания в состоянии «{}»."

HANDED_IN = "Форма уже сдана: чтобы изменить ответ, верните её на доработку."


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken: where it stands, what is in it, why."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = f" – «{self.value}»" if self.value else ""
        return f"лист «{self.sheet}», строка {self.row}, столбец «{self.column}»{value}: {self.reason}"


@dataclass(frozen=True)
class Change:
    participant: str
    item: str
    was: str
    becomes: str


@dataclass
class Outcome:
    """What a workbook would do, or has done."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    handed_in: int = 0
    incomplete: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return self.new + self.changed

    def refuse(self, fault: Fault) -> None:
        self.faulty += 1
        if len(self.faults) < LISTED:
            self.faults.append(fault)


class Faulty(Exception):
    """Nothing is kept: the outcome names what is wrong."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(f"Ошибок: {outcome.faulty}.")


@transaction.atomic
def bring(campaign: Campaign, book: Book, *, by: User | None, role: str, is_dry: bool = False) -> Outcome:
    """Judge every cell; where none is wrong, and this is no dry run, keep them all. Raises `Faulty`.

    A form that has every required answer then is handed in; one that lacks some stays as it was.
    """
    return take(campaign, list(book.rows()), by=by, role=role, is_dry=is_dry, book=book)


@transaction.atomic
def take(
    campaign: Campaign, rows: list[Row], *, by: User | None, role: str, is_dry: bool = False, book: Book | None = None
) -> Outcome:
    """The same of rows already read."""
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("methodology").get(pk=campaign.pk)
    if locked.state not in CHECKED_IN:
        raise ValidationError(NOT_OPEN.format(locked.get_state_display()))
    taking = _Taking(locked, role, by, book.sheet if book else "Значения", is_dry)
    for title, why in book.unknown if book else ():
        taking.outcome.refuse(Fault(taking.sheet, book.header if book else 1, title, "", why))
    numbered = taking.matched(rows)
    while batch := list(islice(numbered, BATCH)):
        taking.judge(batch)
    if taking.outcome.faulty:
        raise Faulty(taking.outcome)
    return taking.outcome


class _Taking:
    """One workbook on its way into one campaign."""

    def __init__(self, campaign: Campaign, role: str, by: User | None, sheet: str, is_dry: bool) -> None:
        self.campaign, self.role, self.by, self.sheet, self.is_dry = campaign, role, by, sheet, is_dry
        self.items = asked_items(campaign.methodology)
        self.outcome = Outcome()
        self._signature = sameness(signature(campaign.methodology))

    def matched(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int]]:
        """Rows with the participants they are about; a row about nobody, or about somebody again, is a fault."""
        numbers, names, left_out = self._participants()
        met: dict[int, int] = {}
        for row in rows:
            self.outcome.rows += 1
            found = self._whose(row, numbers, names)
            if found is None:
                continue
            if found in left_out:
                self._refuse(row, PARTICIPANT, row.participant, f"Не участвует: {left_out[found]}.")
            elif found in met:
                self._refuse(row, PARTICIPANT, row.participant, f"Этот участник уже есть в строке {met[found]}.")
            elif row.methodology and sameness(row.methodology) != self._signature:
                expected = signature(self.campaign.methodology)
                self._refuse(row, METHODOLOGY, row.methodology, f"Книга другой методики или версии: нужна {expected}.")
            else:
                yield row, found
            met.setdefault(found, row.line)

    def judge(self, batch: list[tuple[Row, int]]) -> None:
        """Compare cells with what stands in the forms, and keep what differs."""
        numbers = [number for _, number in batch]
        forms = Response.objects.filter(participant__in=numbers).in_role(self.role)
        forms = {
            form.participant_id: form for form in forms.select_related("participant").select_for_update(of=("self",))
        }
        stood: dict[int, dict[int, Answer]] = {}
        items = {item.pk: item for item in self.items}
        for answer in Answer.objects.filter(response__in=forms.values(), item__in=items):
            answer.item = items[answer.item_id]
            stood.setdefault(answer.response_id, {})[answer.item_id] = answer
        touched: list[tuple[Response, list[Answer]]] = []
        for row, number in batch:
            form = forms.get(number)
            if form is None:
                self._refuse(row, PARTICIPANT, row.participant, "У этого участника нет формы.")
                continue
            changed = self._read(row, form, stood.setdefault(form.pk, {}))
            touched.append((form, changed))
        if not self.outcome.faulty:
            self._keep(touched, stood)

    def _read(self, row: Row, form: Response, answers: dict[int, Answer]) -> list[Answer]:
        changed = []
        for cell in row.cells:
            one = Field(cell.item, answers.get(cell.item.pk))
            try:
                given = reading.read(one.asked, cell.text)
            except reading.NotRead as refusal:
                self._refuse(row, cell.title, cell.text, str(refusal))
                continue
            answer = one.answer or Answer(response=form, item=cell.item)
            if given is None or not differs(answer, given, answer.note):
                self.outcome.same += 1
                continue
            if form.state not in OPEN_STATES:
                self._refuse(
                    row, cell.title, cell.text, "Форма уже сдана: чтобы изменить ответ, верните её на доработку."
                )
                continue
            self._count(one, form, answer, given)
            answers[cell.item.pk] = answer
            changed.append(answer)
        return changed

    def _count(self, one: Field, form: Response, answer: Answer, given: reading.Given) -> None:
        was = said(answer) if one.is_given else "–"
        if one.is_given:
            self.outcome.changed += 1
        else:
            self.outcome.new += 1
        fill(answer, given, answer.note, Answer.Origin.WORKBOOK)
        if len(self.outcome.changes) < LISTED:
            self.outcome.changes.append(Change(form.participant.label, one.item.code, was, said(answer)))

    def _keep(self, touched: list[tuple[Response, list[Answer]]], stood: dict[int, dict[int, Answer]]) -> None:
        """Answers, then the forms they complete; a form nothing was brought for stays as it is."""
        now = timezone.now()
        begun = [(form, changed) for form, changed in touched if changed]
        for form, _ in begun:
            form.begun_at, form.saved_at = form.begun_at or now, now
            if self._is_complete(stood[form.pk]):
                form.state, form.handed_in_at = ResponseState.HANDED_IN, now
        done = [form for form, _ in begun if form.state == ResponseState.HANDED_IN]
        self.outcome.handed_in += len(done)
        self.outcome.incomplete += len(begun) - len(done)
        if self.is_dry:
            return
        write([answer for _, changed in begun for answer in changed], self.by)
        bulk_update_with_history(
            [form for form, _ in begun], Response, ["begun_at", "saved_at", "state", "handed_in_at"],
            default_user=self.by, default_change_reason="загружено из книги Excel",
        )  # fmt: skip
        ResponseStep.objects.bulk_create(self._step(form, stood[form.pk]) for form in done)

    def _is_complete(self, answers: dict[int, Answer]) -> bool:
        return all(not item.is_required or (item.pk in answers and answers[item.pk].is_given) for item in self.items)

    def _step(self, form: Response, answers: dict[int, Answer]) -> ResponseStep:
        fields = [Field(item, answers[item.pk]) for item in self.items if item.pk in answers]
        return ResponseStep(
            response=form, state=form.state, at=form.handed_in_at, by=self.by, reason="Загружено из книги Excel",
            answers={one.item.code: kept(one) for one in fields},
        )  # fmt: skip

    def _participants(self) -> tuple[set[int], dict[str, set[int]], dict[int, str]]:
        """Numbers, names (as in the campaign and as in the charter of the school), reasons of those left out."""
        numbers: set[int] = set()
        names: dict[str, set[int]] = {}
        left_out: dict[int, str] = {}
        found = Participant.objects.filter(campaign=self.campaign).order_by()
        told = found.values_list("pk", "label", "school__name", "left_out_because").iterator(chunk_size=2000)
        is_school = self.campaign.methodology.subject == "school"
        for pk, label, school, reason in told:
            numbers.add(pk)
            for name in {label, school if is_school and school else label}:
                names.setdefault(sameness(name), set()).add(pk)
            if reason:
                left_out[pk] = reason
        return numbers, names, left_out

    def _whose(self, row: Row, numbers: set[int], names: dict[str, set[int]]) -> int | None:
        if row.number:
            if row.number.isascii() and row.number.isdigit() and int(row.number) in numbers:
                found = int(row.number)
                if not row.participant or found in names.get(sameness(row.participant), set()):
                    return found
                self._refuse(row, PARTICIPANT, row.participant, f"Номер {row.number} – у другого участника.")
                return None
            self._refuse(row, NUMBER, row.number, "В этой кампании нет участника с таким номером.")
            return None
        found_by_name = names.get(sameness(row.participant), set()) if row.participant else set()
        if len(found_by_name) == 1:
            return next(iter(found_by_name))
        why = "Участников с таким названием несколько: укажите номер." if found_by_name else "Такого участника нет."
        self._refuse(row, PARTICIPANT, row.participant, why if row.participant else "Не указан участник.")
        return None

    def _refuse(self, row: Row, column: str, value: str, reason: str) -> None:
        self.outcome.refuse(Fault(self.sheet, row.line, column, value, reason))


def role_of(campaign: Campaign) -> str:
    """Whose answers a workbook holds, unless it is said: the participants' own, else the view from outside."""
    return ResponseRole.SUBJECT if ResponseRole.SUBJECT in campaign.asks else ResponseRole.EXTERNAL
