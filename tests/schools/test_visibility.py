"""What each of the cast sees of the registers; what it does not see is not there: 404."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.models import (
    Appointment,
    Contest,
    ContestEntry,
    InnovationParticipation,
    Membership,
    Municipality,
    Person,
    Role,
    School,
    TransitionProgramme,
)
from tests.factories import (
    AppointmentFactory,
    ContestEntryFactory,
    ContestFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    MunicipalityFactory,
    PersonFactory,
    SchoolFactory,
    TransitionProgrammeFactory,
    UserFactory,
)

MODELS = [
    School, Person, Appointment, Membership, TransitionProgramme, ContestEntry, InnovationParticipation, Contest,
]  # fmt: skip
DEPARTMENT = [Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR]


def records(municipality):
    """One record of every kind, all of one school and its head."""
    school = SchoolFactory(municipality=municipality)
    person = PersonFactory(municipality=municipality)
    contest = ContestFactory(municipality=municipality)
    return {
        Contest: contest,
        School: school,
        Person: person,
        Appointment: AppointmentFactory(municipality=municipality, person=person, school=school),
        Membership: MembershipFactory(person=person),
        TransitionProgramme: TransitionProgrammeFactory(school=school),
        ContestEntry: ContestEntryFactory(school=school, contest=contest),
        InnovationParticipation: InnovationParticipationFactory(school=school),
    }


@pytest.fixture
def ours(municipality):
    return records(municipality)


@pytest.fixture
def theirs(db):
    return records(MunicipalityFactory(name="Калачинский муниципальный район"))


def seen(model, user):
    return set(model.objects.visible_to(user))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", DEPARTMENT)
def test_the_department_sees_its_own_district_alone(ours, theirs, municipality, model, role):
    assert seen(model, UserFactory(role=role, municipality=municipality)) == {ours[model]}


@pytest.mark.parametrize("model", MODELS)
def test_a_regional_account_sees_every_district(ours, theirs, model):
    assert seen(model, UserFactory(role=Role.METHODIST, municipality=None)) == {ours[model], theirs[model]}


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Contest])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EXPERT])
def test_who_keeps_accounts_or_reads_projects_sees_no_registers(ours, municipality, model, role):
    assert seen(model, UserFactory(role=role, municipality=municipality)) == set()


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Membership])
def test_the_observer_sees_schools_and_their_heads(ours, theirs, observer, model):
    assert seen(model, observer) == {ours[model]}


def test_the_observer_sees_nobody_who_never_headed_a_school(ours, observer):
    PersonFactory(municipality=observer.municipality)
    AppointmentFactory(municipality=observer.municipality, post="deputy")
    assert seen(Person, observer) == {ours[Person]}


def test_the_observer_does_not_see_what_people_join(ours, observer):
    assert seen(Membership, observer) == set()


@pytest.fixture
def head(ours, municipality):
    """The director of our school; another school of the same district has records as well."""
    records(municipality)
    return UserFactory(role=Role.DIRECTOR, municipality=municipality, person=ours[Person])


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Contest])
def test_a_director_sees_his_own_alone(head, ours, model):
    assert seen(model, head) == {ours[model]}


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Contest])
def test_a_director_account_without_a_person_sees_nothing(ours, municipality, model):
    assert seen(model, UserFactory(role=Role.DIRECTOR, municipality=municipality)) == set()


OF_SCHOOLS = [School, TransitionProgramme, ContestEntry, InnovationParticipation]


@pytest.fixture
def moved(head, ours, municipality):
    """The director left for another school yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(pk=ours[Appointment].pk).update(ended_on=yesterday)
    now = AppointmentFactory(municipality=municipality, person=head.person, started_on=timezone.localdate())
    return now.school


@pytest.mark.parametrize("model", OF_SCHOOLS)
def test_a_director_who_moved_loses_the_old_school_at_once(head, moved, ours, model):
    assert ours[model] not in seen(model, head)


def test_a_director_who_moved_sees_the_new_school_at_once(head, moved):
    assert seen(School, head) == {moved}


def test_a_director_who_moved_does_not_get_the_old_school_back_by_looking_from_another_day(client, head, moved, ours):
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    address = ours[School].get_absolute_url()
    assert client.get(address).status_code == 404
    assert client.get(address, {"as_of": "2021-01-01"}).status_code == 404
    assert ours[School].short_name not in client.get("/schools/", {"as_of": "2021-01-01"}).text


@pytest.mark.parametrize("post", ["deputy", "teacher", "other"])
def test_who_only_works_at_a_school_does_not_see_it_as_its_head_does(head, ours, post):
    Appointment.objects.update(post=post)
    assert seen(School, head) == set()


def test_a_future_director_does_not_see_the_school_yet(head, ours):
    Appointment.objects.update(started_on=timezone.localdate() + timedelta(days=1))
    assert seen(School, head) == set()


def test_an_account_sees_its_own_district(specialist, theirs):
    assert list(Municipality.objects.visible_to(specialist)) == [specialist.municipality]


ADDRESSES = [
    (School, "school"), (School, "edit_school"), (School, "remove_school"),
    (Person, "person"), (Person, "edit_person"), (Person, "remove_person"),
    (Appointment, "edit_appointment"), (Appointment, "remove_appointment"),
    (Membership, "edit_membership"), (Membership, "remove_membership"),
    (TransitionProgramme, "edit_transition_programme"), (TransitionProgramme, "remove_transition_programme"),
    (Contest, "edit_contest"), (Contest, "remove_contest"),
    (ContestEntry, "edit_contest_entry"), (ContestEntry, "remove_contest_entry"),
    (InnovationParticipation, "edit_innovation_participation"),
    (InnovationParticipation, "remove_innovation_participation"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "route"), ADDRESSES)
def test_another_districts_record_is_not_there(foreigner_client, specialist_client, ours, model, route):
    address = reverse(f"schools:{route}", args=[ours[model].pk])
    assert specialist_client.get(address).status_code == 200
    assert foreigner_client.get(address).status_code == 404
    if route not in ("school", "person"):
        assert foreigner_client.post(address, {}).status_code == 404
    assert model.objects.filter(pk=ours[model].pk).exists()


@pytest.mark.parametrize(("model", "route"), ADDRESSES)
@pytest.mark.parametrize("pk", [0, 10**12, 10**30])
def test_a_number_that_nobody_has_is_not_there(specialist_client, model, route, pk):
    assert specialist_client.get(reverse(f"schools:{route}", args=[pk])).status_code == 404


LISTS = ["schools", "heads", "people", "memberships", "transition_programmes", "contest_entries",
         "innovation_participations"]  # fmt: skip


@pytest.mark.parametrize("route", LISTS)
def test_lists_and_their_files_hold_nothing_of_another_district(foreigner_client, ours, route):
    address = reverse(f"schools:{route}")
    names = (ours[School].short_name, ours[Person].last_name)
    assert not any(name in foreigner_client.get(address).text for name in names)
    assert foreigner_client.get(address).context["how_many"] == 0


@pytest.mark.parametrize(
    ("route", "field", "model"),
    [
        ("add_appointment", "person", Person),
        ("add_appointment", "school", School),
        ("add_membership", "person", Person),
        ("add_transition_programme", "school", School),
        ("add_contest_entry", "contest", Contest),
        ("add_contest_entry", "school", School),
        ("add_innovation_participation", "school", School),
    ],
)
def test_another_districts_record_can_be_neither_chosen_nor_forced_into_a_form(
    foreigner_client, ours, route, field, model
):
    address = reverse(f"schools:{route}")
    assert str(ours[model]) not in foreigner_client.get(address).text
    refused = foreigner_client.post(address, {field: ours[model].pk})
    assert field in refused.context["form"].errors


def test_the_contest_filter_offers_contests_of_the_district_alone(foreigner_client, specialist_client, ours):
    address = reverse("schools:contest_entries")
    assert ours[Contest].title in specialist_client.get(address).text
    assert ours[Contest].title not in foreigner_client.get(address).text
    answer = foreigner_client.get(address, {"contest": ours[Contest].pk})
    assert "contest" in answer.context["filter"].form.errors


def test_a_director_is_not_told_of_a_school_through_a_colleagues_card(head, ours, client, municipality):
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    colleague = AppointmentFactory(municipality=municipality, started_on=date(2020, 1, 1)).person
    assert client.get(colleague.get_absolute_url()).status_code == 404
