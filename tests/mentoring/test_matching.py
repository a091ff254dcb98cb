"""Mentors for mentees: guards, reasons, and the best pairs of a district. No database."""

import random
from dataclasses import replace
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from mentoring.assigning import assign
from mentoring.matching import Deficit, Mentee, Mentor, Past, Rules, district, rank

RULES = Rules()
TITLES = {1: "Управление проектами", 2: "Финансы", 3: "Кадры", 4: "Цифровая среда"}


def deficit(competence, *, level=1, size=1):
    return Deficit(competence, TITLES.get(competence, f"К{competence}"), level, size)


def mentee(person=1, *deficits, **fields):
    return Mentee(person, f"Наставляемый {person:03}", deficits, **fields)


def mentor(person=100, levels=None, *, limit=2, **fields):
    return Mentor(person, f"Наставник {person}", {1: 3, 2: 3} if levels is None else levels, limit, **fields)


def reasons(found):
    return {one.mentor.person: one.why for one in found.excluded}


class TestReasons:
    ASKING = mentee(1, deficit(1), deficit(2, level=0, size=2), deficit(3), group="малокомплектная")

    def reason(self, asking=ASKING, **fields):
        return rank(asking, [mentor(levels={1: 3, 2: 3, 3: 2}, **fields)], RULES).suggestions[0].reason

    def test_one_sentence_says_what_is_covered_and_what_is_not(self):
        assert self.reason() == (
            "Закрывает 2 из 3 дефицитов: «Финансы» (3 против 0), «Управление проектами» (3 против 1); "
            "не закрывает: «Кадры» (2 против 1, а нужно выше на 2)."
        )

    def test_removing_a_competence_changes_it(self):
        fewer = replace(self.ASKING, deficits=self.ASKING.deficits[1:])
        assert self.reason(fewer) == (
            "Закрывает 1 из 2 дефицитов: «Финансы» (3 против 0); не закрывает: «Кадры» (2 против 1, а нужно выше на 2)."
        )

    def test_load_group_and_former_work_are_told(self):
        past = Past(without_effect=frozenset({(100, 1)}))
        candidate = mentor(leads=frozenset({7}), group="малокомплектная")
        (found,) = rank(self.ASKING, [candidate], RULES, past).suggestions
        assert found.reason.endswith(
            "уже ведёт 1 из 2; школы одной группы (малокомплектная); работали вместе прежде, без улучшения."
        )

    def test_a_competence_nobody_measured_from_outside_is_not_covered(self):
        (found,) = rank(self.ASKING, [mentor(levels={1: 3})], RULES).suggestions
        assert "«Финансы» (внешней оценки наставника нет)" in found.reason

    def test_of_one_deficit_in_the_right_case(self):
        assert self.reason(mentee(1, deficit(1))).startswith("Закрывает 1 из 1 дефицита: ")


class TestGuards:
    ASKING = mentee(1, deficit(1))

    @pytest.mark.parametrize(
        ("candidate", "why"),
        [
            (mentor(1), "это сам наставляемый"),
            (mentor(leads=frozenset({1})), "уже его наставник"),
            (mentor(led_by=frozenset({1})), "наставляемый сам ведёт его в этом году"),
            (mentor(is_in_post=False), "не руководит школой: должность закрыта"),
            (mentor(leads=frozenset({7, 8})), "уже ведёт 2 из 2"),
            (mentor(limit=0), "наставляемых не берёт"),
            (mentor(levels={1: 2}), "не закрывает ни одного: «Управление проектами» (2 против 1, а нужно выше на 2)"),
            (
                mentor(deficits=frozenset({1})),
                "не закрывает ни одного: «Управление проектами» (у наставника тот же дефицит)",
            ),
        ],
        ids=["oneself", "own mentor", "both directions", "closed post", "load", "limit", "level", "same deficit"],
    )
    def test_each_is_told_in_words(self, candidate, why):
        found = rank(self.ASKING, [candidate], RULES)
        assert not found.suggestions
        assert reasons(found) == {candidate.person: why}
        assert not district([self.ASKING], [candidate], RULES).pairs

    def test_a_pair_once_declined_is_not_offered_and_its_reason_is_kept(self):
        past = Past(refused={(100, 1): "далеко ехать"})
        found = rank(self.ASKING, [mentor(), mentor(101)], RULES, past)
        assert [one.mentor.person for one in found.suggestions] == [101]
        assert reasons(found) == {100: "пару отклонили: далеко ехать"}

    def test_the_gap_is_a_setting(self):
        candidate = mentor(levels={1: 2})
        assert rank(self.ASKING, [candidate], Rules(least_gap=1)).suggestions

    def test_without_deficits_there_is_nobody_to_offer(self):
        assert reasons(rank(mentee(), [mentor()], RULES)) == {100: "у наставляемого нет дефицитов"}


class TestOrder:
    def order(self, asking, *mentors, past=None):
        return [one.mentor.person for one in rank(asking, mentors, RULES, past).suggestions]

    def test_the_more_is_covered_the_better_by_steps_not_by_number(self):
        asking = mentee(1, deficit(1), deficit(2), deficit(3, level=0, size=3))
        assert self.order(asking, mentor(100, {1: 3, 2: 3}), mentor(101, {3: 3})) == [101, 100]

    def test_among_equals_group_then_load_then_years_then_the_number_decide(self):
        asking = mentee(1, deficit(1), group="малая")
        mentors = [
            mentor(100), mentor(101, years=3), mentor(102, leads=frozenset({9})), mentor(103, group="малая"),
            mentor(104),
        ]  # fmt: skip
        assert self.order(asking, *mentors) == [103, 101, 100, 104, 102]

    def test_no_minor_point_outweighs_a_step(self):
        asking = mentee(1, deficit(1), deficit(2), group="малая")
        best = mentor(100, leads=frozenset({9}))
        assert self.order(asking, mentor(101, {1: 3}, group="малая", years=40), best) == [100, 101]


class TestDistrict:
    def pairs(self, found):
        return [(one.mentee.person, one.mentor.person) for one in found.pairs]

    def test_the_optimum_is_not_what_each_would_choose_first(self):
        """A: size 3 of X with mentor 100, 2 of Y with mentor 101; B: size 2 of X with mentor 100 alone; room for one.

        Greedy: A–100 covers 3, B is left: 3. Optimum: A–101 covers 2 and B–100 covers 2: 2 + 2 = 4 of 3 + 2 + 2 = 7.
        """
        first = mentee(1, deficit(1, level=0, size=3), deficit(2, level=0, size=2))
        second = mentee(2, deficit(1, level=0, size=2))
        mentors = [mentor(100, {1: 3}, limit=1), mentor(101, {2: 3}, limit=1)]
        assert rank(first, mentors, RULES).suggestions[0].mentor.person == 100
        found = district([first, second], mentors, RULES)
        assert self.pairs(found) == [(1, 101), (2, 100)]
        assert (found.covered, found.of, found.is_proven) == (4, 7, True)

    def test_a_chain_of_three_moves_on(self):
        """1 may go to 100 or 101, 2 to 101 or 102, 3 to 102 alone: 1–100, 2–101, 3–102, one step each: 3 of 5."""
        asking = [mentee(1, deficit(1), deficit(2)), mentee(2, deficit(2), deficit(3)), mentee(3, deficit(3))]
        mentors = [mentor(102, {3: 3}, limit=1), mentor(101, {2: 3}, limit=1), mentor(100, {1: 3}, limit=1)]
        found = district(asking, mentors, RULES)
        assert self.pairs(found) == [(1, 100), (2, 101), (3, 102)]
        assert (found.covered, found.of) == (3, 5)

    def test_no_mentor_is_over_the_limit_and_who_is_left_is_told_why(self):
        asking = [mentee(person, deficit(1, size=4 - person)) for person in (1, 2, 3)]
        found = district(asking, [mentor(limit=3, leads=frozenset({50}))], RULES)
        assert self.pairs(found) == [(1, 100), (2, 100)]
        assert [(one.mentee.person, one.why) for one in found.left] == [
            (3, "подходящие наставники заняты другими: Наставник 100")
        ]

    def test_two_never_lead_each_other(self):
        """1 lacks X and knows Y, 2 lacks Y and knows X: together 2 + 3 = 5, apart only the heavier, 3."""
        asking = [mentee(1, deficit(1, level=0, size=2)), mentee(2, deficit(2, level=0, size=3))]
        mentors = [mentor(1, {2: 3}), mentor(2, {1: 3})]
        found = district(asking, mentors, RULES)
        assert self.pairs(found) == [(2, 1)]
        assert found.covered == 3

    def test_where_another_is_free_both_are_led(self):
        asking = [mentee(1, deficit(1, level=0, size=2)), mentee(2, deficit(2, level=0, size=3))]
        found = district(asking, [mentor(1, {2: 3}), mentor(2, {1: 3}), mentor(3, {1: 3})], RULES)
        assert self.pairs(found) == [(1, 3), (2, 1)]

    def test_whom_nobody_can_help_is_told(self):
        found = district([mentee(1, deficit(4)), mentee(2)], [mentor()], RULES)
        assert [one.why for one in found.left] == [
            "нет наставника, который закрыл бы хотя бы один дефицит",
            "дефицитов нет",
        ]


def invented(people, seed):
    """Heads of a district: every third may lead two, everybody lacks something or other."""
    lot = random.Random(seed)
    mentees, mentors = [], []
    for person in range(people):
        levels = {competence: lot.randint(0, 3) for competence in range(16)}
        lacks = [deficit(it, level=level, size=2 - level) for it, level in levels.items() if level < 2]
        group = lot.choice(("малая", "базовая"))
        mentees.append(mentee(person, *lot.sample(lacks, min(4, len(lacks))), group=group))
        if person % 3 == 0:
            mentors.append(mentor(person, levels, deficits=frozenset(it.competence for it in lacks), group=group))
    return mentees, mentors


class TestScale:
    def test_fifty_runs_and_any_order_of_the_input_give_one_answer(self):
        mentees, mentors = invented(24, 1)
        first = district(mentees, mentors, RULES)
        lot = random.Random(2)
        for _ in range(50):
            lot.shuffle(mentees)
            lot.shuffle(mentors)
            assert district(mentees, mentors, RULES) == first

    def test_sixty_directors_are_paired_within_a_second(self):
        mentees, mentors = invented(60, 3)
        begun = perf_counter()
        found = district(mentees, mentors, RULES)
        assert perf_counter() - begun < 1
        assert found.is_proven
        assert len(found.pairs) == 2 * len(mentors)

    @pytest.mark.slow
    def test_a_thousand_directors_are_paired_in_the_background(self):
        mentees, mentors = invented(1000, 4)
        begun = perf_counter()
        assert district(mentees, mentors, RULES).is_proven
        assert perf_counter() - begun < 120


@st.composite
def markets(draw):
    places = range(draw(st.integers(1, 4)))
    room = {place: draw(st.integers(0, 2)) for place in places}
    worth = {
        learner: draw(st.dictionaries(st.sampled_from(places), st.integers(1, 6), max_size=len(places)))
        for learner in range(draw(st.integers(1, 5)))
    }
    pairs = [(learner, place) for learner, those in worth.items() for place in those]
    apart = st.tuples(st.sampled_from(pairs), st.sampled_from(pairs)) if pairs else st.nothing()
    conflicts = [it for it in draw(st.lists(apart, max_size=3)) if it[0][0] != it[1][0]] if pairs else []
    return worth, room, conflicts


def best_of_all(worth, room, conflicts):
    best = 0
    for choice in product(*[[None, *those] for those in worth.values()]):
        taken = {learner: place for learner, place in zip(worth, choice, strict=True) if place is not None}
        is_full = any(list(taken.values()).count(place) > room[place] for place in taken.values())
        if not is_full and not any(all(taken.get(one) == at for one, at in it) for it in conflicts):
            best = max(best, sum(worth[learner][place] for learner, place in taken.items()))
    return best


@settings(max_examples=400, deadline=None)
@for_any(markets())
def test_nothing_better_is_found_by_trying_everything(market):
    worth, room, conflicts = market
    found = assign(worth, room, conflicts)
    assert found.is_proven
    assert found.total == sum(worth[learner][place] for learner, place in found.places.items())
    assert found.total == best_of_all(worth, room, conflicts)
    assert all(list(found.places.values()).count(place) <= room[place] for place in found.places.values())


def test_a_tangle_without_end_is_given_up_as_not_proven(monkeypatch):
    monkeypatch.setattr("mentoring.assigning.MOST_BRANCHES", 0)
    found = assign({1: {1: 2}, 2: {2: 3}}, {1: 1, 2: 1}, [((1, 1), (2, 2))])
    assert (found.places, found.total, found.is_proven) == ({2: 2}, 3, False)
