from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from leadership.core.papers import xlsx
from leadership.core.papers.model import Column, Table
from leadership.core.spreadsheets import writing
from leadership.core.spreadsheets.cells import clean
from leadership.core.spreadsheets.reading import open_sheet
from leadership.core.spreadsheets.writing import TemplateColumn, marked, template
from tests.core import papers_examples as examples

from .made import KNOWN, ROW, TITLES, saved, workbook

COLUMNS = (
    TemplateColumn("Фамилия", "Калинина", required=True),
    TemplateColumn("Школа", choices=("=МБОУ «СШ, 1»", "МБОУ «СШ 2»")),
    TemplateColumn("Дата", is_day=True, width=12),
)


def opened(content):
    return load_workbook(BytesIO(content))


def test_a_template_has_a_sheet_to_fill_in_and_one_that_says_how():
    book = opened(template("Руководители: школы", COLUMNS, ["Строка – один человек."]))
    sheet, how_to, lists = book.worksheets
    assert (sheet.title, how_to.title, lists.sheet_state) == ("Руководители  школы", "Как заполнять", "hidden")
    assert [cell.value for cell in sheet[1]] == ["Фамилия *", "Школа", "Дата"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C1")
    said = [[cell.value for cell in row] for row in how_to.iter_rows()]
    assert said[1] == ["Фамилия", "да", None, "Калинина", None]
    assert said[2] == ["Школа", "нет", None, None, "=МБОУ «СШ, 1»; МБОУ «СШ 2»"]
    assert said[3][2] == "день: 01.09.2023"
    assert [row[0] for row in said[5:]] == ["Строка – один человек.", "Звёздочкой отмечены обязательные столбцы."]


def test_values_to_choose_from_stand_in_a_list_of_excel():
    book = opened(template("Список", COLUMNS))
    (choosing,) = book.worksheets[0].data_validations.dataValidation
    assert (choosing.type, choosing.formula1, str(choosing.sqref)) == ("list", "'Списки'!$B$1:$B$2", "B2:B5000")
    assert [cell.value for cell in book["Списки"]["B"]] == ["=МБОУ «СШ, 1»", "МБОУ «СШ 2»"]


def test_a_template_without_choices_has_no_lists():
    assert opened(template("Список", COLUMNS[:1])).sheetnames == ["Список", "Как заполнять"]


def test_a_filled_in_template_is_read_back():
    book = opened(template("Список", COLUMNS))
    book.worksheets[0].append(("Калинина", "'=МБОУ «СШ, 1»", "01.09.2023"))
    sheet = open_sheet(saved(book), known=("фамилия", "школа", "дата"))
    assert [line.values for line in sheet.lines()] == [("Калинина", "=МБОУ «СШ, 1»", "01.09.2023")]


def brought():
    book = Workbook()
    book.active.title = "Обложка"
    sheet = book.create_sheet("Список")
    for row in (TITLES, ROW, (), ("=1+1", "Пётр")):
        sheet.append(row)
    sheet.column_dimensions["A"].width = 33
    return saved(book)


@pytest.mark.parametrize("whole", [10**9, 0])
def test_faulty_cells_are_red_and_say_why(monkeypatch, whole):
    monkeypatch.setattr(writing, "KEPT_WHOLE", whole)
    faults = [
        (2, 3, "Не дата."),
        (2, 3, "Не дата."),
        (2, 3, "Раньше всех."),
        (4, 3, "Пусто."),
        (3, 1, "Нет строки."),
        (6, 1, "Конец."),
    ]
    sheet = opened(marked(brought(), faults, sheet="Список"))["Список"]
    assert [cell.value for cell in sheet[2]] == list(ROW)
    red = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert red == {"C2": "Не дата.\nРаньше всех.", "C4": "Пусто.", "A3": "Нет строки.", "A6": "Конец."}
    assert sheet["C2"].fill.fgColor.rgb.endswith("F4B6B6")
    assert not sheet["A2"].fill.fgColor.rgb.endswith("F4B6B6")


def test_a_small_workbook_comes_back_with_its_other_sheets_and_its_looks():
    book = opened(marked(brought(), [(2, 1, "Нет.")], sheet="Список"))
    assert book.sheetnames == ["Обложка", "Список"]
    assert (book["Список"].column_dimensions["A"].width, book["Список"]["A4"].value) == (33, "=1+1")


def test_a_fault_inside_merged_cells_is_told_at_the_first_of_them():
    book = Workbook()
    for row in (TITLES, ROW, ROW):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert opened(marked(saved(book), [(3, 1, "Пусто.")])).active["A2"].comment.text == "Пусто."


def test_the_faults_of_a_marked_workbook_can_be_mended_and_read_again():
    content = BytesIO(marked(workbook(TITLES, ROW), [(2, 3, "Не дата.")]))
    assert [line.values for line in open_sheet(content, known=KNOWN).lines()] == [ROW]


HOSTILE = st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", "=cmd|' /C calc'!A0", "'", "''=", ""]),
    st.text(st.characters(codec="utf-8", exclude_characters="_")),
)


@settings(max_examples=100)
@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_an_exported_list_is_read_back_as_it_was(texts):
    """What stands in a register is clean already; nothing of it becomes a formula on the way out."""
    texts = [text for text in map(clean, texts) if text and text not in ("А", "Б")]
    report = examples.plain(Table((Column("А"), Column("Б")), [(text, "б") for text in texts], numbered=False))
    content = BytesIO(xlsx.render(report))
    cells = [cell for row in load_workbook(content).active.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    sheet = open_sheet(content, known=("а", "б"))
    assert [line.values[0] for line in sheet.lines() if line.values[1] == "б"] == texts
