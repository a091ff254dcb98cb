"""Fields that a form does not show cannot be posted into it."""

import pytest
from django.urls import reverse

from schools.forms import (
    AppointmentForm,
    AttestationForm,
    AwardForm,
    ContestEntryForm,
    ContestForm,
    EducationForm,
    InnovationParticipationForm,
    MembershipForm,
    MunicipalityForm,
    PersonForm,
    ProfessionalContestEntryForm,
    SchoolForm,
    TrainingForm,
    TransitionProgrammeForm,
)
from schools.models import Person, School, User
from tests.factories import PersonFactory, SchoolFactory

FORMS = [
    AttestationForm, AwardForm, EducationForm, ProfessionalContestEntryForm, TrainingForm,
    AppointmentForm, ContestEntryForm, ContestForm, InnovationParticipationForm, MembershipForm, MunicipalityForm,
    PersonForm, SchoolForm, TransitionProgrammeForm,
]  # fmt: skip
KEPT = {"id", "pk", "municipality", "municipality_id", "history", "history_user", "account", "user"}


@pytest.fixture
def extra(foreigner):
    """What a curious person adds to a request."""
    district = foreigner.municipality.pk
    return {
        "id": 999, "pk": 999, "municipality": district, "municipality_id": district, "account": foreigner.pk,
        "appointments": 1, "history": 1, "created_at": "2000-01-01", "head_id": 1, "role": "administrator",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_no_form_shows_what_nobody_may_set(form):
    assert not KEPT & set(form.base_fields)
    assert form._meta.fields != "__all__"


def test_a_school_is_added_to_ones_own_district_whatever_is_posted(specialist_client, specialist, extra):
    form = {"name": "Новая", "short_name": "Новая", "kind": "basic"}
    specialist_client.post(reverse("schools:add_school"), form | extra)
    school = School.objects.get()
    assert school.municipality == specialist.municipality
    assert school.pk != 999


def test_a_school_stays_in_its_district_whatever_is_posted(specialist_client, extra):
    school = SchoolFactory()
    before = School.objects.values().get()
    form = {"name": school.name, "short_name": school.short_name, "kind": school.kind}
    assert specialist_client.post(reverse("schools:edit_school", args=[school.pk]), form | extra).status_code == 302
    assert School.objects.values().get() == before


def test_a_person_stays_the_same_whatever_is_posted(specialist_client, foreigner, extra):
    person = PersonFactory()
    before = Person.objects.values().get()
    form = {"last_name": person.last_name, "first_name": person.first_name, "patronymic": person.patronymic}
    assert specialist_client.post(reverse("schools:edit_person", args=[person.pk]), form | extra).status_code == 302
    assert Person.objects.values().get() == before
    assert User.objects.get(pk=foreigner.pk).person is None


def test_nobody_gives_himself_a_role_with_a_new_password(specialist_client, specialist):
    specialist.set_password("проверка-2024")
    specialist.save()
    specialist_client.force_login(specialist, backend="django.contrib.auth.backends.ModelBackend")
    form = {
        "old_password": "проверка-2024", "new_password1": "Тимирязев-1920", "new_password2": "Тимирязев-1920",
        "role": "administrator", "is_superuser": "on", "is_staff": "on", "municipality": "",
    }  # fmt: skip
    assert specialist_client.post(reverse("password_change"), form).status_code == 302
    changed = User.objects.get(pk=specialist.pk)
    assert (changed.role, changed.is_superuser, changed.is_staff) == ("specialist", False, False)
    assert changed.municipality == specialist.municipality
