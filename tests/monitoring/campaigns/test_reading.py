from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leadership.core import russian
from monitoring.reading import NO_DATA, NOT_APPLICABLE, Asked, NotRead, is_jump, number, read, read_levels

NUMBER, PERCENT, COUNT = Asked("number"), Asked("percent"), Asked("count")
LEVELS = Asked("levels", steps={"M": "муниципальный", "R": "региональный"})
CHOICE = Asked("choice", steps={"A": "не владею", "B": "применяю"})


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"), ("12,5", "12.5"), ("12.5", "12.5"), ("1 234,5", "1234.5"), ("1\u00a0234\u202f567", "1234567"),
        ("98 %", "98"), ("98%", "98"), (" 7 ", "7"), ("-3", "-3"), ("\u22123,25", "-3.25"), ("0,0001", "0.0001"),
        ("1'234", "1234"), ("100,0000", "100"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed, value):
    assert number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("двадцать", "не число"), ("2О", "не число"), ("12 чел", "не число"), ("1e5", "не число"),
        ("1.234,5", "одну запятую"), ("1,2,3", "одну запятую"), ("12 34", "два числа"), ("1 23", "два числа"),
        ("--3", "не число"), ("٣", "не число"), ("0,00001", "четырёх знаков"), ("9" * 17, "слишком большое"),
        ("=2+2", "не число"), ("12/3", "не число"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_the_reason(typed, reason):
    with pytest.raises(NotRead, match=reason):
        number(typed)


@given(some.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_written_by_us_is_read_back(value):
    assert number(russian.number(value)) == value


def test_a_percent_above_a_hundred_is_refused_unless_the_item_allows_it():
    with pytest.raises(NotRead, match="не больше 100"):
        read(PERCENT, "101")
    assert read(Asked("percent", most=Decimal(150)), "101").number == 101
    with pytest.raises(NotRead, match="не меньше 0"):
        read(PERCENT, "-1")


def test_a_count_is_whole_and_not_negative():
    assert read(COUNT, "12,0").number == 12
    with pytest.raises(NotRead, match="целое число, а не 1,5"):
        read(COUNT, "1,5")
    with pytest.raises(NotRead, match="не меньше 0"):
        read(COUNT, "-1")


def test_nothing_typed_is_no_answer():
    assert read(NUMBER, "  ") is None
    assert read_levels(LEVELS, {"M": "", "R": " "}) is None


def test_no_data_and_inapplicable_are_answers_of_their_own():
    assert read(NUMBER, "Нет данных") is NO_DATA
    assert read(Asked("number", may_be_inapplicable=True), "не применяется") is NOT_APPLICABLE
    with pytest.raises(NotRead, match="ответить нельзя"):
        read(NUMBER, "не применяется")


@pytest.mark.parametrize(("typed", "value"), [("да", 1), ("Да", 1), ("+", 1), ("нет", 0), ("0", 0)])
def test_yes_and_no(typed, value):
    assert read(Asked("yes_no"), typed).number == value


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(NotRead, match="ответьте «да» или «нет»"):
        read(Asked("yes_no"), "частично")


def test_an_answer_is_chosen_by_code_or_by_its_words():
    assert read(CHOICE, "B").choice == read(CHOICE, " Применяю ").choice == "B"
    with pytest.raises(NotRead, match="Есть: «не владею», «применяю»"):
        read(CHOICE, "учу других")


def test_counts_by_level_are_read_from_one_cell_and_from_fields():
    assert read(LEVELS, "муниципальный – 2; R=1").counts == {"M": 2, "R": 1}
    assert read_levels(LEVELS, {"M": "2", "R": ""}).counts == {"M": 2, "R": 0}
    for typed in ("муниципальный", "область – 1"):
        with pytest.raises(NotRead):
            read(LEVELS, typed)
    with pytest.raises(NotRead, match="целое число"):
        read_levels(LEVELS, {"M": "1,5"})


def test_a_text_is_kept_as_it_is_within_its_length():
    assert read(Asked("text"), "н/д").text == "н/д"
    with pytest.raises(NotRead, match="5000 знаков"):
        read(Asked("text"), "а" * 5001)


@pytest.mark.parametrize(
    ("former", "now", "limit", "jumps"),
    [
        ("100", "130", 30, False), ("100", "131", 30, True), ("100", "69", 30, True), ("0", "1", 30, True),
        ("0", "0", 30, False), ("-10", "-14", 30, True), ("100", "500", None, False),
    ],
)  # fmt: skip
def test_a_jump_is_a_change_beyond_the_limit(former, now, limit, jumps):
    assert is_jump(Decimal(former), Decimal(now), limit) is jumps


def test_without_a_former_value_nothing_jumps():
    assert not is_jump(None, Decimal(5), 30)
    assert not is_jump(Decimal(5), None, 30)
