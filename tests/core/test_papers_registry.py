from datetime import date

import pytest

from leadership.core.papers import registry
from leadership.core.papers.registry import PaperContext, UnknownPaper, all_papers, find, paper
from tests.core.papers_examples import plain


@pytest.fixture(autouse=True)
def no_papers(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})


def register(name, title="План"):
    @paper(name, title=title, allowed=bool, description="Что обещано.", parameters=("campaign",))
    def build(context):
        return plain(as_of=context.as_of)

    return build


def test_a_registered_paper_is_found_and_built():
    build = register("plan")
    kind = find("plan")
    assert (kind.title, kind.description, kind.parameters, kind.build) == (
        "План",
        "Что обещано.",
        ("campaign",),
        build,
    )
    assert kind.build(PaperContext(municipality=None, as_of=date(2024, 1, 1))).as_of == date(2024, 1, 1)


def test_an_unknown_paper_is_refused_with_the_names_of_the_known():
    register("plan")
    register("directors")
    with pytest.raises(UnknownPaper, match=r"Нет отчёта «plans»\. Есть: directors, plan\."):
        find("plans")


def test_papers_are_listed_by_title():
    register("plan", "План")
    register("directors", "Банк данных")
    assert [kind.name for kind in all_papers()] == ["directors", "plan"]


def test_a_name_is_given_once():
    register("plan")
    with pytest.raises(ValueError, match="registered twice"):
        register("plan")
