"""What registers know of a head and a school on a day."""

from datetime import date
from decimal import Decimal

import pytest

from monitoring import sources
from monitoring.models import Item, Methodology, Participant

from ...factories import (
    ActivityFactory,
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    CampaignFactory,
    ContestEntryFactory,
    DevelopmentProgrammeFactory,
    EducationFactory,
    EnrolmentFactory,
    InnovationParticipationFactory,
    ItemFactory,
    ManagementProjectFactory,
    ManagementTrialFactory,
    MembershipFactory,
    PairingFactory,
    ParticipantFactory,
    ProfessionalContestEntryFactory,
    ReserveEntryFactory,
    ReserveStepFactory,
    SchoolFactory,
    SchoolYearFactory,
    TeamFactory,
    TrainingFactory,
    TransitionProgrammeFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 12, 1)
BEFORE, AFTER = date(2023, 10, 1), date(2023, 12, 2)


@pytest.fixture
def participant():
    """Numbers of the participant, the person and the school differ."""
    for _ in range(3):
        AppointmentFactory(school=SchoolFactory())
    SchoolFactory()
    appointment = AppointmentFactory(started_on=date(2020, 9, 1))
    school, person = appointment.school, appointment.person
    return ParticipantFactory(
        campaign=CampaignFactory(municipality=school.municipality, as_of=DAY), school=school, person=person
    )


def known(participant, name, answer):
    item = ItemFactory.build(pk=1, known_as=name, answer=answer, methodology=Methodology(subject="school"))
    found = sources.known(Participant.objects.filter(pk=participant.pk), [item], DAY)
    return found[participant.pk].get(1)


COUNTED = (
    ("trainings_in_three_years", TrainingFactory, "completed_on", "person"),
    ("awards", AwardFactory, "awarded_on", "person"),
    ("own_contests", ProfessionalContestEntryFactory, "held_on", "person"),
    ("contests_of_year", ContestEntryFactory, "entered_on", "school"),
    ("courses_completed", EnrolmentFactory, "completed_on", "person"),
    ("projects_defended", ManagementProjectFactory, "defended_on", "person"),
    ("management_trials", ManagementTrialFactory, "held_on", "person"),
)
MET = (
    ("is_trained", TrainingFactory, "completed_on", "person"),
    ("is_member", MembershipFactory, "started_on", "person"),
    ("has_transition_programme", TransitionProgrammeFactory, "approved_on", "school"),
    ("is_innovation_site", InnovationParticipationFactory, "started_on", "school"),
    ("attestation_in_force", AttestationFactory, "held_on", "person"),
)


@pytest.mark.parametrize(("name", "make", "day", "of"), COUNTED, ids=lambda it: it if isinstance(it, str) else "")
def test_what_has_come_by_the_day_is_counted_and_a_later_fact_is_not(participant, name, make, day, of):
    owner = {of: getattr(participant, of)}
    owner |= {"certificate": "№ 1"} if make is EnrolmentFactory else {}
    assert known(participant, name, Item.Answer.COUNT) == 0
    make(**owner, **{day: BEFORE})
    make(**owner, **{day: AFTER})
    assert known(participant, name, Item.Answer.COUNT) == 1


@pytest.mark.parametrize(("name", "make", "day", "of"), MET, ids=lambda it: it if isinstance(it, str) else "")
def test_what_holds_on_the_day_is_yes_and_before_it_no(participant, name, make, day, of):
    owner = {of: getattr(participant, of)}
    make(**owner, **{day: AFTER})
    assert known(participant, name, Item.Answer.YES_NO) == 0
    make(**owner, **{day: BEFORE})
    assert known(participant, name, Item.Answer.YES_NO) == 1


def test_figures_of_a_school_are_those_of_the_school_year_of_the_day(participant):
    SchoolYearFactory(school=participant.school, year=2022, pupils=100, teachers=10, staff=20)
    assert known(participant, "pupils", Item.Answer.COUNT) is None
    SchoolYearFactory(school=participant.school, year=2023, pupils=312, teachers=20, staff=30)
    assert known(participant, "pupils", Item.Answer.COUNT) == 312
    assert known(participant, "teachers", Item.Answer.COUNT) == 20
    assert known(participant, "staff", Item.Answer.COUNT) == 30
    assert known(participant, "teachers_share", Item.Answer.PERCENT) == Decimal("66.67")


def test_a_later_attestation_overrules_an_earlier_one(participant):
    AttestationFactory(person=participant.person, held_on=date(2021, 1, 1))
    AttestationFactory(person=participant.person, held_on=BEFORE, result="does_not_fit")
    assert known(participant, "attestation_in_force", Item.Answer.YES_NO) == 0


def test_hours_retraining_education_and_high_awards(participant):
    person = participant.person
    TrainingFactory(person=person, completed_on=BEFORE, hours=36)
    TrainingFactory(person=person, completed_on=date(2010, 1, 1), hours=500, kind="retraining", is_management=True)
    EducationFactory(person=person)
    AwardFactory(person=person, awarded_on=BEFORE, level="ministry")
    assert known(participant, "hours_in_three_years", Item.Answer.COUNT) == 36
    assert known(participant, "is_retrained", Item.Answer.YES_NO) == 1
    assert known(participant, "has_higher_education", Item.Answer.YES_NO) == 1
    assert known(participant, "has_high_award", Item.Answer.YES_NO) == 1


def test_years_in_post_and_of_managing(participant):
    participant.person.manages_since = date(2013, 12, 2)
    participant.person.save()
    assert known(participant, "years_in_post", Item.Answer.COUNT) == 3
    assert known(participant, "years_managing", Item.Answer.COUNT) == 9


def test_the_same_head_again_is_no_change_of_heads(participant):
    assert known(participant, "heads_in_three_years", Item.Answer.COUNT) == 0
    first = participant.person.appointments.get()
    first.ended_on = date(2022, 6, 30)
    first.save()
    again = AppointmentFactory(
        school=participant.school, person=participant.person, municipality=participant.municipality,
        started_on=date(2022, 7, 1), ended_on=date(2022, 12, 31),
    )  # fmt: skip
    assert known(participant, "heads_in_three_years", Item.Answer.COUNT) == 0
    AppointmentFactory(school=again.school, municipality=participant.municipality, started_on=date(2023, 1, 1))
    assert known(participant, "heads_in_three_years", Item.Answer.COUNT) == 1


def test_who_is_in_the_reserve_for_the_school(participant):
    entry = ReserveEntryFactory(target_school=participant.school)
    ReserveStepFactory(entry=entry, taken_on=BEFORE)
    assert known(participant, "reserve_prepared", Item.Answer.COUNT) == 1


def test_mentors_teams_programmes_and_what_is_done(participant):
    person = participant.person
    assert known(participant, "in_team", Item.Answer.YES_NO) == 0
    team = TeamFactory(started_on=date(2023, 1, 1), ended_on=date(2023, 12, 31))
    PairingFactory(team=team, mentor=person, started_on=date(2023, 1, 1))
    assert known(participant, "is_mentor", Item.Answer.YES_NO) == 1
    assert known(participant, "in_team", Item.Answer.YES_NO) == 1
    programme = DevelopmentProgrammeFactory(
        person=person, started_on=date(2023, 1, 1), ended_on=None, approved_on=date(2023, 1, 1)
    )
    ActivityFactory(programme=programme, done_on=BEFORE, proof="справка", fact=Decimal(16))
    ManagementProjectFactory(person=person, defended_on=BEFORE, implemented_on=BEFORE, proof="акт")
    assert known(participant, "has_programme", Item.Answer.YES_NO) == 1
    assert known(participant, "activities_done_of_year", Item.Answer.COUNT) == 1
    assert known(participant, "projects_implemented", Item.Answer.COUNT) == 1


def test_an_item_the_registers_cannot_answer_is_named():
    methodology = Methodology(subject=Methodology.Subject.PROJECT)
    item = Item(known_as="pupils", answer=Item.Answer.TEXT, methodology=methodology)
    assert "не подходит к ответу «текст»" in sources.problem(item)
    item.answer = Item.Answer.COUNT
    assert "оценивают проект" in sources.problem(item)
    item.known_as = "weather"
    assert sources.problem(item) == "Система не знает показателя «weather»."
    item.known_as = ""
    assert sources.problem(item) == ""


def test_every_figure_can_be_chosen_by_its_title():
    titles = [title for _, title in sources.choices()]
    assert titles == sorted(set(titles))
    assert len(titles) >= 25


def test_questions_do_not_grow_with_the_participants(django_assert_num_queries):
    campaign = CampaignFactory(as_of=DAY)
    for _ in range(5):
        ParticipantFactory(campaign=campaign)
    items = [
        ItemFactory.build(pk=1, known_as="awards", answer="count", methodology=Methodology(subject="school")),
        ItemFactory.build(pk=2, known_as="pupils", answer="count", methodology=Methodology(subject="school")),
    ]
    with django_assert_num_queries(4):
        found = sources.known(campaign.participants.all(), items, DAY)
    assert list(found.values()) == [{1: Decimal(0)}] * 5
