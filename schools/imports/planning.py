"""What a workbook would do: every row becomes an outcome; nothing is written here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ForeignKey

from leadership.core.spreadsheets.cells import sameness

from ..models import Person, ReserveState, ReserveStep, School
from .drafts import BLANK, Draft, Drafting
from .heading import Terms
from .matching import Known, are_near
from .outcomes import Change, Deed, Fault, Outcome, Verdict
from .register import Column, Kind, Of, Register
from .stock import Stock
from .words import Words

PERSON, RECORD, STEP = "person", "record", "step"
PARTS = {PERSON: Of.PERSON, RECORD: Of.RECORD, STEP: Of.STEP}


@dataclass
class Attempt:
    """A row tried with one person: what it would change, and what speaks against it."""

    draft: Draft
    person: Known | None
    record: Any = None
    key: tuple[Any, ...] | None = None
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    compared: int = 0
    appointment: Any = None

    @property
    def changes_nothing(self) -> bool:
        return not (self.deeds or self.faults)


class Planner:
    """Goes through the rows in batches; remembers what the rows above have taken or told."""

    def __init__(self, register: Register, drafting: Drafting, stock: Stock) -> None:
        self.register, self.drafting, self.stock = register, drafting, stock
        self.words = Words(stock)
        self.terms = Terms()
        self.used: dict[int, int] = {}
        self.planned: dict[tuple[Any, ...], int] = {}
        self.told: dict[int, tuple[int, tuple[Any, ...]]] = {}
        self.told_columns = [it for it in register.of(Of.PERSON) if it.kind not in (Kind.NAME, Kind.PART)]

    def batch(self, lines: Iterable[Any]) -> list[Outcome]:
        drafts = [self.drafting.draft(line) for line in lines]
        people = {person.pk for draft in drafts for person in draft.people}
        schools = {draft.school or draft.cells.get("school", 0) for draft in drafts}
        records = self.stock.records(people, schools)
        if self.register.heads_schools:
            self.terms.hold((it for group in records.values() for it in group), {pk for pk in schools if pk > 0})
        return [self._outcome(draft, records) for draft in drafts]

    def late(self) -> dict[int, Fault]:
        """Rows that only the whole file shows to be impossible."""
        return {row: Fault(reason) for row, reason in self.terms.conflicts().items()}

    def _outcome(self, draft: Draft, records: dict[int, list[Any]]) -> Outcome:
        if draft.is_skipped:
            return self._said(draft, Verdict.SKIPPED)
        if draft.faults:
            return self._said(draft, Verdict.REFUSED, faults=draft.faults)
        if draft.question:
            known = self._says_nothing_new(draft, records)
            if known is None:
                return self._said(draft, Verdict.ASKED)
            return self._accept(known)
        return self._accept(self._tried(draft, draft.person, records))

    def _said(self, draft: Draft, verdict: Verdict, **more: Any) -> Outcome:
        faults, changes, deeds = (tuple(more.get(part, ())) for part in ("faults", "changes", "deeds"))
        asked = draft.question if verdict is Verdict.ASKED else None
        return Outcome(draft.row, verdict, self._subject(draft), changes, faults, asked, deeds, draft.texts)

    def _subject(self, draft: Draft) -> str:
        """Whom the row is about, by the name in the register where there is one."""
        cells = draft.cells
        known = draft.person.name if draft.person else None
        parts = [str(known or cells.get("name") or cells.get("short_name") or "")]
        parts.append(self.stock.schools.said(cells["school"]) if "school" in cells else "")
        parts.extend(
            self.words.of(self.register.column(name), cells[name]) for name in ("title", "year") if name in cells
        )
        return ", ".join(filter(None, parts))

    def _says_nothing_new(self, draft: Draft, records: dict[int, list[Any]]) -> Attempt | None:
        """A row that tells of one of its candidates only what is known needs no answer.

        A slip in the name is forgiven where the rest agrees; another surname is news by itself.
        """
        for person in draft.people:
            attempt = self._tried(draft, person, records)
            is_slip = attempt.compared and are_near(draft.cells["name"], person.name)
            if attempt.changes_nothing and (draft.is_exact or is_slip):
                return attempt
        return None

    def _accept(self, attempt: Attempt) -> Outcome:
        draft = attempt.draft
        if attempt.faults:
            return self._said(draft, Verdict.REFUSED, faults=attempt.faults)
        if attempt.record is not None:
            self.used[attempt.record.pk] = draft.row
        if attempt.key is not None:
            self.planned[attempt.key] = draft.row
        if attempt.person is not None and self.told_columns:
            told = tuple(draft.cells.get(column.field) for column in self.told_columns)
            self.told.setdefault(attempt.person.pk, (draft.row, told))
        if attempt.appointment is not None:
            self.terms.plan(attempt.appointment, str(attempt.person and attempt.person.name), draft.row)
        if not attempt.deeds:
            return self._said(draft, Verdict.SAME)
        verdict = Verdict.CREATE if attempt.is_new else Verdict.CHANGE
        return self._said(draft, verdict, changes=attempt.changes, deeds=attempt.deeds)

    # One row with one person

    def _tried(self, draft: Draft, person: Known | None, records: dict[int, list[Any]]) -> Attempt:
        attempt = Attempt(draft, person)
        if person is not None:
            self._try_person(attempt, person)
        if self.register.model is not Person:
            owner = draft.school if person is None else person.pk
            self._try_record(attempt, records.get(owner or draft.cells.get("school", 0), []))
        return attempt

    def _try_person(self, attempt: Attempt, person: Known) -> None:
        draft = attempt.draft
        row, told = self.told.get(person.pk, (0, ()))
        if row and self.register.model is Person:
            attempt.faults.append(self.drafting.fault("name", f"Повторяет строку {row}.", draft.cells["name"]))
            return
        for column, other in zip(self.told_columns, told, strict=False):
            mine = draft.cells.get(column.field)
            if mine is not None and other is not None and not self.words.is_same(column, mine, other):
                reason = f"В строке {row} у этого человека другое: {self.words.of(column, other)}."
                attempt.faults.append(self.drafting.fault(column.field, reason, mine))
        values = self._differing(attempt, self.told_columns, person, is_new=person.pk < 0)
        if person.pk < 0:
            named = {"last_name": person.last_name, "first_name": person.first_name, "patronymic": person.patronymic}
            values = named | values
            attempt.deeds.append(Deed(PERSON, None, values, person.pk))
            attempt.is_new = self.register.model is Person
        elif values:
            attempt.deeds.append(Deed(PERSON, person.pk, values))
        if values:
            whole = Person(municipality=self.stock.municipality, **{**person._asdict(), **values})
            self._check(attempt, whole, PERSON)

    def _try_record(self, attempt: Attempt, records: list[Any]) -> None:
        draft, register = attempt.draft, self.register
        columns = register.of(Of.RECORD)
        record = self._meant(draft, records)
        attempt.record = record
        if record is None:
            if draft.has_several:
                attempt.faults.append(Fault("В ячейке несколько школ. Напишите по строке на каждую."))
                return
            attempt.key = self._key(attempt)
            if attempt.key in self.planned:
                attempt.faults.append(Fault(f"Повторяет строку {self.planned[attempt.key]}."))
                return
        elif record.pk in self.used:
            attempt.faults.append(Fault(f"Повторяет строку {self.used[record.pk]}."))
            return
        values = self._differing(attempt, columns, record, is_new=record is None)
        if record is None:
            self._stand_in(values)
            attempt.is_new = True
        elif values and (locked := register.locked(record, values)):
            attempt.faults.append(Fault(locked))
            return
        if values or record is None:
            self._plan_record(attempt, record, values)
        if register.of(Of.STEP):
            self._try_step(attempt, record)

    def _plan_record(self, attempt: Attempt, record: Any, values: dict[str, Any]) -> None:
        register, person = self.register, attempt.person
        whole = register.model() if record is None else _copied(record)
        for name, value in values.items():
            setattr(whole, name, value)
        self._check(attempt, whole, RECORD)
        owner = {"person_id": person.pk} if record is None and person is not None else {}
        fresh = person.pk if owner and person is not None and person.pk < 0 else 0
        attempt.deeds.append(Deed(RECORD, record and record.pk, values | ({} if fresh else owner), fresh))
        if register.heads_schools and not attempt.faults:
            attempt.appointment = whole

    def _try_step(self, attempt: Attempt, record: Any) -> None:
        """The inclusion an entry of the reserve begins with; of a candidate a row may say nothing about it."""
        step = record.included_id if record is not None else None
        values = self._differing(attempt, self.register.of(Of.STEP), record, is_new=step is None)
        if record is not None and not values:
            return
        if record is not None and (locked := self.register.locked(record, values)):
            attempt.faults.append(Fault(locked))
        elif step is None:
            values["state"] = ReserveState.INCLUDED
            self._check(attempt, ReserveStep(**values), STEP)
        attempt.deeds.append(Deed(STEP, step, values | ({"entry_id": record.pk} if record is not None else {})))

    def _meant(self, draft: Draft, records: list[Any]) -> Any:
        register = self.register
        if register.model is School:
            return records[0] if records else None
        unused = [record for record in records if record.pk not in self.used]
        if register.choose:
            return register.choose(unused, draft.cells) or register.choose(records, draft.cells)
        columns = [register.column(name) for name in register.key]

        def is_meant(record: Any) -> bool:
            return all(self.words.is_same(it, getattr(record, it.present), draft.cells.get(it.field)) for it in columns)

        return next(filter(is_meant, [*unused, *records]), None)

    def _key(self, attempt: Attempt) -> tuple[Any, ...]:
        cells, person = attempt.draft.cells, attempt.person
        key = [_folded(cells.get(name)) for name in self.register.key]
        if self.register.model is School:
            return (_folded(cells.get("short_name") or cells.get("name")),)
        return (person.pk if person is not None else cells.get("school"), *key)

    def _stand_in(self, values: dict[str, Any]) -> None:
        for name, other in self.register.stand_in.items():
            if not values.get(name) and values.get(other):
                values[name] = values[other]

    # Cells

    def _differing(self, attempt: Attempt, columns: Iterable[Column], present: Any, *, is_new: bool) -> dict[str, Any]:
        """Values the row brings; a blank cell brings nothing, and what differs by ё, case or spaces is the same."""
        values: dict[str, Any] = {}
        for column in columns:
            if column.kind in (Kind.NAME, Kind.PART) or column.field not in attempt.draft.cells:
                continue
            value = attempt.draft.cells[column.field]
            attempt.compared += column.field != "born_on"
            old = None if is_new else getattr(present, column.present)
            if is_new or not (self.words.is_same(column, old, value) or self._stood(column, present, value)):
                values[column.attribute] = value
                attempt.changes.append(Change(column.title, self.words.of(column, old), self.words.of(column, value)))
        return values

    def _stood(self, column: Column, present: Any, value: Any) -> bool:
        return bool(column.stood_as) and self.words.is_same(column, getattr(present, column.stood_as), value)

    # Rules

    def _check(self, attempt: Attempt, whole: Any, part: str) -> None:
        """The model's own rules, without those that would ask the database: the batch has answered them."""
        exclude = {it.name for it in whole._meta.fields if isinstance(it, ForeignKey)}
        try:
            whole.clean_fields(exclude=exclude)
            if part == RECORD:
                (self.register.clean or type(whole).clean)(whole)
        except ValidationError as refusal:
            attempt.faults.extend(self._faults(refusal, whole, part))

    def _faults(self, refusal: ValidationError, whole: Any, part: str) -> Iterator[Fault]:
        errors: dict[str, list[ValidationError]] = refusal.update_error_dict({})
        columns = {column.field: column for column in self.register.of(PARTS[part])}
        for name, reasons in errors.items():
            column = columns.get(name)
            for error in reasons:
                reason = BLANK if error.code in ("null", "blank") else " ".join(error.messages)
                if name == NON_FIELD_ERRORS:
                    yield Fault(reason)
                elif column is None:
                    yield Fault(reason, title=str(whole._meta.get_field(name).verbose_name))
                else:
                    value = self.words.of(column, getattr(whole, column.attribute))
                    yield Fault(reason, self.drafting.place_of.get(name), column.title, value)


def _copied(record: Any) -> Any:
    return type(record)(**{it.attname: getattr(record, it.attname) for it in record._meta.concrete_fields})


def _folded(value: Any) -> Any:
    return sameness(value) if isinstance(value, str) else value
