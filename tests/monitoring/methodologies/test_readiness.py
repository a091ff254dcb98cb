"""What has to be decided before a methodology is used, and what its author should look at."""

from decimal import Decimal as D

import pytest

from monitoring import samples
from monitoring.actions.methodologies import take
from monitoring.actions.scales import BORDERS, EDGE, STRETCH, settle
from monitoring.blueprint import ItemPlan, LevelPlan, StepPlan
from monitoring.models import Item
from monitoring.readiness import judge
from monitoring.scheme import rule_of

from .examples import SITE, TASK, blueprint, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(municipality):
    def judge_of(*items, **settings):
        return judge(take(blueprint(*items, **settings), municipality=municipality))

    return judge_of


@pytest.mark.parametrize("name", samples.NAMES)
def test_a_shipped_methodology_is_ready_and_marked_as_a_draft(name, municipality):
    sample = samples.sample(name)
    found = judge(take(sample, municipality=municipality))
    assert (found.problems, found.warnings) == ((), ())
    assert "проект методики – утверждает управление образования" in sample.title
    assert (sample.order, sample.approved_on) == ("", None)


def test_the_shipped_review_amounts_to_what_it_declares(municipality):
    assert judge(take(samples.sample("review"), municipality=municipality)).maximum == D(16)


def test_the_maximum_is_computed_and_a_different_declared_one_warned_of(judged):
    found = judged(TASK, SITE, declared_most=D(30))
    assert found.maximum == D(25)
    assert "Объявленный максимум – 30, а сумма наибольших баллов показателей – 25." in found.warnings


def test_a_declared_maximum_without_a_ceiling_cannot_be_compared(judged):
    endless = ItemPlan(code="u9", title="Победы", answer="number", rule="value")
    found = judged(endless, declared_most=D(30), total="sum")
    assert found.maximum is None
    assert any("сверху не ограничены" in warning for warning in found.warnings)


def test_a_lowest_level_with_a_bound_is_warned_of(judged):
    levels = (LevelPlan(title="высокий", lower=D(80), tone="best"), LevelPlan(title="низкий", lower=D(0), tone="worst"))
    assert any("Ниже 0 уровня нет" in warning for warning in judged(TASK, levels=levels).warnings)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (changed(SITE, yes_points=None), "u2: не указано: за «да», баллов."),
        (changed(TASK, steps=()), "u1: нет ни одного диапазона."),
        (changed(TASK, steps=(StepPlan(lower=D(5)),)), "u1: у ступени «от 5» не указаны баллы."),
        (changed(TASK, steps=(StepPlan(lower=D(5), upper=D(5), points=D(1)),)), "u1: В диапазон «ровно 5»"),
        (ItemPlan(code="c", title="В", answer="choice"), "c: в шкале меньше двух ступеней."),
        (
            ItemPlan(code="c", title="В", answer="choice", steps=(StepPlan(label="да"), StepPlan(label="нет"))),
            "c: у каждой ступени должны быть код и название.",
        ),
        (
            ItemPlan(code="f", title="Д", answer="percent", rule="value", calculation="formula", formula="a / b"),
            "f: в формуле нет такого показателя – «a».",
        ),
    ],
)
def test_a_problem_names_its_item(judged, item, problem):
    assert any(found.words.startswith(problem) for found in judged(item).problems)


def test_a_survey_needs_no_points_and_a_rating_does(judged):
    text = ItemPlan(code="o1", title="Что изменить?", answer="text")
    assert judged(text, kind="survey", places="none").problems == ()
    assert [found.words for found in judged(text, code="N").problems] == ["Ни один показатель не даёт баллов."]


def test_a_second_key_that_is_not_there_is_a_problem(judged):
    found = judged(TASK, places="key", second_key="zz")
    assert [problem.words for problem in found.problems] == ["Второго показателя «zz» в методике нет."]


TOUCHING = (
    StepPlan(lower=D(75), upper=D(100), upper_included=True, points=D(3)),
    StepPlan(lower=D(50), upper=D(65), upper_included=True, points=D(1)),
    StepPlan(lower=D(65), upper=D(75), upper_included=True, points=D(2)),
)
APART = (
    StepPlan(lower=D(70), upper=D(89), upper_included=True, points=D(10)),
    StepPlan(lower=D(90), upper=D(100), upper_included=True, points=D(20)),
)


@pytest.mark.parametrize(
    ("steps", "how", "value", "points"), [(TOUCHING, BORDERS, D(65), D(2)), (APART, STRETCH, D("89.5"), D(10))]
)
def test_the_decision_of_the_methodist_settles_bands(municipality, steps, how, value, points):
    methodology = take(blueprint(changed(TASK, steps=steps)), municipality=municipality)
    assert judge(methodology).problems
    settle(methodology.items.get(), how)
    assert judge(methodology).problems == ()
    assert rule_of(Item.objects.get()).points(value) == points
    assert rule_of(Item.objects.get()).points(D(100)) == rule_of(Item.objects.get()).most


#: Typed as printed, «90–100», with the tick «до включается» forgotten.
TO_A_HUNDRED = (StepPlan(lower=D(0), upper=D(90), points=D(0)), StepPlan(lower=D(90), upper=D(100), points=D(20)))


def test_the_greatest_percent_just_beyond_the_last_band_is_to_be_decided(municipality):
    methodology = take(blueprint(changed(TASK, steps=TO_A_HUNDRED)), municipality=municipality)
    (problem,) = judge(methodology).problems
    assert problem.text.startswith("Наибольшее возможное значение 100 не попадает в последний диапазон")
    settle(methodology.items.get(), EDGE)
    assert judge(methodology).problems == ()
    assert rule_of(Item.objects.get()).points(D(100)) == D(20)


def test_a_band_may_end_before_values_that_may_come(judged):
    """A number without a greatest value may be above the last band, and that is worth nothing on purpose."""
    assert judged(changed(TASK, answer="number", steps=TO_A_HUNDRED)).problems == ()
