"""The form of an item and the rows of its scale. What the chosen rule does not use is neither asked nor kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from leadership.core.forms import RecordForm
from schools.forms import DistrictForm

from .. import scoring, sources
from ..blueprint import words
from ..models import Item, ScaleStep
from .figures import figures

#: Of a figure: what else is asked about its value.
_OF_FIGURES = ("unit", "least", "most", "norm")


class ItemForm(DistrictForm):
    class Meta(RecordForm.Meta):
        model = Item
        formfield_callback = figures
        fields = [
            "section", "code", "title", "hint", "competence", "answer", "unit", "least", "most", "norm", "direction",
            "calculation", "formula", "rule", *words.AMOUNTS, "weight", "source", "known_as", "is_required",
            "needs_evidence", "may_be_inapplicable",
        ]  # fmt: skip
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "hint": forms.Textarea(attrs={"rows": 2})}

    #: Parts of the page: a heading and its fields.
    parts = (
        ("Вопрос", ("section", "code", "title", "hint", "competence")),
        ("Ответ", ("answer", *_OF_FIGURES, "direction", "calculation", "formula")),
        ("Баллы", ("rule", *words.AMOUNTS, "weight")),
        ("Откуда и как отвечают", ("source", "known_as", "is_required", "needs_evidence", "may_be_inapplicable")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = self.instance.methodology.sections.all()
        self.fields["section"].empty_label = None
        self.fields["known_as"] = self._known_as()
        self.fields["weight"].help_text = "учитывается в сумме с весами, в проценте и в среднем по разделам"

    def _known_as(self) -> forms.ChoiceField:
        """What the registers know; a name they have lost stays until another is chosen."""
        offered = sources.choices()
        if self.instance.known_as and self.instance.known_as not in dict(offered):
            offered.append((self.instance.known_as, f"{self.instance.known_as} – такого показателя уже нет"))
        return forms.ChoiceField(
            label="Берётся из данных системы (необязательно)",
            choices=[("", "– спрашивать –"), *offered],
            required=False,
            help_text="значение стоит в форме готовым, его подтверждают или исправляют с пояснением",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._drop_unused(cleaned)
        answer, rule = cleaned.get("answer"), cleaned.get("rule")
        if answer and rule and rule not in words.RULES_OF[answer]:
            fitting = "; ".join(words.RULES[one] for one in words.RULES_OF[answer])
            self.add_error("rule", f"К ответу «{words.ANSWERS[answer]}» подходит: {fitting}.")
        if cleaned.get("calculation") != Item.Calculation.ASKED:
            self._check_calculation(cleaned)
        for name in words.AMOUNTS_OF[rule][0] if rule else ():
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, "Обязательное поле.")
        if answer == Item.Answer.PERCENT:
            cleaned["unit"] = cleaned.get("unit") or "%"
        if answer and cleaned.get("known_as"):
            given = Item(methodology=self.instance.methodology, answer=answer, known_as=cleaned["known_as"])
            if unfit := sources.problem(given):
                self.add_error("known_as", unfit)
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", "Наибольшее значение меньше наименьшего.")
        return cleaned

    def _drop_unused(self, cleaned: dict[str, Any]) -> None:
        """A field typed in before another rule was chosen is empty, whatever stands in it."""
        answer, rule = cleaned.get("answer"), cleaned.get("rule")
        used = {name for names in words.AMOUNTS_OF.get(rule, ((), ())) for name in names}
        unused = [name for name in words.AMOUNTS if rule and name not in used]
        if answer and answer not in words.FIGURES:
            unused += [name for name in _OF_FIGURES if name != "unit"]
        for name in unused:
            self.errors.pop(name, None)
            cleaned[name] = None
        if cleaned.get("calculation") == Item.Calculation.ASKED:
            self.errors.pop("formula", None)
            cleaned["formula"] = ""

    def _check_calculation(self, cleaned: dict[str, Any]) -> None:
        answer, formula = cleaned.get("answer"), cleaned.get("formula", "")
        if answer and answer not in words.FIGURES:
            self.add_error("calculation", f"Ответ «{words.ANSWERS[answer]}» нельзя посчитать.")
        try:
            if cleaned.get("calculation") == Item.Calculation.TWO_SHARES:
                codes = scoring.TwoShares.read(formula).codes
            else:
                codes = scoring.Formula(formula).codes
        except scoring.FormulaError as fault:
            self.add_error("formula", str(fault))
            return
        others = self.instance.methodology.items.exclude(pk=self.instance.pk).values_list("code", flat=True)
        if unknown := sorted(codes - set(others)):
            self.add_error("formula", f"В методике нет показателей: {', '.join(unknown)}.")

    def shown_parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.parts]

    def rest(self) -> list[forms.BoundField]:
        """Fields that every form of a record may have besides."""
        placed = {name for _, names in self.parts for name in names}
        return [field for field in self if field.name not in placed]


class StepForm(forms.ModelForm):
    class Meta:
        model = ScaleStep
        formfield_callback = figures
        fields = [
            "position", "code", "label", "description", "lower", "lower_included", "upper", "upper_included", "points",
            "is_positive",
        ]  # fmt: skip
        widgets = {
            "position": forms.TextInput(attrs={"inputmode": "numeric"}),
            "description": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lower, upper = cleaned.get("lower"), cleaned.get("upper")
        if lower is not None and upper is not None and upper < lower:
            self.add_error("upper", "«До» меньше «от».")
        return cleaned


class _Steps(forms.BaseInlineFormSet):
    """Rows are kept where the answer or the rule has a scale; empty ones and the rows of no scale are not."""

    answer = rule = ""

    def judge_for(self, answer: str, rule: str) -> None:
        """Must be told before it is asked whether it is valid."""
        self.answer, self.rule = answer, rule

    @property
    def is_used(self) -> bool:
        return words.has_steps(self.answer, self.rule)

    def is_valid(self) -> bool:
        return not self.is_used or super().is_valid()

    def clean(self) -> None:
        super().clean()
        rows = self.filled()
        if self.answer in words.NAMED:
            self._check_named(rows)
        if self.rule not in ("", "none"):
            for form in rows:
                if form.cleaned_data.get("points") is None and "points" not in form.errors:
                    form.add_error("points", "Сколько баллов?")

    def _check_named(self, rows: list[Any]) -> None:
        codes: set[str] = set()
        for number, form in enumerate(rows, 1):
            if not form.cleaned_data.get("label"):
                form.add_error("label", "Как называется ответ?")
            code = form.cleaned_data.get("code") or str(number)
            if code in codes:
                form.add_error("code", "Такой код уже есть.")
            codes.add(code)
            form.cleaned_data["code"] = form.instance.code = code
        if len(rows) < 2:
            raise ValidationError("В шкале должно быть не меньше двух ступеней.")

    def filled(self) -> list[Any]:
        """Rows that stay, in their order."""
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        rows = [form for form in rows if form.is_valid() and not form.cleaned_data.get("DELETE")]
        place = {form: number for number, form in enumerate(self.forms, 1)}
        return sorted(rows, key=lambda form: (form.cleaned_data.get("position") or place[form], place[form]))

    def save_rows(self) -> None:
        """After the item is saved: the rows in their order, numbered from one."""
        if not self.is_used:
            self.instance.steps.all().delete()
            return
        kept = self.filled()
        gone = {form.instance.pk for form in self.initial_forms} - {form.instance.pk for form in kept}
        self.instance.steps.filter(pk__in=gone).delete()
        for number, form in enumerate(kept, 1):
            step = form.save(commit=False)
            code = step.code if self.answer in words.NAMED else ""
            if form.has_changed() or (step.position, step.code) != (number, code) or step.pk is None:
                step.item, step.position, step.code = self.instance, number, code
                step.save()


def steps_formset(extra: int) -> Any:
    return forms.inlineformset_factory(
        Item, ScaleStep, form=StepForm, formset=_Steps, extra=extra, can_delete=True, max_num=100
    )
