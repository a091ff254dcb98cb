"""Charts say in words what they show, and never break on what people write."""

from decimal import Decimal as D

import pytest

from monitoring import charts


def test_a_bar_is_as_long_as_its_share():
    svg = charts.bars("id", "Уровни", [("высокий", 2, "2"), ("низкий", 1, "1"), ("нет данных", None, "–")], 2)
    assert svg.count('fill="#1d4e89"') == 3
    assert 'width="250"' in svg
    assert 'width="125.0"' in svg
    assert '<title id="id">Уровни: высокий – 2; низкий – 1; нет данных – –</title>' in svg


def test_labels_are_escaped():
    assert "<script>" not in charts.bars("id", "Т", [("<script>", 1, "1")], 1)
    assert "<script>" not in charts.line("id", "<script>", [("<script>", D(1), "<script>")], 1)


def test_a_long_label_stands_on_two_lines_and_is_cut_there():
    svg = charts.bars("id", "Т", [("Профессиональные компетенции руководителя", 1, "1")], 1)
    assert ">Профессиональные</text>" in svg
    assert ">компетенции руководителя</text>" in svg
    assert "…</text>" in charts.bars("id", "Т", [("Качество " * 20, 1, "1")], 1)


def test_a_year_without_data_breaks_the_line():
    whole = charts.line("id", "Т", [("2021", D(1), "1"), ("2022", D(2), "2"), ("2023", D(3), "3")], 100)
    broken = charts.line("id", "Т", [("2021", D(1), "1"), ("2022", None, "нет данных"), ("2023", D(3), "3")], 100)
    assert (whole.count("stroke-width"), broken.count("stroke-width")) == (2, 0)
    assert (whole.count("<circle"), broken.count("<circle")) == (3, 2)


@pytest.mark.parametrize("value", [D(-5), D(0), D(500)])
def test_a_figure_outside_the_scale_stays_inside_the_picture(value):
    assert 'width="-' not in charts.bars("id", "Т", [("а", value, "а")], 100)
    assert 'cy="-' not in charts.line("id", "Т", [("а", value, "а")], 100)
