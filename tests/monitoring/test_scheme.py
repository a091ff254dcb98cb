"""A methodology kept in the database becomes the arithmetic it stands for."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring import scoring
from monitoring.models import AnswerState, Item, Methodology
from monitoring.scheme import given_by, rule_of, scheme_of
from tests.factories import (
    AnswerFactory,
    ItemFactory,
    LevelFactory,
    MethodologyFactory,
    ScaleStepFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


def test_every_kind_of_rule_is_read():
    section = SectionFactory()
    amounts = {
        "most_points": D(10), "least_points": D(0), "yes_points": D(5), "no_points": D(-1), "start_points": D(3),
        "case_points": D(1),
    }  # fmt: skip
    read = {rule: rule_of(ItemFactory(section=section, rule=rule, **amounts)) for rule in Item.Rule.values}
    assert read == {
        "none": None,
        "bands": scoring.Bands(()),
        "yes_no": scoring.YesNo(D(5), D(-1)),
        "choice": scoring.Choice(()),
        "cumulative": scoring.Cumulative((), D(10)),
        "highest": scoring.Highest(()),
        "penalty": scoring.Penalty(D(3), D(1), D(0)),
        "assessor": scoring.Assessor(D(10)),
        "value": scoring.AsIs(D(10), D(0)),
        "best": scoring.Best(D(10)),
    }


def test_bands_and_steps_stand_in_their_order():
    bands = ItemFactory(rule=Item.Rule.BANDS, answer=Item.Answer.COUNT)
    ScaleStepFactory(item=bands, position=2, lower=D(30), upper=None, points=D(10))
    ScaleStepFactory(item=bands, position=1, lower=None, upper=D(30), points=D(5))
    assert rule_of(bands) == scoring.Bands(
        (scoring.Band(None, D(30), D(5)), scoring.Band(D(30), None, D(10))), whole=True
    )
    choice = ItemFactory(rule=Item.Rule.CHOICE, answer=Item.Answer.CHOICE)
    ScaleStepFactory(item=choice, code="0", label="не владею", points=D(0))
    assert rule_of(choice) == scoring.Choice((scoring.Step("0", "не владею", D(0)),))


def test_settings_of_the_total_are_read():
    methodology = MethodologyFactory(
        total=Methodology.Total.SECTIONS, rounding=Methodology.Rounding.DOWN, rounded=Methodology.Rounded.TOTAL,
        digits=1, least_coverage=80, levels_on=Methodology.LevelsOn.TOTAL,
    )  # fmt: skip
    SectionFactory(methodology=methodology, code="s1", title="Первый", weight=D("0.4"))
    LevelFactory(methodology=methodology, title="низкий", lower=None)
    LevelFactory(methodology=methodology, title="высокий", lower=D(80))
    assert scheme_of(methodology) == scoring.Scheme(
        items=(),
        sections=(scoring.Section("s1", "Первый", D("0.4")),),
        total=scoring.Total.SECTIONS,
        mode=scoring.Mode.DOWN,
        digits=1,
        rounds_parts=False,
        levels=(scoring.Level("высокий", D(80)), scoring.Level("низкий")),
        levels_on_percent=False,
        least_coverage=80,
    )


def test_a_scheme_costs_the_same_however_many_items(known_kinds):
    def asked(items):
        section = SectionFactory()
        for item in ItemFactory.create_batch(items, section=section):
            ScaleStepFactory(item=item)
        with CaptureQueriesContext(connection) as questions:
            scheme_of(Methodology.objects.get(pk=section.methodology_id))
        return len(questions)

    assert asked(2) == asked(12) == 5


def test_answers_of_every_type_are_read():
    answers = {
        "percent": AnswerFactory(number=D("92.5")),
        "yes": AnswerFactory(item__answer=Item.Answer.YES_NO, number=D(1)),
        "no": AnswerFactory(item__answer=Item.Answer.YES_NO, number=D(0)),
        "choice": AnswerFactory(item__answer=Item.Answer.CHOICE, number=None, choice="2"),
        "levels": AnswerFactory(item__answer=Item.Answer.LEVELS, number=None, counts={"mun": 2}),
        "text": AnswerFactory(item__answer=Item.Answer.TEXT, number=None, text="есть"),
        "unknown": AnswerFactory(state=AnswerState.NO_DATA, number=None),
        "inapplicable": AnswerFactory(state=AnswerState.NOT_APPLICABLE, number=None),
        "empty": AnswerFactory(number=None),
    }
    read = given_by(answers.values())
    found = {name: read[answer.item.code] for name, answer in answers.items()}
    assert {name: (one.state, one.value) for name, one in found.items()} == {
        "percent": (scoring.State.VALUE, D("92.5")),
        "yes": (scoring.State.VALUE, True),
        "no": (scoring.State.VALUE, False),
        "choice": (scoring.State.VALUE, "2"),
        "levels": (scoring.State.VALUE, {"mun": 2}),
        "text": (scoring.State.VALUE, "есть"),
        "unknown": (scoring.State.NO_DATA, None),
        "inapplicable": (scoring.State.NOT_APPLICABLE, None),
        "empty": (scoring.State.NO_DATA, None),
    }
