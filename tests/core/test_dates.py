from datetime import date

import pytest

from leadership.core.dates import NotADay, day_of_serial, parse_day, whole_years, years_from


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("01.12.2023", date(2023, 12, 1)),
        ("1.2.2023", date(2023, 2, 1)),
        ("2023-12-01", date(2023, 12, 1)),
        ("  31.12.2024\n", date(2024, 12, 31)),
        ("29.02.2024", date(2024, 2, 29)),
        ("1.9.23", date(2023, 9, 1)),
        ("01.12.39", date(2039, 12, 1)),
        ("5.3.67", date(1967, 3, 5)),
        ("05.03.40", date(1940, 3, 5)),
    ],
)
def test_a_day_is_read_as_people_and_as_machines_write_it(written, meant):
    assert parse_day(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "вчера", "2023", "12.2023", "01/12/2023", "29.02.2023", "31.04.2023", "32.01.2023",
        "01.13.2023", "12-01-2023", "01.12.2023 г.", "01.12.2023 10:00", "2023-12-01T00:00", "0.0.0", "01.12.20233",
        "31.2.23", "1.13.23", "1.9.023", "1.9.3", "١.٩.٢٣.",
    ],
)  # fmt: skip
def test_what_is_not_a_day_is_refused_with_the_words_as_written(written):
    with pytest.raises(NotADay, match="Напишите день так: 01.12.2023") as refusal:
        parse_day(written)
    assert f"«{written}»" in str(refusal.value)


@pytest.mark.parametrize(
    ("since", "day", "years"),
    [
        (date(1990, 5, 25), date(2024, 5, 24), 33),
        (date(1990, 5, 25), date(2024, 5, 25), 34),
        (date(2000, 2, 29), date(2023, 2, 28), 22),
        (date(2000, 2, 29), date(2023, 3, 1), 23),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
        (date(2000, 2, 29), date(2024, 2, 28), 23),
        (date(1999, 8, 16), date(2024, 12, 30), 25),
        (date(2023, 12, 31), date(2024, 12, 30), 0),
        (date(2024, 1, 1), date(2024, 1, 1), 0),
    ],
)
def test_a_year_is_full_on_its_day(since, day, years):
    assert whole_years(since, day) == years


@pytest.mark.parametrize(
    ("day", "years", "meant"),
    [
        (date(2022, 2, 1), 3, date(2025, 2, 1)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), -4, date(2020, 2, 29)),
        (date(2024, 12, 30), -60, date(1964, 12, 30)),
    ],
)
def test_years_from_a_day(day, years, meant):
    assert years_from(day, years) == meant


@pytest.mark.parametrize(
    ("serial", "meant"), [(45170, date(2023, 9, 1)), (61, date(1900, 3, 1)), (24536, date(1967, 3, 5))]
)
def test_a_number_of_excel_is_a_day(serial, meant):
    assert day_of_serial(serial) == meant


@pytest.mark.parametrize("serial", [-1, 0, 60, 2023 * 1000, 10**12])
def test_a_number_that_is_no_day_of_the_calendar_is_refused(serial):
    with pytest.raises(NotADay, match=f"«{serial}» – не дата"):
        day_of_serial(serial)
