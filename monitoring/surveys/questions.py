"""What of a methodology is asked, and how an answer of each kind is told from another."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from ..models import Item, Methodology
from .distribution import Option, Question

YES, NO = "yes", "no"
#: A number with at most so many whole values is chosen, not typed.
CHOSEN_VALUES = 11
_NUMBERS = frozenset({Item.Answer.NUMBER, Item.Answer.PERCENT, Item.Answer.COUNT, Item.Answer.POINTS})


def asked(methodology: Methodology) -> list[Item]:
    """The items a person answers, with their sections and scales, in the order of the questionnaire."""
    return list(methodology.items.asked().select_related("section").prefetch_related("steps"))


def question_of(item: Item) -> Question:
    return Question(item.code, item.title, item.section.title, item.answer, tuple(options_of(item)))


def options_of(item: Item) -> list[Option]:
    """The answers to choose from; none for an open question and for a number that is typed."""
    if item.answer == Item.Answer.CHOICE:
        return [Option(step.code, step.name, step.points, step.is_positive) for step in item.steps.all()]
    if item.answer == Item.Answer.YES_NO:
        up, down = item.direction == Item.Direction.UP, item.direction == Item.Direction.DOWN
        return [Option(YES, "да", is_positive=up), Option(NO, "нет", is_positive=down)]
    return [Option(str(value), str(value), Decimal(value)) for value in _whole_values(item)]


def refuse_unaskable(items: list[Item]) -> None:
    """A questionnaire that a person cannot answer by one sheet is not opened."""
    if not items:
        raise ValidationError("В этой методике нет ни одного вопроса.")
    for item in items:
        if item.answer == Item.Answer.LEVELS:
            raise ValidationError(f"Вопрос {item.code}: «количество по уровням» в анкете не спрашивают.")
        if item.answer == Item.Answer.CHOICE and not all(step.code for step in item.steps.all()):
            raise ValidationError(f"Вопрос {item.code}: у каждого варианта ответа должен быть код.")
        if item.answer == Item.Answer.CHOICE and not item.steps.all():
            raise ValidationError(f"Вопрос {item.code}: нет вариантов ответа.")


def is_open(item: Item) -> bool:
    return item.answer == Item.Answer.TEXT


def _whole_values(item: Item) -> range:
    """«От 1 до 5» are five values; what is not bounded, or not by whole numbers, is typed."""
    if item.answer not in _NUMBERS or item.least is None or item.most is None:
        return range(0)
    if item.least % 1 or item.most % 1 or item.most - item.least >= CHOSEN_VALUES:
        return range(0)
    return range(int(item.least), int(item.most) + 1)
