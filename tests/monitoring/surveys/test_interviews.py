"""Interviews: planned, written down by the guide, concluded, read by the department alone."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.core.papers import registry
from leadership.core.papers.faces import FACES
from leadership.core.papers.registry import NoRecord, PaperContext
from monitoring.actions import interviews as actions
from monitoring.models import Campaign, Conclusion, Interview, Item, Methodology, ResponseState
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY, LAST = date(2024, 3, 11), date(2024, 3, 29)


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel("2024-04-02 09:00:00+06:00", tick=False):
        yield


@pytest.fixture
def guide(municipality):
    """Two topics: goals in words and on a scale, the team by a number."""
    guide = make.MethodologyFactory(
        municipality=municipality, kind=Methodology.Kind.INTERVIEW, subject=Methodology.Subject.HEAD,
        places=Methodology.Places.NONE, code="interview", title="Беседа с руководителем",
    )  # fmt: skip
    goals = make.SectionFactory(methodology=guide, title="Цели школы", position=1)
    team = make.SectionFactory(methodology=guide, title="Команда", position=2)
    shared = {"rule": Item.Rule.NONE, "most_points": None, "unit": ""}
    make.ItemFactory(section=goals, code="WORDS", title="Какие цели", answer=Item.Answer.TEXT, position=1, **shared)
    make.ItemFactory(
        section=goals, code="KNOWN", title="Знает ли команда", answer=Item.Answer.YES_NO, position=2, **shared
    )
    make.ItemFactory(
        section=team, code="HOURS", title="Часов на уроках", answer=Item.Answer.NUMBER, position=1,
        is_required=False, **shared | {"unit": "ч"},
    )  # fmt: skip
    return guide


@pytest.fixture
def interview(municipality, guide, director, methodist):
    open_round(municipality, guide, methodist, director.person.appointments.get().school)
    return Interview.objects.get()


def open_round(municipality, guide, interviewer, *schools):
    return actions.open_interviews(
        municipality=municipality, methodology=guide, title="Весна 2024", starts_on=DAY, ends_on=LAST,
        interviewer=interviewer, schools=schools,
    )  # fmt: skip


def names(guide):
    fields = {item.code: f"q{item.pk}" for item in guide.items.all()}
    return fields | {section.title: f"c{section.pk}" for section in guide.sections.all()}


def written(guide, **said):
    given = {
        "WORDS": "Сделать школу полного дня", "KNOWN": "yes", "HOURS": "7,5",
        "Цели школы": "Видит цели", "Команда": "Мало делегирует",
    } | said  # fmt: skip
    return {names(guide)[what]: value for what, value in given.items()} | {"held_on": "12.03.2024"}


def test_the_methodist_plans_interviews_with_heads(methodist_client, municipality, guide, director, methodist):
    headless = make.SchoolFactory(municipality=municipality)
    school = director.person.appointments.get().school
    answer = methodist_client.post(
        "/monitoring/interviews/open/",
        {
            "methodology": guide.pk, "title": "Весна 2024", "starts_on": "11.03.2024", "ends_on": "29.03.2024",
            "interviewer": methodist.pk, "schools": [school.pk, headless.pk],
        },
    )  # fmt: skip
    campaign = Campaign.objects.get()
    assert answer["Location"] == f"/monitoring/interviews/?campaign={campaign.pk}"
    interview = Interview.objects.get()
    participant = interview.response.participant
    assert participant.person == director.person
    assert participant.post == "директор, Крестинская СШ"
    assert (interview.planned_on, interview.response.respondent) == (DAY, methodist)
    guide.refresh_from_db()
    assert guide.frozen_on == DAY


def test_with_nobody_there_is_no_round(municipality, guide, methodist):
    with pytest.raises(ValidationError, match="беседовать не с кем"):
        open_round(municipality, guide, methodist, make.SchoolFactory(municipality=municipality))
    assert not Campaign.objects.exists()


def test_who_and_when_is_changed_until_it_is_over(methodist_client, interview, specialist, guide):
    address = f"/monitoring/interviews/{interview.pk}/edit/"
    methodist_client.post(address, {"interviewer": specialist.pk, "planned_on": "15.03.2024"})
    interview.refresh_from_db()
    assert (interview.planned_on, interview.response.respondent) == (date(2024, 3, 15), specialist)
    methodist_client.post(f"/monitoring/interviews/{interview.pk}/fill/", written(guide) | {"done": "1"})
    assert methodist_client.get(address).status_code == 302


def test_it_is_written_down_as_it_goes(methodist_client, interview, guide):
    """What is not finished may lack anything; it is there the next time."""
    address = f"/monitoring/interviews/{interview.pk}/fill/"
    part = {names(guide)["WORDS"]: "Сделать школу полного дня", names(guide)["Команда"]: "Мало делегирует"}
    assert methodist_client.post(address, part)["Location"] == address
    page = methodist_client.get(address).content.decode()
    assert "Сделать школу полного дня" in page
    assert "Мало делегирует" in page
    interview.refresh_from_db()
    assert interview.held_on is None
    assert interview.response.state == ResponseState.DRAFT


def test_what_is_finished_is_complete(methodist_client, interview, guide):
    address = f"/monitoring/interviews/{interview.pk}/fill/"
    lacking = written(guide, KNOWN="", **{"Цели школы": ""}) | {"held_on": "", "done": "1"}
    page = methodist_client.post(address, lacking)
    assert page.status_code == 422
    for said in ("Выберите ответ.", "Запишите вывод по теме.", "Укажите день, когда беседа прошла.", "Мало делегирует"):
        assert said in page.content.decode()
    ahead = methodist_client.post(address, written(guide) | {"held_on": "03.04.2024", "done": "1"})
    assert "Этот день ещё не наступил." in ahead.content.decode()
    wrong = methodist_client.post(address, written(guide, HOURS="семь") | {"done": "1"})
    assert "Введите число цифрами" in wrong.content.decode()


def test_conclusions_stand_by_topic_and_every_hand_in_is_kept(methodist_client, interview, guide):
    address = f"/monitoring/interviews/{interview.pk}/"
    methodist_client.post(f"{address}fill/", written(guide) | {"done": "1"})
    interview.refresh_from_db()
    assert interview.held_on == date(2024, 3, 12)
    assert interview.response.state == ResponseState.HANDED_IN
    assert list(Conclusion.objects.values_list("section__title", "text")) == [
        ("Цели школы", "Видит цели"), ("Команда", "Мало делегирует"),
    ]  # fmt: skip
    page = methodist_client.get(address).content.decode()
    assert "Проведено 12.03.2024" in page
    assert "7,5 ч" in page
    assert methodist_client.get(f"{address}fill/").status_code == 302
    step = interview.response.steps.get()
    assert step.answers["conclusions"] == {one.code: one_text for one, one_text in concluded(guide)}


def concluded(guide):
    return zip(guide.sections.order_by("position"), ("Видит цели", "Мало делегирует"), strict=True)


def test_it_is_mended_for_a_reason(methodist_client, interview, guide):
    address = f"/monitoring/interviews/{interview.pk}/"
    methodist_client.post(f"{address}fill/", written(guide) | {"done": "1"})
    assert methodist_client.post(f"{address}reopen/", {"reason": " "}).status_code == 422
    methodist_client.post(f"{address}reopen/", {"reason": "Перепутаны часы"})
    assert "Перепутаны часы" in methodist_client.get(address).content.decode()
    methodist_client.post(f"{address}fill/", written(guide, HOURS="") | {"done": "1"})
    interview.refresh_from_db()
    assert [step.state for step in interview.response.steps.all()] == ["handed_in", "returned", "handed_in"]
    assert interview.response.answers.count() == 2


def test_one_planned_by_mistake_is_removed_until_it_is_over(
    methodist_client, municipality, guide, director, stranger, methodist
):
    open_round(municipality, guide, methodist, *(one.person.appointments.get().school for one in (director, stranger)))
    first, last = Interview.objects.all()
    methodist_client.post(f"/monitoring/interviews/{first.pk}/remove/")
    assert list(Interview.objects.all()) == [last]
    methodist_client.post(f"/monitoring/interviews/{last.pk}/fill/", written(guide) | {"done": "1"})
    assert methodist_client.post(f"/monitoring/interviews/{last.pk}/remove/").status_code == 302
    assert Interview.objects.exists()
    methodist_client.post(f"/monitoring/interviews/{last.pk}/reopen/", {"reason": "Ошибка"})
    methodist_client.post(f"/monitoring/interviews/{last.pk}/remove/")
    assert not Campaign.objects.exists()


def test_a_director_never_reads_what_was_written_of_him(director_client, interview):
    for page in ("", f"{interview.pk}/", f"{interview.pk}/fill/"):
        assert director_client.get(f"/monitoring/interviews/{page}").status_code == 403
    assert not Interview.objects.visible_to(interview.response.participant.person.account)


def test_the_coordinator_reads_and_does_not_write(coordinator_client, interview):
    assert coordinator_client.get(f"/monitoring/interviews/{interview.pk}/").status_code == 200
    assert coordinator_client.get(f"/monitoring/interviews/{interview.pk}/fill/").status_code == 403


def test_the_protocol_says_what_was_written(methodist_client, interview, guide, municipality):
    def built():
        filters = {"interview": str(interview.pk)}
        return registry.find("interview").build(PaperContext(municipality, LAST, filters=filters))

    with pytest.raises(NoRecord):
        built()
    methodist_client.post(f"/monitoring/interviews/{interview.pk}/fill/", written(guide, HOURS="") | {"done": "1"})
    said = str(built())
    for what in ("Сделать школу полного дня", "Вывод: Мало делегирует", "директор, Крестинская СШ", "не записано"):
        assert what in said
    assert FACES["html"].render(built())


@pytest.mark.parametrize("page", ["", "fill/"])
def test_the_pages_of_an_interview_ask_a_fixed_number_of_questions(methodist_client, interview, page, known_kinds):
    with CaptureQueriesContext(connection) as queries:
        assert methodist_client.get(f"/monitoring/interviews/{interview.pk}/{page}").status_code == 200
    assert len(queries) <= 16


def test_the_list_asks_the_same_number_of_questions(
    methodist_client, municipality, guide, methodist, director, stranger, known_kinds
):
    asked = []
    for schools in ([director.person.appointments.get().school], [stranger.person.appointments.get().school]):
        open_round(municipality, guide, methodist, *schools)
        with CaptureQueriesContext(connection) as queries:
            assert methodist_client.get("/monitoring/interviews/?as_of=2024-04-01").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 13
