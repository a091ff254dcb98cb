from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from leadership.core.spreadsheets.reading import Limits, Unreadable, open_sheet, title_key

from .made import HEADER, KNOWN, ROW, TITLES, changed, line, parts, saved, sheet, workbook


def read(file, known=KNOWN, **limits):
    return open_sheet(file, known=known, limits=Limits(**limits))


def values(file, **options):
    return [found.values for found in read(file, **options).lines()]


def test_titles_and_lines_are_read_with_the_numbers_of_excel():
    found = read(workbook(TITLES, ROW, (), ("Заяц", "Пётр")))
    assert (found.titles, found.header, found.name) == (TITLES, 1, "Лист1")
    assert [(one.number, one.values) for one in found.lines()] == [(2, ROW), (4, ("Заяц", "Пётр", None))]


def test_the_lines_can_be_read_again():
    found = read(workbook(TITLES, ROW))
    assert list(found.lines()) == list(found.lines())


def test_numbers_days_and_answers_keep_their_kind():
    cells = (5, 66.7, datetime(2023, 9, 1), True, "01.09.2023", 3.0)
    titles = (*TITLES, "а", "б", "в")
    assert values(workbook(titles, cells)) == [(5, Decimal("66.7"), date(2023, 9, 1), "да", "01.09.2023", 3)]


def test_a_number_typed_by_excel_with_its_last_digit_wrong_is_read_as_it_is_shown():
    assert values(sheet(HEADER + line(2, A="<v>66.700000000000003</v>"))) == [(Decimal("66.7"), None, None)]


def test_days_counted_from_1904_are_the_same_days():
    from openpyxl.utils.datetime import MAC_EPOCH

    book = Workbook()
    book.epoch = MAC_EPOCH
    book.active.append(TITLES)
    book.active.append(("Калинина", "Анна", date(1980, 9, 1)))
    assert values(saved(book))[0][2] == date(1980, 9, 1)


def test_rows_above_the_header_are_passed_by_also_where_they_are_merged():
    book = Workbook()
    book.active.append(("Список руководителей",))
    book.active.merge_cells("A1:C1")
    book.active.append(())
    book.active.append(TITLES)
    book.active.append(ROW)
    found = read(saved(book))
    assert (found.header, [one.number for one in found.lines()]) == (3, [4])


def test_the_value_of_merged_cells_stands_in_each_of_their_rows():
    """As Excel shows it; beside them nothing is filled, a row blank but for them is no line."""
    book = Workbook()
    for row in (TITLES, ROW, (None, "Пётр"), (), ("Ли", "Ан"), (None, "Ю")):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B5:C5")
    assert values(saved(book)) == [ROW, ("Калинина", "Пётр", None), ("Ли", "Ан", None), (None, "Ю", None)]


def test_cells_merged_down_a_million_rows_are_read_like_others():
    file = workbook(TITLES, ROW, (None, "Пётр"))
    content = parts(file)["xl/worksheets/sheet1.xml"].decode()
    merged = content.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>')
    assert values(changed(file, sheet=merged)) == [ROW, ("Калинина", "Пётр", None)]


def test_a_header_repeated_on_every_page_is_no_line():
    assert values(workbook(TITLES, ROW, TITLES, ROW)) == [ROW, ROW]


@pytest.mark.parametrize("title", ["Фамилия *", "ФАМИЛИЯ:", " фамилия\r\n", "Фaмилия", "«Фамилия»"])
def test_a_title_is_known_however_it_is_written(title):
    assert title_key(title) == "фамилия"
    assert read(workbook((title, "Имя"), ROW)).header == 1


def test_one_known_title_is_enough_where_only_one_is_known():
    assert read(workbook(("Школа",), ("СШ",)), known={"школа"}).titles == ("Школа",)


def test_unknown_titles_and_gaps_between_them_stay_in_their_places():
    assert read(workbook(("Имя", None, "Фамилия", "Прочее"), ("Анна",))).titles == ("Имя", "", "Фамилия", "Прочее")


def test_a_hidden_sheet_is_passed_by():
    book = Workbook()
    book.active.append(TITLES)
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Список")
    shown.append(TITLES)
    shown.append(ROW)
    found = read(saved(book))
    assert (found.name, [one.values for one in found.lines()]) == ("Список", [ROW])


def test_a_sheet_without_a_header_is_passed_by():
    book = Workbook()
    book.active.append(("Как заполнять",))
    for row in (TITLES, ROW):
        (book.worksheets[1] if len(book.worksheets) > 1 else book.create_sheet("Список")).append(row)
    assert read(saved(book)).name == "Список"


def test_a_formula_with_its_value_is_that_value():
    assert values(sheet(HEADER + line(2, A="<f>1+1</f><v>2</v>", B="<is><t>Анна</t></is>"))) == [(2, "Анна", None)]


def test_what_a_sheet_claims_of_its_size_is_not_asked():
    claimed = sheet(HEADER + line(2, *ROW), before="")
    data = sheet(HEADER + line(2, *ROW) + line(1048576, "Заяц"))
    assert values(claimed) == [ROW]
    assert values(data) == [ROW, ("Заяц", None, None)]


def test_a_sheet_that_claims_a_million_columns_hurts_nobody():
    book = workbook(TITLES, ROW)
    xml = parts(book)["xl/worksheets/sheet1.xml"].decode().replace('ref="A1:C2"', 'ref="A1:XFD1048576"')
    assert "XFD1048576" in xml
    assert values(changed(book, sheet=xml)) == [ROW]


def test_a_text_of_several_looks_is_read_whole():
    book = Workbook()
    book.active.append(TITLES)
    book.active.append((CellRichText("Кали", TextBlock(InlineFont(b=True), "нина")), "Анна"))
    assert values(saved(book)) == [("Калинина", "Анна", None)]


def test_a_workbook_of_the_strict_kind_is_to_be_saved_anew():
    from .made import zipped

    contents = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for name, content in parts(workbook(TITLES, ROW)).items()
    }
    with pytest.raises(Unreadable, match="Книга Excel"):
        values(zipped(contents))


def test_cells_without_addresses_stand_one_after_another():
    data = "<row><c t='inlineStr'><is><t>Фамилия</t></is></c><c t='inlineStr'><is><t>Имя</t></is></c></row>"
    data += "<row><c><v>1</v></c><c><v>2</v></c></row>"
    found = read(sheet(data))
    assert [(one.number, one.values) for one in found.lines()] == [(2, (1, 2))]


def test_all_faulty_cells_are_named_together_after_the_last_line():
    data = HEADER + line(2, "Калинина", B="<f>1+1</f>") + line(3, A="<v>#REF!</v>", B="<f>A1</f><v></v>")
    met = []
    with pytest.raises(Unreadable) as refusal:
        met.extend(one.number for one in read(sheet(data)).lines())
    assert str(refusal.value) == (
        "Формулы без посчитанного значения: B2, B3. Откройте файл в Excel и сохраните его. "
        "Ошибки в ячейках: A3 (#REF!). Исправьте их в Excel."
    )


def test_of_many_faulty_cells_five_are_named():
    data = HEADER + "".join(line(number, A="<f>1+1</f>") for number in range(2, 10))
    with pytest.raises(Unreadable, match="A2, A3, A4, A5, A6 и ещё 3"):
        list(read(sheet(data)).lines())


def test_lines_up_to_the_limit_are_read_and_one_more_is_refused():
    assert len(values(workbook(TITLES, ROW, ROW), rows=2)) == 2
    with pytest.raises(Unreadable, match="больше 2"):
        values(workbook(TITLES, ROW, ROW, ROW), rows=2)


def test_blank_rows_below_do_not_count_until_there_are_too_many():
    blank = "".join(f'<row r="{number}" s="1"/>' for number in range(3, 23))
    assert values(sheet(HEADER + line(2, *ROW) + blank), rows=11) == [ROW]
    with pytest.raises(Unreadable, match="больше 20 строк, считая пустые"):
        values(sheet(HEADER + line(2, *ROW) + blank), rows=10)
