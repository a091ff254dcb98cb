"""What the demonstration tells of surveys and interviews, where their methodologies are there."""

from datetime import date

import pytest

from leadership.core.models import DemonstrationRow
from leadership.project.demonstration import fill, remove
from monitoring.models import Ballot, BallotAnswer, Campaign, Interview, Methodology, SurveyRecord
from monitoring.surveys.disclosure import Hidden
from monitoring.surveys.figures import changes_since, former, results
from tests import factories as make
from tests.monitoring.surveys.conftest import questionnaire

from .demonstrated import all_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def methodologies(passport):
    """In use by the department, so that the demonstration may lean on them."""
    make.freeze(questionnaire(passport.municipality), date(2022, 9, 1))
    guide = make.MethodologyFactory(
        municipality=passport.municipality, kind=Methodology.Kind.INTERVIEW, subject="head", code="interview",
        places="none",
    )  # fmt: skip
    section = make.SectionFactory(methodology=guide)
    make.ItemFactory(section=section, answer="text", rule="none", most_points=None)
    make.freeze(guide, date(2022, 9, 1))


def test_a_draft_of_the_department_is_not_put_to_use(passport):
    """Only what the demonstration has taken itself, or what is in use already."""
    draft = questionnaire(passport.municipality)
    fill()
    draft.refresh_from_db()
    assert draft.frozen_on is None
    assert not Campaign.objects.filter(methodology=draft).exists()


def test_two_surveys_can_be_read_and_compared(methodologies):
    fill()
    later = Campaign.objects.surveys().latest("as_of")
    found = results(later, later.as_of)
    assert len(found.slices) == 9
    reasons = sorted(found.publication.hidden.values())
    assert reasons == [Hidden.FEW, Hidden.SUBTRACTION]
    assert changes_since(results(former(later, later.as_of), later.as_of), found)
    assert BallotAnswer.objects.of(later).open_ones().unread().exists()


def test_interviews_are_held_and_planned(methodologies):
    fill()
    assert Interview.objects.filter(held_on=None).count() == 1
    assert Interview.objects.exclude(held_on=None).count() == 3


def test_it_leaves_every_table_as_it_was(methodologies):
    before = all_tables()
    fill()
    later, former_one = Campaign.objects.surveys().order_by("-as_of")[:2]
    assert Ballot.objects.of(later).count() > 100
    assert SurveyRecord.objects.get().campaign == former_one
    assert not Ballot.objects.of(former_one).exists()
    removed = remove()
    assert removed[Ballot] > 100
    assert all_tables() == before
    assert not DemonstrationRow.objects.exists()


def test_a_ballot_somebody_cast_meanwhile_goes_with_its_survey(methodologies):
    before = all_tables()
    fill()
    slice_ = Campaign.objects.surveys().latest("as_of").participants.first()
    make.BallotAnswerFactory(ballot__participant=slice_, item=Methodology.objects.get(code="teachers").items.first())
    make.InvitationFactory(participant=slice_)
    remove()
    assert all_tables() == before
