from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from monitoring.actions.findings import Proposed, confirm_finding, dismiss_finding, propose_findings
from monitoring.models import Finding, FindingState, Item, Methodology, ResponseRole, Score
from tests import factories as make

pytestmark = pytest.mark.django_db

CALCULATED, DECIDED = date(2023, 12, 21), date(2023, 12, 25)


@pytest.fixture
def calculation():
    """Competences marked from 0 to 5, by the head himself and from outside."""
    methodology = make.MethodologyFactory(kind=Methodology.Kind.COMPETENCE, subject=Methodology.Subject.HEAD)
    return make.CalculationFactory(campaign__methodology=methodology)


@pytest.fixture
def participant(calculation):
    return make.ParticipantFactory(campaign=calculation.campaign)


@pytest.fixture
def item(calculation):
    section = make.SectionFactory(methodology=calculation.campaign.methodology)
    item = make.ItemFactory(section=section, competence=make.CompetenceFactory(), rule=Item.Rule.CHOICE)
    for points in range(6):
        make.ScaleStepFactory(item=item, code=f"s{points}", label=str(points), points=Decimal(points))
    return item


@pytest.fixture
def marked(calculation, participant, item):
    def mark(points: int, role: str = ResponseRole.SUBJECT, item: Item = item, participant=participant) -> Score:
        result = calculation.results.filter(participant=participant, role=role).first() or make.ResultFactory(
            calculation=calculation, participant=participant, role=role
        )
        return make.ScoreFactory(
            result=result, item=item, number=None, said=str(points), points=Decimal(points), most=Decimal(5)
        )

    return mark


def propose(calculation) -> Proposed:
    return propose_findings(calculation, on=CALCULATED)


def test_what_is_below_the_threshold_is_proposed_about_the_person(calculation, participant, item, marked):
    marked(2)
    assert propose(calculation) == Proposed(new=1)
    finding = Finding.objects.get()
    assert (finding.person, finding.school) == (participant.person, None)
    assert (finding.item, finding.competence) == (item, item.competence)
    assert (finding.state, finding.basis) == (FindingState.PROPOSED, Finding.Basis.SELF_ASSESSMENT)
    assert finding.municipality == participant.municipality
    assert finding.found_on == CALCULATED


def test_a_proposal_is_no_finding_until_somebody_confirms_it(calculation, marked, specialist):
    marked(2)
    propose(calculation)
    assert not Finding.objects.found_by(DECIDED).exists()
    confirm_finding(Finding.objects.get(), by=specialist, on=DECIDED)
    found = Finding.objects.found_by(DECIDED).get()
    assert (found.decided_on, found.decided_by) == (DECIDED, specialist)


def test_one_item_gives_one_finding_whichever_views_fell_short(calculation, marked):
    marked(2)
    marked(1, ResponseRole.EXTERNAL)
    assert propose(calculation) == Proposed(new=1)
    finding = Finding.objects.get()
    assert finding.basis == Finding.Basis.EXTERNAL
    assert "самооценка: 2" in finding.explanation


def test_a_gap_is_proposed_by_the_steps_of_the_scale(calculation, marked):
    marked(5)
    marked(4, ResponseRole.EXTERNAL)
    propose(calculation)
    assert Finding.objects.get().basis == Finding.Basis.GAP


def test_proposing_again_changes_nothing(calculation, marked):
    marked(2)
    propose(calculation)
    kept = Finding.objects.get().pk
    assert propose(calculation) == Proposed(kept=1)
    assert Finding.objects.get().pk == kept


def test_a_clarified_calculation_takes_back_what_holds_no_more_and_rewords_what_does(
    calculation, participant, item, marked
):
    other = make.ItemFactory(section=item.section)
    first, second = marked(2), marked(1, item=other)
    propose(calculation)
    Score.objects.filter(pk=first.pk).update(points=Decimal(4), said="4")
    Score.objects.filter(pk=second.pk).update(points=Decimal(2), said="2")
    assert propose(calculation) == Proposed(kept=1, withdrawn=1)
    assert Finding.objects.get().explanation.startswith("Самооценка: 2")


def test_what_a_person_has_decided_on_stays(calculation, item, marked, specialist):
    marked(2)
    marked(1, item=make.ItemFactory(section=item.section))
    propose(calculation)
    confirmed, dismissed = Finding.objects.order_by("pk")
    confirm_finding(confirmed, by=specialist, on=DECIDED, explanation="Не делегирует полномочия")
    dismiss_finding(dismissed, by=specialist, on=DECIDED, reason="Ошибка в форме")
    assert propose(calculation) == Proposed(decided=2)
    confirmed.refresh_from_db()
    assert confirmed.explanation == "Не делегирует полномочия"


def test_dismissal_asks_for_a_reason(calculation, marked, specialist):
    marked(2)
    propose(calculation)
    with pytest.raises(ValidationError, match="почему дефицит отклонён"):
        dismiss_finding(Finding.objects.get(), by=specialist, on=DECIDED, reason="")


def test_a_rating_of_schools_finds_about_the_school(specialist):
    methodology = make.MethodologyFactory(kind=Methodology.Kind.RATING, norm_percent=None)
    calculation = make.CalculationFactory(campaign__methodology=methodology)
    section = make.SectionFactory(methodology=methodology)
    item = make.ItemFactory(section=section, norm=Decimal(95), title="Доля выпускников с аттестатом")
    score = make.ScoreFactory(result__calculation=calculation, item=item)
    assert propose(calculation) == Proposed(new=1)
    finding = Finding.objects.get()
    participant = score.result.participant
    assert (finding.school, finding.person) == (participant.school, None)
    assert (finding.value, finding.norm, finding.basis) == (92, 95, Finding.Basis.MONITORING)
    assert finding.what == "Доля выпускников с аттестатом"


def test_a_survey_proposes_nothing(calculation, marked):
    marked(0)
    Methodology.objects.update(kind=Methodology.Kind.SURVEY)
    assert propose(calculation) == Proposed()


def test_proposing_for_many_asks_a_fixed_number_of_questions(calculation, marked, django_assert_num_queries):
    for _ in range(3):
        marked(1, participant=make.ParticipantFactory(campaign=calculation.campaign))
    with django_assert_num_queries(9):
        propose(calculation)


def test_renewing_many_asks_as_many_questions_as_renewing_one(calculation, marked, django_assert_num_queries):
    """Each keeps its number, and its history tells what it said before."""
    for _ in range(3):
        marked(1, participant=make.ParticipantFactory(campaign=calculation.campaign))
    propose(calculation)
    Score.objects.update(points=Decimal(2), said="2")
    with django_assert_num_queries(11):
        assert propose(calculation) == Proposed(kept=3)
    for finding in Finding.objects.all():
        assert finding.explanation.startswith("Самооценка: 2")
        assert finding.history.latest().history_type == "~"


def test_more_participants_than_are_held_at_once(calculation, marked, monkeypatch):
    monkeypatch.setattr("monitoring.proposing.CHUNK", 2)
    for points in (1, 5, 2, 5, 1):
        marked(points, participant=make.ParticipantFactory(campaign=calculation.campaign))
    assert propose(calculation) == Proposed(new=3)
    assert propose(calculation) == Proposed(kept=3)


def test_the_same_marks_show_the_same_of_everybody_and_of_each_item_by_its_own_scale(calculation, item, marked):
    lower = make.ItemFactory(section=item.section, norm=Decimal(3), rule=Item.Rule.NONE)
    others = [make.ParticipantFactory(campaign=calculation.campaign) for _ in range(2)]
    for participant in others:
        marked(2, participant=participant)
        score = marked(4, item=lower, participant=participant)
        Score.objects.filter(pk=score.pk).update(number=Decimal("2.5"), said="2,5")
    propose(calculation)
    told = {(finding.participant, finding.item): finding for finding in Finding.objects.all()}
    assert len(told) == 4
    first, second = others
    for one in (item, lower):
        assert told[first, one].explanation == told[second, one].explanation
    assert (told[first, lower].value, told[first, lower].norm) == (Decimal("2.5"), 3)
    assert (told[first, item].value, told[first, item].norm) == (None, None)
