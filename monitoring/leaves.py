"""A form leaf by leaf: which questions share a page, where one goes on.  Knows no Django."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: So many short figures of one section still fit the screen of a phone.
TOGETHER = 4


def grouped(questions: Iterable[tuple[Any, bool]]) -> list[list[int]]:
    """Places of the questions page by page; of each is told its section and whether it is a short figure.

    A question with answers to read, to write or to prove has a page of its own; short figures of one section
    that follow each other share one, at most `TOGETHER`.
    """
    pages: list[list[int]] = []
    open_for: Any = None
    for place, (section, is_short) in enumerate(questions):
        if is_short and open_for == (section,) and len(pages[-1]) < TOGETHER:
            pages[-1].append(place)
        else:
            pages.append([place])
        open_for = (section,) if is_short else None
    return pages


@dataclass(frozen=True)
class Leaf:
    """One page of a form: the fields on it, `first` … `last` among all the questions, counted from one."""

    number: int
    first: int
    last: int
    fields: Sequence[Any]
    is_to_mend: bool = False

    @property
    def is_given(self) -> bool:
        """Everything on it is answered."""
        return all(one.is_given for one in self.fields)

    @property
    def is_wanted(self) -> bool:
        """Something on it must be answered and is not."""
        return any(one.item.is_required and not one.is_given for one in self.fields)

    @property
    def is_known(self) -> bool:
        """Everything on it the registers know."""
        return all(one.known is not None and not one.differs_from_known for one in self.fields)

    @property
    def place(self) -> str:
        return f"Вопрос {self.first}" if self.first == self.last else f"Вопросы {self.first}–{self.last}"

    @property
    def titles(self) -> str:
        return "; ".join(one.item.title for one in self.fields)

    @property
    def state(self) -> str:
        """In words, for the list of questions."""
        if self.is_to_mend:
            return "исправить"
        if self.is_given:
            return "из данных системы" if self.is_known else "отвечено"
        return "не отвечено" if self.is_wanted else "необязательно"


def leaves_of(fields: Sequence[Any], returned_at: datetime | None = None) -> list[Leaf]:
    """The form page by page; of a returned one, what was marked and not saved since is to be mended."""
    leaves, first = [], 1
    for places in grouped((one.item.section_id, is_short(one)) for one in fields):
        on_it = [fields[place] for place in places]
        is_to_mend = returned_at is not None and any(_waits(one.answer, returned_at) for one in on_it)
        leaves.append(Leaf(len(leaves) + 1, first, first + len(on_it) - 1, on_it, is_to_mend))
        first += len(on_it)
    return leaves


def is_short(field: Any) -> bool:
    """A figure to be typed in, without a document and of no competence."""
    return field.is_numeric and not field.item.needs_evidence and field.item.competence_id is None


def going_on(leaves: Sequence[Leaf]) -> Leaf | None:
    """Where one goes on: what is to be mended, else what must be answered; none where all is ready to be checked."""
    return next(_waiting(leaves), None)


def next_after(leaf: Leaf, leaves: Sequence[Leaf]) -> Leaf | None:
    """The page after this one; of a returned form the next to be mended. None: to the check."""
    after = leaves[leaf.number :]
    if leaf.is_to_mend or any(one.is_to_mend for one in leaves):
        return next((one for one in after if one.is_to_mend), None)
    return after[0] if after else None


def before(leaf: Leaf, leaves: Sequence[Leaf]) -> Leaf | None:
    return leaves[leaf.number - 2] if leaf.number > 1 else None


def _waiting(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    yield from (one for one in leaves if one.is_to_mend)
    yield from (one for one in leaves if one.is_wanted)


def _waits(answer: Any, returned_at: datetime) -> bool:
    return answer is not None and answer.is_marked and (answer.saved_at is None or answer.saved_at <= returned_at)
