"""The file of a list: exactly what is chosen on the screen, all of its pages."""

from datetime import datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import ContestEntryFactory, ContestFactory, PersonFactory, SchoolFactory

from .registers import LISTS, fill


@pytest.fixture
def exported(specialist_client):
    """The rows of the sheet, without the empty ones."""

    def ask(route, **query):
        answer = specialist_client.get(reverse(f"schools:{route}"), query | {"export": "xlsx"})
        sheet = load_workbook(BytesIO(answer.content)).active
        return [list(filter(None, row)) for row in sheet.iter_rows(values_only=True) if any(row)]

    return ask


def test_the_file_has_a_russian_name_and_is_not_kept_by_anybody(specialist_client, municipality):
    answer = specialist_client.get(reverse("schools:heads"), {"export": "xlsx"})
    assert "Руководители школ.xlsx" in unquote(answer["Content-Disposition"])
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("route", LISTS)
def test_it_holds_the_rows_of_all_pages_under_the_titles_of_the_screen(
    exported, specialist_client, municipality, route
):
    fill(municipality, range(60))
    rows = exported(route, page=2)
    table = specialist_client.get(reverse(f"schools:{route}")).context["table"]
    titles = [column.header for column in table.columns if column.name != "actions"]
    first = rows.index(titles) + 1
    assert len([row for row in rows[first:] if len(row) > 1]) == 60


def test_it_holds_exactly_the_rows_chosen_in_their_order(exported, municipality):
    fill(municipality, range(120))
    shown = [row[0] for row in exported("schools", q="СШ 010", sort="-short_name")]
    assert [name for name in shown if name.startswith("СШ")] == [f"СШ 0{n}" for n in range(109, 99, -1)] + ["СШ 0010"]


def test_it_says_what_was_chosen_on_which_day_and_by_whom(exported, municipality):
    fill(municipality, range(3))
    said = " ".join(str(cell) for row in exported("schools", kind="secondary", as_of="2022-12-31") for cell in row)
    assert "Школы" in said
    assert "средняя школа" in said
    assert "31.12.2022" in said
    assert "specialist" in said


def test_a_chosen_record_is_called_by_its_name(exported):
    contest = ContestFactory(title="Лучшая среда")
    ContestEntryFactory(contest=contest)
    assert "отбор: Конкурс – Лучшая среда, 2022'" in str(exported("contest_entries", contest=contest.pk))


def test_a_day_stays_a_day(exported):
    ContestEntryFactory()
    assert any(datetime(2022, 4, 1) in row for row in exported("contest_entries"))


def test_links_are_left_on_the_screen(exported, municipality):
    fill(municipality, range(1))
    for route in LISTS:
        assert "<a" not in str(exported(route))


@pytest.mark.parametrize("hostile", ["=1+1", "+7 38166", "-5", "@cmd", "=cmd|'/C calc'!A0"])
def test_what_looks_like_a_formula_stays_text(specialist_client, hostile):
    SchoolFactory(short_name=hostile)
    answer = specialist_client.get(reverse("schools:schools"), {"export": "xlsx"})
    cells = [cell for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == hostile] == ["s"]


def test_of_nothing_there_is_a_file_that_says_so(exported, municipality):
    rows = exported("people", q="никто")
    assert rows[-2] == ["строк: 0; выгрузка: specialist"]
    assert rows[-1][0] == "Человек"


def test_a_director_gets_his_own_row_alone(director_client, director, stranger):
    answer = director_client.get(reverse("schools:schools"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    said = {cell for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert "Крестинская СШ" in said
    assert "Красовская СШ" not in said


def test_another_format_is_the_page_itself(specialist_client, municipality):
    PersonFactory()
    answer = specialist_client.get(reverse("schools:people"), {"export": "exe"})
    assert answer["Content-Type"].startswith("text/html")
