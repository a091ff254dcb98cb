"""Workbooks made by hand: whole ones, and ones broken in every way we have met."""

import zipfile
from io import BytesIO

from openpyxl import Workbook

TITLES = ("Фамилия", "Имя", "Дата рождения")
KNOWN = tuple(title.casefold() for title in TITLES)
ROW = ("Калинина", "Анна", "01.09.1980")


def saved(book):
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def workbook(*rows, title="Лист1"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def parts(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def changed(file, **replaced):
    """The workbook with the parts whose short names are given put in place of its own; None drops one."""
    paths = {"sheet": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    contents = parts(file) | {paths[name]: content for name, content in replaced.items()}
    return zipped({name: content for name, content in contents.items() if content is not None})


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(data, before=""):
    """A workbook of one sheet with this XML between <sheetData> and </sheetData>."""
    opening = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet {MAIN}>'
    return changed(workbook(TITLES, ROW), sheet=f"{opening}<sheetData>{data}</sheetData></worksheet>")


def line(number, *texts, **more):
    """A row of inline texts; `more` gives the XML inside the cell of a column: B="<f>1+1</f>"."""
    cells = {"ABCDEFGH"[place]: f"<is><t>{text}</t></is>" for place, text in enumerate(texts)} | more
    inside = "".join(
        f'<c r="{column}{number}"{_kind(content)}>{content}</c>' for column, content in sorted(cells.items())
    )
    return f'<row r="{number}">{inside}</row>'


def _kind(content):
    return ' t="inlineStr"' if content.startswith("<is>") else ' t="e"' if "<v>#" in content else ""


HEADER = line(1, *TITLES)
