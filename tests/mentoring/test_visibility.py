"""The department sees its district, a director what concerns himself, the others nothing."""

import pytest

from schools.models import Role

from ..factories import (
    ActivityFactory,
    CourseFactory,
    DevelopmentProgrammeFactory,
    EnrolmentFactory,
    ManagementProjectFactory,
    ManagementTrialFactory,
    PairingFactory,
    PersonFactory,
    SimulatorTrialFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def activity_of(person):
    return ActivityFactory(programme__person=person)


def team_of(person):
    return PairingFactory(mentor=person, team__municipality=person.municipality).team


def pairing_of(person):
    return PairingFactory(mentee=person, team__municipality=person.municipality)


def of_person(factory):
    return lambda person: factory(person=person)


KINDS = {
    "programme": of_person(DevelopmentProgrammeFactory),
    "activity": activity_of,
    "team": team_of,
    "pairing": pairing_of,
    "enrolment": of_person(EnrolmentFactory),
    "project": of_person(ManagementProjectFactory),
    "management trial": of_person(ManagementTrialFactory),
    "simulator trial": of_person(SimulatorTrialFactory),
}
every_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)


def seen_by(user, record):
    return list(type(record).objects.visible_to(user))


@every_kind
@pytest.mark.parametrize("name", ["specialist", "methodist", "coordinator"])
def test_department_sees_its_district(make, name, request, foreigner):
    make(PersonFactory(municipality=foreigner.municipality))
    here = make(PersonFactory())
    assert seen_by(request.getfixturevalue(name), here) == [here]


@every_kind
def test_specialist_elsewhere_sees_his_own_district(make, municipality, foreigner):
    make(PersonFactory())
    there = make(PersonFactory(municipality=foreigner.municipality))
    assert seen_by(foreigner, there) == [there]


@every_kind
def test_director_sees_what_concerns_himself(make, director, stranger):
    own = make(director.person)
    make(stranger.person)
    assert seen_by(director, own) == [own]


@every_kind
@pytest.mark.parametrize("name", ["expert", "observer", "administrator"])
def test_others_see_nothing(make, name, request, municipality):
    assert not seen_by(request.getfixturevalue(name), make(PersonFactory()))


@every_kind
def test_account_of_a_region_sees_every_district(make, municipality, foreigner):
    make(PersonFactory(municipality=foreigner.municipality))
    here = make(PersonFactory())
    assert len(seen_by(UserFactory(role=Role.COORDINATOR, municipality=None), here)) == 2


@pytest.mark.parametrize("name", ["specialist", "methodist", "coordinator", "director"])
def test_courses_of_the_district_are_open_to_department_and_directors(name, request, foreigner):
    CourseFactory(municipality=foreigner.municipality)
    user = request.getfixturevalue(name)
    here = CourseFactory()
    assert seen_by(user, here) == [here]


@pytest.mark.parametrize("name", ["expert", "observer", "administrator"])
def test_courses_are_closed_to_the_others(name, request, municipality):
    assert not seen_by(request.getfixturevalue(name), CourseFactory())


def test_director_sees_his_team_but_not_the_other_pairs(director):
    own = pairing_of(director.person)
    PairingFactory(team=own.team)
    assert seen_by(director, own) == [own]


def test_team_without_pairs_is_no_directors(director):
    assert not seen_by(director, TeamFactory())
