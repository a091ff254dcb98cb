"""`manage.py standing`: the same figures for people, programs and spreadsheets."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from monitoring.actions.calculating import calculate

from .made import AT, campaign_of

pytestmark = pytest.mark.django_db

ROWS = {"Первая": (10, 10, 10), "Вторая": (5, "-", 5), "Третья": None}


@pytest.fixture
def campaign():
    made = campaign_of(ROWS)
    calculate(made, by=None, at=AT)
    return made


def said(*args, **options):
    out = StringIO()
    call_command("standing", *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_in_words(campaign):
    assert said(campaign.pk).splitlines() == [
        "1. Первая: 30 из 30, высокий, по 3 из 3",
        "2. Вторая: 10 из 20, низкий, по 2 из 2",
        "–. Третья: нет данных",
    ]


def test_as_json(campaign):
    told = json.loads(said(campaign=None, named=str(campaign.pk), format="json"))
    second = told["results"][1]
    assert (second["place"], second["total"], second["most"]) == (2, 10, 20)
    assert second["items"]["b"] == {"state": "not_applicable", "value": "не применяется", "points": None}


def test_as_a_workbook(campaign, tmp_path):
    file = tmp_path / "standing.xlsx"
    said(campaign.pk, xlsx=file)
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "Место")
    first = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (first["Место"], first["Участник"], first["a: балл"], first["a: значение"]) == (1, "Первая", 10, "10")


@pytest.mark.parametrize("asked", ["", "семь", "0"])
def test_a_campaign_that_is_not_there_is_refused(asked, db):
    with pytest.raises(CommandError):
        said(*([asked] if asked else []))


def test_before_the_calculation_there_is_no_standing(campaign):
    with pytest.raises(CommandError, match="не рассчитана"):
        said(campaign.pk, as_of="01.12.2023")
    with pytest.raises(CommandError, match="--as-of"):
        said(campaign.pk, as_of="вчера")
