"""Groups by full years: every year falls into one group, and the figures add up."""

import pytest

from schools import staff
from schools.bands import AGES, EXPERIENCE, UNKNOWN, band_of, tally


@pytest.mark.parametrize(
    ("years", "group"),
    [
        (None, UNKNOWN), (0, "до 30 лет"), (30, "до 30 лет"), (31, "31–40 лет"), (40, "31–40 лет"),
        (41, "41–50 лет"), (50, "41–50 лет"), (51, "старше 50 лет"), (90, "старше 50 лет"),
    ],
)  # fmt: skip
def test_an_age_falls_into_one_group(years, group):
    assert band_of(years, AGES) == group


@pytest.mark.parametrize(
    ("years", "group"),
    [
        (None, UNKNOWN), (0, "менее 3 лет"), (2, "менее 3 лет"), (3, "от 3 до 5 лет"), (5, "от 3 до 5 лет"),
        (6, "свыше 5 до 10 лет"), (10, "свыше 5 до 10 лет"), (11, "свыше 10 лет"), (40, "свыше 10 лет"),
    ],
)  # fmt: skip
def test_experience_falls_into_one_group_five_years_too(years, group):
    assert band_of(years, EXPERIENCE) == group


@pytest.mark.parametrize("bands", [AGES, EXPERIENCE])
def test_groups_add_up_to_how_many_there_are(bands):
    years = [None, *range(70), None]
    assert sum(tally(years, bands).values()) == len(years)
    assert tally([], bands) == dict.fromkeys([*(band.title for band in bands), UNKNOWN], 0)


@pytest.mark.parametrize(
    ("years", "line"), [(4, "менее 5 лет"), (5, "от 5 до 9 лет"), (19, "от 15 до 19 лет"), (20, "20 лет и более")]
)
def test_five_years_of_service_are_in_one_band_with_a_stated_bound(years, line):
    assert band_of(years, staff.SERVICE) == line


@pytest.mark.parametrize(("years", "line"), [(30, "до 30 лет включительно"), (31, "31–40 лет"), (61, "старше 60 лет")])
def test_ages_of_the_staff(years, line):
    assert band_of(years, staff.AGES) == line
