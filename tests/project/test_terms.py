from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership.project.terms import EARLIEST, LATEST, Precision, Term, TermError, expand, label, precision_of

END = date(2024, 12, 30)


def labels(rule, until=END):
    return [label(term) for term in expand(rule, until=until)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("2021", Term(date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR)),
        ("06.2021", Term(date(2021, 6, 1), date(2021, 6, 30), Precision.MONTH)),
        ("02.2024", Term(date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH)),
        ("15.06.2021", Term(date(2021, 6, 15), date(2021, 6, 15), Precision.DAY)),
        ("02.2021-03.2021", Term(date(2021, 2, 1), date(2021, 3, 31), Precision.PERIOD)),
        ("2021-2024", Term(date(2021, 1, 1), date(2024, 12, 31), Precision.PERIOD)),
        ("15.06.2021-09.2021", Term(date(2021, 6, 15), date(2021, 9, 30), Precision.PERIOD)),
        ("06.2021-06.2021", Term(date(2021, 6, 1), date(2021, 6, 30), Precision.MONTH)),
    ],
)
def test_one_term(rule, expected):
    assert expand(rule, until=END) == (expected,)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", []),
        ("  ", []),
        (
            "02.2021-03.2021 ежегодно",
            [
                "февраль – март 2021 г.",
                "февраль – март 2022 г.",
                "февраль – март 2023 г.",
                "февраль – март 2024 г.",
            ],
        ),
        ("2021-2024 ежегодно", ["2021 г.", "2022 г.", "2023 г.", "2024 г."]),
        ("2022 ежегодно", ["2022 г.", "2023 г.", "2024 г."]),
        ("2020-2021 ежегодно", ["2020 г.", "2021 г."]),
        ("2023-2030 ежегодно", ["2023 г.", "2024 г."]),
        ("12.2023 ежегодно", ["декабрь 2023 г.", "декабрь 2024 г."]),
        ("29.02.2020 ежегодно", ["29.02.2020", "28.02.2021", "28.02.2022", "28.02.2023", "29.02.2024"]),
        (
            "12.2022-02.2023 ежегодно",
            ["декабрь 2022 г. – февраль 2023 г.", "декабрь 2023 г. – февраль 2024 г."],
        ),
        ("11.2022; 11.2023", ["ноябрь 2022 г.", "ноябрь 2023 г."]),
        ("2024; 2022", ["2022 г.", "2024 г."]),
        ("2021; 2021", ["2021 г."]),
        ("06.2021; 01.06.2021-30.06.2021", ["июнь 2021 г."]),
        (
            "02.2021 ; 10.2021 Ежегодно",
            ["февраль 2021 г.", *(f"октябрь {year} г." for year in range(2021, 2025))],
        ),
        ("2.2021 – 3.2021", ["февраль – март 2021 г."]),
    ],
)
def test_several_terms_in_words(rule, expected):
    assert labels(rule) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("2021", "2021 г."),
        ("06.2021", "июнь 2021 г."),
        ("15.06.2021", "15.06.2021"),
        ("02.2021-03.2021", "февраль – март 2021 г."),
        ("12.2021-02.2022", "декабрь 2021 г. – февраль 2022 г."),
        ("01.2021-12.2021", "январь – декабрь 2021 г."),
        ("2021-2024", "2021–2024 гг."),
        ("01.06.2021-15.06.2021", "01.06.2021 – 15.06.2021"),
        ("15.06.2021-08.2021", "15.06.2021 – 31.08.2021"),
        ("01.06.2021-30.06.2021", "01.06.2021 – 30.06.2021"),
    ],
)
def test_label(rule, expected):
    assert labels(rule) == [expected]


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("13.2021", "«13.2021»: нет месяца 13"),
        ("00.2021", "«00.2021»: нет месяца 0"),
        ("2021; 13.2022", "«13.2022»: нет месяца 13"),
        ("31.06.2021", "«31.06.2021»: нет дня 31 (июнь 2021 г.)"),
        ("29.02.2023", "«29.02.2023»: нет дня 29 (февраль 2023 г.)"),
        ("03.2021-02.2021", "«03.2021-02.2021»: окончание раньше начала"),
        ("2024-2021 ежегодно", "«2024-2021 ежегодно»: окончание раньше начала"),
        ("0021", "«0021»: год 21 вне пределов 1990–2100"),
        ("2021;;2022", "«2021;;2022»: лишний знак «;»"),
        ("2021;", "«2021;»: лишний знак «;»"),
        ("2025 ежегодно", "«2025 ежегодно»: первый срок позже окончания проекта (2024 г.)"),
        ("2025-2026 ежегодно", "«2025-2026 ежегодно»: первый срок позже окончания проекта (2024 г.)"),
        (
            "12.2024-02.2025 ежегодно",
            "«12.2024-02.2025 ежегодно»: первый срок позже окончания проекта (2024 г.)",
        ),
        ("весна 2021", "«весна 2021»: непонятный срок"),
        ("ежегодно", "«ежегодно»: непонятный срок"),
        ("2021-06-15", "«2021-06-15»: непонятный срок"),
        ("2021-2022-2023", "«2021-2022-2023»: непонятный срок"),
        ("2021-", "«2021-»: непонятный срок"),
        ("21", "«21»: непонятный срок"),
        ("²021", "«²021»: непонятный срок"),
    ],
)
def test_faulty_piece_is_named(rule, fault):
    with pytest.raises(TermError) as caught:
        expand(rule, until=END)
    assert str(caught.value).startswith(fault)


def test_a_single_term_may_lie_outside_the_project():
    assert labels("2020; 2030") == ["2020 г.", "2030 г."]


years = st.integers(EARLIEST, LATEST)
months = st.builds("{:02}.{}".format, st.integers(1, 12), years)
days = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31)).map("{:%d.%m.%Y}".format)
marks = st.one_of(years.map(str), months, days)
ranges = st.builds("{}-{}".format, marks, marks)
pieces = st.builds("{}{}".format, st.one_of(marks, ranges), st.sampled_from(["", " ежегодно"]))
rules = st.lists(pieces, min_size=1, max_size=4).map("; ".join)
ends = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31))


def terms_or_none(rule, until):
    """The rules above may be reversed or begin too late; that they are then refused is tested by example."""
    try:
        return expand(rule, until=until)
    except TermError:
        return ()


@given(rules, ends)
def test_terms_start_before_they_end_and_come_in_order_each_once(rule, until):
    terms = terms_or_none(rule, until)
    spans = [(term.starts_on, term.ends_on) for term in terms]
    assert all(starts_on <= ends_on for starts_on, ends_on in spans)
    assert spans == sorted(set(spans))


@given(st.one_of(marks, ranges), ends)
def test_yearly_repetition_keeps_to_the_project_and_skips_no_year(piece, until):
    terms = terms_or_none(f"{piece} ежегодно", until)
    assert all(term.ends_on.year <= until.year for term in terms)
    starts = [term.starts_on.year for term in terms]
    assert all(later == earlier + 1 for earlier, later in pairwise(starts))


@given(marks, ends)
def test_one_mark_is_one_term_and_its_repetition_begins_with_it(mark, until):
    (term,) = expand(mark, until=until)
    repeated = terms_or_none(f"{mark} ежегодно", until)
    assert repeated[:1] == ((term,) if term.ends_on.year <= until.year else ())


@given(rules, ends)
def test_label_is_never_empty_and_names_the_year(rule, until):
    for term in terms_or_none(rule, until):
        assert str(term.starts_on.year) in label(term)
        assert str(term.ends_on.year) in label(term)


@given(st.text(alphabet="0123456789.-–; ежгодн²", max_size=24), ends)
def test_whatever_is_written_is_read_or_refused(rule, until):
    try:
        expand(rule, until=until)
    except TermError as fault:
        assert str(fault).startswith("«")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "precision"),
    [
        (date(2021, 6, 1), date(2021, 6, 30), Precision.MONTH),
        (date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        (date(2024, 2, 1), date(2024, 2, 28), Precision.PERIOD),
        (date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR),
        (date(2021, 7, 1), date(2021, 8, 31), Precision.PERIOD),
        (date(2021, 1, 1), date(2022, 12, 31), Precision.PERIOD),
        (date(2021, 6, 15), date(2021, 6, 15), Precision.DAY),
    ],
)
def test_two_days_tell_how_exactly_they_fix_a_term(starts_on, ends_on, precision):
    assert precision_of(starts_on, ends_on) is precision
