import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import fontpkg
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from leadership.core.papers import html, wording
from leadership.core.papers.faces import FACES
from leadership.core.papers.model import Approval, Cell, Column, Heading, Listing, Paragraph, Picture, Table
from tests.core import papers_examples as examples

HOSTILE = '"><script>alert(1)</script><img src="file:///etc/passwd">'


class Page(HTMLParser):
    """What tags a page has, with what attributes, and what it says."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def printed_figures(report):
    for table in report.tables():
        for line in (*table.head(), *table.body()):
            for place, cell in line.cells:
                yield wording.text(cell, table.columns[place])


@pytest.mark.parametrize("make", [examples.passport, examples.wide, examples.long])
def test_every_value_of_the_paper_stands_on_the_page_in_order(make):
    text, reached = Page(html.body(make())).text, 0
    for value in printed_figures(make()):
        reached = text.index(" ".join(value.split()), reached)


def test_hostile_text_stays_text_wherever_it_stands():
    fields = ("title", "subtitle", "organisation", "number", "author")
    report = examples.plain(
        Heading(HOSTILE),
        Paragraph(HOSTILE),
        Listing((HOSTILE,)),
        Picture(examples.SVG, HOSTILE, HOSTILE),
        Table(
            (Column(HOSTILE, group=HOSTILE), Column("", empty=HOSTILE)),
            [(Cell(HOSTILE, was=HOSTILE), None)],
            HOSTILE,
        ),
        approval=Approval(HOSTILE, HOSTILE),
        filters=((HOSTILE, HOSTILE),),
        **dict.fromkeys(fields, HOSTILE),
    )
    tags = [tag for tag, _ in Page(html.document(report)).tags]
    assert "script" not in tags
    assert "img" not in tags


def test_the_page_has_no_style_of_its_own_and_no_script():
    page = Page(html.document(examples.passport()))
    assert not any("style" in attributes for _, attributes in page.tags)
    assert not {"style", "script"} & {tag for tag, _ in page.tags}


def test_the_document_says_its_language_and_title_and_needs_nothing_beside_it():
    page = Page(html.document(examples.passport()))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "link"]
    assert dict(page.tags)["html"] == {"lang": "ru"}
    assert page.text.startswith("Паспорт муниципального проекта «Лидерство в образовании»")
    assert [link.split(",")[0] for link in links] == ["data:text/css;charset=utf-8;base64"]


def test_a_former_value_stands_struck_above_the_new():
    assert re.search(r"<del>июнь\s2022</del><br>ноябрь\s2022", html.body(examples.passport()))


def test_a_paper_is_approved_by_signature_with_a_day_or_a_blank_for_it():
    assert (
        "УТВЕРЖДАЮ Начальник Управления образования Е.Н. Совенко 01.01.2021"
        in Page(html.body(examples.passport())).text
    )
    undated = html.body(examples.plain(approval=Approval("Начальник", "Е.Н. Совенко")))
    assert wording.BLANK_DAY in Page(undated).text


def test_a_paper_approved_by_an_act_has_nothing_to_sign():
    page = html.body(examples.plain(approval=Approval(by_act="УТВЕРЖДЁН\nприказом от 05.06.2021 № 82")))
    assert "УТВЕРЖДЁН приказом" in Page(page).text
    assert "paper-blank" not in page


def test_paragraphs_of_a_cell_stand_one_under_another():
    assert "первый<br>второй" in html.body(examples.plain(Table((Column("А"),), [("первый\nвторой",)])))


def test_papers_use_no_sign_that_their_font_lacks():
    known = TTFont(fontpkg.path("PT Serif")).getBestCmap()
    files = [*Path(settings.BASE_DIR, "templates/papers").iterdir(), Path(wording.__file__)]
    lacking = {sign for file in files for sign in file.read_text() if ord(sign) not in known and sign != "\n"}
    assert not lacking


def test_every_face_answers_with_bytes_of_its_own_kind():
    starts = {"html": b"<!doctype html>", "json": b"{", "xlsx": b"PK"}
    report = examples.plain(as_of=date(2024, 1, 1))
    assert {name: FACES[name].render(report)[: len(start)] for name, start in starts.items()} == starts
