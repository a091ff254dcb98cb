"""A row understood: its cells by field, and the person, the school, the contest they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadership.core import russian
from leadership.core.spreadsheets.cells import sameness
from leadership.core.spreadsheets.reading import Line

from ..models import School
from .matching import Known, KnownSchool
from .outcomes import Candidate, Fault, Question
from .register import Column, Kind, Of, Register
from .stock import Stock
from .values import Name, NotUnderstood, said, understood

SKIP, NEW, SAME = "skip", "new", "same:"
BLANK = "Не заполнено."
#: A dash is how papers, our own exports among them, say that there is nothing.
ANY_SCHOOL = ("любая школа",)
BLANKS = (None, "–", "-", "—")
NO_SUCH_PERSON = "Такого человека в реестре нет. Сначала внесите его или исправьте имя."


@dataclass(slots=True)
class Draft:
    """A row on its way: `people` are those it may mean, all but one of them only until the question is answered."""

    row: int
    cells: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    texts: tuple[tuple[int, str], ...] = ()
    people: list[Known] = field(default_factory=list)
    is_exact: bool = False
    school: int = 0
    question: Question | None = None
    is_skipped: bool = False
    has_several: bool = False  # schools in one cell, as a list shows a head of two

    @property
    def person(self) -> Known | None:
        return None if self.question or not self.people else self.people[0]


class Drafting:
    """Turns lines into drafts, asking only what the stock already knows."""

    def __init__(
        self, register: Register, places: Mapping[int, Column], stock: Stock, answers: Mapping[str, str], today: date
    ) -> None:
        self.register, self.places, self.stock = register, places, stock
        self.answers, self.today = answers, today
        self.place_of = {column.field: place for place, column in places.items()}

    def draft(self, line: Line) -> Draft:
        draft = Draft(line.number, texts=tuple((place, said(line.values[place])) for place in self.places))
        if self.answers.get(str(line.number)) == SKIP:
            draft.is_skipped = True
        for place, column in self.places.items():
            if line.values[place] not in BLANKS:
                self._read(draft, column, place, line.values[place])
        self._join_name(draft)
        self._refuse_blanks(draft)
        if self.register.model is School:
            self._find_school(draft)
        elif self.register.names_people and "name" in draft.cells:
            self._find_person(draft)
        return draft

    def fault(self, name: str, reason: str, value: Any = None) -> Fault:
        column = self.register.column(name)
        return Fault(reason, self.place_of.get(name), column.title, said(value))

    def _read(self, draft: Draft, column: Column, place: int, value: Any) -> None:
        if column.tail and "," in said(value):
            value, tail = map(str.strip, said(value).split(",", 1))
            if tail not in ANY_SCHOOL:
                self._read(draft, self.register.column(column.tail), place, tail)
        try:
            meant = understood(column, value)
            if column.kind is Kind.SCHOOL:
                meant = self._school(str(meant), is_needed=column.of is not Of.HINT)
                draft.has_several |= ";" in str(value) and not self.stock.schools.exact(str(value))
            elif column.kind is Kind.CONTEST:
                meant = self._contest(str(meant))
            if column.happened and meant > self.today:
                raise NotUnderstood("Этот день ещё не наступил.")
        except NotUnderstood as fault:
            draft.faults.append(Fault(str(fault), place, column.title, said(value)))
        else:
            if meant is not None:
                draft.cells[column.field] = meant

    def _school(self, text: str, *, is_needed: bool) -> int | None:
        found = self.stock.schools.exact(text) or self._first_of_several(text)
        if len(found) == 1 or (found and not is_needed):
            return found[0].pk
        if not is_needed:
            return None
        if found:
            names = "; ".join(school.name for school in found)
            raise NotUnderstood(f"Таких школ несколько: {names}. Напишите полное название.")
        near = self.stock.schools.near(text)
        hint = f" Похожа: {near[0].short_name}." if near else ""
        raise NotUnderstood(f"Такой школы в реестре нет.{hint}")

    def _first_of_several(self, text: str) -> list[KnownSchool]:
        found = [self.stock.schools.exact(name) for name in text.split(";")]
        return found[0] if len(found) > 1 and all(len(schools) == 1 for schools in found) else []

    def _contest(self, text: str) -> int:
        found = self.stock.contests.exact(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise NotUnderstood("Таких конкурсов несколько. Добавьте год или дату итогов: «Название, 2023».")
        raise NotUnderstood("Такого конкурса в реестре нет. Сначала добавьте конкурс.")

    def _join_name(self, draft: Draft) -> None:
        """A name in three columns is one name; the whole one, where it stands, goes before."""
        last, first = draft.cells.pop("last_name", ""), draft.cells.pop("first_name", "")
        patronymic = draft.cells.pop("patronymic", "")
        if self.register.names_people and "name" not in draft.cells and last and first:
            draft.cells["name"] = Name(last, first, patronymic)

    def _refuse_blanks(self, draft: Draft) -> None:
        """What tells the record must be filled in; the rest may be blank where the record is there."""
        faulty = {fault.title for fault in draft.faults}
        for name in self._telling():
            column = self.register.column(name)
            places = [self.place_of.get(other) for other in (name, *column.instead)]
            if name in draft.cells or column.title in faulty:
                continue
            if column.kind is not Kind.NAME and any(other in draft.cells for other in column.instead):
                continue
            place = next((place for place in places if place is not None), None)
            draft.faults.append(Fault(BLANK, place, column.title))

    def _telling(self) -> list[str]:
        return [column.field for column in self.register.columns if column.required]

    def _find_school(self, draft: Draft) -> None:
        """The subject of a row of the register of schools."""
        texts = [draft.cells[name] for name in ("short_name", "name") if name in draft.cells]
        found = {school.pk: school for text in texts for school in self.stock.schools.exact(text)}
        near = [] if found else self.stock.schools.near(*texts)
        answer = self.answers.get(str(draft.row), "")
        chosen = {f"{SAME}{school.pk}": school.pk for school in (*found.values(), *near)}.get(answer)
        if chosen or len(found) == 1:
            draft.school = chosen or next(iter(found))
        elif (found or near) and not (answer == NEW and not found):
            candidates = tuple(_school_said(school) for school in (*found.values(), *near))
            draft.question = Question("school", candidates, may_be_new=not found)
        elif texts and not draft.faults:
            short, full = draft.cells.get("short_name", texts[0]), draft.cells.get("name", texts[0])
            self.stock.schools.add(KnownSchool(-draft.row, short, full))

    def _find_person(self, draft: Draft) -> None:
        name, born_on = draft.cells["name"], draft.cells.get("born_on")
        exact = self.stock.people.exact(name)
        sure = self._sure(exact, draft)
        answer = self.answers.get(str(draft.row), "")
        if sure and not answer:
            draft.people, draft.is_exact = [sure], True
            return
        met = exact or self.stock.people.near(name, born_on)
        chosen = [person for person in met if f"{SAME}{person.pk}" == answer]
        if chosen:
            draft.people, draft.is_exact = chosen, True
        elif met and answer != NEW:
            draft.people, draft.is_exact = met, bool(exact)
            candidates = tuple(self._person_said(person) for person in met)
            draft.question = Question("person", candidates, may_be_new=self._may_be_new(name))
        elif not self._may_be_new(name):
            reason = "Напишите имя и отчество полностью." if self.register.creates_people else NO_SUCH_PERSON
            draft.faults.append(self.fault("name", reason, name))
        elif not draft.faults:
            self._bring(draft, name)

    def _may_be_new(self, name: Name) -> bool:
        return self.register.creates_people and not name.is_abbreviated

    def _sure(self, exact: list[Known], draft: Draft) -> Known | None:
        """The one person of that name whom nothing in the row contradicts."""
        born_on, school = draft.cells.get("born_on"), draft.cells.get("school")
        if born_on:
            born = [person for person in exact if person.born_on == born_on]
            exact = born or [person for person in exact if person.born_on is None]
        if len(exact) > 1 and school:
            exact = [person for person in exact if school in self.stock.schools_of.get(person.pk, ())]
        if len(exact) == 1 and sameness(str(exact[0].name)) == sameness(str(draft.cells["name"])):
            return exact[0]
        return None

    def _bring(self, draft: Draft, name: Name) -> None:
        told = {column.field: draft.cells.get(column.field) for column in self.register.of(Of.PERSON)}
        fields = {field: told[field] for field in Known._fields if told.get(field) is not None}
        person = Known(-draft.row, name.last, name.first, name.patronymic, **fields)
        self.stock.people.add(person)
        draft.people, draft.is_exact = [person], True

    def _person_said(self, person: Known) -> Candidate:
        worked = self.stock.schools_of.get(person.pk, ())
        parts = [str(person.name)]
        if person.born_on:
            parts.append(f"род. {russian.day(person.born_on)}")
        if worked:
            parts.append(self.stock.schools.said(worked[0]))
        if person.pk < 0:
            parts.append(f"из строки {-person.pk} этого файла")
        return Candidate(str(person.pk), ", ".join(parts))


def _school_said(school: KnownSchool) -> Candidate:
    where = f", из строки {-school.pk} этого файла" if school.pk < 0 else ""
    return Candidate(str(school.pk), f"{school.short_name} ({school.name}){where}")
