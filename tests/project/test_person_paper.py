"""«Карточка руководителя»: whose it is, who prints it, what stands in it."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from leadership.core.papers import registry, runtime
from leadership.core.papers.faces import FACES
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 30)
ADDRESS = "/project/papers/person/"


@pytest.fixture
def person(passport):
    person = make.PersonFactory(
        municipality=passport.municipality, last_name="Калинина", first_name="Ирина", patronymic="Владимировна",
        born_on=date(1977, 3, 30), works_since=date(1999, 8, 16), manages_since=date(2011, 9, 1),
    )  # fmt: skip
    make.AppointmentFactory(
        person=person, municipality=passport.municipality, started_on=date(2016, 8, 15), order_number="48-к",
        order_date=date(2016, 8, 12),
    )  # fmt: skip
    return person


def built(passport, person, day=DAY, user=None):
    context = registry.PaperContext(passport.municipality, day, user, {"person": str(person.pk)})
    return registry.find("person").build(context)


def words(report):
    return json.dumps(json.loads(FACES["json"].render(report)), ensure_ascii=False).replace("\u00a0", " ")


def test_it_tells_age_and_service_but_not_the_day_of_birth(passport, person):
    said = words(built(passport, person))
    assert "возраст: 47 лет" in said
    assert "общий: 25 лет" in said
    assert "педагогический: нет данных" in said
    assert "руководящий: 13 лет" in said
    assert "в должности: 8 лет" in said
    assert "1977" not in said


def test_its_sections_are_headed_in_order(passport, person):
    said = words(built(passport, person))
    places = [said.index(f'"{number}. ') for number in ("I", "II", "III", "IV", "V", "VI", "VII")]
    assert places == sorted(places)


def test_it_tells_every_part_of_the_card(passport, person):
    make.EducationFactory(person=person, speciality="История")
    make.TrainingFactory(person=person, kind="retraining", title="Менеджмент организации")
    make.TrainingFactory(person=person, title="Школа директора", hours=72)
    make.AttestationFactory(person=person, valid_until=date(2026, 4, 14))
    make.AwardFactory(person=person)
    make.ProfessionalContestEntryFactory(person=person, result="лауреат")
    make.MembershipFactory(person=person, council="Совет по наставничеству")
    school = person.appointments.get().school
    make.InnovationParticipationFactory(school=school, theme="Наставничество в управлении")
    make.ContestEntryFactory(school=school, contest__title="Среда", result="победитель")
    said = words(built(passport, person))
    for part in (
        "История", "Менеджмент организации", "Школа директора", "протокол № 2 от 15.04.2021", "Почётная грамота",
        "Лидер в образовании, лауреат", "Совет по наставничеству", "Наставничество в управлении",
        "Среда, победитель", "№ 48-к от 12.08.2016",
    ):  # fmt: skip
        assert said.count(part) == 1, part


def test_it_is_of_its_day(passport, person):
    make.AwardFactory(person=person, awarded_on=date(2024, 10, 5))
    person.appointments.update(ended_on=date(2024, 11, 30))
    then = words(built(passport, person, date(2024, 10, 4)))
    assert "Почётная грамота" not in then
    assert "2024-11-30" not in then
    assert "2024-11-30" in words(built(passport, person))


def test_it_says_the_name_of_its_day(passport, person):
    make.FormerNameFactory(person=person, last_name="Девичья", changed_on=date(2023, 1, 1))
    assert built(passport, person, date(2022, 12, 31)).subtitle.startswith("Девичья")
    assert built(passport, person).subtitle.startswith("Калинина")


def test_of_two_schools_it_names_both(passport, person):
    other = make.SchoolFactory(short_name="Вторая СШ", municipality=passport.municipality)
    make.AppointmentFactory(
        person=person, school=other, started_on=date(2022, 9, 1), contract_ends_on=date(2027, 8, 31)
    )
    said = words(built(passport, person))
    assert "; Вторая СШ" in said
    assert "срок трудового договора: 31.08.2027 (Вторая СШ)" in said


def test_a_bare_card_says_that_records_are_not_there(passport, municipality):
    said = words(built(passport, make.PersonFactory(municipality=passport.municipality)))
    assert "школой на эту дату не руководит" in said
    assert "Награды: записей нет." in said
    assert "возраст: нет данных" in said


@pytest.mark.parametrize("face", ["html", "xlsx"])
def test_every_face_prints_it(passport, person, face):
    assert FACES[face].render(built(passport, person))


@pytest.mark.skipif(not runtime.available(), reason="нет библиотек для PDF (Pango)")
def test_the_pdf_opens(coordinator_client, passport, person):
    answer = coordinator_client.get(f"{ADDRESS}pdf/", {"person": person.pk})
    assert answer.content.startswith(b"%PDF")


class TestFromTheBrowser:
    def test_the_card_leads_to_it_and_it_to_its_files(self, coordinator_client, passport, person):
        address = f"{ADDRESS}?person={person.pk}"
        assert f'"{address}"' in coordinator_client.get(person.get_absolute_url()).text
        page = coordinator_client.get(address).text
        assert f'"{ADDRESS}xlsx/?person={person.pk}"' in page
        answer = coordinator_client.get(f"{ADDRESS}xlsx/?person={person.pk}")
        openpyxl.load_workbook(io.BytesIO(answer.content))

    def test_it_is_not_among_the_papers_that_ask_for_nothing(self, coordinator_client, passport):
        page = coordinator_client.get(reverse("project:papers")).text
        assert "Карточка руководителя" not in page
        assert "Справка о кадровом составе" in page

    @pytest.mark.parametrize("query", ["", "?person=", "?person=0", "?person=abc", "?person=99999999999999999999"])
    def test_a_card_of_nobody_is_not_found(self, coordinator_client, passport, query):
        assert coordinator_client.get(f"{ADDRESS}{query}").status_code == 404
        assert coordinator_client.get(f"{ADDRESS}xlsx/{query}").status_code == 404

    def test_a_director_prints_his_own_and_no_others(self, director_client, director, passport, person):
        assert director_client.get(ADDRESS, {"person": director.person.pk}).status_code == 200
        assert director_client.get(ADDRESS, {"person": person.pk}).status_code == 404
        assert f"{ADDRESS}?person={director.person.pk}" in director_client.get(director.person.get_absolute_url()).text

    @pytest.mark.parametrize("role", ["observer", "expert"])
    def test_others_print_no_card(self, request, passport, person, role):
        client = request.getfixturevalue(f"{role}_client")
        assert client.get(ADDRESS, {"person": person.pk}).status_code == 403

    def test_another_district_finds_nobody(self, coordinator_client, passport):
        elsewhere = make.PersonFactory(municipality=make.MunicipalityFactory(name="Калачинский район"))
        assert coordinator_client.get(ADDRESS, {"person": elsewhere.pk}).status_code == 404


class TestFromTheCommand:
    def test_it_is_written_into_a_file(self, passport, person, tmp_path, capsys):
        path = tmp_path / "card.xlsx"
        call_command("report", "person", person=str(person.pk), format="xlsx", output=path, as_of="2024-12-30")
        assert openpyxl.load_workbook(path)

    def test_without_a_person_it_says_what_is_missing(self, passport):
        with pytest.raises(CommandError, match="--person"):
            call_command("report", "person")

    def test_an_unknown_person_is_named(self, passport):
        with pytest.raises(CommandError, match="Человека с номером 999 "):
            call_command("report", "person", "--person", "999")


@pytest.mark.parametrize("how_many", [1, 20])
def test_it_costs_the_same_however_long_the_card(passport, person, how_many, django_assert_num_queries):
    for year in range(how_many):
        for factory in (make.EducationFactory, make.TrainingFactory, make.AttestationFactory, make.AwardFactory):
            factory(person=person)
        make.AppointmentFactory(person=person, started_on=date(1980 + year, 1, 1), ended_on=date(1980 + year, 5, 1))
    with django_assert_num_queries(11):
        built(passport, person)
