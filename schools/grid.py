"""Figures of many schools for one school year in one table: all rows are saved, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from leadership.core.forms import said

from .models import School, SchoolKind, SchoolYear, User

NUMBERS = ("pupils", "teachers", "staff")
CHOICES = ("kind", "group")
FIELDS = (*NUMBERS, *CHOICES)
#: Schools in one table; the next fifty are the next page.
ROWS = 50


class WholeNumber(forms.IntegerField):
    """A number as spreadsheets copy it: «1 200», «120,00»; never a guess about what is not whole."""

    widget = forms.TextInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=99_999)
        self.error_messages["invalid"] = "Здесь пишут целое число."

    def to_python(self, value: Any) -> int | None:
        written = "".join(str(value or "").split())
        whole, comma, fraction = written.partition(",")
        return super().to_python(whole if comma and fraction.strip("0") == "" else written)


class RowForm(forms.Form):
    """A school's figures of the year; `seen` is what stood in the row when the page was opened."""

    pupils, teachers, staff = WholeNumber(), WholeNumber(), WholeNumber()
    kind = forms.ChoiceField(choices=[("", "–"), *SchoolKind.choices], required=False)
    group = forms.ChoiceField(choices=[("", "–"), *SchoolYear.Group.choices], required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, prefix=str(school.pk), **kwargs)
        for name in FIELDS:
            label = str(SchoolYear._meta.get_field(name).verbose_name)
            self.fields[name].widget.attrs = {"aria-label": f"{label}, {school}", "autocomplete": "off"}
        for name in NUMBERS:
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "form-control"}
        for name in CHOICES:
            self.fields[name].widget.attrs["class"] = "form-select"


@dataclass
class Row:
    """A line of the table: the school, its record (new where there is none), last year's, what is typed."""

    school: School
    record: SchoolYear
    former: SchoolYear | None
    form: RowForm
    refusals: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.form.errors or self.refusals)

    def cells(self) -> list[dict[str, Any]]:
        """Each cell, its title for a phone, last year's figure beside it; of a choice only what it is no longer."""
        return [
            {
                "field": self.form[name],
                "title": SchoolYear._meta.get_field(name).verbose_name,
                "former": self._former(name),
            }
            for name in FIELDS
        ]

    def _former(self, name: str) -> str:
        is_same = name in CHOICES and getattr(self.former, name, "") == getattr(self.record, name)
        return "" if self.former is None or is_same else said(self.former, name)

    def check(self) -> SchoolYear | None:
        """The record to save, or nothing where nothing is to be saved; what is wrong stands in the row."""
        if not self.form.is_valid():
            return None
        written = {name: self.form.cleaned_data[name] for name in FIELDS}
        stood = values_of(self.record)
        is_untouched = stamp(written) == self.form.cleaned_data["seen"]
        if is_untouched or written == stood:
            return None
        if stamp(stood) != self.form.cleaned_data["seen"]:
            self._tell_of_others(stood)
            return None
        return self._filled(written)

    def _filled(self, written: dict[str, Any]) -> SchoolYear | None:
        if not self.record.pk and all(written[name] is None for name in NUMBERS):
            return None  # a kind and a group taken from last year are no figures yet
        lacking = [name for name in CHOICES if not written[name]]
        for name in lacking:
            self.form.add_error(name, "Выберите из списка.")
        if lacking:
            return None
        for name, value in written.items():
            setattr(self.record, name, value)
        try:
            self.record.clean_fields(exclude={"school"})
            self.record.clean()
        except ValidationError as refusal:
            self.form.add_error(None, refusal)
            return None
        return self.record

    def _tell_of_others(self, stood: dict[str, Any]) -> None:
        """Somebody saved this row after the page was opened: both stand in it, the next press decides."""
        theirs = ", ".join(
            f"{SchoolYear._meta.get_field(name).verbose_name} – {said(self.record, name) or 'нет данных'}"
            for name in stood
        )
        told = f"теперь в ней {theirs}" if self.record.pk else "её удалили"
        self.refusals.append(
            f"Пока таблица была открыта, строку изменили: {told}. В клетках – ваши значения; "
            "сохраните ещё раз, чтобы записать их."
        )
        self.form.data = self.form.data.copy()
        self.form.data[self.form.add_prefix("seen")] = stamp(stood)


def values_of(record: SchoolYear) -> dict[str, Any]:
    return {name: getattr(record, name) for name in FIELDS}


def stamp(values: dict[str, Any]) -> str:
    """What stands in a row, short enough to travel with the page and back."""
    return "|".join("" if value is None else str(value) for value in values.values())


def rows_of(schools: Sequence[School], year: int, typed: QueryDict | None = None) -> list[Row]:
    """The table of these schools as it stands, or as it was typed: one question to the database."""
    found = SchoolYear.objects.filter(school__in=schools, year__in=(year - 1, year))
    known = {(one.school_id, one.year): one for one in found}
    rows = []
    for school in schools:
        record = known.get((school.pk, year)) or SchoolYear(school=school, year=year, kind="", group="")
        record.school = school
        stood = values_of(record)
        form = RowForm(typed, school=school, initial=stood | {"seen": stamp(stood)})
        rows.append(Row(school, record, known.get((school.pk, year - 1)), form))
    return rows


def take_from_last_year(rows: Sequence[Row]) -> None:
    """Fill empty kinds and groups of schools without a record; nothing is saved until the table is.

    A school that had no figures last year is given the kind of its card; its group is for a person to choose.
    """
    for row in rows:
        if row.record.pk:
            continue
        taken = (
            {"kind": row.school.kind} if row.former is None else {name: getattr(row.former, name) for name in CHOICES}
        )
        row.form.data = row.form.data.copy()
        for name, value in taken.items():
            cell = row.form.add_prefix(name)
            row.form.data[cell] = row.form.data.get(cell) or value


@transaction.atomic
def save(*, schools: QuerySet, year: int, typed: QueryDict, by: User) -> tuple[list[Row], int | None]:
    """Save the typed table with its schools locked: the rows, and how many records changed (`None`: nothing saved)."""
    locked = list(schools.select_for_update(of=("self",)))
    rows = rows_of(locked, year, typed)
    records = [record for record in [row.check() for row in rows] if record]
    if any(row.is_refused for row in rows):
        return rows, None
    new = [one for one in records if one.pk is None]
    known = [one for one in records if one.pk is not None]
    bulk_create_with_history(new, SchoolYear, default_user=by)
    bulk_update_with_history(known, SchoolYear, FIELDS, default_user=by)
    return rows, len(records)
