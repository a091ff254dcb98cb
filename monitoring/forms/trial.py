"""«Проба»: a value typed in, its points and the reason. Nothing is saved."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from leadership.core import russian

from .. import scoring
from ..models import Item
from ..scheme import bounds_of, item_of
from .figures import FigureField

BEST = "best_of_all"


@dataclass(frozen=True)
class Tried:
    """What came of a trial: the value in words, its points, and why so many; or why there are none."""

    value: str
    points: str
    reason: str


class TrialForm(forms.Form):
    """The fields are those of the item's answer, or of the inputs of its formula."""

    def __init__(self, data: Any, *, item: Item) -> None:
        self.item = item
        self.scored = item_of(item)
        super().__init__(data or None, prefix="try")
        if self.scored.calculated:
            titles = dict(item.methodology.items.values_list("code", "title"))
            for code in sorted(self.scored.calculated.codes):
                self.fields[code] = FigureField(
                    label=f"{code}. {titles.get(code, 'такого показателя нет')}", required=False
                )
        else:
            self.fields |= self._answer_fields()
        if isinstance(self.scored.rule, scoring.Best):
            self.fields[BEST] = FigureField(label="Лучшее значение среди всех")

    def _answer_fields(self) -> dict[str, forms.Field]:
        steps = list(self.item.steps.all())
        match self.item.answer:
            case Item.Answer.YES_NO:
                return {"value": forms.ChoiceField(label="Ответ", choices=[("yes", "да"), ("no", "нет")])}
            case Item.Answer.CHOICE:
                return {"value": forms.ChoiceField(label="Ответ", choices=[(it.code, it.label) for it in steps])}
            case Item.Answer.LEVELS:
                return {
                    f"level_{it.code}": forms.IntegerField(label=it.label, min_value=0, required=False, initial=0)
                    for it in steps
                }
            case Item.Answer.TEXT:
                return {}
        unit = f", {self.item.unit}" if self.item.unit else ""
        least, most = bounds_of(self.item)
        refusals = {
            name: f"Не {which} {russian.number(bound)}: другой ответ не примут."
            for name, which, bound in (("min_value", "меньше", least), ("max_value", "больше", most))
            if bound is not None
        }
        return {"value": FigureField(label=f"Значение{unit}", min_value=least, max_value=most, error_messages=refusals)}

    def given(self) -> scoring.Given:
        """Of a valid form."""
        if self.scored.calculated:
            inputs = {
                code: scoring.NO_DATA if self.cleaned_data[code] is None else scoring.given(self.cleaned_data[code])
                for code in self.scored.calculated.codes
            }
            return self.scored.calculated.value(inputs)
        if self.item.answer == Item.Answer.LEVELS:
            steps = self.item.steps.all()
            return scoring.given({step.code: self.cleaned_data[f"level_{step.code}"] or 0 for step in steps})
        value = self.cleaned_data["value"]
        return scoring.given(value == "yes" if self.item.answer == Item.Answer.YES_NO else value)

    def tried(self) -> Tried:
        given, rule = self.given(), self.scored.rule
        said = scoring.said(given, self.scored.unit, self.scored.labels)
        if isinstance(rule, scoring.Best):
            rule = rule.against([self.cleaned_data[BEST]])
        if rule is None or given.state is not scoring.State.VALUE:
            return Tried(said, "", "баллов нет: показатель не оценивается" if rule is None else "баллов нет")
        try:
            points: Decimal = rule.points(given.value)
            reason = rule.reason(given.value)
        except ValueError as refusal:
            return Tried(said, "", str(refusal))
        return Tried(said, scoring.said_points(points), f"{reason}{self._weighed(points)}")

    def _weighed(self, points: Decimal) -> str:
        if self.scored.weight == 1 or self.item.methodology.total == "sum":
            return ""
        return f"; с весом {russian.number(self.scored.weight)} – {scoring.said_points(points * self.scored.weight)}"

    @property
    def is_possible(self) -> bool:
        """A text has no points, a scale without steps nothing to choose from."""
        return bool(self.fields) and self.item.answer != Item.Answer.TEXT
