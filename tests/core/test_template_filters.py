from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("written", "value", "shown"),
    [
        ('value|counted:"школа,школы,школ"', 2, "2\xa0школы"),
        ('value|counted:"школа,школы,школ"', 11, "11\xa0школ"),
        ('value|plural:"школа,школы,школ"', 21, "школа"),
        ("value|percent", Decimal("66.66"), "66,7\xa0%"),
        ("value|percent", 0, "0\xa0%"),
        ("value|percent", None, ""),
        ("value|day", date(2023, 12, 1), "01.12.2023"),
        ("value|day", None, ""),
        ("value|in_words", date(2023, 12, 1), "1\xa0декабря\xa02023\xa0г."),
        ("value|in_words", None, ""),
    ],
)
def test_every_template_speaks_russian_without_loading_anything(written, value, shown):
    assert Template(f"{{{{ {written} }}}}").render(Context({"value": value})) == shown
