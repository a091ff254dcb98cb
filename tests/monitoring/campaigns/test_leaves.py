"""Which questions share a page; where one goes on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.leaves import TOGETHER, before, going_on, grouped, leaves_of, next_after

RETURNED = datetime(2023, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("questions", "pages"),
    [
        ([], []),
        ([("a", False), ("a", False)], [[0], [1]]),
        ([("a", True), ("a", True), ("a", False), ("a", True)], [[0, 1], [2], [3]]),
        ([("a", True), ("b", True)], [[0], [1]]),
        ([("a", True)] * 6, [[0, 1, 2, 3], [4, 5]]),
    ],
)
def test_short_figures_of_a_section_share_a_page_and_all_else_has_its_own(questions, pages):
    assert grouped(questions) == pages


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans())))
def test_every_question_stands_on_one_page_in_its_order(questions):
    pages = grouped(questions)
    assert [place for page in pages for place in page] == list(range(len(questions)))
    assert all(len(page) <= TOGETHER for page in pages)


@dataclass
class Asked:
    is_given: bool = False
    is_marked: bool = False
    saved_at: datetime | None = None
    is_required: bool = True
    known: object = None
    differs_from_known: bool = False
    is_numeric: bool = False
    item: SimpleNamespace = field(init=False)

    def __post_init__(self):
        self.item = SimpleNamespace(
            section_id=1, is_required=self.is_required, needs_evidence=False, competence_id=None, title="Вопрос"
        )
        self.answer = SimpleNamespace(is_marked=self.is_marked, saved_at=self.saved_at)


def test_one_goes_on_at_the_first_question_that_must_be_answered():
    leaves = leaves_of([Asked(is_given=True), Asked(is_required=False), Asked(), Asked()])
    assert going_on(leaves).number == 3
    assert next_after(leaves[0], leaves).number == 2
    assert next_after(leaves[3], leaves) is None
    assert before(leaves[0], leaves) is None


def test_where_everything_is_answered_one_goes_to_the_check():
    assert going_on(leaves_of([Asked(is_given=True), Asked(is_required=False)])) is None


def test_of_a_returned_form_the_marked_questions_come_first_until_they_are_saved_again():
    mended = Asked(is_given=True, is_marked=True, saved_at=datetime(2023, 12, 11, tzinfo=UTC))
    waiting = Asked(is_given=True, is_marked=True, saved_at=datetime(2023, 12, 5, tzinfo=UTC))
    leaves = leaves_of([Asked(is_given=True), mended, Asked(is_given=True), waiting, Asked()], RETURNED)
    assert [leaf.is_to_mend for leaf in leaves] == [False, False, False, True, False]
    assert going_on(leaves).number == 4
    assert next_after(leaves[0], leaves).number == 4
    assert next_after(leaves[3], leaves) is None


def test_states_are_said_in_words():
    asked = [Asked(is_given=True), Asked(), Asked(is_required=False), Asked(is_given=True, known=5)]
    assert [leaf.state for leaf in leaves_of(asked)] == [
        "отвечено", "не отвечено", "необязательно", "из данных системы",
    ]  # fmt: skip
    figures = leaves_of([Asked(is_numeric=True), Asked(is_numeric=True)])
    assert [leaf.place for leaf in figures] == ["Вопросы 1–2"]
