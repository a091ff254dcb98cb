"""What the project keeps of a person whose data are to be destroyed: papers made of registers, authors of changes."""

from functools import partial
from typing import Any

from django.db import transaction

from leadership.core.erasing import erasers
from schools.models import User

from .models import (
    Amendment,
    ExpectedResult,
    Indicator,
    Measure,
    MeasureRow,
    PreparedPaper,
    Project,
    ProjectLink,
    Risk,
    Stage,
    Task,
)

#: The passport as it was approved: an act of the municipality, not a record about a person.
OFFICIAL = {Project, Task, ExpectedResult, Risk, ProjectLink, Stage, Measure, MeasureRow, Indicator, Amendment}


def erase(person: Any) -> dict[str, int]:
    accounts = User.objects.filter(person=person)
    Amendment.objects.filter(made_by__in=accounts).update(author="удалено по заявлению")
    papers = list(PreparedPaper.objects.filter(municipality=person.municipality_id))
    for paper in papers:
        if paper.file:
            transaction.on_commit(partial(paper.file.storage.delete, paper.file.name))
        paper.delete()
    return {"подготовленные файлы отчётов": len(papers)}


def register() -> None:
    erasers.erase.append(erase)
    erasers.kept |= OFFICIAL
