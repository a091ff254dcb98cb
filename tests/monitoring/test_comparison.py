"""Versions of a methodology are compared over what they have in common, and say so."""

from dataclasses import replace
from decimal import Decimal as D

from monitoring.comparison import compared
from monitoring.scoring import AsIs, Item, Scheme, YesNo

A, B = Item("a", rule=AsIs(D(10))), Item("b", rule=YesNo(D(5), D(0)))
ONE = Scheme((A, B))


def test_one_version_is_compared_as_a_whole():
    found = compared([ONE, ONE])
    assert (found.common, found.is_whole) == (("a", "b"), True)
    assert found.words == "Методика не менялась: сравниваются итоги целиком."


def test_another_rule_another_weight_or_another_item_is_not_common():
    for other in (
        Scheme((A, replace(B, rule=YesNo(D(10), D(0))))),
        Scheme((A, replace(B, weight=D(2)))),
        Scheme((A,)),
        Scheme((A, Item("c", rule=AsIs(D(10))))),
    ):
        found = compared([ONE, other])
        assert found.common == ("a",)
        assert "b" in found.others
        assert "только общие показатели (a)" in found.words


def test_an_item_without_points_does_not_make_versions_differ():
    assert compared([ONE, Scheme((A, B, Item("note")))]).is_whole


def test_without_anything_in_common_years_are_not_compared():
    found = compared([Scheme((A,)), Scheme((B,))])
    assert (found.common, found.is_whole) == ((), False)
    assert "годы не сравниваются" in found.words
