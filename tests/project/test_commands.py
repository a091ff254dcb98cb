"""The command line: figures as data, papers as files, refusals in one line with code 2."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from leadership.core.papers import runtime
from tests import factories as make

pytestmark = pytest.mark.django_db


def run(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def refused(*args):
    with pytest.raises(CommandError) as refusal:
        run(*args)
    assert "\n" not in str(refusal.value)
    return refusal.value


def test_indicators_as_data(passport):
    make.TransitionProgrammeFactory(school=passport.municipality.schools.first(), approved_on=date(2022, 5, 1))
    answer = json.loads(run("indicators", "--as-of", "2023-12-01", "--format", "json"))
    assert answer["as_of"] == "2023-12-01"
    first, second = answer["indicators"][:2]
    assert list(first) == [
        "number", "title", "unit", "numerator", "denominator", "value", "target", "comparison", "state",
    ]  # fmt: skip
    assert (first["value"], first["state"]) == (None, "no_data")
    assert (second["numerator"], second["denominator"], second["value"]) == (1, 9, 11.1)
    assert answer["indicators"][4]["denominator"] is None


def test_indicators_as_text(passport):
    said = run("indicators", "--as-of", "01.12.2023").replace("\u00a0", " ")
    assert "0 % (0 из 9), цель не менее 100 %: не достигнут, не хватает 9" in said


def test_an_unknown_day_is_one_line_and_code_2(passport):
    refusal = refused("indicators", "--as-of", "31.02.2023")
    assert refusal.returncode == 2
    assert "31.02.2023" in str(refusal)


def test_without_a_project_the_command_says_what_to_do(db):
    assert "load_passport" in str(refused("indicators"))


def test_kinds_of_reports_are_named():
    assert "directors" in run("report", "--list")


@pytest.mark.parametrize("face", ["xlsx", "html", "json"])
def test_a_report_is_written(passport, tmp_path, face):
    output = tmp_path / f"plan.{face}"
    run("report", "plan", "--as-of", "2023-12-01", "--format", face, "--output", str(output))
    assert output.stat().st_size > 1000


@pytest.mark.skipif(not runtime.available(), reason="нет библиотек для PDF (Pango)")
def test_a_report_is_written_as_pdf(passport, tmp_path):
    output = tmp_path / "plan.pdf"
    run("report", "plan", "--output", str(output))
    assert output.read_bytes().startswith(b"%PDF")


def test_several_districts_must_be_told_apart(passport):
    make.ProjectFactory(municipality=make.MunicipalityFactory(name="Калачинский район"), code="other")
    assert "liderstvo-2021" in str(refused("indicators"))
    assert "Калачинский" not in run("indicators", "--project", "liderstvo-2021")


def test_a_report_is_of_the_project_that_is_named(passport, tmp_path):
    make.ProjectFactory(municipality=passport.municipality, code="second", is_current=False, title="«Второй»")
    output = tmp_path / "passport.json"
    run("report", "passport", "--project", "second", "--format", "json", "--output", str(output))
    assert "«Второй»" in output.read_text(encoding="utf-8")


def test_an_unknown_report_is_one_line_and_code_2(passport):
    refusal = refused("report", "horoscope")
    assert refusal.returncode == 2
    assert "horoscope" in str(refusal)


def test_an_unknown_format_is_one_line_and_code_2(passport):
    assert refused("report", "plan", "--format", "exe").returncode == 2


def test_an_unwritable_file_is_one_line(passport):
    assert "/nowhere/plan.xlsx" in str(refused("report", "plan", "--format", "xlsx", "--output", "/nowhere/plan.xlsx"))
