import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership.core.papers import json as json_face
from leadership.core.papers import wording
from leadership.core.papers.model import Approval, Cell, Column, Heading, Kind, Picture, Row, Table
from tests.core import papers_examples as examples

THREE = (Column("А"), Column("Б"), Column("В"))


def styles(lines):
    return [line.style for line in lines]


def test_a_plain_tuple_is_a_row():
    (line,) = Table(THREE, [("x", 1, None)]).body()
    assert [(place, cell.value) for place, cell in line.cells] == [(0, "x"), (1, 1), (2, None)]


def test_a_group_row_spans_the_table():
    (line,) = Table(THREE, [Row(("Этап 1",), "group")]).body()
    assert [(place, cell.cols) for place, cell in line.cells] == [(0, 3)]


def test_a_cell_that_reaches_down_leaves_its_column_to_no_other():
    first, second, third = Table(THREE, [(Cell(1, rows=2), "a", "b"), ("c", "d"), (2, "e", "f")]).body()
    assert [place for place, _ in second.cells] == [1, 2]
    assert (first.joined, second.joined, third.joined) == (True, False, False)


def test_a_page_may_end_inside_a_long_span_but_not_near_its_ends():
    lines = Table(THREE, [(Cell(1, rows=7), "a", "b"), *[("c", "d")] * 6]).body()
    assert [number for number, line in enumerate(lines, 1) if line.joined] == [1, 5, 6]


def test_columns_of_a_group_stand_under_its_title():
    columns = (Column("№"), Column("план", group="2023"), Column("факт", group="2023"))
    upper, lower = Table(columns, ()).head()
    assert [(cell.value, cell.cols, cell.rows) for _, cell in upper.cells] == [("№", 1, 2), ("2023", 2, 1)]
    assert [(place, cell.value) for place, cell in lower.cells] == [(1, "план"), (2, "факт")]


def test_head_rows_at_the_top_belong_to_the_head_and_later_ones_do_not():
    table = Table(THREE, [Row((1, 2, 3), "head"), ("a", "b", "c"), Row((1, 2, 3), "head")])
    assert styles(table.head()) == ["head", "head"]
    assert styles(table.body()) == ["plain", "head"]


def test_a_table_whose_columns_have_no_titles_has_no_head():
    assert list(Table((Column(""), Column("")), [("a", "b")]).head()) == []


def test_an_empty_table_says_so():
    (line,) = Table(THREE, ()).body()
    assert line.cells[0][1].value == "Нет записей"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([("a", "b")], "row 1: column 3 is empty"),
        ([("a", "b", "c"), ("a", "b", "c", "d")], "row 2: a cell does not fit"),
        ([(Cell("a", cols=2), "b", "c")], "row 1: a cell does not fit"),
        ([("a", "b", Cell("c", cols=2))], "row 1: a cell does not fit"),
        ([("a", Cell("b", rows=2), "c"), (Cell("d", cols=2), "e")], "row 2: a cell does not fit"),
        ([("a", "b", Cell("c", rows=2))], "row 1: a cell reaches below the last row"),
        ([Row((1, 2, 3), "head"), ("a", "b")], "row 2: column 3 is empty"),
    ],
)
def test_a_row_that_does_not_fill_the_table_is_refused_by_name(rows, complaint):
    with pytest.raises(ValueError, match=f"«Охват», {complaint}"):
        Table(THREE, rows, title="Охват")


@pytest.mark.parametrize("columns", [(), (Column("А", 0),), (Column("А", -1), Column("Б"))])
def test_a_table_needs_columns_of_some_width(columns):
    with pytest.raises(ValueError, match="«Охват» needs columns"):
        Table(columns, (), title="Охват")


@pytest.mark.parametrize("value", [0.1, True])
def test_a_figure_is_never_a_float_or_a_truth(value):
    with pytest.raises(TypeError):
        Cell(value)


@pytest.mark.parametrize("span", [{"cols": 0}, {"rows": 0}, {"cols": -1}])
def test_a_cell_takes_some_room(span):
    with pytest.raises(ValueError, match="at least one"):
        Cell("a", **span)


def test_a_picture_is_an_svg():
    with pytest.raises(ValueError, match="not an SVG"):
        Picture("<script>", "Освоение", "")


@st.composite
def tilings(draw):
    """Rows of spanning cells laid so that they fill the table, and the number of columns they fill."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken, rows = set(), []
    for row in range(height):
        cells = []
        for column in range(width):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, width) if (row, c) in taken), width) - column
            cols, depth = draw(st.integers(1, free)), draw(st.integers(1, height - row))
            taken |= {(row + r, column + c) for r in range(depth) for c in range(cols)}
            cells.append(Cell(f"{row}.{column}", cols=cols, rows=depth))
        rows.append(tuple(cells))
    return width, rows


@given(tilings())
def test_cells_that_fill_the_table_are_accepted_where_they_were_laid(tiling):
    width, rows = tiling
    lines = list(Table((Column("А"),) * width, rows).body())
    for number, line in enumerate(lines):
        assert all(cell.value == f"{number}.{place}" for place, cell in line.cells)
    assert sum(cell.cols * cell.rows for line in lines for _, cell in line.cells) == width * len(rows)


@given(tilings(), st.data())
def test_one_cell_too_many_is_refused(tiling, data):
    width, rows = tiling
    spoilt = data.draw(st.integers(0, len(rows) - 1))
    rows[spoilt] += ("лишняя",)
    with pytest.raises(ValueError, match=f"row {spoilt + 1}: a cell does not fit"):
        Table((Column("А"),) * width, rows)


def test_figures_are_told_in_reading_order():
    figures = [1, Decimal("2.0"), Decimal("66.7"), Decimal("-0.25"), 12345, 100]
    assert list(examples.passport().figures()) == figures


@pytest.mark.parametrize(
    ("value", "column", "printed"),
    [
        (None, Column(""), "–"),
        (None, Column("", empty="нет данных"), "нет данных"),
        (0, Column("", kind=Kind.NUMBER), "0"),
        (Decimal("66.666"), Column("", kind=Kind.PERCENT), "66,666\u00a0%"),
        (2, Column("", kind=Kind.NUMBER, places=1), "2,0"),
        (Decimal("2.25"), Column("", kind=Kind.NUMBER, places=1), "2,25"),
        (2, Column("", places=1), "2"),
        (date(2021, 6, 5), Column("", kind=Kind.DATE), "05.06.2021"),
        ("не применяется", Column("", kind=Kind.NUMBER), "не применяется"),
    ],
)
def test_a_value_is_printed_whole_and_no_data_is_never_zero(value, column, printed):
    assert wording.text(Cell(value), column) == printed


def test_tables_and_pictures_are_numbered_apart_and_untitled_tables_are_not():
    blocks = [
        Table(THREE, (), "Охват"),
        Picture(examples.SVG, "Доля", ""),
        Table(THREE, ()),
        Table(THREE, (), "Форма", numbered=False),
        Table(THREE, (), "Итоги"),
        Heading("Выводы"),
    ]
    captions = [caption.replace("\u00a0", " ") for _, caption in wording.captioned(examples.plain(*blocks))]
    assert captions == ["Таблица 1 – Охват", "Рисунок 1 – Доля", "", "Форма", "Таблица 2 – Итоги", ""]


def test_the_last_line_tells_the_day_the_filters_and_the_author():
    assert wording.basis(examples.passport()) == (
        "Отчёт № 12 · Данные на 01.12.2023 · отбор: год – 2023; школа – МБОУ «Маяковская СШ»"
        " · сформировал: Л.Г. Кривошея"
    )
    assert wording.basis(examples.plain()) == "Данные на 01.12.2023"


def test_an_act_approves_in_its_own_words():
    act = Approval(by_act="УТВЕРЖДЁН\nприказом Управления образования\nот 05.06.2021 № 82")
    assert wording.approval_lines(act)[0] == "УТВЕРЖДЁН"
    assert wording.approval_lines(Approval("Начальник", "Е.Н. Совенко")) == ("УТВЕРЖДАЮ", "Начальник")


@pytest.mark.parametrize("make", [examples.passport, examples.wide, examples.long, examples.plain])
def test_a_stored_paper_prints_as_it_did(make):
    stored = json.loads(json_face.render(make()))
    again = json_face.from_json(stored)
    assert json_face.as_json(again) == stored
    assert list(again.figures()) == list(make().figures())
    assert again.approval == make().approval


def test_a_stored_cell_names_the_type_of_its_value():
    (table,) = examples.plain(Table((Column("А"),), [(v,) for v in (9, Decimal("66.70"), "9", None)])).tables()
    stored = json_face.as_json(examples.plain(table))["blocks"][0]["rows"]
    assert [row["cells"] for row in stored] == [[{"number": 9}], [{"number": "66.7"}], [{"text": "9"}], [{}]]
