"""What the assessment has to tell of a person."""

from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.text import Truncator

from leadership.core.stories import Line, Told, lines, story
from schools.models import User

from .models import PUBLISHED_IN, CampaignState, Finding, Phase, Recommendation, Response, ResponseRole, Result

ASSESSMENT = "Оценка"


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


def _asked(line: Line) -> Told:
    role = ResponseRole(line.second)
    about = "" if role == ResponseRole.SUBJECT else f"{role.label}: {line.third}"
    return Told(f"Запрошена форма: {line.first}", about, reverse("monitoring:response", args=[line.link]))


@story("asked", theme=ASSESSMENT, said=_asked)
def asked(user: User, day: date) -> QuerySet:
    """Of whoever answers: the head who took a form over, not the one who left; since filling in began."""
    phase = Phase.objects.filter(campaign=OuterRef("participant__campaign"), state=CampaignState.FILLING)
    own = When(role=ResponseRole.SUBJECT, respondent=None, then="participant__person")
    forms = Response.objects.visible_to(user).exclude(role=ResponseRole.INTERVIEWER)
    return lines(
        forms.annotate(asked_person=Case(own, default="respondent__person")),
        of="asked_person",
        on=Subquery(phase.values("starts_on")[:1]),
        link="pk",
        first="participant__campaign__title",
        second="role",
        third="participant__label",
    )


def _assessed(line: Line) -> Told:
    role = ResponseRole(line.third).label
    level = f"уровень «{line.second}», {role}" if line.second else role
    return Told(f"Подведены итоги: {line.first}", level, reverse("monitoring:result", args=[line.link]))


@story("assessed", theme=ASSESSMENT, said=_assessed)
def assessed(user: User, day: date) -> QuerySet:
    return _results(user, TruncDate("calculation__done_at"))


def _published(line: Line) -> Told:
    return Told(f"Опубликованы итоги: {line.first}", "", reverse("monitoring:result", args=[line.link]))


@story("published", theme=ASSESSMENT, said=_published)
def published(user: User, day: date) -> QuerySet:
    """Of the day the order set for publishing, once the campaign has come to it."""
    phase = Phase.objects.filter(campaign=OuterRef("calculation__campaign"), state=CampaignState.PUBLISHED)
    on = Subquery(phase.order_by("starts_on").values("starts_on")[:1])
    return _results(user, on).filter(calculation__campaign__state__in=PUBLISHED_IN)


def _results(user: User, on: Any) -> QuerySet:
    return lines(
        Result.objects.visible_to(user).current(),
        of="participant__person",
        on=on,
        link=F("pk"),
        first="calculation__campaign__title",
        second="level__title",
        third="role",
    )
