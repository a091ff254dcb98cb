from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from monitoring.models import Finding
from schools.models import Role

from ..factories import (
    AppointmentFactory,
    CompetenceFactory,
    FindingFactory,
    MunicipalityFactory,
    PersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(foreigner):
    """A finding of another district."""
    return FindingFactory(person=PersonFactory(municipality=foreigner.municipality))


def typed(person, competence, **changed):
    return {
        "person": person.pk,
        "competence": competence.pk,
        "found_on": "15.11.2022",
        "basis": "interview",
        "explanation": "Не ставит измеримых целей",
    } | changed


class TestRules:
    def test_same_finding_is_written_once_a_day(self, municipality):
        first = FindingFactory()
        second = Finding(person=first.person, competence=first.competence, found_on=first.found_on, basis="external")
        with pytest.raises(ValidationError, match="на эту дату уже записан"):
            second.full_clean()

    def test_found_by_leaves_out_what_came_later(self, municipality):
        early = FindingFactory(found_on=date(2022, 11, 15))
        FindingFactory(found_on=date(2022, 11, 16))
        assert list(Finding.objects.found_by(date(2022, 11, 15))) == [early]

    def test_school_is_the_one_headed_on_the_day(self, municipality):
        appointment = AppointmentFactory(started_on=date(2022, 1, 1), ended_on=date(2022, 12, 31))
        FindingFactory(person=appointment.person)
        assert Finding.objects.with_school(date(2022, 6, 1)).get().school_name == str(appointment.school)
        assert Finding.objects.with_school(date(2023, 6, 1)).get().school_name is None


class TestVisibility:
    @pytest.mark.parametrize("name", ["specialist", "methodist", "coordinator"])
    def test_department_sees_its_district(self, name, request, elsewhere):
        user = request.getfixturevalue(name)
        here = FindingFactory()
        assert list(Finding.objects.visible_to(user)) == [here]

    def test_director_sees_his_own(self, director):
        own = FindingFactory(person=director.person)
        FindingFactory()
        assert list(Finding.objects.visible_to(director)) == [own]

    @pytest.mark.parametrize("name", ["expert", "observer", "administrator"])
    def test_others_see_none(self, name, request, municipality):
        FindingFactory()
        assert not Finding.objects.visible_to(request.getfixturevalue(name)).exists()

    def test_specialist_elsewhere_sees_his_own_district(self, foreigner, elsewhere):
        FindingFactory()
        assert list(Finding.objects.visible_to(foreigner)) == [elsewhere]

    def test_account_of_a_region_sees_every_district(self, elsewhere, municipality):
        FindingFactory()
        regional = UserFactory(role=Role.METHODIST, municipality=None)
        assert Finding.objects.visible_to(regional).count() == 2


class TestList:
    url = "/monitoring/findings/"

    def test_shows_person_school_competence_and_basis(self, methodist_client):
        person = AppointmentFactory().person
        finding = FindingFactory(person=person, explanation="Не ставит измеримых целей")
        page = methodist_client.get(self.url).content.decode()
        for words in (str(person), finding.competence.title, "15.11.2022", "самооценка", "измеримых"):
            assert words in page
        assert reverse("schools:person", args=[person.pk]) in page

    def test_leaves_out_what_was_found_after_the_day(self, methodist_client):
        FindingFactory(competence=CompetenceFactory(title="Стратегия"))
        page = methodist_client.get(self.url, {"as_of": "01.11.2022"}).content.decode()
        assert '<td data-label="Компетенция"' not in page
        assert "Записать дефицит" in page

    def test_filters_by_school_competence_function_and_basis(self, methodist_client):
        wanted = FindingFactory(person=AppointmentFactory(school__short_name="Чистовская СШ").person)
        FindingFactory(basis=Finding.Basis.EXTERNAL, competence__function="leadership")
        for chosen in (
            {"q": "чистовская"},
            {"competence": wanted.competence.pk},
            {"function": "development"},
            {"basis": "self_assessment"},
        ):
            assert list(methodist_client.get(self.url, chosen).context["table"].data.data) == [wanted], chosen

    @pytest.mark.parametrize("name", ["expert", "observer", "administrator"])
    def test_is_closed_to_those_who_see_no_findings(self, name, request):
        assert request.getfixturevalue(f"{name}_client").get(self.url).status_code == 403

    def test_director_reads_his_own_without_buttons(self, director_client, director):
        FindingFactory(person=director.person)
        FindingFactory(person=PersonFactory(last_name="Сидорова"))
        page = director_client.get(self.url).content.decode()
        assert str(director.person) in page
        assert "Сидорова" not in page
        assert "Изменить" not in page
        assert "Записать дефицит" not in page

    def test_coordinator_reads_without_buttons(self, coordinator_client):
        FindingFactory()
        page = coordinator_client.get(self.url).content.decode()
        assert "Изменить" not in page

    def test_can_be_exported(self, methodist_client):
        FindingFactory()
        answer = methodist_client.get(self.url, {"export": "xlsx"})
        assert answer.status_code == 200
        assert "spreadsheet" in answer["Content-Type"]


class TestPages:
    def test_add_writes_the_finding(self, methodist_client):
        person, competence = PersonFactory(), CompetenceFactory()
        answer = methodist_client.post(reverse("monitoring:add_finding"), typed(person, competence))
        assert answer.status_code == 302
        finding = Finding.objects.get()
        assert (finding.person, finding.found_on) == (person, date(2022, 11, 15))
        assert finding.history.get().history_user.username == "methodist"

    def test_person_is_chosen_from_the_address(self, methodist_client):
        person = PersonFactory()
        page = methodist_client.get(reverse("monitoring:add_finding"), {"person": person.pk}).content.decode()
        assert f'<option value="{person.pk}" selected>' in page

    def test_what_was_typed_stays_beside_the_message(self, methodist_client):
        typed_in = typed(PersonFactory(), CompetenceFactory(), found_on="31.02.2022")
        answer = methodist_client.post(reverse("monitoring:add_finding"), typed_in)
        assert answer.status_code == 422
        assert "не дата" in answer.context["form"].errors["found_on"][0]
        page = answer.content.decode()
        assert 'value="31.02.2022"' in page
        assert "Не ставит измеримых целей" in page

    def test_day_ahead_is_refused(self, methodist_client):
        tomorrow = f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"
        typed_in = typed(PersonFactory(), CompetenceFactory(), found_on=tomorrow)
        answer = methodist_client.post(reverse("monitoring:add_finding"), typed_in)
        assert answer.context["form"].errors == {"found_on": ["Этот день ещё не наступил."]}

    def test_person_of_another_district_is_not_offered(self, methodist_client):
        stranger = PersonFactory(municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
        answer = methodist_client.post(reverse("monitoring:add_finding"), typed(stranger, CompetenceFactory()))
        assert "person" in answer.context["form"].errors

    def test_edit_keeps_whose_finding_it_is(self, methodist_client):
        finding = FindingFactory()
        other = PersonFactory()
        address = reverse("monitoring:edit_finding", args=[finding.pk])
        methodist_client.post(address, typed(other, finding.competence, found_on="20.11.2022"))
        former = finding.person
        finding.refresh_from_db()
        assert (finding.person, finding.found_on) == (former, date(2022, 11, 20))

    def test_remove_asks_and_removes(self, methodist_client):
        finding = FindingFactory()
        address = reverse("monitoring:remove_finding", args=[finding.pk])
        assert methodist_client.get(address).status_code == 200
        assert Finding.objects.exists()
        assert methodist_client.post(address).url == "/monitoring/findings/"
        assert not Finding.objects.exists()

    @pytest.mark.parametrize("name", ["director", "coordinator", "observer"])
    def test_only_those_who_record_may_change(self, name, request):
        client = request.getfixturevalue(f"{name}_client")
        finding = FindingFactory()
        assert client.get(reverse("monitoring:add_finding")).status_code == 403
        assert client.get(reverse("monitoring:edit_finding", args=[finding.pk])).status_code == 403
        assert client.post(reverse("monitoring:remove_finding", args=[finding.pk])).status_code == 403

    @pytest.mark.parametrize("verb", ["edit", "remove"])
    def test_finding_of_another_district_is_not_there(self, verb, methodist_client, elsewhere):
        address = reverse(f"monitoring:{verb}_finding", args=[elsewhere.pk])
        assert methodist_client.get(address).status_code == 404
