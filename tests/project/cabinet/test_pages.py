"""Pages of the cabinet: own results and place, own data, who looked; nothing of anybody else."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.models import JournalEntry
from leadership.core.papers.registry import NoRecord, PaperContext, find
from leadership.project.cabinet.looks import looks_at
from schools.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2024, 1, 10)


@pytest.fixture
def standing(director, stranger):
    """Two heads in one published campaign: the director stands second."""
    campaign = make.CampaignFactory(municipality=director.municipality, state="published")
    calculation = make.CalculationFactory(campaign=campaign, done_at=datetime(2023, 12, 21, tzinfo=UTC))
    for level, lower in (("высокий", 90), ("средний", 50)):
        make.LevelFactory(methodology=campaign.methodology, title=level, lower=lower)
    for user, total in ((director, 70), (stranger, 95)):
        make.ResultFactory(
            calculation=calculation, participant__person=user.person, participant__campaign=campaign,
            total=total, percent=total,
        )  # fmt: skip
    return calculation


def test_results_tell_the_own_place_and_what_the_next_level_lacks(director_client, stranger, standing):
    told = director_client.get(reverse("cabinet:results"), {"as_of": "2024-01-10"}).text
    assert "2 из 2" in told
    assert "До уровня «высокий» не хватает" in told
    assert stranger.person.last_name not in told
    assert ">95" not in told


def test_own_data_name_who_looked_when_and_at_what(director_client, director, methodist, stranger, known_kinds):
    def look(person, account, what=""):
        JournalEntry.objects.create(
            account=account, act="viewed", content_type=make.ContentType.objects.get_for_model(Person),
            object_id=person.pk, what=what, address="10.0.0.1",
        )  # fmt: skip

    look(director.person, methodist, "Карточка на 01.12.2023")
    look(director.person, director, "сам себя")
    look(stranger.person, methodist, "чужая карточка")
    told = director_client.get(reverse("cabinet:mine")).text
    assert str(methodist) in told
    assert "методист" in told
    assert "Карточка на 01.12.2023" in told
    assert "сам себя" not in told
    assert "чужая карточка" not in told
    assert "10.0.0.1" not in told


def test_looks_at_own_forms_are_told_too(director, methodist):
    form = make.ResponseFactory(participant__person=director.person)
    other = make.ResponseFactory()
    kind = make.ContentType.objects.get_for_model(form)
    for one in (form, other):
        JournalEntry.objects.create(account=methodist, act="viewed", content_type=kind, object_id=one.pk)
    assert [it.object_id for it in looks_at(director)] == [form.pk]


def test_the_file_of_own_data_is_for_oneself_alone(director, stranger, methodist, standing):
    make.ConsentFactory(person=director.person)

    def printed(user):
        filters = {"person": str(director.person_id)}
        return find("my_data").build(PaperContext(director.municipality, DAY, user, filters))

    said = [getattr(block, "text", "") for block in printed(director).blocks]
    for heading in ("Карточка", "Учётная запись", "Согласия", "Результаты", "Кто смотрел мои сведения"):
        assert heading in said
    for user in (stranger, methodist, None):
        with pytest.raises(NoRecord):
            printed(user)


def test_a_director_who_is_nobody_of_the_register_has_no_cabinet_pages(client, municipality):
    client.force_login(make.UserFactory(role="director", municipality=municipality, person=None))
    assert client.get("/").status_code == 200
    for page in ("profile", "results", "mentoring", "mine"):
        assert client.get(reverse(f"cabinet:{page}")).status_code == 403


@pytest.mark.parametrize("page", ["results", "mentoring", "mine"])
def test_pages_cost_the_same_however_much_there_is(director_client, director, methodist, page, known_kinds):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert director_client.get(reverse(f"cabinet:{page}"), {"as_of": "2023-03-01"}).status_code == 200
        return len(queries)

    def live(times):
        for _ in range(times):
            pair = make.PairingFactory(mentor=director.person)
            make.ProfileShareFactory(pairing=pair)
            make.ConsultationFactory(pairing=pair, next_on=date(2023, 3, 5))
            make.ConsentFactory(person=director.person, kind="photo", withdrawn_on=date(2022, 1, 1))
            kind = make.ContentType.objects.get_for_model(Person)
            JournalEntry.objects.create(
                account=methodist, act="viewed", content_type=kind, object_id=director.person_id
            )

    live(2)
    few = cost()
    live(6)
    assert cost() == few
