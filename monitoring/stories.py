"""What the assessment has to tell of a person."""

from datetime import date

from django.db.models import QuerySet

from leadership.core.stories import Line, Told, lines, story
from schools.models import User

from .models import Finding


def _found(line: Line) -> Told:
    return Told(f"Выявлен дефицит: {line.first}", Finding.Basis(line.second).label)


@story("found", theme="Дефициты", said=_found)
def findings(user: User, day: date) -> QuerySet:
    seen = Finding.objects.visible_to(user)
    return lines(seen, of="person", on="found_on", first="competence__title", second="basis")
