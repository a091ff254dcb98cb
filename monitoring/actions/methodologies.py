"""Versions of a methodology: taking one from a file, freezing it, making the next; the order of its parts."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from ..blueprint import Blueprint
from ..drafting import blueprint_of, competences_for, records_of, settings_of
from ..models import Item, Level, Methodology, ScaleStep, Section
from ..readiness import judge

#: What the next version does not take over: it is to be approved anew.
NOT_TAKEN_OVER = {"order": "", "approved_on": None, "version_note": ""}


class Unready(ValidationError):
    """The methodology cannot be used yet; its messages are the problems."""


class DraftStands(ValidationError):
    """The newest version is a draft, and nobody said that it is to be replaced."""

    def __init__(self, draft: Methodology) -> None:
        super().__init__(f"Черновик уже есть: {draft}.")


@transaction.atomic
def freeze(methodology: Methodology, *, on: date) -> Methodology:
    """From now on the version is used as it is. Raises `Unready` while problems remain; frozen, it stays so."""
    stored = Methodology.objects.select_for_update().get(pk=methodology.pk)
    if stored.is_frozen:
        return stored
    if problems := judge(stored).problems:
        raise Unready([problem.words for problem in problems])
    stored.frozen_on = methodology.frozen_on = on
    stored.save(update_fields=["frozen_on"])
    return stored


@transaction.atomic
def next_version(methodology: Methodology, *, by: Any) -> Methodology:
    """A draft with all the content and a number of its own; raises `ValidationError` while there is one already."""
    versions = of_the_same(methodology).select_for_update()
    draft = versions.filter(frozen_on=None).first()
    if draft:
        raise ValidationError(f"Версия {draft.version} ещё не применялась: изменяйте её.")
    blueprint = blueprint_of(methodology)
    settings = settings_of(blueprint) | NOT_TAKEN_OVER | {"version": _last(methodology) + 1}
    made = _saved(Methodology(municipality=methodology.municipality, **settings), by)
    _write(blueprint, made, by)
    return made


@transaction.atomic
def take(blueprint: Blueprint, *, municipality: Any, by: Any = None, replaces: bool = False) -> Methodology:
    """The methodology of a file, as a draft of the district, or of all districts where `municipality` is none.

    The first of its code keeps the number of the file. Where the newest version is used, the next one is made;
    where it is a draft, its content is replaced if that is wanted. Raises `ValidationError` and `BlueprintError`.
    """
    competences = competences_for(blueprint)
    settings = settings_of(blueprint)
    versions = Methodology.objects.filter(municipality=municipality, code=blueprint.code).select_for_update()
    newest = versions.order_by("-version").first()
    if newest is None:
        methodology = Methodology(municipality=municipality, **settings)
    elif newest.is_frozen:
        methodology = Methodology(municipality=municipality, **settings | {"version": newest.version + 1})
    elif not replaces:
        raise DraftStands(newest)
    else:
        methodology = newest
        for name, value in (settings | {"version": newest.version}).items():
            setattr(methodology, name, value)
        _clear(methodology)
    methodology.full_clean(exclude=["municipality"])
    _write(blueprint, _saved(methodology, by), by, competences)
    return methodology


def of_the_same(methodology: Methodology) -> Any:
    """All versions of the methodology, the newest first."""
    return Methodology.objects.filter(municipality=methodology.municipality_id, code=methodology.code).order_by(
        "-version"
    )


@transaction.atomic
def move(part: Section | Item, *, up: bool, by: Any = None) -> None:
    """Swap the part with its neighbour; at the edge nothing happens. Positions become 1, 2, 3 …"""
    parts = list(part.methodology.sections.all() if isinstance(part, Section) else part.section.items.all())
    at = parts.index(part)
    other = at - 1 if up else at + 1
    if 0 <= other < len(parts):
        parts[at], parts[other] = parts[other], parts[at]
    moved = [(one, position) for position, one in enumerate(parts, 1) if one.position != position]
    for one, position in moved:
        one.position = position
    bulk_update_with_history([one for one, _ in moved], type(part), ["position"], default_user=by)


def _clear(methodology: Methodology) -> None:
    """A campaign in preparation may name the draft; answers to it may not be there."""
    try:
        methodology.sections.all().delete()
        methodology.levels.all().delete()
    except ProtectedError as fault:
        raise ValidationError("На показатели этой версии уже опираются записи: заменить её нельзя.") from fault


def _saved(methodology: Methodology, by: Any) -> Methodology:
    methodology._history_user = by
    methodology.save()
    return methodology


def _write(blueprint: Blueprint, methodology: Methodology, by: Any, competences: Any = None) -> None:
    competences = competences_for(blueprint) if competences is None else competences
    for competence in competences.values():
        if competence._state.adding:
            competence.save()
    sections, items, steps, levels = records_of(blueprint, methodology, competences)
    for model, made in ((Section, sections), (Item, items), (ScaleStep, steps), (Level, levels)):
        bulk_create_with_history(made, model, default_user=by)


def _last(methodology: Methodology) -> int:
    return of_the_same(methodology).aggregate(last=Max("version"))["last"]
