from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from leadership.core.papers import xlsx
from leadership.core.papers.model import Approval, Cell, Column, Kind, Listing, Paragraph, Signature, Table
from tests.core import papers_examples as examples


def opened(report, **options):
    return load_workbook(BytesIO(xlsx.render(report)), **options).active


def cell_of(sheet, value):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)


def figures(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                yield Decimal(str(cell.value))


@pytest.mark.parametrize("make", [examples.passport, examples.wide, examples.long])
def test_every_figure_of_the_paper_is_a_number_of_the_sheet(make):
    assert list(figures(opened(make()))) == list(make().figures())


def test_figures_look_as_on_paper():
    rows = [(Decimal("66.7"), 2), (100, Decimal("2.25")), (Decimal("0.05"), 12345)]
    columns = (Column("Доля", kind=Kind.PERCENT), Column("Балл", kind=Kind.NUMBER, places=1))
    sheet = opened(examples.plain(Table(columns, rows)))
    formats = {Decimal(str(c.value)): c.number_format for row in sheet for c in row if c.data_type == "n" and c.value}
    assert formats == {
        Decimal("66.7"): '0.0" %"',
        100: '0" %"',
        Decimal("0.05"): '0.00" %"',
        2: "0.0",
        Decimal("2.25"): "0.00",
        12345: "#,##0.0",
    }


def test_dates_are_dates():
    cell = cell_of(opened(examples.passport()), datetime(2022, 11, 1))
    assert cell.number_format == "DD.MM.YYYY"


def test_no_data_is_said_in_the_words_of_the_column():
    assert cell_of(opened(examples.passport()), "нет данных").data_type == "s"


def test_spans_are_merged_cells():
    sheet = opened(examples.passport())
    row = cell_of(sheet, "Оценка руководителей").row
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {
        f"A{row}:A{row + 1}",
        f"B{row}:B{row + 1}",
        f"A{row - 1}:F{row - 1}",
        f"A{row + 2}:D{row + 2}",
    } <= merged


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "#N/A", "=1\n+1"])
def test_no_text_becomes_a_formula_and_it_reads_back_as_it_was(text):
    cell = cell_of(opened(examples.plain(Table((Column("А"),), [(text,)]))), text)
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_a_formula_in_any_other_field_stays_a_text_too():
    report = examples.plain(
        Paragraph("=1"),
        Listing(("=1",)),
        Table((Column("=1"),), [(Cell("=1", was="=1"),)], "=1", numbered=False),
        title="=1",
        organisation="=1",
        author="=1",
        approval=Approval("=1", "=1"),
        signature=Signature("=1", "=1"),
    )
    assert not [cell for row in opened(report) for cell in row if cell.data_type == "f"]


def test_signs_that_a_workbook_cannot_hold_are_left_out():
    assert cell_of(opened(examples.plain(Paragraph("один\x00\x07 два"))), "один два")


def test_a_former_text_is_struck_through_and_a_former_figure_is_a_note():
    sheet = opened(examples.passport(), rich_text=True)
    former, new = cell_of(sheet, "Оценка руководителей").offset(column=1).value
    assert (former.text, former.font.strike, new) == ("июнь 2022", True, "\nноябрь 2022")
    assert cell_of(sheet, 12345).comment.text == "Было: 10"


def test_the_head_of_the_only_table_is_printed_on_every_page():
    sheet = opened(examples.passport())
    first = cell_of(sheet, "Мероприятие").row
    assert sheet.print_title_rows == f"${first}:${first + 1}"
    assert cell_of(sheet, "Мероприятие").font.bold


def test_two_tables_stand_one_under_another_and_repeat_no_head():
    columns = (Column("А", kind=Kind.NUMBER),)
    sheet = opened(examples.plain(Table(columns, [(1,)]), Table((*columns, Column("Б")), [(2, "б")])))
    assert list(figures(sheet)) == [1, 2]
    assert sheet.print_title_rows is None


@pytest.mark.parametrize(("landscape", "orientation"), [(False, "portrait"), (True, "landscape")])
def test_the_sheet_prints_on_a4_with_the_margins_of_a_paper(landscape, orientation):
    sheet = opened(examples.plain(landscape=landscape))
    margins = sheet.page_margins
    assert [round(side * xlsx.look.INCH) for side in (margins.left, margins.right, margins.top, margins.bottom)] == [
        30,
        10,
        20,
        20,
    ]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, orientation)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.HeaderFooter.differentFirst, sheet.oddHeader.center.text) == (True, "&P")


def test_table_cells_have_borders_and_wrap_also_where_they_are_merged():
    sheet = opened(examples.passport())
    row = cell_of(sheet, "Оценка руководителей").row
    cells = [sheet.cell(row + down, column) for down in (0, 1) for column in range(1, 7)]
    assert all(cell.border.left.style == cell.border.bottom.style == "thin" for cell in cells)
    assert all(cell.alignment.wrap_text for cell in cells if not isinstance(cell, MergedCell))


def test_columns_are_as_wide_as_their_weights():
    sheet = opened(examples.plain(Table((Column("А", 1), Column("Б", 3)), ())))
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [23, 69]


def test_a_merged_row_is_high_enough_for_its_text():
    sheet = opened(examples.plain(Paragraph("слово " * 60)))
    assert sheet.row_dimensions[cell_of(sheet, "слово " * 60).row].height >= 4 * xlsx.LINE_HEIGHT


def test_rows_under_a_long_merged_cell_are_high_enough_for_it_together():
    columns = (Column("А"), Column("Б"), Column("В"))
    rows = [(Cell("слово " * 60, rows=5), Cell("б", rows=5), "в"), *[("в",)] * 4, ("а", "б", "в")]
    sheet = opened(examples.plain(Table(columns, rows)))
    top = cell_of(sheet, "слово " * 60).row
    heights = [sheet.row_dimensions[top + down].height for down in range(6)]
    assert heights == [3 * xlsx.LINE_HEIGHT] * 5 + [None]


def test_a_row_may_hold_nothing_but_cells_from_above():
    sheet = opened(examples.plain(Table((Column("А"), Column("Б")), [(Cell("а", rows=2), Cell("б", rows=2)), ()])))
    row = cell_of(sheet, "а").row
    assert f"A{row}:A{row + 1}" in {str(cells) for cells in sheet.merged_cells.ranges}


def test_the_paper_opens_with_its_approval_and_ends_with_its_basis():
    sheet = opened(examples.passport())
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert said[:5] == [
        "Управление образования",
        "УТВЕРЖДАЮ",
        "Начальник",
        "Управления образования",
        "______________ Е.Н. Совенко",
    ]
    assert "ПАСПОРТ" in said
    assert said[-4:-1] == [
        "Главный специалист",
        "______________ Л.Г. Кривошея",
        "Кривошея Лариса Георгиевна, (38166) 0-00-00",
    ]
    assert said[-1].startswith("Отчёт № 12 · Данные на 01.12.2023")


def test_a_paper_without_tables_fits_one_column():
    sheet = opened(examples.plain(Paragraph("Текст."), signature=Signature("Специалист", "Л.Г. Иванова")))
    assert cell_of(sheet, "Специалист ______________ Л.Г. Иванова").column == 1


@pytest.mark.parametrize("title", ["План: 2023/2024 [проект]?*", "'" * 40, "а" * 80, ""])
def test_any_title_gives_a_sheet_name_that_excel_accepts(title):
    sheet = opened(examples.plain(Table((Column("А"),), [(date(2024, 1, 1),)]), title=title))
    assert 1 <= len(sheet.title) <= 31
    assert not set(sheet.title) & set("[]:*?/\\'")
