"""What changes the passport: every approved value that goes is kept with its reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from leadership.core.forms import OPTIONAL, said
from schools.models import User

from . import terms
from .forms import AmendedForm
from .models import Amendment, MeasureRow, Occurrence, Project


@transaction.atomic
def amend(form: AmendedForm, *, by: User, on: date) -> Model:
    """Save an edited part of a passport and, where that is approved, what stood there before.

    A corrected value no longer prints as the source had it; a changed rule of terms moves the open dates.
    """
    former_links = _links(form)
    record, reason = form.instance, form.cleaned_data.get("reason", "")
    _forget_printed(record, form.changed_data)
    record._change_reason = reason
    record = form.save()
    if form.is_approved:
        _keep(form, _changes(form, former_links), reason, by=by, on=on)
    if isinstance(record, MeasureRow) and "rule" in form.changed_data:
        reschedule(record)
    if isinstance(record, Project) and "ends_on" in form.changed_data:
        _prolong(record, former_end=form.before.ends_on)
    return record


def _keep(form: AmendedForm, changes: list[tuple[str, str, str, str]], reason: str, *, by: User, on: date) -> None:
    """A row an amended field. A date may go one day, so what became of it stays with its row."""
    record: Any = form.instance
    place = str(record)
    if isinstance(record, Occurrence):
        record, place = record.row, f"{record.row}, {form.before}"
    for name, label, was, became in changes:
        Amendment.objects.create(
            project=record.project, record=record, place=place[:300], field=name, label=label,
            was=was, became=became, reason=reason, made_on=on, made_by=by, author=str(by),
        )  # fmt: skip


def _prolong(project: Project, former_end: date) -> None:
    """Yearly terms follow the project's end: years gained are added, open dates of years lost are dropped."""
    for row in MeasureRow.objects.filter(measure__project=project).select_related("measure"):
        before, after = (set(terms.expand(row.rule, until=end)) for end in (former_end, project.ends_on))
        for term in after - before:
            _appoint(row, term)
        for term in before - after:
            row.occurrences.filter(starts_on=term.starts_on, ends_on=term.ends_on, closed_on=None).delete()


def _forget_printed(record: Any, changed: list[str]) -> None:
    """What has been corrected prints as corrected, and so does the list that holds it."""
    for name in changed:
        printed = record.printed_as.get(name, f"{name}_as_printed")
        if hasattr(record, printed):
            setattr(record, printed, "")
    if hasattr(record, "printed_in") and changed:
        setattr(record.project, record.printed_in, "")
        record.project.save(update_fields=[record.printed_in])


def _links(form: AmendedForm) -> dict[str, str]:
    """What the many-to-many fields say, before they are saved."""
    return {field.name: said(form.before, field.name) for field in form._meta.model._meta.many_to_many}


def _changes(form: AmendedForm, former_links: dict[str, str]) -> list[tuple[str, str, str, str]]:
    changes = []
    for name in form.changed_data:
        if name == "reason":
            continue
        label = str(form.fields[name].label).removesuffix(OPTIONAL)
        if name in form._meta.fields:
            was = former_links[name] if name in former_links else said(form.before, name)
            became = said(form.instance, name)
        else:  # a parameter of an indicator
            words = dict(form.fields[name].choices)
            was, became = words.get(form.fields[name].initial, ""), words[form.cleaned_data[name]]
        if was != became:
            changes.append((name, label, was, became))
    return changes


def reschedule(row: MeasureRow) -> None:
    """Lay the row's rule out in dates: new ones are added, open ones it no longer names go, closed ones stay."""
    wanted = {(term.starts_on, term.ends_on): term for term in terms.expand(row.rule, until=row.project.ends_on)}
    for occurrence in row.occurrences.all():
        if (occurrence.starts_on, occurrence.ends_on) in wanted:
            wanted.pop((occurrence.starts_on, occurrence.ends_on))
        elif not occurrence.closed_on:
            occurrence.delete()
    for term in wanted.values():
        _appoint(row, term)


def _appoint(row: MeasureRow, term: terms.Term) -> None:
    Occurrence.objects.get_or_create(
        row=row, starts_on=term.starts_on, ends_on=term.ends_on, defaults={"precision": term.precision.value}
    )


@transaction.atomic
def drop(occurrence: Occurrence, *, reason: str, by: User, on: date) -> None:
    """Take a date off the plan; what it was stays among the amendments."""
    row: Any = occurrence.row
    Amendment.objects.create(
        project=occurrence.project, record=row, place=str(row), field="occurrences", label="срок снят",
        was=str(occurrence), became="", reason=reason, made_on=on, made_by=by, author=str(by),
    )  # fmt: skip
    occurrence._change_reason = reason
    occurrence.delete()
