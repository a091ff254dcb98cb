"""A formula is arithmetic over codes and nothing else; what cannot be known is «нет данных»."""

from decimal import Decimal as D

import pytest

from monitoring.scoring import NO_DATA, NOT_APPLICABLE, Formula, FormulaError, State, TwoShares, given

VALUES = {"А": given(D(45)), "Б": given(D(60)), "yes": given(True), "prizes": given({"mun": 2, "reg": 1})}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("А/Б*100", D(75)),
        ("А : Б × 100", D(75)),
        ("2 + 3 * 4", D(14)),
        ("(2 + 3) * 4", D(20)),
        ("10 - 4 - 3", D(3)),
        ("100 / 10 / 2", D(5)),
        ("-А + Б", D(15)),
        ("0,5 * А", D("22.5")),
        ("0.1 + 0.2", D("0.3")),
        ("1 / 3", D("0.3333")),
        ("yes * 10", D(10)),
        ("prizes + 1", D(4)),
    ],
)
def test_arithmetic_is_exact(text, value):
    assert Formula(text).value(VALUES).value == value


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "А +", "* 2", "(А", "А)", "А Б", "2 ** 3", "А.real", "__import__('os')", "open('x')", "А if Б else 1",
        "А[0]", "А; Б", "А == Б", "1e9", "А // Б", "А % Б", "'А'", "(" * 21 + "1" + ")" * 21,
        "1+" * 300 + "1",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(FormulaError):
        Formula(text)


def test_division_by_zero_is_no_data():
    assert Formula("А / (Б - 60)").value(VALUES) is NO_DATA


def test_a_missing_input_is_no_data_and_never_zero():
    assert Formula("А + В").value(VALUES) is NO_DATA
    assert Formula("А + В").value({**VALUES, "В": NO_DATA}) is NO_DATA


def test_an_input_that_does_not_apply_makes_the_whole_not_apply():
    assert Formula("А + В").value({**VALUES, "В": NOT_APPLICABLE}) is NOT_APPLICABLE


def test_a_formula_names_its_codes():
    assert Formula("0,5*(а/А + б/Б)").codes == {"а", "А", "б", "Б"}


def test_the_least_divisor_is_remembered():
    assert Formula("А/Б + 1/2").value(VALUES).divisor == D(2)
    assert Formula("А + Б").value(VALUES).divisor is None


def test_a_share_of_two_terms():
    """0,5 × (9/10 + 3/5) × 100 = 75 (НОК УООД)."""
    shares = TwoShares.read("a/A; b/B")
    values = {"a": given(D(9)), "A": given(D(10)), "b": given(D(3)), "B": given(D(5))}
    assert shares.value(values).value == 75
    assert shares.value(values).divisor == 5


def test_neither_share_is_more_than_one():
    """0,5 × (1 + 0,5) × 100 = 75, though 12/10 is more than one."""
    shares = TwoShares("a", "A", "b", "B")
    values = {"a": given(D(12)), "A": given(D(10)), "b": given(D(5)), "B": given(D(10))}
    assert shares.value(values).value == 75


@pytest.mark.parametrize(("missing", "state"), [(NO_DATA, State.NO_DATA), (NOT_APPLICABLE, State.NOT_APPLICABLE)])
def test_a_share_without_a_term_is_not_a_half(missing, state):
    values = {"a": given(D(9)), "A": given(D(10)), "b": missing, "B": given(D(5))}
    assert TwoShares("a", "A", "b", "B").value(values).state is state


@pytest.mark.parametrize("text", ["a/A", "a/A + b/B", "a/A; b", ""])
def test_two_shares_are_written_one_way(text):
    with pytest.raises(FormulaError, match="две доли"):
        TwoShares.read(text)
