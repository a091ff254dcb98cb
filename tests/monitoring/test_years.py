"""Years are laid side by side over what every version of the methodology has in common, and say so."""

from dataclasses import replace
from decimal import Decimal as D

from monitoring.blueprint import ItemPlan
from monitoring.years import compared

from .methodologies.examples import blueprint as of_items

A = ItemPlan(code="a", title="А", answer="number", rule="value", most_points=D(10))
B = ItemPlan(code="b", title="Б", answer="yes_no", rule="yes_no", yes_points=D(5), no_points=D(0))
NOTE = ItemPlan(code="note", title="Примечание", answer="text")
ONE = of_items(A, B)


def test_one_version_is_compared_as_a_whole():
    found = compared([ONE])
    assert (found.common, found.is_whole) == (("a", "b"), True)
    assert found.words == "Методика не менялась: сравниваются итоги целиком."


def test_another_rule_or_another_item_is_not_common():
    for other in (of_items(A, replace(B, yes_points=D(10))), of_items(A), of_items(A, replace(A, code="c"))):
        found = compared([other, ONE])
        assert (found.common, found.is_whole) == (("a",), False)
        assert "только общие показатели (a)" in found.words


def test_another_weight_leaves_the_items_common_and_the_totals_apart():
    """Items are compared in per cent of their own points; totals of differently weighted items are not."""
    found = compared([of_items(A, replace(B, weight=D(2))), ONE])
    assert (found.common, found.is_whole) == (("a", "b"), False)


def test_an_item_without_points_is_not_laid_side_by_side():
    assert compared([of_items(A, B, NOTE), of_items(A, B, NOTE)]).common == ("a", "b")


def test_an_item_that_changed_once_is_common_to_no_three_years():
    assert compared([ONE, of_items(A, replace(B, no_points=D(1))), ONE]).common == ("a",)


def test_without_anything_in_common_years_are_not_compared():
    found = compared([of_items(A), of_items(B)])
    assert (found.common, found.is_whole) == ((), False)
    assert "годы не сравниваются" in found.words
