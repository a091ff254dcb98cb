"""A mentor sees what the mentee lets him see and nothing else; what is taken back is gone at once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from leadership.core.models import JournalEntry
from mentoring.actions import mentors as actions
from mentoring.models import ProfileShare

from ..factories import (
    ActivityFactory,
    DevelopmentProgrammeFactory,
    FindingFactory,
    PairingFactory,
    PersonFactory,
    ProfileShareFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db

FAR = date(2999, 12, 31)
DAY = date(2023, 1, 10)
What = ProfileShare.What


@pytest.fixture
def pair(director):
    """The director leads somebody of his district, for long."""
    mentee = PersonFactory(municipality=director.municipality)
    return PairingFactory(team=TeamFactory(ended_on=FAR), mentor=director.person, mentee=mentee)


def page_of(pair, what):
    return reverse("mentoring:shared", args=[pair.pk, what])


def test_nothing_is_seen_unless_it_is_shared(director_client, pair):
    for what in What.values:
        assert director_client.get(page_of(pair, what)).status_code == 404


def test_each_of_the_three_is_shown_by_itself(director_client, pair):
    finding = FindingFactory(person=pair.mentee)
    ProfileShareFactory(pairing=pair, what=What.FINDINGS)
    assert finding.competence.title in director_client.get(page_of(pair, What.FINDINGS)).text
    assert director_client.get(page_of(pair, What.PROFILE)).status_code == 404
    assert director_client.get(page_of(pair, What.PROGRAMME)).status_code == 404


def test_an_approved_programme_is_shown_with_its_activities(director_client, pair):
    programme = DevelopmentProgrammeFactory(person=pair.mentee, approved_on=date(2022, 1, 5))
    ActivityFactory(programme=programme, title="Разбор локальных актов")
    draft = DevelopmentProgrammeFactory(person=pair.mentee, started_on=date(2022, 2, 1))
    ActivityFactory(programme=draft, title="Ещё не утверждено")
    ProfileShareFactory(pairing=pair, what=What.PROGRAMME)
    told = director_client.get(page_of(pair, What.PROGRAMME)).text
    assert "Разбор локальных актов" in told
    assert "Ещё не утверждено" not in told


def test_what_is_taken_back_is_gone_whatever_day_is_looked_from(director_client, pair):
    ProfileShareFactory(pairing=pair, what=What.FINDINGS)
    assert director_client.get(page_of(pair, What.FINDINGS)).status_code == 200
    actions.share(pair, [], by=None, on=DAY)
    assert director_client.get(page_of(pair, What.FINDINGS)).status_code == 404
    assert director_client.get(page_of(pair, What.FINDINGS), {"as_of": "2022-12-20"}).status_code == 404


def test_sharing_ends_with_the_pair(director_client, director):
    parted = PairingFactory(mentor=director.person, ended_on=date(2023, 3, 1))
    ProfileShareFactory(pairing=parted, what=What.FINDINGS)
    assert director_client.get(page_of(parted, What.FINDINGS), {"as_of": "2023-02-01"}).status_code == 404
    standing = ProfileShare.objects.standing
    assert standing(date(2023, 3, 1)).exists()
    assert not standing(date(2023, 3, 2)).exists()
    parted.ended_on = None
    parted.save()
    assert standing(parted.team.ended_on).exists()
    assert not standing(parted.team.ended_on + timedelta(days=1)).exists()


def test_the_department_and_another_director_do_not_come_in_by_the_mentors_door(
    methodist_client, stranger_client, pair
):
    ProfileShareFactory(pairing=pair)
    for client in (methodist_client, stranger_client):
        assert client.get(page_of(pair, What.PROFILE)).status_code == 404


def test_looking_is_noted_in_the_journal_of_the_mentee(director_client, pair):
    ProfileShareFactory(pairing=pair)
    director_client.get(page_of(pair, What.PROFILE))
    assert JournalEntry.objects.about(pair.mentee).filter(act="viewed").count() == 1


class TestSwitching:
    @pytest.fixture
    def led(self, director):
        return PairingFactory(team=TeamFactory(ended_on=FAR), mentee=director.person)

    def test_the_mentee_shares_and_takes_back_with_dates(self, director_client, led):
        address = reverse("mentoring:edit_sharing", args=[led.pk])
        director_client.post(address, {"what": [What.PROFILE, What.FINDINGS]})
        assert set(led.shares.values_list("what", "withdrawn_on")) == {(What.PROFILE, None), (What.FINDINGS, None)}
        director_client.post(address, {"what": [What.FINDINGS]})
        profile = led.shares.get(what=What.PROFILE)
        assert profile.withdrawn_on >= profile.given_on
        director_client.post(address, {"what": [What.FINDINGS, What.PROFILE]})
        assert led.shares.filter(what=What.PROFILE).count() == 2
        assert profile.history.count() == 2

    def test_the_mentor_cannot_switch_it(self, director_client, pair):
        address = reverse("mentoring:edit_sharing", args=[pair.pk])
        assert director_client.get(address).status_code == 404
        assert director_client.post(address, {"what": [What.PROFILE]}).status_code == 404
        assert not pair.shares.exists()

    def test_a_pair_that_has_parted_shares_nothing_more(self, director_client, director):
        over = PairingFactory(mentee=director.person)
        address = reverse("mentoring:edit_sharing", args=[over.pk])
        assert director_client.post(address, {"what": [What.PROFILE]}).status_code == 422
        assert not over.shares.exists()
        with pytest.raises(ValidationError, match="уже не работает"):
            actions.share(over, [What.PROFILE], by=None, on=FAR)

    def test_the_same_is_not_shown_twice_at_once(self, led):
        ProfileShareFactory(pairing=led)
        with pytest.raises(IntegrityError):
            ProfileShareFactory(pairing=led)
