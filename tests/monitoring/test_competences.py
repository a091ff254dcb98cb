from datetime import date

import pytest
from django.urls import reverse

from monitoring.models import Competence, Finding

from ..factories import AppointmentFactory, CompetenceFactory, FindingFactory, MunicipalityFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["specialist", "methodist", "coordinator", "director"])
def test_is_read_by_those_who_see_findings(name, request):
    user = request.getfixturevalue(name)
    competence = CompetenceFactory()
    assert list(Competence.objects.visible_to(user)) == [competence]


@pytest.mark.parametrize("name", ["expert", "observer", "administrator"])
def test_is_hidden_from_the_others(name, request):
    CompetenceFactory()
    assert not Competence.objects.visible_to(request.getfixturevalue(name)).exists()
    assert request.getfixturevalue(f"{name}_client").get("/monitoring/competences/").status_code == 403


def test_list_counts_the_findings_the_reader_may_see(methodist, methodist_client):
    competence, other = CompetenceFactory(title="А"), CompetenceFactory(title="Б")
    FindingFactory.create_batch(2, competence=competence)
    FindingFactory(
        competence=competence, person=PersonFactory(municipality=MunicipalityFactory(name="Калачинский район"))
    )
    rows = Competence.objects.with_findings(Finding.objects.visible_to(methodist))
    assert {row.title: row.found for row in rows} == {"А": 2, "Б": 0}
    page = methodist_client.get("/monitoring/competences/").content.decode()
    assert f"/monitoring/findings/?competence={competence.pk}" in page
    assert f"/monitoring/findings/?competence={other.pk}" not in page


def test_add_and_edit(methodist_client):
    add = reverse("monitoring:add_competence")
    answer = methodist_client.post(add, {"title": "Управление ресурсами", "function": "administration"})
    assert answer.url == "/monitoring/competences/"
    competence = Competence.objects.get()
    edit = reverse("monitoring:edit_competence", args=[competence.pk])
    methodist_client.post(edit, {"title": "Управление кадрами", "function": "administration"})
    competence.refresh_from_db()
    assert competence.title == "Управление кадрами"


def test_same_title_is_refused_at_the_field(methodist_client):
    CompetenceFactory(title="Стратегия")
    answer = methodist_client.post(
        reverse("monitoring:add_competence"), {"title": "Стратегия", "function": "development"}
    )
    assert answer.status_code == 422
    assert "title" in answer.context["form"].errors
    assert 'value="Стратегия"' in answer.content.decode()


def test_director_may_not_change_the_dictionary(director_client):
    competence = CompetenceFactory()
    for address in (
        reverse("monitoring:add_competence"),
        reverse("monitoring:edit_competence", args=[competence.pk]),
        reverse("monitoring:remove_competence", args=[competence.pk]),
    ):
        assert director_client.get(address).status_code == 403


def test_competence_with_findings_is_kept_and_names_only_what_the_reader_may_see(methodist_client):
    competence = CompetenceFactory()
    FindingFactory(competence=competence, person=PersonFactory(last_name="Сидорова"))
    FindingFactory(
        competence=competence,
        person=PersonFactory(last_name="Чужая", municipality=MunicipalityFactory(name="Калачинский район")),
    )
    answer = methodist_client.post(reverse("monitoring:remove_competence", args=[competence.pk]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Сидорова" in page
    assert "Чужая" not in page
    assert "ещё записей: 1" in page
    assert Competence.objects.exists()


def test_a_competence_wanting_in_half_of_the_heads_is_a_weak_one(methodist_client):
    """Two heads, one of them with two findings about the same competence: 1 / 2 = 50 %."""
    competence = CompetenceFactory(title="А")
    first, _ = AppointmentFactory.create_batch(2)
    for day in (date(2022, 11, 15), date(2023, 11, 15)):
        FindingFactory(competence=competence, person=first.person, found_on=day)
    FindingFactory(competence=CompetenceFactory(title="Б"), person=PersonFactory())  # heads no school
    page = methodist_client.get("/monitoring/competences/?as_of=2023-12-01").content.decode()
    assert "50\u00a0%, 1 из 2" in page and page.count("западающая</span>") == 1
    assert "0\u00a0%, 0 из 2" in page


def test_a_director_is_told_no_share(director_client):
    CompetenceFactory()
    assert "Доля руководителей" not in director_client.get("/monitoring/competences/").content.decode()
