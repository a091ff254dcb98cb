"""The registry of figures: each is asked once for everybody at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from ..models import Item, Methodology

Answer = Item.Answer
#: A number, or a truth as 1 and 0.
Known = Decimal
#: Numbers of people or schools, as a subquery → what is known of each; who is not in it is not known.
Ask = Callable[[QuerySet, date], Mapping[int, Known]]

NUMBERS = frozenset({Answer.NUMBER, Answer.COUNT})
YES_NO = frozenset({Answer.YES_NO})
PERCENTS = frozenset({Answer.PERCENT, Answer.NUMBER})


@dataclass(frozen=True)
class Source:
    """One figure: its title, which answers it fits, whether it is asked of the head or of the school."""

    name: str
    title: str
    answers: frozenset[str]
    about: str  # «person» or «school»: the field of a participant
    ask: Ask


_sources: dict[str, Source] = {}


def of_person(name: str, title: str, answers: frozenset[str]) -> Callable[[Ask], Ask]:
    return _registered(name, title, answers, "person")


def of_school(name: str, title: str, answers: frozenset[str]) -> Callable[[Ask], Ask]:
    return _registered(name, title, answers, "school")


def _registered(name: str, title: str, answers: frozenset[str], about: str) -> Callable[[Ask], Ask]:
    def register(ask: Ask) -> Ask:
        _sources[name] = Source(name, title, answers, about, ask)
        return ask

    return register


def choices() -> list[tuple[str, str]]:
    """For the editor of a methodology: names with titles, by title."""
    return sorted(((one.name, one.title) for one in _sources.values()), key=lambda choice: choice[1])


def problem(item: Item) -> str:
    """Why the registers cannot answer the item, in words; empty where they can or are not asked."""
    if not item.known_as:
        return ""
    source = _sources.get(item.known_as)
    if source is None:
        return f"Система не знает показателя «{item.known_as}»."
    if item.answer not in source.answers:
        return f"«{source.title}» не подходит к ответу «{item.get_answer_display()}»."
    if source.about == "school" and item.methodology.subject == Methodology.Subject.PROJECT:
        return f"«{source.title}» – сведения о школе, а оценивают проект."
    return ""


def known(participants: QuerySet, items: Iterable[Item], day: date) -> dict[int, dict[int, Known]]:
    """participant → item → what is known on the day; one question a figure and one more, however many they are."""
    asked = [(item, _sources[item.known_as]) for item in items if item.known_as and not problem(item)]
    if not asked:
        return {}
    told: dict[str, Mapping[int, Known]] = {}
    for _, source in asked:
        if source.name not in told:
            those = participants.exclude(**{source.about: None}).order_by().values_list(source.about, flat=True)
            told[source.name] = source.ask(those, day)
    found: dict[int, dict[int, Known]] = {}
    for pk, person, school in participants.order_by().values_list("pk", "person", "school").iterator(chunk_size=2000):
        whose = {"person": person, "school": school}
        values = {item.pk: told[source.name].get(whose[source.about]) for item, source in asked}
        found[pk] = {item: value for item, value in values.items() if value is not None}
    return found


def counted(records: QuerySet, by: str, those: QuerySet) -> Mapping[int, Known]:
    """How many records each has: who has none is known to have none."""
    found = records.filter(**{f"{by}__in": those}).order_by().values(by).annotate(number=Count("pk"))
    numbers = {row[by]: Decimal(row["number"]) for row in found}
    return {pk: numbers.get(pk, Decimal(0)) for pk in those}


def met(records: QuerySet, by: str, those: QuerySet) -> Mapping[int, Known]:
    """Whether each has any such record."""
    return {pk: min(number, Decimal(1)) for pk, number in counted(records, by, those).items()}
