"""Two versions: what changed, and over which items results may be compared."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from monitoring.blueprint import ItemPlan, LevelPlan, StepPlan
from monitoring.comparing import Change, common_items, compare

from .examples import BANDS, SITE, TASK, blueprint, changed

SHARE = ItemPlan(
    code="u3", title="Доля", answer="percent", calculation="formula", formula="u4 / u5 * 100", rule="value"
)
PART = ItemPlan(code="u4", title="Часть", answer="count")
WHOLE = ItemPlan(code="u5", title="Всего", answer="count")


def test_the_same_content_has_no_differences():
    found = compare(blueprint(), blueprint(version=2, order="приказ № 5"))
    assert found.is_empty
    assert found.words == "Показатели одни и те же: результаты двух версий сопоставимы."


@pytest.mark.parametrize(
    "wording",
    [
        {"title": "Иначе"},
        {"hint": "подробнее"},
        {"weight": D(2)},
        {"source": "отчёт"},
        {"known_as": "x"},
        {"norm": D(9)},
    ],
)
def test_wording_weight_and_source_leave_points_comparable(wording):
    found = compare(blueprint(TASK), blueprint(changed(TASK, **wording)))
    assert [(item.code, item.is_comparable) for item in found.changed] == [("u1", True)]
    assert found.common == {"u1"}


@pytest.mark.parametrize(
    "substance",
    [
        {"rule": "value"},
        {"answer": "number"},
        {"unit": "чел."},
        {"steps": BANDS[:2]},
        {"steps": (replace(BANDS[0], points=D(1)), *BANDS[1:])},
        {"steps": (replace(BANDS[0], upper_included=True), *BANDS[1:])},
    ],
)
def test_another_rule_or_scale_is_not_comparable(substance):
    assert common_items(blueprint(TASK, SITE), blueprint(changed(TASK, **substance), SITE)) == {"u2"}


def test_amounts_a_rule_does_not_use_do_not_matter():
    assert common_items(blueprint(TASK), blueprint(changed(TASK, most_points=D(3)))) == {"u1"}


def test_a_formula_is_comparable_only_with_its_inputs():
    old = blueprint(SHARE, PART, WHOLE)
    new = blueprint(SHARE, changed(PART, unit="чел."), WHOLE)
    assert common_items(old, new) == {"u5"}
    assert common_items(old, blueprint(changed(SHARE, formula="u4/u5 * 100"), PART, WHOLE)) == {"u3", "u4", "u5"}


def test_added_and_removed_items_are_named_and_the_sentence_counts_the_common_ones():
    found = compare(blueprint(TASK, SITE), blueprint(SITE, SHARE, PART, WHOLE))
    assert [item.code for item in found.removed] == ["u1"]
    assert [item.code for item in found.added] == ["u3", "u4", "u5"]
    assert found.words == "Результаты двух версий сопоставимы только по общим показателям: 1 из 4\u00a0показателей."


def test_nothing_in_common_is_said():
    assert compare(blueprint(TASK), blueprint(SITE)).words == (
        "Общих показателей нет: результаты двух версий несопоставимы."
    )


def test_changes_are_told_in_words():
    steps = (StepPlan(upper=D(50), points=D(0)), StepPlan(lower=D(50), points=D("2.5")))
    levels = (LevelPlan(title="высокий", lower=D(75), tone="best"),)
    found = compare(blueprint(TASK), blueprint(changed(TASK, steps=steps), total="percent", levels=levels))
    assert found.changed[0].changes == (
        Change(
            "Шкала",
            "меньше 70 – 0\u00a0баллов; от 70 и меньше 90 – 10\u00a0баллов; от 90 – 20\u00a0баллов",
            "меньше 50 – 0\u00a0баллов; от 50 – 2,5\u00a0балла",
        ),
    )
    assert found.settings == (Change("Как считают итог", "сумма баллов", "процент от применимого максимума"),)
    assert found.levels == Change("Уровни", "высокий – от 80", "высокий – от 75")


def test_sections_that_came_or_changed_are_told():
    new = blueprint(TASK)
    new = replace(new, sections=(replace(new.sections[0], weight=D("0.5")),))
    assert compare(blueprint(TASK), new).sections == (Change("Раздел r1, вес", "1", "0,5"),)
