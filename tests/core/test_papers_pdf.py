import re

import pytest
from django.conf import settings

from leadership.core.papers import pdf, runtime
from leadership.core.papers.model import (
    Approval,
    Cell,
    Column,
    Executor,
    Heading,
    Kind,
    Listing,
    Paragraph,
    Picture,
    Row,
    Signature,
    Table,
)
from leadership.core.papers.pdf import PdfUnavailable, may_fetch
from leadership.core.russian import number
from tests.core import papers_examples as examples

pypdfium2 = pytest.importorskip("pypdfium2")
drawn = pytest.mark.skipif(not runtime.available(), reason="библиотеки для PDF не установлены")
TOP_MARGIN = 20 / 25.4 * 72
HOSTILE = (
    '<link rel="attachment" href="file:///etc/passwd"><img src="file:///etc/passwd"><object data="file:///etc/passwd">'
    "<style>@import url(file:///etc/passwd)</style><svg><image href='file:///etc/passwd'/></svg>"
)


def squeezed(text):
    """Without what a line's end does to it: PDFium gives a hyphen at a line's end as U+FFFE or U+0002."""
    return re.sub(r"[\ufffe\x02]|-\s*[\r\n]+|\s", "", text)


def pages(report):
    document = pypdfium2.PdfDocument(pdf.render(report))
    return [page.get_textpage().get_text_bounded() for page in document]


@drawn
@pytest.mark.parametrize("make", [examples.passport, examples.wide, examples.long])
def test_every_figure_of_the_paper_stands_in_the_pdf_in_order(make):
    text, reached = squeezed("".join(pages(make()))), 0
    for figure in make().figures():
        printed = squeezed(number(figure))
        reached = text.index(printed, reached) + len(printed)


@drawn
def test_pages_are_numbered_from_the_second():
    document = pypdfium2.PdfDocument(pdf.render(examples.long(120)))
    above = [page.get_textpage().get_text_bounded(bottom=page.get_height() - TOP_MARGIN) for page in document]
    assert [text.strip() for text in above] == ["", "2", "3", "4"]


@drawn
def test_the_head_of_a_table_repeats_on_every_page():
    assert all("Руководитель Назначен" in " ".join(page.split()) for page in pages(examples.long(120)))


@drawn
@pytest.mark.parametrize("rows", range(28, 36))
def test_a_signature_never_stands_alone(rows):
    last = pages(examples.long(rows))[-1]
    assert "Л.Г." in last
    assert "-й" in last


@drawn
@pytest.mark.parametrize("rows", range(30, 36))
def test_rows_that_a_cell_joins_and_the_title_of_their_group_share_a_page(rows):
    joined = [Row(("Этап",), "group"), (Cell("П", rows=3), "альфа"), ("бета",), ("гамма",), ("Я", "омега")]
    table = Table((Column("№"), Column("Что", 6)), [*([("–", "строка")] * rows), *joined])
    for page in pages(examples.plain(table)):
        assert len({word in page for word in ("Этап", "альфа", "бета", "гамма")}) == 1


@drawn
@pytest.mark.parametrize("lines", range(34, 44))
def test_a_heading_and_a_caption_stay_with_their_table(lines):
    table = Table((Column("Что"),), [("альфа",), ("омега",)], "Подпись")
    for page in pages(examples.plain(Paragraph("строка\n" * lines), Heading("Раздел"), table)):
        assert len({word in page for word in ("Раздел", "Подпись", "альфа")}) == 1


@drawn
def test_a_wide_paper_lies_on_its_side():
    document = pypdfium2.PdfDocument(pdf.render(examples.wide()))
    assert [round(side) for side in document[0].get_size()] == [842, 595]
    upright = pypdfium2.PdfDocument(pdf.render(examples.passport()))
    assert [round(side) for side in upright[0].get_size()] == [595, 842]


@drawn
def test_fonts_are_ours_and_embedded():
    document = pypdfium2.PdfDocument(pdf.render(examples.passport()))
    fonts = {
        item.get_font().get_base_name()
        for page in document
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    assert fonts
    assert all(re.search("PT[- ]S(erif|ans)", font) for font in fonts)


@drawn
def test_headings_are_bookmarks():
    document = pypdfium2.PdfDocument(pdf.render(examples.passport()))
    assert [mark.get_title() for mark in document.get_toc()] == [
        "Паспорт",
        "I. Общая информация",
        "Участники",
    ]


@drawn
def test_the_pdf_is_tagged_and_titled():
    document = pypdfium2.PdfDocument(pdf.render(examples.passport()))
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Паспорт муниципального проекта «Лидерство в образовании»"


@drawn
def test_the_same_paper_gives_the_same_bytes():
    assert pdf.render(examples.passport()) == pdf.render(examples.passport())


@drawn
def test_hostile_text_in_every_field_reads_no_file(caplog):
    report = examples.plain(
        Heading(HOSTILE),
        Paragraph(HOSTILE),
        Listing((HOSTILE,)),
        Picture(examples.SVG, HOSTILE, HOSTILE),
        Table((Column(HOSTILE, empty=HOSTILE),), [(Cell(HOSTILE, was=HOSTILE),), (None,)], HOSTILE),
        title=HOSTILE,
        subtitle=HOSTILE,
        organisation=HOSTILE,
        approval=Approval(HOSTILE, HOSTILE),
        signature=Signature(HOSTILE, HOSTILE),
        executor=Executor(HOSTILE, HOSTILE),
        number=HOSTILE,
        filters=((HOSTILE, HOSTILE),),
        author=HOSTILE,
    )
    document = pypdfium2.PdfDocument(pdf.render(report))
    assert document.count_attachments() == 0
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "root:" not in text
    assert "file:///etc/passwd" in squeezed(text)


@drawn
def test_even_a_picture_reads_no_file(caplog):
    svg = examples.SVG.replace("<rect", '<image href="file:///etc/passwd"/><rect')
    assert pages(examples.plain(Picture(svg, "Рисунок", "")))
    assert "A paper may not fetch file:///etc/passwd" in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        f"file://{settings.BASE_DIR}/leadership/settings.py",
        f"file://{settings.BASE_DIR}/static/../manage.py",
        f"file://{settings.BASE_DIR}/static/%2e%2e/manage.py",
        f"file://other-host{settings.BASE_DIR}/static/css/paper.css",
        "http://127.0.0.1/",
        "https://example.org/",
        "ftp://example.org/",
        "static/css/paper.css",
    ],
)
def test_nothing_outside_the_page_and_our_static_files_is_fetched(url):
    assert not may_fetch(url)


@pytest.mark.parametrize("url", ["data:text/css,p{}", f"file://{settings.BASE_DIR}/static/css/paper.css"])
def test_the_page_itself_and_our_static_files_are(url):
    assert may_fetch(url)


def test_a_machine_without_libraries_says_which(monkeypatch):
    monkeypatch.setattr(runtime, "available", lambda: False)
    with pytest.raises(PdfUnavailable, match=r"Установите пакеты Debian: libpango-1\.0-0 libpangoft2"):
        pdf.render(examples.plain(Table((Column("А", kind=Kind.NUMBER),), [(1,)])))
