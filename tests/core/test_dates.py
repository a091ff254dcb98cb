from datetime import date

import pytest

from leadership.core.dates import NotADay, parse_day


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("01.12.2023", date(2023, 12, 1)),
        ("1.2.2023", date(2023, 2, 1)),
        ("2023-12-01", date(2023, 12, 1)),
        ("  31.12.2024\n", date(2024, 12, 31)),
        ("29.02.2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_and_as_machines_write_it(written, meant):
    assert parse_day(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "вчера", "2023", "12.2023", "01.12.23", "01/12/2023", "29.02.2023", "31.04.2023", "32.01.2023",
        "01.13.2023", "12-01-2023", "01.12.2023 г.", "01.12.2023 10:00", "2023-12-01T00:00", "0.0.0", "01.12.20233",
    ],
)  # fmt: skip
def test_what_is_not_a_day_is_refused_with_the_words_as_written(written):
    with pytest.raises(NotADay, match="Напишите день так: 01.12.2023") as refusal:
        parse_day(written)
    assert f"«{written}»" in str(refusal.value)
