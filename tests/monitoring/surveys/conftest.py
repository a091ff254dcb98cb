"""A questionnaire of three questions, three schools, an open survey."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from monitoring.actions import surveys as actions
from monitoring.models import Item, Methodology, Participant
from tests import factories as make

OPENED, LAST = date(2023, 10, 2), date(2023, 10, 20)
#: Agreement from 1 to 5, and a step that is in no mean.
AGREEMENT = (
    ("5", "полностью согласен", Decimal(5), True),
    ("4", "скорее согласен", Decimal(4), True),
    ("3", "отчасти", Decimal(3), False),
    ("2", "скорее не согласен", Decimal(2), False),
    ("1", "не согласен", Decimal(1), False),
    ("0", "затрудняюсь ответить", None, False),
)


def questionnaire(municipality, **fields):
    """«Цели ясны?» on a scale of agreement, «Участвуете?» yes or no, an open question."""
    methodology = make.MethodologyFactory(
        municipality=municipality, kind=Methodology.Kind.SURVEY, places=Methodology.Places.NONE,
        title="Удовлетворённость учителей", **{"code": "teachers"} | fields,
    )  # fmt: skip
    section = make.SectionFactory(methodology=methodology, code="A", title="Управление школой", position=1)
    shared = {"section": section, "rule": Item.Rule.NONE, "most_points": None, "unit": ""}
    goals = make.ItemFactory(code="GOALS", title="Цели школы мне ясны", answer=Item.Answer.CHOICE, position=1, **shared)
    for position, (code, label, points, is_positive) in enumerate(AGREEMENT):
        make.ScaleStepFactory(
            item=goals, position=position, code=code, label=label, points=points, is_positive=is_positive
        )
    make.ItemFactory(code="ROLE", title="Я участвую в решениях", answer=Item.Answer.YES_NO, position=2, **shared)
    make.ItemFactory(
        code="WISH", title="Что изменить", answer=Item.Answer.TEXT, position=3, is_required=False, **shared
    )
    return methodology


@pytest.fixture
def methodology(municipality):
    return questionnaire(municipality)


@pytest.fixture
def schools(municipality, director, stranger):
    """Three schools, two of them headed by directors with accounts."""
    third = make.SchoolFactory(short_name="Любимовская СШ", municipality=municipality)
    return [director.person.appointments.get().school, stranger.person.appointments.get().school, third]


@pytest.fixture
def survey(municipality, methodology, schools):
    return opened(municipality, methodology, dict(zip(schools, (12, 8, 6), strict=True)))


@pytest.fixture
def within_term():
    with time_machine.travel("2023-10-10 09:00:00+06:00", tick=False):
        yield


def opened(municipality, methodology, invited, **fields):
    given = {"title": "Опрос учителей", "starts_on": OPENED, "ends_on": LAST, "least_slice": 5} | fields
    return actions.open_survey(municipality=municipality, methodology=methodology, invited=invited, **given)


def issued(survey, **numbers):
    """Codes by the name of the school: as many as were invited, unless said otherwise."""
    slices = list(survey.participants.all())
    wanted = {one: numbers.get(one.label.split()[0], one.invited) for one in slices}
    return {one.label: said for one, said in actions.issue_codes(survey=survey, numbers=wanted, on=OPENED).items()}


def say(survey, code, goals="4", role=True, wish="", on=OPENED):
    items = {item.code: item for item in survey.methodology.items.all()}
    answers = [{"item": items["GOALS"], "choice": goals}, {"item": items["ROLE"], "number": Decimal(role)}]
    if wish:
        answers.append({"item": items["WISH"], "text": wish})
    actions.cast(code=code, answers=answers, on=on)


def vote(survey, label, *goals, **said):
    """One ballot a given answer, put into the slice by codes made for that."""
    participant = survey.participants.get(label=label)
    made = actions.issue_codes(survey=survey, numbers={participant: len(goals)}, on=OPENED)
    for code, one in zip(made[participant], goals, strict=True):
        say(survey, code, goals=one, **said)
    return Participant.objects.get(pk=participant.pk)
