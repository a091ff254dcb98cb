"""Shares, means and medians with the arithmetic written out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.surveys import questions
from monitoring.surveys.bars import bar, bars
from monitoring.surveys.changes import changes, not_compared
from monitoring.surveys.distribution import Option, Question, distribution, together, whole_percent

from ...factories import ScaleStepFactory

SCALE = (
    Option("5", "да", Decimal(5), True),
    Option("4", "скорее да", Decimal(4), True),
    Option("3", "отчасти", Decimal(3)),
    Option("2", "скорее нет", Decimal(2)),
    Option("0", "затрудняюсь ответить"),
)
GOALS = Question("GOALS", "Цели ясны", "Управление", "choice", SCALE)


def test_every_option_stands_in_the_order_of_the_questionnaire_zeros_too():
    said = distribution(GOALS, {"4": 3, "0": 1})
    assert [(one.option.code, one.number, one.percent) for one in said.shares] == [
        ("5", 0, 0), ("4", 3, 75), ("3", 0, 0), ("2", 0, 0), ("0", 1, 25),
    ]  # fmt: skip


def test_whoever_hesitates_is_counted_but_is_in_no_mean():
    # 5 + 4 + 4 + 2 = 15, of 4 with points; two more are at a loss; positive 3 of 6
    said = distribution(GOALS, {"5": 1, "4": 2, "2": 1, "0": 2})
    assert (said.base, said.scored) == (6, 4)
    assert said.mean == Decimal("3.75")
    assert said.median == 4
    assert said.positive == 50


def test_the_median_of_an_even_number_is_half_way():
    assert distribution(GOALS, {"5": 1, "4": 1, "3": 1, "2": 1}).median == Decimal("3.5")
    assert distribution(GOALS, {"5": 2, "2": 2}).median == Decimal("3.5")
    assert distribution(GOALS, {"5": 1, "2": 2}).median == 2


def test_no_answers_are_no_data_not_zero():
    said = distribution(GOALS, {})
    assert (said.base, said.mean, said.median, said.positive) == (0, None, None, None)


def test_nothing_but_hesitation_has_no_mean_and_no_positive_answer():
    said = distribution(GOALS, {"0": 3})
    assert (said.mean, said.positive) == (None, 0)


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 8, 13), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0)])
def test_whole_per_cents_go_half_up(part, whole, percent):
    assert whole_percent(part, whole) == percent


def test_a_typed_number_has_a_mean_and_no_options():
    hours = Question("H", "Часов на отчёты в неделю", "Нагрузка", "number")
    said = distribution(hours, {"2": 1, "3.5": 2, "10": 1})
    assert said.shares == ()
    assert (said.base, said.mean, said.median) == (4, Decimal("4.75"), Decimal("3.5"))


@given(st.lists(st.dictionaries(st.sampled_from("54320"), st.integers(0, 40)), max_size=5))
def test_slices_put_together_are_the_total(slices):
    total = distribution(GOALS, together(slices))
    parts = [distribution(GOALS, one) for one in slices]
    assert total.base == sum(one.base for one in parts)
    assert [share.number for share in total.shares] == [
        sum(one.shares[place].number for one in parts) for place in range(len(SCALE))
    ]


@given(st.permutations(["5", "4", "3", "2", "0"]))
def test_the_order_of_what_came_in_changes_nothing(order):
    answers = {"5": 4, "4": 2, "3": 1, "2": 3, "0": 1}
    assert distribution(GOALS, {code: answers[code] for code in order}) == distribution(GOALS, answers)


def test_only_questions_asked_alike_are_compared():
    reworded = Question("ROLE", "Вы участвуете в решениях?", "Управление", "choice", SCALE)
    former = Question("ROLE", "Участвую в решениях", "Управление", "choice", SCALE)
    rescaled = Question("PAY", "Оплата", "Условия", "choice", SCALE[:3])
    broad = Question("PAY", "Оплата", "Условия", "choice", SCALE)
    worse, better = distribution(GOALS, {"5": 1, "2": 3}), distribution(GOALS, {"5": 3, "2": 1})
    before = {one.code: (one, worse) for one in (GOALS, former, broad)}
    now = {one.code: (one, better) for one in (reworded, GOALS, rescaled)}
    (change,) = changes(before, now)
    assert change.question == GOALS
    assert change.mean == Decimal("1.5")  # 4.25 − 2.75
    assert change.positive == 50
    assert not_compared([change], [reworded, GOALS, rescaled]) == [reworded, rescaled]


def test_a_figure_that_either_lacks_has_no_difference():
    none, some = distribution(GOALS, {"0": 2}), distribution(GOALS, {"5": 1})
    (change,) = changes({"GOALS": (GOALS, none)}, {"GOALS": (GOALS, some)})
    assert change.mean is None
    number = Question("H", "Часов", "Нагрузка", "number")
    (change,) = changes(
        {"H": (number, distribution(number, {"2": 1}))}, {"H": (number, distribution(number, {"3": 1}))}
    )
    assert (change.mean, change.positive) == (1, None)


def test_bars_say_in_words_what_they_draw():
    drawn = bars("uid", "Доля", [("Цели <ясны>", 75), ("Климат", None), ("Нет", 0)])
    assert "Доля: Цели &lt;ясны&gt; – 75\u00a0%; Климат – нет данных; Нет – 0\u00a0%" in drawn
    assert drawn.count("<rect") == 4
    assert drawn == bars("uid", "Доля", [("Цели <ясны>", 75), ("Климат", None), ("Нет", 0)])


def test_a_long_question_takes_several_lines():
    assert bars("uid", "Доля", [("слово " * 30, 5)]).count("<text") > 3


def test_a_small_bar_is_as_long_as_its_per_cents():
    assert 'width="37"' in bar(37)


@pytest.mark.django_db
def test_an_option_is_called_by_its_label_alone():
    step = ScaleStepFactory(item__answer="choice", code="4", label="скорее согласен")
    assert [option.label for option in questions.options_of(step.item)] == ["скорее согласен"]
