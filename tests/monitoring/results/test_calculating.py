"""A campaign is calculated as a whole, numbered, approved, corrected with a reason."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from monitoring.actions.calculating import OURS, approve, begin, calculate, place_by_hand, run
from monitoring.counting import Counting
from monitoring.models import (
    Calculation,
    CalculationState,
    CampaignState,
    Item,
    Methodology,
    Response,
    ResponseRole,
    Result,
    Score,
)
from monitoring.models.result import BROKEN_OFF, SILENCE
from tests.factories import ItemFactory, ScaleStepFactory, SectionFactory, UserFactory

from .made import AT, campaign_of, fill_in, methodology_of, places_of, totals

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)

THREE = {"Первая": (10, 10, 10), "Вторая": (5, 5, 5), "Третья": (0, 0, 0)}


def counted(rows=None, methodology=None, **fields):
    return calculate(campaign_of(rows or THREE, methodology, **fields), by=None, at=AT)


def test_totals_levels_and_places():
    """10 + 10 + 10 = 30 of 30, 100 %; 5 + 5 + 5 = 15 of 30, 50 %; 0 of 30."""
    calculation = counted()
    assert totals(calculation) == {"Первая": D(30), "Вторая": D(15), "Третья": D(0)}
    assert places_of(calculation) == {"Первая": 1, "Вторая": 2, "Третья": 3}
    first = calculation.results.get(participant__label="Первая")
    assert (first.most, first.percent, first.level.title) == (D(30), D(100), "высокий")
    assert (calculation.number, calculation.state, calculation.is_current) == (1, CalculationState.CALCULATED, True)
    assert calculation.campaign.state == CampaignState.CALCULATED
    assert (calculation.participants_all, calculation.participants_done) == (3, 3)


def test_every_point_is_explained_and_adds_up():
    calculation = counted({"Первая": (D("7.25"), None, "-")})
    result = calculation.results.get()
    scores = {score.item.code: score for score in result.scores.select_related("item")}
    assert (scores["a"].said, scores["a"].points, scores["a"].contribution) == ("7,25", D("7.25"), D("7.25"))
    assert (scores["b"].state, scores["b"].points, scores["b"].said) == ("no_data", None, "нет данных")
    assert (scores["c"].state, scores["c"].said) == ("not_applicable", "не применяется")
    given = sum(score.contribution for score in scores.values() if score.contribution is not None)
    assert given + result.rounding == result.total == D("7.25")
    assert (result.answered, result.applicable, result.most) == (1, 2, D(10))


def test_missing_data_never_become_zero():
    """Two of three items answered is 66 %, below the 70 % of the methodology: no place, and nobody is disturbed."""
    calculation = counted({"Первая": (10, 10, None), "Вторая": (5, 5, 5)})
    assert places_of(calculation) == {"Первая": None, "Вторая": 1}
    first = calculation.results.get(participant__label="Первая")
    assert (first.total, first.most, first.percent, first.is_ranked) == (D(20), D(20), D(100), False)
    assert (first.least_place, first.most_place) == (None, None)


def test_what_does_not_apply_takes_nothing_from_the_coverage():
    calculation = counted({"Первая": (10, "-", "-"), "Вторая": (5, 5, 5)})
    assert places_of(calculation) == {"Первая": 2, "Вторая": 1}


def test_who_has_not_handed_in_has_a_result_without_data():
    calculation = counted({"Первая": (10, 10, 10), "Вторая": None})
    second = calculation.results.get(participant__label="Вторая")
    assert (second.total, second.level, second.answered, second.applicable) == (None, None, 0, 3)
    assert places_of(calculation)["Вторая"] is None


def test_drafts_and_returned_forms_are_not_counted():
    campaign = campaign_of(THREE, state="filling")
    Response.objects.filter(participant__label="Первая").update(state="returned")
    assert totals(calculate(campaign, by=None, at=AT))["Первая"] is None


def test_equal_totals_share_a_place():
    calculation = counted({"А": (9, 9, 9), "Б": (9, 9, 9), "В": (1, 1, 1)})
    assert places_of(calculation) == {"А": 1, "Б": 1, "В": 2}


def test_places_with_gaps():
    calculation = counted(
        {"А": (9, 9, 9), "Б": (9, 9, 9), "В": (1, 1, 1)}, methodology_of(places=Methodology.Places.GAPS)
    )
    assert places_of(calculation) == {"А": 1, "Б": 1, "В": 3}


@pytest.mark.parametrize(("direction", "expected"), [("up", {"А": 1, "Б": 2}), ("down", {"А": 2, "Б": 1})])
def test_a_second_key_separates_equals(direction, expected):
    """6 + 4 + 5 and 4 + 6 + 5 are 15 both; by «a» the first has more."""
    methodology = methodology_of(places=Methodology.Places.KEY, second_key="a")
    methodology.items.filter(code="a").update(direction=direction)
    calculation = counted({"А": (6, 4, 5), "Б": (4, 6, 5)}, methodology)
    assert places_of(calculation) == expected
    assert all(
        result.least_place <= expected[result.participant.label] <= result.most_place
        for result in calculation.results.select_related("participant")
    )


def test_groups_are_placed_apart():
    calculation = counted(
        {"А": (9, 9, 9), "Б": (5, 5, 5), "В": (1, 1, 1)},
        methodology_of(ranks_groups_apart=True),
        groups={"А": "base", "Б": "small", "В": "small"},
    )
    assert places_of(calculation) == {"А": 1, "Б": 1, "В": 2}


def test_the_interval_of_a_place_is_stored():
    """20, 15, 14; without «a» 10, 15, 12: the first becomes the third; without «b» 15, 7, 8: so does the second."""
    calculation = counted({"А": (10, 5, 5), "Б": (0, 8, 7), "В": (2, 6, 6)})
    found = dict(calculation.results.values_list("participant__label", "most_place"))
    assert found == {"А": 3, "Б": 3, "В": 3}
    assert calculation.deciders[0] == "a"


def test_what_people_say_of_themselves_takes_no_place():
    methodology = methodology_of(kind=Methodology.Kind.COMPETENCE, places=Methodology.Places.NONE)
    calculation = counted(THREE, methodology)
    assert set(places_of(calculation).values()) == {None}
    assert not calculation.results.filter(is_ranked=True).exists()


def test_the_best_of_all_has_a_hundred():
    """40, 20 and 10 computers: 100, 20 : 40 × 100 = 50, 10 : 40 × 100 = 25."""
    methodology = methodology_of("a", most=100)
    methodology.items.update(rule=Item.Rule.BEST)
    calculation = counted({"А": (40,), "Б": (20,), "В": (10,)}, methodology)
    assert totals(calculation) == {"А": D(100), "Б": D(50), "В": D(25)}
    assert calculation.results.get(participant__label="Б").scores.get().reason == (
        "20 : 40 × 100, лучшее значение 40 – 50\u00a0баллов"
    )


def test_marks_of_several_experts_are_one_mean():
    """8 and 9 of two experts: (8 + 9) : 2 = 8,5; nobody's own mark is told."""
    methodology = methodology_of("a", kind=Methodology.Kind.REVIEW)
    campaign = campaign_of({"А": None}, methodology, asks=[ResponseRole.EXTERNAL.value])
    participant = campaign.participants.get()
    for mark in (8, 9):
        fill_in(participant, methodology.items.all(), (mark,), role=ResponseRole.EXTERNAL, respondent=UserFactory())
    result = calculate(campaign, by=None, at=AT).results.get()
    assert (result.total, result.role) == (D("8.5"), "external")
    assert result.scores.get().said == "среднее по 2\u00a0формам"


def test_self_and_external_marks_stand_side_by_side():
    methodology = methodology_of("a", kind=Methodology.Kind.COMPETENCE, places=Methodology.Places.NONE)
    campaign = campaign_of({"А": (9,)}, methodology)
    fill_in(campaign.participants.get(), methodology.items.all(), (5,), role=ResponseRole.EXTERNAL)
    found = calculate(campaign, by=None, at=AT).results.values_list("role", "total")
    assert dict(found) == {"subject": D(9), "external": D(5)}


def test_a_second_calculation_is_the_same():
    campaign = campaign_of(THREE)
    first, second = (calculate(campaign, by=None, at=AT) for _ in range(2))
    columns = ("participant", "role", "total", "most", "percent", "level", "least_place", "most_place")
    assert list(first.results.values_list(*columns)) == list(second.results.values_list(*columns))
    lines = ("result__participant", "item", "state", "number", "said", "points", "contribution", "reason")
    assert list(Score.objects.filter(result__calculation=first).order_by("pk").values_list(*lines)) == list(
        Score.objects.filter(result__calculation=second).order_by("pk").values_list(*lines)
    )
    assert (second.number, list(campaign.calculations.current())) == (2, [second])


def test_a_value_no_rule_knows_leaves_the_former_calculation():
    """89,5 lies between «70–89» and «90–100»."""
    methodology = methodology_of("a")
    item = methodology.items.get()
    ScaleStepFactory(item=item, lower=D(70), upper=D(89), upper_included=True, points=D(10))
    ScaleStepFactory(item=item, lower=D(90), upper=D(100), upper_included=True, points=D(20))
    campaign = campaign_of({"А": (95,), "Б": (D("89.5"),)}, methodology)
    former = calculate(campaign, by=None, at=AT)
    models.QuerySet(Item).update(rule=Item.Rule.BANDS)
    failed = calculate(campaign, by=None, at=AT)
    assert failed.fault == "Б, показатель a: значение 89,5 не попадает ни в один диапазон."
    assert list(campaign.calculations.current()) == [former]
    assert not Result.objects.filter(calculation=failed).exists()
    assert former.results.count() == 2


def test_a_fault_of_the_server_leaves_the_former_calculation(monkeypatch):
    campaign = campaign_of(THREE)
    former = calculate(campaign, by=None, at=AT)
    monkeypatch.setattr("monitoring.counting.Counting._place", lambda self: 1 / 0)
    failed = calculate(campaign, by=None, at=AT)
    assert "Сообщите администратору" in failed.fault
    assert list(campaign.calculations.current()) == [former]
    assert Score.objects.filter(result__calculation=failed).count() == 0


def test_while_answers_come_in_results_are_preliminary():
    campaign = campaign_of(THREE, state=CampaignState.FILLING)
    calculation = calculate(campaign, by=None, at=AT)
    campaign.refresh_from_db()
    assert (calculation.state, campaign.state) == (CalculationState.PRELIMINARY, CampaignState.FILLING)
    with pytest.raises(ValidationError, match="предварительный"):
        approve(calculation, document="приказ № 1", by=None, at=AT)


def test_counting_freezes_the_methodology():
    calculation = counted()
    assert Methodology.objects.get(pk=calculation.campaign.methodology_id).frozen_on == AT.date()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"state": CampaignState.PREPARATION}, "ещё не открыта"),
        ({"is_anonymous": True}, "Анонимный"),
    ],
)
def test_what_cannot_be_calculated_is_refused(spoil, said):
    with pytest.raises(ValidationError, match=said):
        begin(campaign_of(THREE, **{"state": CampaignState.CHECKING, **spoil}), by=None, at=AT)


def test_without_participants_or_points_there_is_nothing_to_calculate():
    with pytest.raises(ValidationError, match="нет участников"):
        begin(campaign_of({}), by=None, at=AT)
    methodology = methodology_of()
    methodology.items.update(rule=Item.Rule.NONE)
    with pytest.raises(ValidationError, match="не даёт баллов"):
        begin(campaign_of(THREE, methodology), by=None, at=AT)


def test_one_calculation_at_a_time_unless_it_fell_silent():
    campaign = campaign_of(THREE)
    broken = begin(campaign, by=None, at=AT)
    with pytest.raises(ValidationError, match="уже идёт"):
        begin(campaign, by=None, at=AT + SILENCE)
    begin(campaign, by=None, at=AT + SILENCE + SECOND)
    broken.refresh_from_db()
    assert broken.fault == "Расчёт был прерван. Прежний расчёт действует."


def test_a_long_calculation_that_goes_on_is_not_taken_for_broken_off():
    campaign = campaign_of(THREE)
    long = begin(campaign, by=None, at=AT)
    Calculation.objects.filter(pk=long.pk).update(moved_at=AT + timedelta(hours=5))
    with pytest.raises(ValidationError, match="уже идёт"):
        begin(campaign, by=None, at=AT + timedelta(hours=5) + SILENCE)
    assert begin(campaign, by=None, at=AT + timedelta(hours=5) + SILENCE + SECOND).number == 2


def test_counting_says_that_it_lives(monkeypatch):
    """While it runs; done, it has nothing more to show."""
    seen = []
    place = Counting._place
    monkeypatch.setattr(
        Counting,
        "_place",
        lambda self: (seen.append(Calculation.objects.get(pk=self.calculation.pk).moved_at), place(self)),
    )
    calculation = counted()
    assert seen[0] is not None
    assert calculation.moved_at is None


def test_what_was_begun_anew_is_left_alone_by_the_worker_that_comes_to_it_late():
    campaign = campaign_of(THREE)
    late = begin(campaign, by=None, at=AT)
    anew = calculate(campaign, by=None, at=AT + SILENCE + SECOND)
    run(late, at=AT + SILENCE + SECOND)
    assert list(campaign.calculations.current()) == [anew]
    assert not late.results.exists()


@pytest.mark.parametrize("moment", ["_write", "_place"])
def test_a_worker_that_lives_after_all_stops_and_takes_its_rows_away(moment, monkeypatch):
    """Written off while it was counting, or while it was trying places: it never becomes the current one."""
    campaign = campaign_of(THREE)
    slow, own = begin(campaign, by=None, at=AT), getattr(Counting, moment)

    def written_off(counting, *given):
        own(counting, *given)
        Calculation.objects.filter(pk=slow.pk).update(fault=BROKEN_OFF)

    monkeypatch.setattr(Counting, moment, written_off)
    run(slow, at=AT)
    assert (slow.fault, slow.is_current, slow.done_at) == (BROKEN_OFF, False, None)
    assert not Score.objects.filter(result__calculation=slow).exists()
    assert not slow.results.exists()


def test_a_fault_in_proposing_leaves_the_former_calculation_too(monkeypatch):
    campaign = campaign_of(THREE)
    former = calculate(campaign, by=None, at=AT)
    monkeypatch.setattr("monitoring.actions.calculating.propose_findings", lambda *_, **__: 1 / 0)
    failed = calculate(campaign, by=None, at=AT)
    assert (failed.fault, failed.is_current, failed.done_at) == (OURS, False, None)
    assert list(campaign.calculations.current()) == [former]
    assert not failed.results.exists()


def test_approval_names_the_document_and_freezes(specialist):
    calculation = counted()
    with pytest.raises(ValidationError):
        approve(calculation, document=" ", by=specialist, at=AT)
    approved = approve(calculation, document="приказ № 12 от 25.12.2023", by=specialist, at=AT)
    assert (approved.state, approved.approval) == (CalculationState.APPROVED, "приказ № 12 от 25.12.2023")
    with pytest.raises(ValidationError, match="уже утверждён"):
        approve(approved, document="приказ № 13", by=specialist, at=AT)
    with pytest.raises(ValidationError, match="утверждены"):
        place_by_hand(approved.results.first(), place=1, reason="так надо", by=specialist, at=AT)


def test_after_approval_a_correction_is_the_next_calculation_with_a_reason(specialist):
    """The approved results stand as they were, whatever becomes of answers."""
    calculation = counted()
    approve(calculation, document="приказ № 12", by=specialist, at=AT)
    campaign = calculation.campaign
    with pytest.raises(ValidationError, match="причину"):
        calculate(campaign, by=specialist, at=AT)
    form = Response.objects.get(participant__label="Третья")
    form.answers.update(number=D(10))
    corrected = calculate(campaign, by=specialist, at=AT, reason="жалоба Третьей школы принята")
    assert (corrected.number, corrected.reason) == (2, "жалоба Третьей школы принята")
    assert totals(corrected)["Третья"] == D(30)
    assert totals(Calculation.objects.get(number=1, campaign=campaign))["Третья"] == D(0)


def test_a_published_campaign_is_calculated_again_as_clarified():
    campaign = campaign_of(THREE)
    calculate(campaign, by=None, at=AT)
    campaign.state = CampaignState.PUBLISHED
    campaign.save()
    again = calculate(campaign, by=None, at=AT, reason="исправлена опечатка")
    assert again.state == CalculationState.CLARIFIED


def test_a_place_by_hand_takes_a_reason_and_says_who(specialist):
    result = counted().results.get(participant__label="Третья")
    with pytest.raises(ValidationError, match="требует причины"):
        place_by_hand(result, place=1, reason="", by=specialist, at=AT)
    placed = place_by_hand(result, place=1, reason="победа во всероссийском конкурсе", by=specialist, at=AT)
    assert placed.manual_place == 1
    assert placed.manual_reason == "победа во всероссийском конкурсе (назначено: specialist, 21.12.2023)"
    assert place_by_hand(result, place=None, reason="", by=specialist, at=AT).manual_reason == ""


def test_a_place_by_hand_stands_in_the_calculation_in_force(specialist):
    former = counted()
    calculate(former.campaign, by=None, at=AT)
    with pytest.raises(ValidationError, match="уже заменён"):
        place_by_hand(former.results.first(), place=1, reason="да", by=specialist, at=AT)
    with pytest.raises(ValidationError, match="уже заменён"):
        approve(former, document="приказ № 1", by=specialist, at=AT)


@pytest.mark.parametrize(
    ("total", "expected", "most"),
    [
        (Methodology.Total.SUM, D(15), D(30)),  # 7 + 3 + 5
        (Methodology.Total.WEIGHTED, D("16.25"), D(35)),  # 0,5 × 7 + 2 × 3 + 1,35 × 5 = 3,5 + 6 + 6,75
        (Methodology.Total.PERCENT, D("42.21"), D(100)),  # 16,25 : 38,5 × 100 = 42,2077…
        (Methodology.Total.SECTIONS, D("4.4"), D(10)),  # (3,5 + 6) : 2,5 = 3,8; 5; (3,8 + 5) : 2
    ],
)
def test_every_way_of_making_a_total(total, expected, most):
    methodology = methodology_of(total=total, rounded=Methodology.Rounded.TOTAL)
    second = SectionFactory(methodology=methodology)
    methodology.items.filter(code="c").update(section=second)
    for code, weight in zip("abc", (D("0.5"), D(2), D("1.35")), strict=True):
        methodology.items.filter(code=code).update(weight=weight)
    if total == Methodology.Total.WEIGHTED:
        most = D("38.5")
    result = counted({"А": (7, 3, 5)}, methodology).results.get()
    assert (result.total, result.most) == (expected, most)
    given = sum(score.contribution for score in result.scores.all())
    assert given + result.rounding == result.total


@pytest.mark.parametrize(
    ("rounding", "rounded", "expected"),
    [
        ("half_up", "parts", D("2.6")),  # 1,25 → 1,3 and 1,25 → 1,3
        ("half_up", "total", D("2.5")),
        ("half_even", "parts", D("2.4")),  # 1,25 → 1,2
        ("down", "parts", D("2.4")),
    ],
)
def test_every_way_of_rounding(rounding, rounded, expected):
    methodology = methodology_of("ab", rounding=rounding, rounded=rounded, digits=1)
    assert counted({"А": (D("1.25"), D("1.25"))}, methodology).results.get().total == expected


def test_a_share_of_few_is_marked():
    """One of two pupils: one more or less moves the share by half."""
    methodology = methodology_of("ab", most=100)
    section = methodology.sections.get()
    ItemFactory(
        section=section, code="share", calculation=Item.Calculation.FORMULA, formula="100 * a / b",
        most_points=D(100),
    )  # fmt: skip
    reasons = dict(counted({"А": (1, 2, None)}, methodology).results.get().scores.values_list("item__code", "reason"))
    assert reasons["share"].endswith("доля считается от малого числа, один случай меняет её сильно")
    assert "малого числа" not in reasons["a"]
