"""A form as its page shows it: every asked item with what stands there, what is known, what stood last time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from leadership.core import russian
from leadership.core.models import Document

from . import burden, reading, sources
from .models import COUNTED_STATES, Answer, AnswerState, Item, Methodology, Response, Section
from .saying import STATES, said, said_known, stamp, written

NUMERIC = frozenset({Item.Answer.NUMBER, Item.Answer.PERCENT, Item.Answer.COUNT, Item.Answer.POINTS})
CHOSEN = frozenset({Item.Answer.YES_NO, Item.Answer.CHOICE})


@dataclass(frozen=True)
class Former:
    """What was answered to the same item about the same subject the last time before."""

    year: int
    said: str
    number: Decimal | None


@dataclass
class Field:
    """One asked item of a form; `typed` is what the page sent, by the part of the field it came from."""

    item: Item
    answer: Answer | None = None
    known: Decimal | None = None
    former: Former | None = None
    documents: list[Document] = field(default_factory=list)
    typed: Mapping[str, str] | None = None
    error: str = ""
    fault: str = ""

    @property
    def name(self) -> str:
        return f"i{self.item.pk}"

    @property
    def asked(self) -> reading.Asked:
        item = self.item
        is_points = item.answer == Item.Answer.POINTS
        least = item.least_points if is_points and item.least is None else item.least
        most = item.most_points if is_points and item.most is None else item.most
        steps = {step.code: step.label or step.code for step in item.steps.all() if step.code}
        return reading.Asked(item.answer, least, most, steps, item.may_be_inapplicable)

    @property
    def is_numeric(self) -> bool:
        return self.item.answer in NUMERIC

    @property
    def is_given(self) -> bool:
        return self.answer is not None and self.answer.is_given

    @property
    def is_wrong(self) -> bool:
        return bool(self.error or self.fault)

    @property
    def shown(self) -> str:
        """What stands in the field: what was typed, else the answer, else what the registers know by now."""
        if self.typed is not None:
            return self.typed.get("", "")
        if self.known is not None and not self.is_given:
            return written(Answer(item=self.item, number=self.known))
        return written(self.answer)

    @property
    def state(self) -> str:
        if self.typed is not None:
            return self.typed.get("state", "")
        return self.answer.state if self.answer and self.answer.state != AnswerState.VALUE else ""

    @property
    def note(self) -> str:
        if self.typed is not None:
            return self.typed.get("note", "")
        return self.answer.note if self.answer else ""

    @property
    def stamp(self) -> str:
        """What stands in the form, so that an untouched field of an old page overwrites nobody's answer."""
        answer = self.answer if self.answer and self.answer.pk else None
        if answer is None:
            return stamp({})
        state = "" if answer.state == AnswerState.VALUE else answer.state
        counts = {f"step-{code}": str(count) for code, count in (answer.counts or {}).items()}
        return stamp({"": written(answer), "state": state, "note": answer.note, **counts})

    @property
    def choices(self) -> list[tuple[str, str, str, bool]]:
        """Answers to choose from: value, label, description, whether it is chosen."""
        given = self.state or self.shown
        if self.item.answer == Item.Answer.YES_NO:
            offered = [("да", "да", ""), ("нет", "нет", "")]
        else:
            offered = [(it.code, it.label or it.code, it.description) for it in self.item.steps.all() if it.code]
        offered += [(state.value, state.label, "") for state in self.states]
        return [(value, label, said, value == given) for value, label, said in offered]

    @property
    def states(self) -> list[AnswerState]:
        """«Нет данных» may always be said, «не применяется» where the methodology lets."""
        return [state for state in STATES if state != AnswerState.NOT_APPLICABLE or self.item.may_be_inapplicable]

    @property
    def levels(self) -> list[tuple[str, str, str, str]]:
        """Levels to be counted: code, label, description, the count that stands there."""
        counts = (self.answer.counts if self.answer else None) or {}
        return [
            (it.code, it.label or it.code, it.description, self._count(it.code, counts))
            for it in self.item.steps.all()
            if it.code
        ]

    def _count(self, code: str, counts: Mapping[str, int]) -> str:
        if self.typed is not None:
            return self.typed.get(f"step-{code}", "")
        return str(counts[code]) if code in counts else ""

    @property
    def range_said(self) -> str:
        """«от 0 до 100», where the item is bounded."""
        least, most = self.asked.bounds
        if least is not None and most is not None:
            return f"от {russian.number(least)} до {russian.number(most)}"
        if most is not None:
            return f"не больше {russian.number(most)}"
        return f"не меньше {russian.number(least)}" if least else ""

    @property
    def known_said(self) -> str:
        return "" if self.known is None else said_known(self.item, self.known)

    @property
    def differs_from_known(self) -> bool:
        """Corrected by hand: what the registers know stands otherwise in the form."""
        answer = self.answer
        if self.known is None or answer is None or not answer.is_given or answer.origin == Answer.Origin.KNOWN:
            return False
        return answer.state != AnswerState.VALUE or answer.number != self.known

    @property
    def jumps(self) -> bool:
        limit = self.item.methodology.jump_percent
        now = self.answer.number if self.answer and self.answer.state == AnswerState.VALUE else None
        return self.is_numeric and reading.is_jump(self.former.number if self.former else None, now, limit)

    @property
    def wants_more(self) -> bool:
        """The explanation, or the document, is to be written now: its part of the field stands open."""
        is_marked = self.answer is not None and self.answer.is_marked
        return bool(self.note) or is_marked or self.differs_from_known or self.jumps or self.lacks_evidence

    @property
    def lacks_evidence(self) -> bool:
        """A document proves what is there: «нет», zero and no answer need none."""
        if not self.item.needs_evidence or self.documents or not self.is_given:
            return False
        return self.answer.state == AnswerState.VALUE and self.answer.value not in (False, Decimal(0))

    def question(self) -> burden.Question:
        is_known = self.known is not None or (self.answer is not None and self.answer.origin == Answer.Origin.KNOWN)
        is_answered = self.is_given and not is_known
        return burden.Question(self.item.answer, self.item.needs_evidence, is_known, is_answered)


@dataclass(frozen=True)
class Part:
    """A section of the form with its fields."""

    section: Section
    fields: list[Field]

    @property
    def left(self) -> int:
        return sum(not one.is_given for one in self.fields)


def asked_items(methodology: Methodology, numbers: Collection[int] | None = None) -> list[Item]:
    """What a form asks, in its order; of it, those with the numbers."""
    items = methodology.items.asked().select_related("section", "methodology")
    if numbers is not None:
        items = items.filter(pk__in=numbers)
    return list(items.prefetch_related("steps").order_by("section__position", "section__pk", "position", "pk"))


def fields_of(response: Response) -> list[Field]:
    """The form with everything its page needs: a fixed number of questions and one a figure of the registers."""
    items = asked_items(response.participant.campaign.methodology)
    answers = with_items(response.answers.all(), items)
    documents = _documents(answers.values())
    formers = formers_of(response)
    known = _known(response, items)
    return [
        Field(
            item=item,
            answer=answers.get(item.pk),
            known=known.get(item.pk),
            former=formers.get(item.code),
            documents=documents.get(answers[item.pk].pk, []) if item.pk in answers else [],
        )
        for item in items
    ]


def fields_to_keep(response: Response, numbers: Collection[int]) -> list[Field]:
    """A few fields of the form with what saving them takes: neither documents nor last year's answers."""
    items = asked_items(response.participant.campaign.methodology, numbers)
    answers = with_items(response.answers.filter(item__in=items), items)
    known = _known(response, items) if any(item.known_as for item in items) else {}
    return [Field(item, answers.get(item.pk), known.get(item.pk)) for item in items]


def with_items(answers: Iterable[Answer], items: Iterable[Item]) -> dict[int, Answer]:
    """Answers by the number of their item, each with the item already taken: its steps are not asked for again."""
    known = {item.pk: item for item in items}
    found = {one.item_id: one for one in answers}
    for number, answer in found.items():
        if number in known:
            answer.item = known[number]
    return found


def parts_of(fields: Iterable[Field]) -> list[Part]:
    parts: dict[int, Part] = {}
    for one in fields:
        parts.setdefault(one.item.section_id, Part(one.item.section, [])).fields.append(one)
    return list(parts.values())


def formers_of(response: Response) -> dict[str, Former]:
    """The latest earlier answers by any version of the methodology, by the code of the item: one question."""
    participant, campaign = response.participant, response.participant.campaign
    earlier = (
        Answer.objects.given()
        .filter(
            response__role=response.role,
            response__state__in=COUNTED_STATES,
            response__participant__content_type=participant.content_type_id,
            response__participant__object_id=participant.object_id,
            response__participant__campaign__year__lt=campaign.year,
            response__participant__campaign__methodology__code=campaign.methodology.code,
        )
        .select_related("item", "response__participant__campaign")
        .prefetch_related("item__steps")
        .order_by("response__participant__campaign__year", "pk")
    )
    formers: dict[str, Former] = {}
    for answer in earlier:
        year = answer.response.participant.campaign.year
        number = answer.number if answer.state == AnswerState.VALUE else None
        formers[answer.item.code] = Former(year, said(answer), number)
    return formers


def _documents(answers: Iterable[Answer]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = {}
    numbers = [answer.pk for answer in answers]
    for document in Document.objects.of_model(Answer).filter(object_id__in=numbers).select_related("stored"):
        found.setdefault(document.object_id, []).append(document)
    return found


def _known(response: Response, items: list[Item]) -> dict[int, Decimal]:
    """What the registers know of the participant; a view from outside is nobody's register."""
    if response.role != "subject":
        return {}
    participant: Any = response.participant
    those = type(participant).objects.filter(pk=participant.pk)
    return sources.known(those, items, participant.campaign.as_of).get(participant.pk, {})
