"""A list as a workbook: titles, days, numbers, hostile texts, and a memory that does not grow."""

import tracemalloc
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from leadership.core.papers import listing

COLUMNS = ("Школа", "Открыта", "Обучающихся")
ROW = ("Крестинская СШ", date(1967, 9, 1), 120)


def written(rows, notes=()):
    return load_workbook(listing.write("Школы", COLUMNS, rows, notes)).active


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_it_begins_with_its_title_and_notes_then_the_titles_of_columns():
    sheet = written([ROW], notes=("на 30.12.2024", "отбор: Вид – средняя школа"))
    assert [row[0] for row in values(sheet)] == [
        "Школы", "на 30.12.2024", "отбор: Вид – средняя школа", "Школа", "Крестинская СШ",
    ]  # fmt: skip


def test_days_and_numbers_are_themselves():
    cells = next(iter(written([ROW]).iter_rows(min_row=3)))
    assert cells[1].is_date
    assert cells[1].number_format == "DD.MM.YYYY"
    assert cells[2].value == 120


def test_a_share_keeps_its_places():
    assert values(written([("СШ", None, Decimal("66.7"))]))[2][2] == 66.7


def test_nothing_is_an_empty_cell_not_a_zero():
    assert values(written([("СШ", None, None)]))[2] == ["СШ", None, None]


@pytest.mark.parametrize("hostile", ["=1+1", "+7 38166", "-5", "@cmd", "\tx", "=cmd|'/C calc'!A0"])
def test_what_looks_like_a_formula_stays_text(hostile):
    cell = next(iter(written([(hostile, None, None)]).iter_rows(min_row=3)))[0]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == hostile


def test_a_hostile_title_stays_text():
    sheet = load_workbook(listing.write("=1+1", COLUMNS, [ROW])).active
    assert sheet["A1"].data_type == "s"


def test_control_characters_do_not_break_the_file():
    assert values(written([("Крес\x00тинская\x0b", None, None)]))[2][0] == "Крестинская"


def test_the_head_stays_in_sight_and_filters_reach_the_last_row():
    sheet = written([ROW] * 5, notes=("на 30.12.2024",))
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:C8"
    assert sheet.print_title_rows == "$3:$3"


def test_an_empty_list_is_a_workbook_with_titles():
    assert values(written([]))[1] == list(COLUMNS)


def test_rows_are_taken_one_by_one():
    def peak(how_many):
        tracemalloc.start()
        listing.write("Школы", COLUMNS, (ROW for _ in range(how_many))).close()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < 1.5 * peak(1000)
