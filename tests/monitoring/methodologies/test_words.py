"""The words of files are those of the models; every field of the models that is content stands in a file."""

import pytest

from monitoring.blueprint import columns, words
from monitoring.blueprint.fields import Kind
from monitoring.models import Competence, Item, Level, Methodology, ScaleStep, Section

CHOICES = [
    (words.KINDS, Methodology.Kind),
    (words.SUBJECTS, Methodology.Subject),
    (words.TOTALS, Methodology.Total),
    (words.ROUNDINGS, Methodology.Rounding),
    (words.ROUNDED, Methodology.Rounded),
    (words.PLACES, Methodology.Places),
    (words.LEVELS_ON, Methodology.LevelsOn),
    (words.TONES, Level.Tone),
    (words.FUNCTIONS, Competence.Function),
    (words.ANSWERS, Item.Answer),
    (words.DIRECTIONS, Item.Direction),
    (words.CALCULATIONS, Item.Calculation),
    (words.RULES, Item.Rule),
]
SHEETS = [
    (columns.METHODOLOGY, Methodology, {"id", "municipality", "frozen_on"}),
    (columns.SECTION, Section, {"id", "methodology", "position"}),
    (columns.ITEM, Item, {"id", "methodology", "section", "position"}),
    (columns.STEP, ScaleStep, {"id", "item", "position"}),
    (columns.LEVEL, Level, {"id", "methodology"}),
]


@pytest.mark.parametrize(("said", "choices"), CHOICES)
def test_codes_and_words_are_those_of_the_models(said, choices):
    assert said == dict(choices.choices)


@pytest.mark.parametrize(("fields", "model", "own"), SHEETS)
def test_every_field_of_the_content_stands_in_the_file(fields, model, own):
    kept = {field.name for field in model._meta.concrete_fields} - own
    assert {field.name for field in fields} - {"competence_function"} == kept


@pytest.mark.parametrize(("fields", "model", "own"), SHEETS)
def test_a_text_that_a_file_lets_through_fits_the_table(fields, model, own):
    texts = [field for field in fields if field.kind is Kind.TEXT and field.name != "competence"]
    for field in texts:
        longest = model._meta.get_field(field.name).max_length
        assert longest is None or field.most == longest, field.name


def test_every_rule_suits_some_answer():
    assert {rule for rules in words.RULES_OF.values() for rule in rules} == set(words.RULES)
    assert set(words.AMOUNTS_OF) == set(words.RULES)


@pytest.mark.parametrize(("fields", "model", "own"), SHEETS)
def test_every_column_is_documented(root, fields, model, own):
    told = (root / "docs" / "methodology-workbook.md").read_text(encoding="utf-8")
    assert [field.title for field in fields if f"| {field.title} |" not in told] == []
