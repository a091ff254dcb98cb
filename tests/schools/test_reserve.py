"""The reserve: what may follow what, one open stay a person, terms and reviews as of a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from schools import actions
from schools.models import Post, ReserveEntry, ReserveState, ReserveStep
from tests.factories import (
    AppointmentFactory,
    MunicipalityFactory,
    PersonFactory,
    ReserveEntryFactory,
    ReserveReviewFactory,
    ReserveStepFactory,
    SchoolFactory,
)

INCLUDED = date(2022, 2, 1)
ORDER = "приказ № 15 от 01.02.2022"
REFUSAL, TERM = ReserveStep.Ground.REFUSAL, ReserveStep.Ground.TERM

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(specialist):
    """Included on the first of February 2022."""
    return actions.enter_reserve(person=PersonFactory(), on=INCLUDED, basis=ORDER, by=specialist)


@pytest.fixture
def step(entry, specialist):
    def take(state, on=date(2022, 9, 1), ground=""):
        return actions.step_in_reserve(
            entry=entry, state=state, on=on, basis="приказ № 20", ground=ground, by=specialist
        )

    return take


def state_of(entry, day):
    return ReserveEntry.objects.with_state(day).get(pk=entry.pk).state


def refused(field, words):
    return pytest.raises(ValidationError, match=f"'{field}'.*{words}")


def test_inclusion_sets_the_usual_term_of_three_years_and_a_review_in_a_year(entry):
    entry.refresh_from_db()
    assert (entry.term_ends_on, entry.next_review_on) == (date(2025, 1, 31), date(2023, 2, 1))


def test_an_order_may_set_another_term(specialist):
    entry = actions.enter_reserve(
        person=PersonFactory(), on=INCLUDED, basis=ORDER, term_ends_on=date(2027, 1, 31), by=specialist
    )
    assert entry.term_ends_on == date(2027, 1, 31)


def test_a_term_does_not_end_before_it_begins(specialist):
    with refused("term_ends_on", "Срок раньше дня включения"):
        actions.enter_reserve(
            person=PersonFactory(), on=INCLUDED, basis=ORDER, term_ends_on=date(2022, 1, 31), by=specialist
        )
    assert not ReserveEntry.objects.exists()


def test_a_candidate_has_no_term_until_included(specialist):
    entry = actions.enter_reserve(
        person=PersonFactory(), state=ReserveState.CANDIDATE, on=INCLUDED, basis=ORDER, by=specialist
    )
    assert entry.term_ends_on is None
    actions.step_in_reserve(entry=entry, state="included", on=date(2022, 3, 1), basis=ORDER, by=specialist)
    assert entry.term_ends_on == date(2025, 2, 28)
    with refused("term_ends_on", "назначаются при включении"):
        actions.enter_reserve(
            person=PersonFactory(), state="candidate", on=INCLUDED, basis=ORDER, term_ends_on=INCLUDED, by=specialist
        )


def test_states_follow_one_another_and_each_is_true_from_its_day(entry, step):
    step("in_training", date(2022, 9, 1))
    step("ready", date(2023, 6, 1))
    step("appointed", date(2023, 8, 15))
    days = [date(2022, 1, 31), INCLUDED, date(2022, 9, 1), date(2023, 6, 1), date(2023, 8, 14), date(2023, 8, 15)]
    assert [state_of(entry, day) for day in days] == [None, "included", "in_training", "ready", "ready", "appointed"]


@pytest.mark.parametrize("state", ["candidate", "included"])
def test_nobody_goes_back_to_the_beginning(step, state):
    with refused("state", "после состояния «включён» возможно только"):
        step(state)


def test_a_stay_does_not_begin_with_training(specialist):
    with refused("state", "в начале записи возможно только «кандидат», «включён»"):
        actions.enter_reserve(person=PersonFactory(), state="ready", on=INCLUDED, basis=ORDER, by=specialist)


@pytest.mark.parametrize(("state", "ground"), [("appointed", ""), ("excluded", REFUSAL)])
def test_who_is_appointed_or_excluded_takes_no_more_steps(entry, step, state, ground):
    step(state, ground=ground)
    with refused("state", "Запись закрыта"):
        step("in_training", date(2024, 1, 9))
    assert not ReserveEntry.objects.open_on(date(2024, 1, 9)).exists()


def test_a_step_is_never_dated_before_the_former(step):
    step("in_training", date(2022, 9, 1))
    with refused("taken_on", "Раньше предыдущего шага"):
        step("ready", date(2022, 8, 31))
    step("ready", date(2022, 9, 1))


def test_exclusion_needs_a_ground_and_nothing_else_has_one(step):
    with refused("ground", "Укажите причину"):
        step("excluded")
    with refused("ground", "только при исключении"):
        step("ready", ground=REFUSAL)


def test_a_person_has_one_open_stay(entry, specialist):
    with pytest.raises(ValidationError, match="уже состоит в резерве с 01.02.2022"):
        actions.enter_reserve(person=entry.person, on=date(2023, 2, 1), basis=ORDER, by=specialist)


def test_who_left_may_come_back_but_not_before_having_left(entry, step, specialist):
    step("excluded", date(2022, 9, 1), REFUSAL)
    with refused("taken_on", "Раньше предыдущего шага"):
        actions.enter_reserve(person=entry.person, on=date(2022, 8, 31), basis=ORDER, by=specialist)
    again = actions.enter_reserve(person=entry.person, on=date(2022, 9, 1), basis=ORDER, by=specialist)
    assert [it.pk for it in ReserveEntry.objects.in_reserve(date(2022, 9, 1))] == [again.pk]
    entry.refresh_from_db()
    entry.full_clean()


def test_an_open_stay_cannot_be_reopened_beside_another(entry, step, specialist):
    exclusion = step("excluded", date(2022, 9, 1), REFUSAL)
    actions.enter_reserve(person=entry.person, on=date(2022, 9, 1), basis=ORDER, by=specialist)
    with pytest.raises(ValidationError, match="уже состоит в резерве"):
        actions.undo_reserve_step(step=exclusion, by=specialist)


def test_the_reserve_prepares_directors_and_deputies_of_the_same_district(specialist):
    with refused("target_post", "директора или его заместителя"):
        actions.enter_reserve(person=PersonFactory(), target_post=Post.TEACHER, on=INCLUDED, basis=ORDER, by=specialist)
    elsewhere = SchoolFactory(municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
    with refused("target_school", "другого района"):
        actions.enter_reserve(person=PersonFactory(), target_school=elsewhere, on=INCLUDED, basis=ORDER, by=specialist)


# Mistakes are mended from the end


def test_only_the_last_step_is_corrected(entry, step, specialist):
    training = step("in_training")
    step("ready", date(2023, 6, 1))
    training.taken_on = date(2022, 10, 1)
    with pytest.raises(ValidationError, match="не последний шаг"):
        actions.correct_reserve_step(step=training, by=specialist)


def test_a_corrected_step_still_keeps_the_rules(entry, step, specialist):
    training = step("in_training")
    training.taken_on = date(2022, 1, 31)
    with refused("taken_on", "Раньше предыдущего шага"):
        actions.correct_reserve_step(step=training, by=specialist)
    training.taken_on, training.state = date(2022, 2, 1), "ready"
    actions.correct_reserve_step(step=training, by=specialist)
    assert state_of(entry, date(2022, 2, 1)) == "ready"
    assert training.history.latest().history_user == specialist


def test_the_last_step_is_taken_back_and_the_only_one_is_not(entry, step, specialist):
    actions.undo_reserve_step(step=step("in_training"), by=specialist)
    assert state_of(entry, date(2024, 1, 9)) == "included"
    with pytest.raises(ValidationError, match="единственный шаг"):
        actions.undo_reserve_step(step=entry.last_step(), by=specialist)


# Reviews


def review(entry, by, on=date(2023, 2, 1), **given):
    return actions.review_reservist(
        entry=entry, held_on=on, conclusion="Готовится по плану.", basis="протокол № 1", by=by, **given
    )


def test_a_review_sets_the_next_one_and_may_prolong_the_term_from_its_own_day(entry, specialist):
    review(entry, specialist, term_ends_on=date(2027, 1, 31))

    def terms(day):
        found = ReserveEntry.objects.with_terms(day).get()
        return found.term_on, found.review_on

    assert terms(date(2023, 1, 31)) == (date(2025, 1, 31), date(2023, 2, 1))
    assert terms(date(2023, 2, 1)) == (date(2027, 1, 31), date(2024, 2, 1))
    review(entry, specialist, on=date(2024, 2, 1), next_review_on=date(2024, 9, 1))
    assert terms(date(2024, 2, 1)) == (date(2027, 1, 31), date(2024, 9, 1))


def test_a_review_prolongs_and_does_not_shorten(entry, specialist):
    with refused("term_ends_on", "Срок уже стоит по 31.01.2025"):
        review(entry, specialist, term_ends_on=date(2025, 1, 31))


def test_the_next_review_is_after_this_one(entry, specialist):
    with refused("next_review_on", "позже этого"):
        review(entry, specialist, next_review_on=date(2023, 2, 1))


def test_only_who_is_in_the_reserve_is_reviewed(entry, step, specialist):
    with refused("held_on", "не состоит в резерве"):
        review(entry, specialist, on=date(2022, 1, 31))
    step("appointed", date(2022, 9, 1))
    with refused("held_on", "не состоит в резерве: назначен"):
        review(entry, specialist)


# Warnings


@pytest.mark.parametrize(
    ("days", "ending", "over"),
    [(-91, 0, 0), (-90, 1, 0), (0, 1, 0), (1, 0, 1)],
)
def test_a_term_warns_for_ninety_days_and_then_is_over(entry, days, ending, over):
    day = date(2025, 1, 31) + timedelta(days=days)
    assert ReserveEntry.objects.term_ending(day).count() == ending
    assert ReserveEntry.objects.term_over(day).count() == over


def test_a_review_is_overdue_the_day_after_it_was_due(entry):
    assert not ReserveEntry.objects.review_overdue(date(2023, 2, 1)).exists()
    assert ReserveEntry.objects.review_overdue(date(2023, 2, 2)).exists()


def test_who_has_left_is_warned_of_nothing(entry, step):
    step("excluded", ground=TERM)
    day = date(2025, 3, 1)
    assert not ReserveEntry.objects.term_over(day).exists()
    assert not ReserveEntry.objects.review_overdue(day).exists()


def test_a_review_held_later_leaves_the_past_overdue(entry):
    ReserveReviewFactory(entry=entry, held_on=date(2023, 4, 1), next_review_on=date(2024, 4, 1))
    assert ReserveEntry.objects.review_overdue(date(2023, 3, 1)).exists()
    assert not ReserveEntry.objects.review_overdue(date(2023, 4, 1)).exists()


# Questions of a day


def test_the_post_of_the_day_is_the_leading_one(municipality):
    entry = ReserveEntryFactory()
    ReserveStepFactory(entry=entry)
    held = {"person": entry.person, "municipality": municipality}
    AppointmentFactory(**held, post=Post.TEACHER, started_on=date(2021, 9, 1))
    AppointmentFactory(**held, post=Post.DEPUTY, started_on=date(2019, 9, 1), ended_on=date(2022, 8, 31))
    posts = [
        ReserveEntry.objects.with_post(day).get().held_post
        for day in (date(2018, 9, 1), date(2020, 9, 1), date(2022, 1, 1), date(2022, 9, 1))
    ]
    assert posts == [None, "deputy", "deputy", "teacher"]
