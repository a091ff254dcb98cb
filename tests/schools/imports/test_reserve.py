"""The reserve brought in a workbook: what is over stays, a candidate may have no order, a prolonged term is kept."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from schools.models import ReserveState
from tests.factories import (
    PersonFactory,
    ReserveEntryFactory,
    ReserveReviewFactory,
    ReserveStepFactory,
)

from .workbooks import book, outcomes, reasons, verdicts

TITLES = ("Человек", "Целевая должность", "Включён", "Основание", "Срок")


@pytest.fixture
def person(municipality):
    return PersonFactory(municipality=municipality, last_name="Ежова")


def stay(person, *states, **entry):
    made = ReserveEntryFactory(person=person, **entry)
    for number, state in enumerate(states):
        ground = "request" if state == ReserveState.EXCLUDED else ""
        ReserveStepFactory(entry=made, state=state, taken_on=date(2022 + number, 2, 1), ground=ground)
    return made


@pytest.fixture
def lives(person, municipality):
    stay(person, ReserveState.INCLUDED, ReserveState.EXCLUDED)
    ReserveStepFactory(
        entry=ReserveEntryFactory(person=person), state=ReserveState.CANDIDATE, taken_on=date(2024, 3, 1)
    )
    appointed = PersonFactory(municipality=municipality, last_name="Жданова")
    stay(appointed, ReserveState.INCLUDED, ReserveState.APPOINTED)
    prolonged = PersonFactory(municipality=municipality, last_name="Тимофеева")
    entry = stay(prolonged, ReserveState.INCLUDED, term_ends_on=date(2025, 1, 31))
    ReserveReviewFactory(entry=entry, held_on=date(2024, 2, 1), term_ends_on=date(2027, 1, 31))


@pytest.mark.parametrize("state", ["", "all"])
@pytest.mark.parametrize("as_of", ["2023-12-30", "2024-12-30"])
def test_a_list_of_candidates_and_of_those_who_have_left_changes_nothing(
    specialist_client, municipality, lives, as_of, state
):
    query = {"as_of": as_of, "state": state, "export": "xlsx"}
    file = BytesIO(specialist_client.get(reverse("schools:reserve"), query).content)
    found = outcomes("reserve", municipality, file)
    assert found
    assert [(it.row, it.verdict, it.faults, it.changes) for it in found if it.verdict != "same"] == []


def test_a_candidate_is_included_by_the_day_and_the_order(municipality, person):
    entry = stay(person)
    ReserveStepFactory(entry=entry, state=ReserveState.CANDIDATE, taken_on=date(2024, 3, 1))
    (found,) = outcomes("reserve", municipality, book(TITLES, (str(person), "директор", "01.04.2024", "приказ № 7")))
    assert [change.new for change in found.changes] == ["01.04.2024", "приказ № 7"]


def test_who_is_new_to_the_reserve_has_a_day_and_an_order(municipality, person):
    told = reasons("reserve", municipality, book(TITLES, (str(person), "директор", None, None, None)))
    assert told == [("Включён", "Не заполнено."), ("Основание", "Не заполнено.")]


def test_who_has_left_and_is_listed_without_a_day_is_not_passed_over(municipality, person):
    stay(person, ReserveState.INCLUDED, ReserveState.EXCLUDED)
    assert verdicts("reserve", municipality, book(TITLES, (str(person), "директор", None, None, None))) == ["refused"]


def test_what_is_over_is_not_rewritten(municipality, person):
    stay(person, ReserveState.INCLUDED, ReserveState.EXCLUDED)
    told = reasons("reserve", municipality, book(TITLES, (str(person), "директор", "01.02.2022", "приказ № 99")))
    assert [reason for _, reason in told] == [
        "Запись о резерве закрыта. Если человек вернулся, укажите новый день включения и основание."
    ]


def test_who_returns_gets_a_new_entry(municipality, person):
    stay(person, ReserveState.INCLUDED, ReserveState.EXCLUDED)
    row = (str(person), "директор", "01.10.2024", "приказ № 99")
    assert verdicts("reserve", municipality, book(TITLES, row)) == ["create"]


def test_a_term_that_a_review_has_prolonged_is_changed_by_a_review(municipality, person):
    entry = stay(person, ReserveState.INCLUDED, term_ends_on=date(2025, 1, 31))
    ReserveReviewFactory(entry=entry, held_on=date(2024, 2, 1), term_ends_on=date(2027, 1, 31))
    row = (str(person), "директор", "01.02.2022", None, "31.01.2028")
    told = reasons("reserve", municipality, book(TITLES, row))
    assert [reason for _, reason in told] == ["Срок продлён пересмотром по 31.01.2027. Новый срок внесите пересмотром."]
