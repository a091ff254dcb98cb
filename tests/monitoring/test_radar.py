"""The radar is read in grey and aloud: markers and dashes differ, gaps stay gaps, the words tell the figures."""

from decimal import Decimal
from xml.etree.ElementTree import fromstring

from monitoring.radar import Series, radar

AXES = ("Стратегия", "Кадры & право", "Финансы", "Среда")
SVG = "{http://www.w3.org/2000/svg}"


def series(title, *values):
    return Series(title, tuple(None if value is None else Decimal(value) for value in values))


def drawn(*views, axes=AXES, **how):
    return fromstring(radar("it", "Профиль", axes, views, **how))


def test_says_every_figure_in_words():
    said = drawn(series("Самооценка", 100, None, 33, 67)).find(f"{SVG}title").text
    assert said == "Профиль. Самооценка: Стратегия – 100 %; Кадры & право – нет данных; Финансы – 33 %; Среда – 67 %"


def test_views_differ_by_line_and_marker():
    svg = radar("it", "Профиль", AXES, [series("Самооценка", 1, 2, 3, 4), series("Внешняя", 4, 3, 2, 1)])
    assert svg.count("<circle") == 4 + 1
    assert svg.count("<rect") == 4 + 1
    assert 'stroke-dasharray="7 4"' in svg


def test_what_is_not_known_breaks_the_line_and_has_no_marker():
    svg = drawn(series("Самооценка", 50, None, 50, 50), named=False)
    lines = [it for it in svg.iter(f"{SVG}line") if it.get("stroke") == "#1d4e89"]
    assert len(lines) == 2 + 1
    assert len(list(svg.iter(f"{SVG}circle"))) == 3 + 1


def test_names_stand_in_two_columns_or_numbers_at_the_axes():
    named = [it.text for it in drawn(series("Самооценка", 1, 2, 3, 4)).iter(f"{SVG}text")]
    assert "1. Стратегия" in named
    numbered = [it.text for it in drawn(series("Самооценка", 1, 2, 3, 4), named=False).iter(f"{SVG}text")]
    assert "1. Стратегия" not in numbered
    assert "4" in numbered


def test_long_names_are_wrapped():
    axes = ("Внутренняя система оценки качества образования", *AXES[1:])
    told = [it.text for it in drawn(series("Самооценка", 1, 2, 3, 4), axes=axes).iter(f"{SVG}text")]
    assert {"1. Внутренняя система оценки", "качества образования"} <= set(told)


def test_two_axes_make_no_figure():
    assert radar("it", "Профиль", AXES[:2], [series("Самооценка", 1, 2)]) == ""
