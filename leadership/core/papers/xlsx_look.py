"""How a paper looks as a workbook: styles, widths, page."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from .model import Report

INCH = 25.4  # millimetres
A4 = 9
PAGE_WIDTH = {False: 92, True: 138}  # characters between the margins of A4: upright, lying
NARROWEST = 5

TEXT, LEFT, RIGHT, CENTRE = "Бумага: текст", "Бумага: слева", "Бумага: справа", "Бумага: по центру"
TITLE, HEADING, SMALL = "Бумага: название", "Бумага: заголовок", "Бумага: примечание"
CELLS = {
    (row_style, centred): f"Таблица: {name}{', по центру' if centred else ''}"
    for row_style, name in (("plain", "ячейка"), ("group", "раздел"), ("total", "итог"), ("head", "шапка"))
    for centred in (False, True)
}


def styles() -> Iterator[NamedStyle]:
    """Named styles: a specialist who wants another font changes it once."""
    yield _style(TEXT, "justify")
    yield _style(LEFT)
    yield _style(RIGHT, "right")
    yield _style(CENTRE, "center")
    yield _style(TITLE, "center", size=13, bold=True)
    yield _style(HEADING, bold=True)
    yield _style(SMALL, size=9)
    thin = Side(style="thin")
    for (row_style, centred), name in CELLS.items():
        style = _style(name, "center" if centred else "left", bold=row_style != "plain")
        style.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        yield style


def _style(name: str, horizontal: str = "left", size: int = 11, bold: bool = False) -> NamedStyle:
    return NamedStyle(
        name,
        font=Font(name="Times New Roman", size=size, bold=bold),
        alignment=Alignment(horizontal=horizontal, vertical="top", wrap_text=True),
    )


def sheet_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title)[:31].strip() or "Отчёт"


def widths(report: Report) -> list[int]:
    """Each column is as wide as the widest of the tables that stand one under another wants it."""
    page = PAGE_WIDTH[report.landscape]
    wanted: list[int] = []
    for table in report.tables():
        whole = sum(column.width for column in table.columns)
        wanted += [NARROWEST] * (len(table.columns) - len(wanted))
        for place, column in enumerate(table.columns):
            wanted[place] = max(wanted[place], page * column.width // whole)
    return wanted or [page]


def left_half(widths: Sequence[int]) -> int:
    """How many columns make the left half of the sheet; none where there is but one."""
    half = sum(widths) // 2
    reached = sum(1 for width in accumulate(widths) if width <= half)
    return min(max(reached, 1), len(widths) - 1)


def set_up_page(sheet: Any, landscape: bool) -> None:
    """A4 with the margins and the page numbers of ГОСТ Р 7.0.97-2016."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = {"left": 30, "right": 10, "top": 20, "bottom": 20, "header": 10, "footer": 10}
    sheet.page_margins = PageMargins(**{side: size / INCH for side, size in margins.items()})
    sheet.HeaderFooter.differentFirst = True
    sheet.HeaderFooter.oddHeader.center.text = "&P"
