"""The diary of a pair: the mentor writes, both read, nobody else; guards of days; the printed diary."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.core.papers.registry import NoRecord, PaperContext, find
from mentoring.models import Consultation

from ..factories import CompetenceFactory, ConsultationFactory, PairingFactory, TeamFactory

pytestmark = pytest.mark.django_db

FAR = date(2999, 12, 31)


@pytest.fixture
def pair(director, stranger):
    return PairingFactory(team=TeamFactory(ended_on=FAR), mentor=director.person, mentee=stranger.person)


@pytest.fixture
def entry(pair, director):
    return ConsultationFactory(pairing=pair, written_by=director)


def typed(**changed):
    return {"held_on": "14.12.2022", "form": "visit", "topic": "Журнал контроля", "agreed": "Завести журнал"} | changed


def add(client, pair, **changed):
    return client.post(reverse("mentoring:add_consultation", args=[pair.pk]), typed(**changed))


def test_the_mentor_writes_and_both_read(director_client, stranger_client, pair, director):
    competence = CompetenceFactory()
    answer = add(director_client, pair, competences=[competence.pk], next_on="20.12.2022")
    assert answer.url == reverse("mentoring:diary", args=[pair.pk])
    entry = Consultation.objects.get()
    assert (entry.written_by, list(entry.competences.all())) == (director, [competence])
    for client in (director_client, stranger_client):
        told = client.get(answer.url).text
        assert "Завести журнал" in told
        assert competence.title in told


def test_the_mentee_only_reads(stranger_client, pair, entry):
    assert add(stranger_client, pair).status_code == 403
    assert stranger_client.get(reverse("mentoring:edit_consultation", args=[entry.pk])).status_code == 403
    assert stranger_client.post(reverse("mentoring:remove_consultation", args=[entry.pk])).status_code == 403


def test_the_department_sees_how_often_they_met_and_not_what_was_said(methodist_client, pair, entry):
    assert methodist_client.get(reverse("mentoring:diary", args=[pair.pk])).status_code == 404
    told = methodist_client.get(pair.team.get_absolute_url()).text
    assert "1\xa0встреча" in told
    assert "последняя 14.12.2022" in told
    assert entry.topic not in told


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"held_on": "30.11.2022"}, "held_on", "Пара работает с 01.12.2022"),
        ({"next_on": "01.12.2022"}, "next_on", "Следующая встреча раньше этой."),
        ({"agreed": ""}, "agreed", ""),
    ],
)
def test_a_meeting_out_of_its_days_is_refused_at_the_field(director_client, pair, changed, field, said):
    answer = add(director_client, pair, **changed)
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[field])
    assert not Consultation.objects.exists()


def test_a_meeting_of_tomorrow_has_not_been_held(director_client, pair):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = add(director_client, pair, held_on=f"{tomorrow:%d.%m.%Y}")
    assert answer.context["form"].errors["held_on"] == ["Этот день ещё не наступил."]


def test_a_meeting_after_the_pair_has_parted_is_refused(pair):
    pair.ended_on = date(2023, 3, 1)
    pair.save()
    ConsultationFactory.build(pairing=pair, held_on=date(2023, 3, 1)).clean()
    with pytest.raises(ValidationError):
        ConsultationFactory.build(pairing=pair, held_on=date(2023, 3, 2)).clean()


def test_a_diary_is_written_up_for_thirty_days_more(director, pair, entry):
    from mentoring import access

    pair.ended_on = date(2023, 3, 1)
    assert access.writes_diary(director, pair, date(2023, 3, 31))
    assert not access.writes_diary(director, pair, date(2023, 4, 1))
    assert not access.writes_diary(director, pair, date(2022, 11, 30))


def test_an_entry_is_mended_by_its_author_alone(director_client, director, pair, entry, methodist):
    address = reverse("mentoring:edit_consultation", args=[entry.pk])
    assert director_client.post(address, typed(topic="Иначе")).status_code == 302
    entry.refresh_from_db()
    assert entry.topic == "Иначе"
    Consultation.objects.filter(pk=entry.pk).update(written_by=methodist)
    assert director_client.post(address, typed()).status_code == 403


def test_the_diary_costs_the_same_however_long_it_is(director_client, pair, known_kinds):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            director_client.get(reverse("mentoring:diary", args=[pair.pk]))
        return len(queries)

    ConsultationFactory(pairing=pair).competences.add(CompetenceFactory())
    few = cost()
    for _ in range(9):
        ConsultationFactory(pairing=pair).competences.add(CompetenceFactory())
    assert cost() == few


def test_the_paper_is_for_the_two_of_the_pair(director, stranger, methodist, pair, entry):
    def printed(user):
        context = PaperContext(pair.team.municipality, date(2023, 1, 1), user, {"pairing": str(pair.pk)})
        return find("mentor_diary").build(context)

    for user in (director, stranger):
        (table,) = printed(user).tables()
        assert table.rows[0][0] == entry.held_on
    with pytest.raises(NoRecord):
        printed(methodist)
