"""The questions of a methodology as fields: the same for an anonymous sheet and for an interviewer."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from leadership.core import russian

from ..models import AnswerState, Item
from ..surveys.questions import YES, is_open, options_of

#: The longest open answer; a longer one is not an answer but a letter.
LETTERS = 2000
NOT_APPLICABLE = "not_applicable"


class NumberField(forms.DecimalField):
    """A number typed with a comma or a point, within the bounds of the question."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": "Введите число цифрами, например 12 или 7,5.",
        "max_decimal_places": "Введите целое число.",
    }

    def __init__(self, *, item: Item, **kwargs: Any) -> None:
        self.item = item
        super().__init__(max_digits=20, decimal_places=0 if item.answer == Item.Answer.COUNT else 4, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.replace("\u00a0", "").replace(" ", "").replace(",", ".")
        return super().to_python(value)

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        least, most = self._bounds()
        if value is not None and least is not None and value < least:
            raise ValidationError(f"Не меньше {russian.number(least)}.")
        if value is not None and most is not None and value > most:
            raise ValidationError(f"Не больше {russian.number(most)}.")

    def _bounds(self) -> tuple[Decimal | None, Decimal | None]:
        least, most = self.item.least, self.item.most
        if self.item.answer == Item.Answer.PERCENT:
            return (Decimal(0) if least is None else least), (Decimal(100) if most is None else most)
        return (Decimal(0) if least is None and self.item.answer == Item.Answer.COUNT else least), most


class QuestionsForm(forms.Form):
    """A field a question; `is_draft` lets what is required wait."""

    def __init__(self, *args: Any, items: list[Item], is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {f"q{item.pk}": item for item in items}
        for name, item in self.items.items():
            self.fields[name] = _field(item, is_required=item.is_required and not is_draft)

    def sections(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """Sections with their questions, in the order of the methodology."""
        for section, names in groupby(self.items, key=lambda name: self.items[name].section):
            yield section, [self[name] for name in names]

    def answers(self) -> list[dict[str, Any]]:
        """What was answered, as the fields of an answer; a question passed over leaves none."""
        said = ((item, self.cleaned_data.get(name)) for name, item in self.items.items())
        return [_answer(item, value) for item, value in said if value not in (None, "")]


def said_of(item: Item, answer: Any) -> Any:
    """An answer that is kept, as its field shows it."""
    if answer.state == AnswerState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if item.answer == Item.Answer.CHOICE:
        return answer.choice
    if is_open(item):
        return answer.text
    if answer.number is None:
        return None
    if item.answer == Item.Answer.YES_NO:
        return YES if answer.number else "no"
    return russian.number(answer.number)


def _field(item: Item, *, is_required: bool) -> forms.Field:
    shared: dict[str, Any] = {"label": item.title, "help_text": item.hint, "required": is_required}
    if options := options_of(item):
        choices = [(option.code, option.label) for option in options]
        if item.may_be_inapplicable:
            choices.append((NOT_APPLICABLE, "ко мне не относится"))
        return forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, error_messages={"required": "Выберите ответ."}, **shared
        )
    if is_open(item):
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=LETTERS, **shared)
    shared["required"] = is_required and not item.may_be_inapplicable
    return NumberField(item=item, **shared)


def _answer(item: Item, value: Any) -> dict[str, Any]:
    if value == NOT_APPLICABLE:
        return {"item": item, "state": AnswerState.NOT_APPLICABLE}
    if item.answer == Item.Answer.CHOICE:
        return {"item": item, "choice": value}
    if is_open(item):
        return {"item": item, "text": value}
    if item.answer == Item.Answer.YES_NO:
        return {"item": item, "number": Decimal(value == YES)}
    return {"item": item, "number": Decimal(value)}
