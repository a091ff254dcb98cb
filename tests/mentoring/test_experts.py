"""An expert sees the projects assigned to him; nobody judges his own circle."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.models import ExpertAssignment, conflict_of
from schools.models import Role

from ..factories import (
    AppointmentFactory,
    ExpertAssignmentFactory,
    ManagementProjectFactory,
    MunicipalityFactory,
    PairingFactory,
    PersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 1, 10)


@pytest.fixture
def project(municipality):
    return ManagementProjectFactory(person=PersonFactory(municipality=municipality))


def test_an_expert_opens_what_is_assigned_to_him_and_nothing_else(expert_client, expert, project):
    other = ManagementProjectFactory(title="Агрокласс")
    ExpertAssignmentFactory(project=project, expert=expert)
    assert expert_client.get(project.get_absolute_url()).status_code == 200
    assert expert_client.get(other.get_absolute_url()).status_code == 404
    home = expert_client.get("/").text
    assert project.title in home
    assert other.title not in home


def test_what_is_taken_back_does_not_exist_for_him(expert_client, expert, project):
    ExpertAssignmentFactory(project=project, expert=expert, withdrawn_on=date(2022, 6, 1))
    assert expert_client.get(project.get_absolute_url()).status_code == 404


def test_an_expert_reads_neither_lists_nor_cards_of_people(expert_client, expert, project):
    ExpertAssignmentFactory(project=project, expert=expert)
    assert expert_client.get(reverse("mentoring:projects")).status_code == 403
    assert project.person.get_absolute_url() not in expert_client.get(project.get_absolute_url()).text


def test_the_methodist_assigns_with_a_day(methodist_client, expert, project):
    address = reverse("mentoring:add_assignment", args=[project.pk])
    answer = methodist_client.post(address, {"expert": expert.pk, "assigned_on": "10.01.2023"})
    assert answer.url == project.get_absolute_url()
    assert ExpertAssignment.objects.get().assigned_on == DAY
    again = methodist_client.post(address, {"expert": expert.pk, "assigned_on": "11.01.2023"})
    assert again.status_code == 422
    assert ExpertAssignment.objects.count() == 1


def test_experts_of_the_district_and_the_region_are_offered(methodist_client, expert, project):
    region = UserFactory(role=Role.EXPERT, municipality=None)
    UserFactory(role=Role.EXPERT, municipality=MunicipalityFactory(name="Калачинский район"))
    form = methodist_client.get(reverse("mentoring:add_assignment", args=[project.pk])).context["form"]
    assert set(form.fields["expert"].queryset) == {expert, region}


class TestConflict:
    def test_own_project(self, project):
        assert "самого эксперта" in conflict_of(project.person, project.person, DAY)

    def test_own_school_on_the_day(self, project):
        held = AppointmentFactory(person=project.person, started_on=date(2020, 1, 1))
        deputy = AppointmentFactory(school=held.school, post="deputy", started_on=date(2021, 1, 1), ended_on=DAY).person
        assert "в одной школе" in conflict_of(deputy, project.person, DAY)
        assert conflict_of(deputy, project.person, date(2023, 1, 11)) == ""

    def test_own_team(self, project):
        pair = PairingFactory(mentee=project.person)
        other = PairingFactory(team=pair.team)
        assert "команде" in conflict_of(pair.mentor, project.person, DAY)
        assert "команде" in conflict_of(other.mentor, project.person, DAY)
        assert conflict_of(other.mentor, project.person, date(2024, 1, 1)) == ""

    def test_nobody_of_the_register_is_tied_to_nobody(self, project):
        assert conflict_of(None, project.person, DAY) == ""

    def test_is_refused_at_the_field(self, methodist_client, project):
        expert = UserFactory(role=Role.EXPERT, municipality=project.person.municipality, person=project.person)
        answer = methodist_client.post(
            reverse("mentoring:add_assignment", args=[project.pk]), {"expert": expert.pk, "assigned_on": "10.01.2023"}
        )
        assert answer.context["form"].errors["expert"]
        with pytest.raises(ValidationError):
            ExpertAssignmentFactory.build(project=project, expert=expert).full_clean()
