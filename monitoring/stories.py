"""What the assessment has to tell of a person."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator

from leadership.core.stories import Line, Told, lines, story
from schools.models import User

from .models import Finding, Recommendation


def _found(line: Line) -> Told:
    return Told(
        f"Выявлен дефицит: {line.first}",
        Finding.Basis(line.second).label,
        reverse("monitoring:finding", args=[line.link]),
    )


@story("found", theme="Дефициты", said=_found)
def findings(user: User, day: date) -> QuerySet:
    seen = Finding.objects.visible_to(user).confirmed()
    return lines(
        seen, of="person", on="found_on", link="pk", first=Coalesce("competence__title", "item__title"), second="basis"
    )


def _recommended(line: Line) -> Told:
    return Told(
        "Направлена рекомендация",
        Truncator(line.first).words(20),
        reverse("monitoring:recommendation", args=[line.link]),
    )


@story("recommended", theme="Дефициты", said=_recommended)
def recommendations(user: User, day: date) -> QuerySet:
    sent = Recommendation.objects.visible_to(user).sent()
    return lines(sent, of="person", on="sent_on", first="text", link="pk")
