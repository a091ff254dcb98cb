"""A choice among few records is a list to pick from; among many it is a name to type."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from .search.words import asked, words

#: More records than these are not offered as a list.
LONG_CHOICE = 200
#: What stands in a list until something is chosen.
INVITATION = "– выберите –"
#: As many of those called alike are shown to choose from.
OFFERED = 20
#: More words, or letters, are in nobody's name.
WORDS, LONGEST = 10, 300


class ByName(QuerySet):
    """Records that are chosen by a typed name.

    A model says `name_fields`, `name_hint` for the empty field, and may say `distinct_name`: what tells
    namesakes apart, read after `told_apart`.
    """

    name_fields: tuple[str, ...] = ("title",)
    name_hint = "название"

    def named(self, text: str) -> Self:
        """Every word begins a word of the name, in any order; «ё» is «е», a number is the whole number."""
        typed = asked(text, WORDS)
        found = self
        for word in typed:
            letters = word.replace("е", "[её]")
            begins = rf"(^|\W){letters}" + (r"(\W|$)" if word.isdecimal() else "")
            held = Q()
            for field in self.name_fields:
                held |= Q(**{f"{field}__iregex": begins})
            found = found.filter(held)
        return found if typed else self.none()

    def told_apart(self, day: date) -> Self:
        """With what `distinct_name` reads, as of the day."""
        return self


@dataclass(frozen=True)
class Typed:
    """What the browser sent: a name, the number of the record it was shown for, the number picked among namesakes."""

    text: str
    shown: str = ""
    picked: str = ""


class NameInput(forms.TextInput):
    """A field for a name; namesakes are offered under it. Two more names go with it: `…-shown` and `…-picked`."""

    choices: Any = ()  # of `ModelChoiceField`: leads to the field

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed | None:
        if name not in data:
            return None
        told = (data.get(part) or "" for part in (name, f"{name}-shown", f"{name}-picked"))
        return Typed(*(str(one).strip()[:LONGEST] for one in told))

    def as_sent(self, name: str, value: Any) -> dict[str, str]:
        """The value of a record's field as the browser would send it."""
        record = self.choices.field.numbered(value)
        return {name: str(record or ""), f"{name}-shown": str(record.pk if record else ""), f"{name}-picked": ""}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        field = self.choices.field
        found = field.matching(value) if isinstance(value, Typed) else [field.numbered(value)]
        attrs = {"placeholder": field.hint, "autocomplete": "off"} | (attrs or {})
        if len(found) > 1:
            text = super().render(name, value.text, attrs, renderer)
            return text + _namesakes(f"{name}-picked", attrs.get("id", name), found[:OFFERED], field)
        if not found or not found[0]:
            return super().render(name, value.text if isinstance(value, Typed) else "", attrs, renderer)
        text = super().render(name, str(found[0]), attrs, renderer)
        shown = forms.HiddenInput().render(f"{name}-shown", found[0].pk)
        distinct = field.label_from_instance(found[0])
        note = format_html('<div class="form-text">Выбрано: {}</div>', distinct)
        return text + shown + (note if distinct != str(found[0]) else "")


def _namesakes(name: str, html_id: str, records: list[Model], field: "NamedField") -> str:
    radios = (
        (
            flatatt({"type": "radio", "name": name, "value": record.pk, "id": f"{html_id}_{record.pk}"}),
            f"{html_id}_{record.pk}",
            field.label_from_instance(record),
        )
        for record in records
    )
    each = (
        '<div class="form-check"><input class="form-check-input"{}> '
        '<label class="form-check-label" for="{}">{}</label></div>'
    )
    return format_html(
        '<div class="namesakes" role="radiogroup" aria-label="Подходят">{}</div>',
        format_html_join("", each, radios),
    )


class NamedField(forms.ModelChoiceField):
    """One record of the queryset, which is `ByName`, by its name: the only one called so, or one picked of several.

    `takes_numbers`: a number alone is first of all the number of a record, as links to a filtered list have it.
    """

    widget = NameInput
    default_error_messages = {
        "unknown": "Не найдено: %(typed)s.",
        "several": "Таких несколько, выберите.",
        "many": f"Таких больше {OFFERED}: выберите или напишите точнее.",
    }

    def __init__(
        self, queryset: ByName, *, day: date | None = None, takes_numbers: bool = False, **kwargs: Any
    ) -> None:
        self.day, self.takes_numbers = day, takes_numbers
        super().__init__(queryset, **kwargs)

    @classmethod
    def instead_of(cls, field: forms.ModelChoiceField, **kwargs: Any) -> Self:
        return cls(
            field.queryset, required=field.required, label=field.label, initial=field.initial,
            help_text=field.help_text, empty_label=field.empty_label, **kwargs,
        )  # fmt: skip

    def _set_queryset(self, queryset: ByName) -> None:
        super()._set_queryset(queryset)
        self._known: dict[Any, list[Model]] = {}

    queryset = property(forms.ModelChoiceField._get_queryset, _set_queryset)

    @property
    def hint(self) -> str:
        own = self.queryset.name_hint
        is_told = not self.required and self.empty_label not in (None, INVITATION)
        return f"{own}; пусто – {self.empty_label}" if is_told else own

    def label_from_instance(self, record: Model) -> str:
        return str(getattr(record, "distinct_name", record))

    def numbered(self, value: Any) -> Model | None:
        """The record of a number in an address or of a stored value; of what this user may not choose, nothing."""
        number = str(value.pk if isinstance(value, Model) else value)
        if not (number.isascii() and number.isdecimal()):
            return None
        if number not in self._known:
            self._known[number] = list(self._told().filter(pk=number))
        return next(iter(self._known[number]), None)

    def matching(self, typed: Typed) -> list[Model]:
        """The one that is meant, or those it may be: one more than are offered says there are others."""
        if typed not in self._known:
            self._known[typed] = self._look(typed) if typed.text else []
        return self._known[typed]

    def _look(self, typed: Typed) -> list[Model]:
        shown = self.numbered(typed.shown)
        if shown and words(str(shown)) == words(typed.text):
            return [shown]
        if self.takes_numbers and (numbered := self.numbered(typed.text)):
            return [numbered]
        called = self._told().named(typed.text)
        if typed.picked.isdecimal() and (picked := list(called.filter(pk=typed.picked))):
            return picked
        found = list(called[: OFFERED + 1])
        exact = [record for record in found if words(str(record)) == words(typed.text)]
        if len(exact) == 1:
            return exact
        return found

    def _told(self) -> ByName:
        return self.queryset.told_apart(self.day or timezone.localdate())

    def to_python(self, value: Any) -> Model | None:
        if not isinstance(value, Typed):
            return super().to_python(value)  # a field that is shown only
        if not value.text:
            return None
        found = self.matching(value)
        if len(found) == 1:
            return found[0]
        code = "unknown" if not found else "several" if len(found) <= OFFERED else "many"
        raise ValidationError(self.error_messages[code], code=code, params={"typed": value.text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled or not isinstance(data, Typed):
            return super().has_changed(initial, data)
        found = self.matching(data)
        became = str(found[0].pk) if len(found) == 1 else data.text
        return became != str(self.prepare_value(initial) or "")


def suited(field: forms.Field, **kwargs: Any) -> forms.Field:
    """The field itself, or one for a typed name where it would list more records than anybody reads through."""
    queryset = getattr(field, "queryset", None)
    is_single = isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField)
    if not is_single or isinstance(field, NamedField) or not isinstance(queryset, ByName):
        return field
    is_long = queryset.order_by()[: LONG_CHOICE + 1].count() > LONG_CHOICE
    return NamedField.instead_of(field, **kwargs) if is_long else field
