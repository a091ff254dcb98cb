"""`manage.py methodology`."""

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from monitoring.actions.methodologies import freeze, next_version, take
from monitoring.blueprint import workbook
from monitoring.drafting import blueprint_of
from monitoring.models import Methodology
from tests.factories import MunicipalityFactory

from .examples import SITE, TASK, blueprint, changed

pytestmark = pytest.mark.django_db


def methodology(*arguments):
    said = StringIO()
    call_command("methodology", *map(str, arguments), stdout=said)
    return said.getvalue()


@pytest.fixture
def file(tmp_path):
    def written(*items, **settings):
        path = tmp_path / "методика.xlsx"
        path.write_bytes(workbook.write(blueprint(*items, **settings)))
        return path

    return written


def test_what_is_exported_imports_back_identical(municipality, tmp_path):
    original = take(blueprint(), municipality=municipality)
    path = tmp_path / "M.xlsx"
    assert methodology("export", "M", "--output", path) == f"{path}\n"
    other = MunicipalityFactory(name="Калачинский район")
    methodology("import", path, "--district", "Калачинский район")
    assert blueprint_of(Methodology.objects.get(municipality=other)) == blueprint_of(original)


def test_a_version_is_chosen_by_its_number(municipality, methodist, tmp_path):
    first = freeze(take(blueprint(), municipality=municipality), on=methodist.date_joined.date())
    next_version(first, by=methodist)
    for number in (1, 2):
        path = tmp_path / f"{number}.xlsx"
        methodology("export", "M", "--version", number, "--output", path)
        assert workbook.read(BytesIO(path.read_bytes())).version == number


def test_problems_to_be_decided_are_told(municipality, file):
    said = methodology("import", file(changed(TASK, steps=TASK.steps[::2])))
    assert "Нужно решить – u1: Значение от 70 и меньше 90 не попадает ни в один диапазон." in said


def test_a_faulty_workbook_loads_nothing_and_names_every_place(municipality, file):
    path = file(TASK, SITE)
    book = load_workbook(path)
    book["Показатели"].cell(3, 2).value = "1"
    book["Показатели"].cell(4, 2).value = "2"
    book.save(path)
    with pytest.raises(CommandError) as refusal:
        methodology("import", path)
    assert str(refusal.value).count("Показатели, строка") >= 2
    assert not Methodology.objects.exists()


def test_a_draft_is_replaced_only_with_the_word(municipality, file):
    methodology("import", file(TASK))
    with pytest.raises(CommandError, match="--replace"):
        methodology("import", file(SITE))
    methodology("import", file(SITE), "--replace")
    assert [item.code for item in Methodology.objects.get().items.all()] == ["u2"]


def test_samples_are_named_and_taken(municipality):
    assert len(methodology("sample").splitlines()) == 7
    assert methodology("sample", "interview").startswith("Загружено: Собеседование")
    with pytest.raises(CommandError, match="Нет образца «x»"):
        methodology("sample", "x")


def test_among_several_districts_one_is_named(municipality, file):
    MunicipalityFactory(name="Калачинский район")
    with pytest.raises(CommandError, match="Укажите район"):
        methodology("import", file(TASK))
    methodology("import", file(TASK), "--common")
    assert Methodology.objects.get().municipality is None


@pytest.mark.parametrize("path", ["нет.xlsx", "/etc/hostname"])
def test_a_file_that_is_not_there_or_no_workbook(municipality, path):
    with pytest.raises(CommandError):
        methodology("import", path)


def test_an_unknown_code_names_those_there_are(municipality):
    take(blueprint(), municipality=municipality)
    with pytest.raises(CommandError, match="Методики: M."):
        methodology("export", "zz")
