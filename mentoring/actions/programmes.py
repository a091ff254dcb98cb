"""An ИППР from its draft to its closing: drafted from findings, agreed, approved, extended, closed, gone on with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from monitoring.models import Finding
from schools.models import Person, User

from ..models import Activity, DevelopmentProgramme, Extension, Remedy

#: How long a programme lasts where nobody says otherwise.
TERM = timedelta(days=364)


@dataclass(frozen=True)
class Term:
    """From which day to which a programme is drafted."""

    started_on: date
    ended_on: date

    def in_weeks(self, weeks: int) -> date:
        """The day so many weeks after the beginning, but never past the end."""
        return min(self.started_on + timedelta(weeks=weeks), self.ended_on)


@transaction.atomic
def draft_programme(
    person: Person,
    answers: Mapping[Finding, Iterable[Remedy]],
    term: Term,
    *,
    by: User,
    curator: Person | None = None,
    basis: str = "",
    goal: str = "",
    purpose: str = DevelopmentProgramme.Purpose.HEAD,
) -> DevelopmentProgramme:
    """A programme whose rows answer the findings by the chosen remedies; a finding without any stays flagged.

    Raises `ValidationError` where the person has a programme of this purpose in these days.
    """
    others = DevelopmentProgramme.objects.filter(person=person, purpose=purpose, closed_on=None)
    standing = others.overlapping(term.started_on, term.ended_on).first()
    if standing:
        raise ValidationError(f"На эти дни уже есть программа: {standing}. Добавьте мероприятия в неё.")
    programme = DevelopmentProgramme(
        person=person, purpose=purpose, curator=curator, basis=basis, goal=goal,
        started_on=term.started_on, ended_on=term.ended_on,
    )  # fmt: skip
    _keep(programme, by)
    for finding, remedies in answers.items():
        for remedy in remedies:
            _keep(_row(programme, finding, remedy, term), by)
    return programme


def _row(programme: DevelopmentProgramme, finding: Finding, remedy: Remedy, term: Term) -> Activity:
    return Activity(
        programme=programme, finding=finding, title=remedy.title, form=remedy.form, goal=remedy.goal,
        place=remedy.place, indicator=remedy.indicator, plan=remedy.plan, reported_by=remedy.reported_by,
        due_on=term.in_weeks(remedy.weeks),
    )  # fmt: skip


@transaction.atomic
def agree(programme: DevelopmentProgramme, *, by: User, on: date) -> DevelopmentProgramme:
    """The one whose programme it is agrees, or the curator; each once, and before it is approved.

    Raises `ValidationError` for anybody else, and where there is nothing to agree to.
    """
    programme = _locked(programme)
    fields = {programme.person_id: "agreed_on", programme.curator_id: "curator_agreed_on"}
    field = fields.get(by.person_id) if by.person_id else None
    if field is None:
        raise ValidationError("Программу согласуют тот, чья она, и её куратор.")
    if programme.approved_on:
        raise ValidationError("Программа уже утверждена.")
    if not programme.activities.exists():
        raise ValidationError("В программе нет мероприятий: согласовывать нечего.")
    setattr(programme, field, getattr(programme, field) or on)
    return _keep(programme, by)


@transaction.atomic
def approve(programme: DevelopmentProgramme, *, on: date, order_number: str, by: User) -> DevelopmentProgramme:
    """From this day the programme is developed (indicator 8). Raises `ValidationError` where it is not agreed."""
    programme = _locked(programme)
    if programme.approved_on:
        raise ValidationError("Программа уже утверждена.")
    if not programme.activities.exists():
        raise ValidationError("В программе нет мероприятий: утверждать нечего.")
    waiting = programme.waits_for()
    if waiting:
        raise ValidationError(f"Утвердить нельзя: {', '.join(waiting)}.")
    if on < max(filter(None, (programme.agreed_on, programme.curator_agreed_on))):
        raise ValidationError({"approved_on": "Утверждена раньше, чем согласована."})
    programme.approved_on, programme.order_number = on, order_number
    return _keep(programme, by)


@transaction.atomic
def extend(programme: DevelopmentProgramme, *, new_end: date, reason: str, on: date, by: User) -> Extension:
    """Move the term on. Raises `ValidationError` where the programme is closed or the day is not later."""
    programme = _locked(programme)
    _refuse_closed(programme)
    if programme.ended_on is None:
        raise ValidationError("У программы нет срока окончания: продлевать нечего.")
    extension = Extension(
        programme=programme, former_end=programme.ended_on, new_end=new_end, extended_on=on, reason=reason
    )
    _keep(extension, by)
    programme.ended_on = new_end
    _keep(programme, by)
    return extension


@transaction.atomic
def drop(activity: Activity, *, reason: str, on: date, by: User) -> Activity:
    """A row that will not be done. Raises `ValidationError` where it is done or dropped already."""
    if activity.done_on or activity.dropped_on:
        raise ValidationError("Снимают невыполненное мероприятие.")
    activity.dropped_on, activity.drop_reason = on, reason
    return _keep(activity, by)


@dataclass(frozen=True)
class Left:
    """What becomes of one unfinished row at closing: goes over to the next year, or is dropped with a reason."""

    activity: Activity
    goes_over: bool
    reason: str = ""


@transaction.atomic
def close(
    programme: DevelopmentProgramme, left: Iterable[Left], *, conclusion: str, on: date, by: User
) -> DevelopmentProgramme | None:
    """Sum up; unfinished rows go over to the next year's programme or are closed with a reason.

    Gives that next programme, where there is one. Raises `ValidationError` where a row is forgotten.
    """
    programme = _locked(programme)
    _refuse_closed(programme)
    if programme.approved_on is None:
        raise ValidationError("Неутверждённую программу не завершают: удалите проект, если он не нужен.")
    decided = list(left)
    unfinished = set(programme.activities.left().values_list("pk", flat=True))
    if unfinished != {it.activity.pk for it in decided}:
        raise ValidationError("Решите, что делать с каждым невыполненным мероприятием.")
    following = _following(programme, on, by) if any(it.goes_over for it in decided) else None
    for it in decided:
        if it.goes_over:
            _move(it.activity, following, on, by)
        else:
            drop(it.activity, reason=it.reason, on=on, by=by)
    programme.closed_on, programme.conclusion = on, conclusion
    _keep(programme, by)
    return following


def _following(programme: DevelopmentProgramme, on: date, by: User) -> DevelopmentProgramme:
    started_on = max(on, programme.ended_on or on) + timedelta(days=1)
    following = DevelopmentProgramme(
        person=programme.person, purpose=programme.purpose, curator=programme.curator, goal=programme.goal,
        basis=f"продолжение: {programme}", started_on=started_on, ended_on=started_on + TERM, follows=programme,
    )  # fmt: skip
    return _keep(following, by)


def _move(activity: Activity, following: DevelopmentProgramme, on: date, by: User) -> None:
    moved = Activity(
        programme=following, finding=activity.finding, title=activity.title, form=activity.form, goal=activity.goal,
        place=activity.place, indicator=activity.indicator, plan=activity.plan, fact=activity.fact,
        reported_by=activity.reported_by, due_on=following.ended_on, continues=activity,
    )  # fmt: skip
    drop(activity, reason=f"Перенесено: {following}", on=on, by=by)
    _keep(moved, by)


def _locked(programme: DevelopmentProgramme) -> DevelopmentProgramme:
    return DevelopmentProgramme.objects.select_for_update(of=("self",)).get(pk=programme.pk)


def _refuse_closed(programme: DevelopmentProgramme) -> None:
    if programme.closed_on:
        raise ValidationError(f"Программа завершена {programme.closed_on:%d.%m.%Y}.")


def _keep(record, by: User):
    record._history_user = by
    record.full_clean()
    record.save()
    return record
