"""What the records refuse, in a form and in the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from ..factories import (
    ActivityFactory,
    AppointmentFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    FindingFactory,
    ManagementProjectFactory,
    ManagementTrialFactory,
    PairingFactory,
    PersonFactory,
    SimulatorTrialFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


def refused(record):
    """Field → messages of a record that does not hold."""
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.message_dict


class TestPairing:
    def pair(self, team=None, **changed):
        fields = {
            "team": team or TeamFactory(),
            "mentor": PersonFactory(),
            "mentee": PersonFactory(),
            "started_on": date(2022, 12, 1),
        } | changed
        return PairingFactory.build(**fields)

    def test_nobody_mentors_oneself(self):
        person = PersonFactory()
        assert "mentee" in refused(self.pair(mentor=person, mentee=person))

    def test_nobody_mentors_oneself_even_past_the_form(self):
        person = PersonFactory()
        with pytest.raises(IntegrityError, match="mentoring_nobody_mentors_oneself"):
            PairingFactory(mentor=person, mentee=person)

    @pytest.mark.parametrize("started_on", [date(2022, 11, 30), date(2023, 12, 1)])
    def test_begins_within_the_team(self, started_on):
        assert refused(self.pair(started_on=started_on)) == {"started_on": ["Дата вне срока команды."]}

    def test_ends_within_the_team(self):
        assert "ended_on" in refused(self.pair(ended_on=date(2023, 12, 1)))

    def test_may_last_exactly_as_long_as_the_team(self):
        self.pair(started_on=date(2022, 12, 1), ended_on=date(2023, 11, 30)).full_clean()

    def test_does_not_end_before_it_begins(self):
        assert "ended_on" in refused(self.pair(started_on=date(2023, 2, 1), ended_on=date(2023, 1, 31)))

    def test_same_two_do_not_work_twice_at_once(self):
        former = PairingFactory()
        again = self.pair(former.team, mentor=former.mentor, mentee=former.mentee)
        assert refused(again) == {"__all__": ["Эта пара в эти дни уже работает."]}

    def test_both_directions_at_once_are_refused(self):
        former = PairingFactory()
        back = self.pair(former.team, mentor=former.mentee, mentee=former.mentor)
        assert "сам наставник" in refused(back)["__all__"][0]

    def test_the_other_direction_is_refused_in_the_same_year_even_once_the_first_has_ended(self):
        former = PairingFactory(ended_on=date(2023, 3, 31))
        back = self.pair(former.team, mentor=former.mentee, mentee=former.mentor, started_on=date(2023, 4, 1))
        assert "сам наставник" in refused(back)["__all__"][0]

    def test_the_other_direction_is_free_in_the_next_year(self):
        former = PairingFactory()
        team = TeamFactory(started_on=date(2023, 12, 1), ended_on=date(2024, 11, 30))
        self.pair(team, mentor=former.mentee, mentee=former.mentor, started_on=date(2023, 12, 1)).full_clean()

    def test_a_mentee_has_one_mentor_at_a_time(self):
        former = PairingFactory()
        assert refused(self.pair(mentee=former.mentee)) == {
            "mentee": [
                f"У наставляемого в эти дни уже есть наставник: {former.mentor}. Сначала укажите окончание той пары."
            ]
        }

    def test_another_mentor_comes_after_the_first(self):
        former = PairingFactory(ended_on=date(2023, 3, 31))
        self.pair(former.team, mentee=former.mentee, started_on=date(2023, 4, 1)).full_clean()

    def test_a_pair_without_a_last_day_ends_with_its_team(self):
        former = PairingFactory()
        team = TeamFactory(started_on=date(2023, 12, 1), ended_on=date(2024, 11, 30))
        self.pair(team, mentee=former.mentee, started_on=date(2023, 12, 1)).full_clean()

    def test_a_mentor_is_not_overloaded(self):
        team = TeamFactory(mentor_limit=1)
        former = PairingFactory(team=team)
        assert refused(self.pair(team, mentor=former.mentor)) == {"mentor": ["Наставник ведёт уже 1 из 1."]}

    def test_who_no_longer_heads_a_school_does_not_lead(self):
        left = AppointmentFactory(ended_on=date(2022, 8, 31)).person
        assert refused(self.pair(mentor=left)) == {"mentor": ["Этот человек школой уже не руководит."]}

    def test_a_mentor_with_the_same_deficits_has_nothing_to_teach(self):
        found = FindingFactory(found_on=date(2022, 11, 1))
        mentor = FindingFactory(competence=found.competence, found_on=date(2022, 11, 2)).person
        assert "те же дефициты" in refused(self.pair(mentor=mentor, mentee=found.person))["mentor"][0]
        FindingFactory(person=found.person, found_on=date(2022, 11, 1))
        self.pair(mentor=mentor, mentee=found.person).full_clean()


class TestTeam:
    def test_of_a_year_has_an_end(self):
        with pytest.raises(IntegrityError, match="mentoring_team_of_a_year_has_an_end"):
            TeamFactory(ended_on=None)

    def test_term_may_not_leave_its_pairs_outside(self):
        team = PairingFactory(started_on=date(2022, 12, 1)).team
        team.started_on = date(2023, 1, 1)
        assert "пары вне этого срока" in refused(team)["__all__"][0]


class TestEnrolment:
    def test_completion_needs_a_certificate(self):
        enrolment = EnrolmentFactory()
        enrolment.completed_on = date(2021, 5, 31)
        assert "certificate" in refused(enrolment)
        with pytest.raises(IntegrityError, match="mentoring_completion_has_a_certificate"):
            enrolment.save()

    def test_nobody_completes_a_course_before_it_begins(self):
        enrolment = EnrolmentFactory()
        enrolment.completed_on, enrolment.certificate = date(2021, 2, 28), "удостоверение № 7"
        assert "completed_on" in refused(enrolment)

    def test_person_enrols_once(self):
        former = EnrolmentFactory()
        again = EnrolmentFactory.build(course=former.course, person=former.person)
        assert refused(again) == {"__all__": ["Этот человек на этот курс уже записан."]}

    def test_course_does_not_end_before_it_begins(self):
        course = CourseFactory()
        course.ended_on = date(2021, 2, 28)
        assert refused(course) == {"ended_on": ["Окончание раньше начала."]}


class TestProject:
    def test_is_not_implemented_before_it_is_defended(self):
        project = ManagementProjectFactory(defended_on=date(2022, 5, 1))
        project.implemented_on, project.proof = date(2022, 4, 30), "акт № 1"
        assert refused(project) == {"implemented_on": ["Проект реализован раньше защиты."]}
        with pytest.raises(IntegrityError, match="mentoring_project_is_defended_before_implemented"):
            project.save()

    def test_implementation_needs_a_proof(self):
        project = ManagementProjectFactory()
        project.implemented_on = date(2022, 4, 30)
        assert "proof" in refused(project)
        with pytest.raises(IntegrityError, match="mentoring_implementation_has_a_proof"):
            project.save()


class TestTrial:
    def test_bank_entry_needs_a_basis(self):
        trial = ManagementTrialFactory()
        trial.entered_in_bank_on = date(2022, 4, 1)
        assert "basis" in refused(trial)
        with pytest.raises(IntegrityError, match="mentoring_bank_entry_has_a_basis"):
            trial.save()

    def test_bank_entry_follows_the_trial(self):
        trial = ManagementTrialFactory()
        trial.entered_in_bank_on, trial.basis = date(2022, 3, 14), "письмо № 3"
        assert "entered_in_bank_on" in refused(trial)

    def test_simulator_is_begun_once_a_day(self):
        former = SimulatorTrialFactory()
        again = SimulatorTrialFactory.build(person=former.person, started_on=former.started_on, basis="справка № 8")
        assert "уже записано" in refused(again)["__all__"][0]


class TestActivity:
    def test_done_needs_a_proof(self):
        activity = ActivityFactory()
        activity.done_on = date(2022, 6, 1)
        assert refused(activity)["proof"] == ["Выполнение подтверждается документом."]
        with pytest.raises(IntegrityError, match="mentoring_activity_done_has_a_proof"):
            activity.save()

    def test_finding_of_another_person_is_refused(self):
        activity = ActivityFactory()
        activity.finding = FindingFactory()
        assert refused(activity) == {"finding": ["Это дефицит другого человека."]}

    def test_finding_of_the_programmes_person_is_accepted(self):
        activity = ActivityFactory()
        activity.finding = FindingFactory(person=activity.programme.person)
        activity.full_clean()

    @pytest.mark.parametrize("plan", [0, -1])
    def test_plans_something(self, plan):
        activity = ActivityFactory()
        activity.plan = plan
        assert refused(activity) == {"plan": ["План больше нуля."]}
        with pytest.raises(IntegrityError, match="mentoring_activity_plans_something"):
            activity.save()


def test_programme_does_not_end_before_it_begins():
    programme = DevelopmentProgrammeFactory()
    programme.ended_on = date(2021, 12, 31)
    assert refused(programme)["ended_on"] == ["Окончание раньше начала."]
