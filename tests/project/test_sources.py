"""Whom each of the eight indicators counts, and why it does not count the others."""

from datetime import date, timedelta

import pytest

from leadership.project import indicators
from leadership.project.models import Indicator
from leadership.project.reading import Standing
from mentoring.models import Course
from schools.models import Contest, Post, SchoolKind
from tests import factories as make

DAY = date(2023, 12, 1)
EARLIER, LATER = date(2023, 3, 1), DAY + timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def count(municipality):
    """(numerator, denominator) of a source on a day."""
    project = make.ProjectFactory(municipality=municipality)

    def counted(source, day=DAY, unit=Indicator.Unit.PERCENT, **parameters):
        indicator = make.IndicatorFactory(project=project, source=source, unit=unit, parameters=parameters)
        reading = indicators.readings([indicator], [day])[indicator.pk, day]
        shown = indicators.behind(indicator, day)
        assert len(shown.reached) == reading.numerator
        if reading.denominator is not None:
            assert len(shown.reached) + len(shown.others) == reading.denominator
        assert all(member.words for member in [*shown.reached, *shown.others])
        return reading.numerator, reading.denominator

    return counted


def head(**kwargs):
    return make.AppointmentFactory(**kwargs).person


def trained(person, programme=Course.Programme.EFFECTIVE_HEAD, completed_on=EARLIER):
    course = make.CourseFactory(programme=programme)
    make.EnrolmentFactory(course=course, person=person, completed_on=completed_on, certificate="№ 1")
    return course


def implemented(person, course, on=EARLIER, **kwargs):
    make.ManagementProjectFactory(
        person=person, course=course, defended_on=date(2022, 1, 1), implemented_on=on, proof="акт № 1", **kwargs
    )


class TestProjectsImplemented:
    source = "projects_implemented"

    def test_a_person_trained_twice_is_counted_once(self, count):
        person = head()
        trained(person)
        trained(person, Course.Programme.FUTURE_LEADER)
        assert count(self.source) == (0, 1)

    def test_reserve_who_completed_the_second_programme_counts_too(self, count):
        trained(make.PersonFactory(), Course.Programme.FUTURE_LEADER)
        assert count(self.source) == (0, 1)
        assert count(self.source, audience="heads") == (0, 0)

    def test_other_programmes_and_unfinished_training_do_not_count(self, count):
        trained(head(), Course.Programme.MANAGEMENT)
        make.EnrolmentFactory(person=head())
        trained(head(), completed_on=LATER)
        assert count(self.source) == (0, 0)

    def test_a_defended_project_counts_only_once_implemented(self, count):
        person = head()
        course = trained(person)
        make.ManagementProjectFactory(person=person, course=course, defended_on=EARLIER)
        assert count(self.source) == (0, 1)
        implemented(person, course)
        assert count(self.source) == (1, 1)

    def test_a_project_implemented_tomorrow_changes_nothing_today(self, count):
        person = head()
        implemented(person, trained(person), on=LATER)
        assert count(self.source) == (0, 1)
        assert count(self.source, day=LATER) == (1, 1)

    def test_a_project_that_was_not_defended_on_these_courses_does_not_count(self, count):
        person = head()
        trained(person)
        implemented(person, make.CourseFactory(programme=Course.Programme.REBOOT))
        assert count(self.source) == (0, 1)


class TestSchoolsWithTransitionProgramme:
    source = "schools_with_transition_programme"

    def test_only_an_approved_programme_counts(self, count):
        make.TransitionProgrammeFactory()
        make.TransitionProgrammeFactory(approved_on=None)
        make.TransitionProgrammeFactory(approved_on=LATER)
        assert count(self.source) == (1, 3)

    def test_two_programmes_of_a_school_count_once(self, count):
        programme = make.TransitionProgrammeFactory()
        make.TransitionProgrammeFactory(school=programme.school)
        assert count(self.source) == (1, 1)

    def test_kindergartens_and_closed_schools_are_not_in_the_denominator(self, count):
        make.SchoolFactory(kind=SchoolKind.KINDERGARTEN)
        make.SchoolFactory(closed_on=EARLIER)
        make.SchoolFactory()
        assert count(self.source) == (0, 1)


class TestSchoolsInContest:
    source = "schools_in_contest"

    def test_entries_add_up_over_the_project(self, count):
        make.ContestEntryFactory(entered_on=date(2021, 4, 1))
        make.ContestEntryFactory(entered_on=date(2023, 4, 1))
        assert count(self.source, counting="cumulative") == (2, 2)

    def test_yearly_reading_counts_the_year_alone(self, count):
        make.ContestEntryFactory(entered_on=date(2021, 4, 1))
        make.ContestEntryFactory(entered_on=date(2023, 4, 1))
        assert count(self.source, counting="yearly") == (1, 2)

    def test_entries_before_the_project_and_other_contests_do_not_count(self, count):
        make.ContestEntryFactory(entered_on=date(2020, 4, 1))
        other = make.ContestFactory(subject=Contest.Subject.OTHER)
        make.ContestEntryFactory(contest=other, entered_on=date(2022, 4, 1))
        assert count(self.source) == (0, 2)


class TestHeadsInTeams:
    source = "heads_in_teams"

    def test_mentor_and_mentee_count_once_each(self, count):
        mentor, mentee, other = head(), head(), head()
        team = make.TeamFactory(started_on=EARLIER, ended_on=LATER)
        make.PairingFactory(team=team, mentor=mentor, mentee=mentee, started_on=EARLIER)
        make.PairingFactory(team=team, mentor=mentor, mentee=make.PersonFactory(), started_on=EARLIER)
        assert other
        assert count(self.source) == (2, 3)

    def test_a_team_whose_year_is_over_does_not_count(self, count):
        team = make.TeamFactory(started_on=date(2021, 12, 1), ended_on=date(2022, 11, 30))
        make.PairingFactory(team=team, mentor=head(), mentee=head(), started_on=team.started_on)
        assert count(self.source) == (0, 2)

    def test_who_left_the_pair_in_mid_year_still_took_part_in_the_year(self, count):
        team = make.TeamFactory(started_on=EARLIER, ended_on=LATER)
        make.PairingFactory(team=team, mentor=head(), mentee=head(), started_on=EARLIER, ended_on=date(2023, 6, 1))
        assert count(self.source) == (2, 2)

    def test_five_of_nine_is_enough(self, municipality):
        project = make.ProjectFactory(municipality=municipality)
        indicator = make.IndicatorFactory(project=project)
        heads = [head() for _ in range(9)]
        team = make.TeamFactory(started_on=EARLIER, ended_on=LATER)
        for mentee in heads[1:5]:
            make.PairingFactory(team=team, mentor=heads[0], mentee=mentee, started_on=EARLIER)
        reading = indicators.readings([indicator], [DAY])[indicator.pk, DAY]
        assert (reading.numerator, reading.standing) == (5, Standing.REACHED)


class TestHeadsInTrialBank:
    source = "heads_in_trial_bank"
    unit = Indicator.Unit.PEOPLE

    def entered(self, person, on=EARLIER):
        make.ManagementTrialFactory(person=person, entered_in_bank_on=on, basis="письмо № 1")

    def test_a_trial_without_an_entry_in_the_bank_does_not_count(self, count):
        make.ManagementTrialFactory(person=head())
        assert count(self.source, unit=self.unit) == (0, None)

    def test_whoever_headed_a_school_on_the_day_of_entry_stays_counted(self, count):
        self.entered(head(ended_on=date(2023, 6, 1)))
        assert count(self.source, unit=self.unit) == (1, None)

    def test_a_reservist_is_shown_beside(self, count, municipality):
        self.entered(make.PersonFactory())
        assert count(self.source, unit=self.unit) == (0, None)
        indicator = Indicator.objects.get()
        assert len(indicators.behind(indicator, DAY).beside) == 1


class TestAssociationMembers:
    source = "association_members"
    unit = Indicator.Unit.PEOPLE

    def test_membership_is_a_state_of_the_day(self, count):
        make.MembershipFactory(person=head(), ended_on=EARLIER)
        make.MembershipFactory(person=head())
        assert count(self.source, unit=self.unit) == (1, None)
        assert count(self.source, day=EARLIER, unit=self.unit) == (2, None)

    def test_members_who_head_no_school_are_shown_beside(self, count):
        make.MembershipFactory()
        assert count(self.source, unit=self.unit) == (0, None)
        assert len(indicators.behind(Indicator.objects.get(), DAY).beside) == 1


class TestHeadsInSimulatorTrial:
    source = "heads_in_simulator_trial"

    def test_drawn_from_heads_of_schools_in_the_platform(self, count):
        inside, outside = make.AppointmentFactory(), make.AppointmentFactory()
        make.InnovationParticipationFactory(school=inside.school)
        make.SimulatorTrialFactory(person=inside.person)
        make.SimulatorTrialFactory(person=outside.person)
        assert count(self.source) == (1, 1)
        assert count(self.source, denominator="all_heads") == (2, 2)

    def test_a_school_that_left_the_platform_is_not_in_the_denominator(self, count):
        appointment = make.AppointmentFactory()
        make.InnovationParticipationFactory(school=appointment.school, ended_on=EARLIER)
        assert count(self.source) == (0, 0)


class TestProgrammesOfSimulatorHeads:
    source = "programmes_of_simulator_heads"

    def test_only_an_approved_programme_of_a_participant_counts(self, count):
        with_programme, with_draft, outside = head(), head(), head()
        make.SimulatorTrialFactory(person=with_programme)
        make.SimulatorTrialFactory(person=with_draft)
        make.DevelopmentProgrammeFactory(person=with_programme, approved_on=EARLIER)
        make.DevelopmentProgrammeFactory(person=with_draft)
        make.DevelopmentProgrammeFactory(person=outside, approved_on=EARLIER)
        assert count(self.source) == (1, 2)

    def test_without_participants_there_is_no_data(self, municipality):
        project = make.ProjectFactory(municipality=municipality)
        indicator = make.IndicatorFactory(project=project, source=self.source)
        assert indicators.readings([indicator], [DAY])[indicator.pk, DAY].standing is Standing.NO_DATA


def test_an_acting_head_is_a_head_and_a_deputy_is_not(count):
    head(post=Post.ACTING_DIRECTOR)
    head(post=Post.DEPUTY)
    assert count("heads_in_teams") == (0, 1)


def test_another_district_changes_nothing(count):
    elsewhere = make.MunicipalityFactory(name="Калачинский район")
    make.AppointmentFactory(municipality=elsewhere)
    make.SchoolFactory(municipality=elsewhere)
    assert count("heads_in_teams") == (0, 0)
    assert count("schools_with_transition_programme") == (0, 0)


def test_all_indicators_of_many_days_are_one_question(passport, django_assert_num_queries):
    days = [date(year, 12, 30) for year in range(2021, 2025)]
    with django_assert_num_queries(2):  # the indicators themselves, then every count
        readings = indicators.readings(list(passport.indicators.all()), days)
    assert len(readings) == 8 * 4
