"""Filling the rooms: the story of the nine schools, then as many invented schools as asked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from leadership.core.models import DemonstrationRow
from schools.models import Appointment, School

from .. import passport_file
from ..loading import load
from ..models import Project
from .accounts import open_accounts
from .advice import tell_advice
from .campaigns import tell_campaigns
from .careers import tell_careers
from .district import District
from .invented import invent
from .ledger import Ledger
from .mentoring import tell_mentoring
from .methodologies import take_methodologies
from .notices import last_notice, tell_notices
from .papers import attach_papers
from .plan import close_occurrences
from .remedies import tell_remedies
from .results import calculate_closed
from .story.schools import SCHOOLS
from .surveys import tell_surveys

#: How many schools the story is about.
DISTRICT = len(SCHOOLS)
SEED = 2021


class Unfit(Exception):
    """The registers cannot take the demonstration; the text says why in Russian."""


@dataclass
class Filled:
    """What came of it: records by kind, and logins left to their real owners."""

    project: Project
    made: Counter[type[Model]] = field(default_factory=Counter)
    taken_logins: list[str] = field(default_factory=list)


def is_there() -> bool:
    return DemonstrationRow.objects.exists()


@transaction.atomic
def fill(*, schools: int = DISTRICT, seed: int = SEED, say: Callable[[str], None] = lambda line: None) -> Filled:
    """All or nothing. A passport that is missing is loaded first, and stays when the demonstration goes."""
    if is_there():
        raise Unfit("Демонстрационные данные уже есть.")
    project = _project()
    ledger, told_before = Ledger(), last_notice()
    district = District(ledger, project.municipality, _schools(project))
    district.tell()
    tell_careers(ledger, district.people)
    tell_advice(ledger, district)
    tell_remedies(ledger, district)
    taken = open_accounts(ledger, project.municipality, district.people)
    ledger.write()
    tell_mentoring(ledger, district)
    close_occurrences(ledger, project)
    take_methodologies(ledger, project.municipality)
    attach_papers(ledger, district)
    tell_surveys(ledger, district)
    tell_campaigns(ledger, project.municipality)
    invent(ledger, district, how_many=schools - DISTRICT, seed=seed, say=say)
    calculate_closed(ledger)
    tell_notices(ledger, after=told_before)
    return Filled(project, ledger.made, taken)


def _project() -> Project:
    """The current project of the district the story is about."""
    shipped = passport_file.read(passport_file.DEFAULT.read_text(encoding="utf-8"), passport_file.DEFAULT.name)
    current = Project.objects.current().select_related("municipality")
    if not current.exists():
        load(shipped)
    project = current.filter(municipality__name=shipped.municipality.name).first()
    if project is None:
        raise Unfit(f"Демонстрация рассказывает о районе «{shipped.municipality.name}», а его паспорт не загружен.")
    return project


def _schools(project: Project) -> dict[str, School]:
    """The schools of the story by its names for them; nobody real may head them already."""
    names = {f"{name} СШ": name for name in SCHOOLS}
    found = School.objects.filter(municipality=project.municipality_id, short_name__in=names)
    schools = {names[school.short_name]: school for school in found}
    if missing := [name for name in SCHOOLS if name not in schools]:
        raise Unfit("В реестре нет школ, о которых рассказывает демонстрация: " + ", ".join(missing) + ".")
    headed = Appointment.objects.heads().filter(school__in=schools.values()).select_related("school", "person")
    if real := [f"{it.school}: {it.person}" for it in headed]:
        raise Unfit("Школами уже руководят настоящие люди, демонстрация им помешала бы: " + "; ".join(real) + ".")
    return schools
