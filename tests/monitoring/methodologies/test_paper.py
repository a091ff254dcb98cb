"""A methodology on paper: what is approved is what is computed."""

from datetime import date

import pytest

from leadership.core.papers.model import Listing, Table
from leadership.core.papers.registry import NoRecord, PaperContext, find
from monitoring import samples
from monitoring.actions.methodologies import take
from tests.factories import MunicipalityFactory

from .examples import TASK, blueprint, changed

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 1)


def report(methodology, municipality, user=None):
    context = PaperContext(municipality, DAY, user, {"methodology": str(getattr(methodology, "pk", methodology))})
    return find("methodology").build(context)


def test_rules_stand_in_words_beside_their_greatest_points(municipality):
    paper = report(take(blueprint(), municipality=municipality), municipality)
    table = next(paper.tables())
    assert [tuple(row.cells) for row in table.rows] == [
        ("Управление",),
        (
            "u1", "Муниципальное задание", "процент, %",
            "меньше 70 – 0\u00a0баллов; от 70 и меньше 90 – 10\u00a0баллов; от 90 – 20\u00a0баллов", None, 20,
        ),
        ("u2", "Сайт школы", "да или нет", "да – 5\u00a0баллов; нет – 0\u00a0баллов", None, 5),
    ]  # fmt: skip
    totals = next(block for block in paper.blocks if isinstance(block, Listing))
    assert "Наибольший итог, если применяется всё, – 25." in totals.items


def test_described_levels_are_printed_with_their_descriptions(municipality):
    paper = report(take(samples.sample("competence"), municipality=municipality), municipality)
    cell = next(paper.tables()).rows[1].cells[3]
    assert cell.startswith("не владею – 0: Не связывает решения с качеством образования\nзнаю – 1: ")


def test_an_approved_one_names_its_order_and_a_draft_says_so(municipality):
    draft = report(take(blueprint(), municipality=municipality), municipality)
    assert draft.approval is None
    plan = blueprint(code="N", order="приказ № 5", approved_on=DAY)
    assert report(take(plan, municipality=municipality), municipality).approval.by_act == (
        "УТВЕРЖДЕНА\nприказ № 5\nот 01.12.2023"
    )


def test_what_is_not_decided_is_printed_as_such(municipality):
    gap = changed(TASK, steps=TASK.steps[::2])
    paper = report(take(blueprint(gap), municipality=municipality), municipality)
    assert paper.blocks[-1] == Listing(("u1: Значение от 70 и меньше 90 не попадает ни в один диапазон.",))


@pytest.mark.parametrize("number", ["0", "x", "²"])
def test_a_methodology_that_is_not_there(municipality, number):
    with pytest.raises(NoRecord):
        report(number, municipality)


def test_a_foreign_one_is_not_printed(municipality, methodist):
    foreign = take(blueprint(), municipality=MunicipalityFactory(name="Калачинский район"))
    for user in (methodist, None):
        with pytest.raises(NoRecord):
            report(foreign, municipality, user)


def test_a_survey_is_a_table_too(municipality):
    paper = report(take(samples.sample("teachers"), municipality=municipality), municipality)
    assert all(isinstance(table, Table) for table in paper.tables())
