"""A methodology as a workbook: what is written is read back, what is wrong is named all at once."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from leadership.core.spreadsheets.cells import clean_lines
from leadership.core.spreadsheets.reading import Unreadable
from monitoring import samples
from monitoring.blueprint import Blueprint, BlueprintError, ItemPlan, LevelPlan, SectionPlan, StepPlan, workbook
from monitoring.blueprint import words as said

from .examples import SITE, TASK, blueprint

# Letters, digits and signs people type; no control characters, which no sheet holds, and no words of errors.
LETTERS = st.characters(whitelist_categories=("Lu", "Ll", "Nd", "Po", "Pd", "Sm", "Zs"), max_codepoint=0x4FF)
texts = st.text(LETTERS | st.just("\n"), max_size=40).map(lambda text: clean_lines(text) or "")
filled = texts.filter(lambda text: text and not text.startswith("#"))
figures = st.none() | st.decimals(-999_999_999, 999_999_999, places=4, allow_nan=False)
codes = st.from_regex(r"\A[a-zа-я][a-z0-9_]{0,6}\Z")
truths = st.booleans()
DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1))


def one_of(choices):
    return st.sampled_from(sorted(choices))


@st.composite
def steps(draw, with_bounds):
    lower = draw(figures)
    upper = draw(figures.filter(lambda upper: lower is None or upper is None or upper >= lower))
    return StepPlan(
        code="" if with_bounds else draw(codes), label=draw(texts), description=draw(texts), lower=lower, upper=upper,
        lower_included=draw(truths), upper_included=draw(truths), points=draw(figures), is_positive=draw(truths),
    )  # fmt: skip


@st.composite
def items(draw, code):
    answer = draw(one_of(said.ANSWERS))
    rule = draw(st.sampled_from(said.RULES_OF[answer]))
    least = draw(figures)
    scale = draw(st.lists(steps(said.has_bands(rule)), max_size=3, unique_by=lambda step: step.code or id(step)))
    return ItemPlan(
        code=code, title=draw(filled), hint=draw(texts), answer=answer, rule=rule, unit=draw(texts)[:40].strip(),
        weight=draw(st.decimals(0, 100, places=2)), direction=draw(one_of(said.DIRECTIONS)), least=least,
        most=draw(figures.filter(lambda most: least is None or most is None or most >= least)), norm=draw(figures),
        most_points=draw(figures), case_points=draw(figures), source=draw(texts), is_required=draw(truths),
        needs_evidence=draw(truths), may_be_inapplicable=draw(truths), steps=tuple(scale),
    )  # fmt: skip


@st.composite
def blueprints(draw):
    names = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    levels = draw(st.lists(st.tuples(filled, figures), max_size=3, unique_by=(lambda it: it[0], lambda it: it[1])))
    in_order = sorted(levels, key=lambda level: (level[1] is None, -(level[1] or 0)))
    return Blueprint(
        code=draw(codes), version=draw(st.integers(1, 99)), title=draw(filled), kind="rating", subject="school",
        purpose=draw(texts), order=draw(texts), approved_on=draw(st.none() | DAYS),
        total=draw(one_of(said.TOTALS)), rounding=draw(one_of(said.ROUNDINGS)), digits=draw(st.integers(0, 4)),
        declared_most=draw(figures), norm_percent=draw(st.none() | st.integers(0, 100)),
        ranks_groups_apart=draw(truths), places=draw(st.sampled_from(["dense", "gaps", "none"])),
        sections=tuple(
            SectionPlan(code=f"s{name}", title=draw(filled), explanation=draw(texts), items=(draw(items(name)),))
            for name in names
        ),
        levels=tuple(LevelPlan(title=title, lower=lower, tone=draw(one_of(said.TONES))) for title, lower in in_order),
    )  # fmt: skip


@settings(max_examples=60)
@given(blueprints())
def test_an_exported_methodology_is_read_back_identical(plan):
    assert workbook.read(BytesIO(workbook.write(plan))) == plan


@pytest.mark.parametrize("name", samples.NAMES)
def test_a_shipped_methodology_is_read_back_identical(name):
    assert workbook.read(BytesIO(workbook.write(samples.sample(name)))) == samples.sample(name)


def book():
    return load_workbook(BytesIO(workbook.write(blueprint(TASK, SITE, total="sum"))))


def column(sheet, title):
    return next(cell.column for cell in sheet[1] if cell.value == title)


def put(changed, sheet, row, title, value):
    changed[sheet].cell(row, column(changed[sheet], title)).value = value


def read(changed):
    file = BytesIO()
    changed.save(file)
    return workbook.read(file)


def refused(changed):
    with pytest.raises(BlueprintError) as refusal:
        read(changed)
    return refusal.value.faults


def test_every_fault_of_every_sheet_is_named_at_once():
    changed = book()
    put(changed, "Показатели", 3, "Вес", "много")
    put(changed, "Показатели", 4, "Ответ", "когда-нибудь")
    put(changed, "Шкалы", 2, "Показатель", "zz")
    put(changed, "Шкалы", 3, "Баллов", "10,12345")
    put(changed, "Уровни", 2, "Тон", None)
    changed["Методика"].cell(4, 2).value = None
    said = [(fault.sheet, fault.row, fault.column, fault.value) for fault in refused(changed)]
    assert said == [
        ("Методика", 0, "Название", ""),
        ("Шкалы", 2, "Показатель", "zz"),
        ("Шкалы", 3, "Баллов", "10,12345"),
        ("Показатели", 3, "Вес", "много"),
        ("Показатели", 4, "Ответ", "когда-нибудь"),
        ("Уровни", 2, "Тон", ""),
    ]


@pytest.mark.parametrize(
    ("title", "value", "reason"),
    [
        ("Вес", "0,5", None),
        ("Вес", "0.5", None),
        ("Вес", "1 000", None),
        ("Вес", -1, "число должно быть от 0 до 1000000000"),
        ("Вес", "1,23456", "больше 4 знаков после запятой"),
        ("Код", "1a", "код – буквы, цифры и подчёркивания, не длиннее 20 знаков; первой стоит буква"),
        ("Правило баллов", "Накопительно по уровням", "не подходит к ответу «процент»"),
        ("Наибольшее значение", "сто", "не число"),
        ("Нужен подтверждающий документ", "может быть", "напишите «да» или «нет»"),
        ("Название", "x" * 20_001, "длиннее 20000 знаков"),
    ],
)
def test_a_value_is_taken_or_its_reason_told(title, value, reason):
    changed = book()
    put(changed, "Показатели", 3, title, value)
    if reason is None:
        assert next(read(changed).items).weight in (D("0.5"), D(1000))
    else:
        assert reason in [fault.reason for fault in refused(changed)]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("u1 +", "Формула оборвана: после знака ничего нет."),
        ("__import__('os')", "В формуле нельзя"),
        ("open(1)", "Лишнее в формуле: «(»."),
    ],
)
def test_a_formula_is_arithmetic_or_refused(formula, reason):
    changed = book()
    put(changed, "Показатели", 3, "Значение", "считают по формуле")
    put(changed, "Показатели", 3, "Формула", formula)
    assert any(fault.column == "Формула" and reason in fault.reason for fault in refused(changed))


def test_a_code_that_stands_twice_is_named_where_it_stands_again():
    changed = book()
    put(changed, "Показатели", 4, "Код", "u1")
    assert [fault.words for fault in refused(changed)] == [
        "Показатели, строка 4, «Код»: «u1» – такой код в методике уже есть"
    ]


def test_quotes_stand_within_quotes():
    changed = book()
    put(changed, "Шкалы", 2, "«От» включается", "может быть")
    assert [fault.words for fault in refused(changed)] == [
        "Шкалы, строка 2, «„От“ включается»: «может быть» – напишите «да» или «нет»"
    ]


def test_an_item_before_any_section_is_refused():
    changed = book()
    changed["Показатели"].delete_rows(2)
    assert "показатель стоит до первого раздела" in [fault.reason for fault in refused(changed)]


def test_a_sheet_or_a_column_that_is_not_there_is_named():
    changed = book()
    del changed["Уровни"]
    changed["Показатели"].cell(1, column(changed["Показатели"], "Ответ")).value = "Ответы"
    assert [fault.words for fault in refused(changed)] == [
        "Показатели, строка 1, «Ответ»: нет такого столбца",
        "Уровни: В книге нет листа «Уровни».",
    ]


def test_columns_of_ones_own_are_left_alone():
    changed = book()
    sheet = changed["Показатели"]
    sheet.cell(1, sheet.max_column + 1).value = "Мои заметки"
    sheet.cell(3, sheet.max_column).value = "спросить бухгалтера"
    assert read(changed) == blueprint(TASK, SITE, total="sum")


def test_an_empty_threshold_is_switched_off_and_a_missing_row_leaves_the_usual():
    changed = book()
    sheet = changed["Методика"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    sheet.cell(rows["Дефицит – ниже, % шкалы"], 2).value = None
    sheet.delete_rows(rows["Сильная сторона – от, % шкалы"])
    plan = read(changed)
    assert (plan.norm_percent, plan.strong_percent) == (None, 80)


def test_places_are_refused_where_people_speak_of_themselves():
    changed = book()
    changed["Методика"].cell(5, 2).value = "анкетирование"
    assert [fault.column for fault in refused(changed)] == ["Места"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a;b\n1;2", b"%PDF-1.7"])
def test_what_is_no_workbook_is_told_so(content):
    with pytest.raises(Unreadable):
        workbook.read(BytesIO(content))


def test_a_workbook_about_something_else_names_what_is_missing():
    changed = Workbook()
    changed.active.append(["Школа", "Директор"])
    assert len(refused(changed)) == 4


def test_a_text_that_begins_like_a_formula_stays_a_text():
    plan = blueprint(ItemPlan(code="u1", title="=СУММ(A1)", answer="text", formula="-u2"))
    sheet = load_workbook(BytesIO(workbook.write(plan)))["Показатели"]
    assert sheet.cell(3, column(sheet, "Название")).data_type == "s"
