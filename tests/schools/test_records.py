"""The records kept alike: memberships, programmes of transition, contests, entries, the platform."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.models import Contest, Membership
from schools.views import records as views
from tests.factories import (
    ContestEntryFactory,
    ContestFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    PersonFactory,
    SchoolFactory,
    TransitionProgrammeFactory,
)

KINDS = {
    "membership": (views.MEMBERSHIP, MembershipFactory),
    "transition_programme": (views.TRANSITION_PROGRAMME, TransitionProgrammeFactory),
    "contest": (views.CONTEST, ContestFactory),
    "contest_entry": (views.CONTEST_ENTRY, ContestEntryFactory),
    "innovation_participation": (views.INNOVATION_PARTICIPATION, InnovationParticipationFactory),
}


@pytest.fixture(params=KINDS)
def name(request):
    return request.param


@pytest.fixture
def kind(name):
    return KINDS[name][0]


@pytest.fixture
def record(db, name):
    return KINDS[name][1]()


@pytest.fixture
def typed(name, specialist):
    """What a careful person fills in, by the kind of record."""
    school, person = SchoolFactory(), PersonFactory()
    basis = {"basis": "протокол № 7"}
    return {
        "membership": {"person": person.pk, "body": "association", "started_on": "01.02.2021"} | basis,
        "transition_programme": {"school": school.pk, "title": "Программа"},
        "contest": {"title": "Лучшая среда", "subject": "environment", "held_on": "20.05.2022"},
        "contest_entry": {"contest": ContestFactory().pk, "school": school.pk, "entered_on": "01.04.2022"} | basis,
        "innovation_participation": {"school": school.pk, "started_on": "01.01.2021"} | basis,
    }[name]


def address(verb, name, *args):
    return reverse(f"schools:{verb}_{name}", args=args)


def test_it_is_added(specialist_client, kind, name, typed):
    answer = specialist_client.post(address("add", name), typed, follow=True)
    assert answer.redirect_chain == [(reverse(kind.listed), 302)]
    assert "Добавлено." in answer.text
    assert kind.model.objects.exists()


def test_it_is_changed(specialist_client, kind, name, typed, record):
    assert specialist_client.post(address("edit", name, record.pk), typed).url == record.get_absolute_url()
    shown = specialist_client.get(address("edit", name, record.pk)).context["form"]
    kept = {field: str(shown[field].value()) for field in typed if not field.endswith("_on")}
    assert kept == {field: str(value) for field, value in typed.items() if not field.endswith("_on")}


def test_what_was_typed_stays_when_it_is_refused(specialist_client, kind, name, typed):
    before = kind.model.objects.count()
    empty = dict.fromkeys(typed, "")
    answer = specialist_client.post(address("add", name), empty | {"title": "Набрано", "basis": "Набрано"})
    assert answer.status_code == 422
    assert "Набрано" in answer.text
    assert kind.model.objects.count() == before


def test_it_is_removed_after_a_question(specialist_client, kind, name, record):
    question = specialist_client.get(address("remove", name, record.pk))
    assert str(record) in question.text
    assert specialist_client.post(address("remove", name, record.pk)).url == reverse(kind.listed)
    assert not kind.model.objects.exists()


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer", "expert", "administrator"])
def test_only_the_specialist_keeps_it(request, kind, name, typed, record, role):
    client = request.getfixturevalue(f"{role}_client")
    before = list(kind.model.objects.values())
    for verb, args in (("add", ()), ("edit", (record.pk,)), ("remove", (record.pk,))):
        assert client.get(address(verb, name, *args)).status_code == 403
        assert client.post(address(verb, name, *args), typed).status_code == 403
    assert list(kind.model.objects.values()) == before


def test_a_contest_belongs_to_the_users_district(specialist_client, specialist):
    specialist_client.post("/schools/contests/add/", {"title": "Среда", "subject": "other", "held_on": "20.05.2022"})
    assert Contest.objects.get().municipality == specialist.municipality


def test_a_contest_entered_twice_is_refused_in_its_own_words(specialist_client):
    contest = ContestFactory(title="Среда")
    form = {"title": "Среда", "subject": "other", "held_on": f"{contest.held_on:%d.%m.%Y}"}
    answer = specialist_client.post("/schools/contests/add/", form)
    assert answer.status_code == 422
    assert "Такой конкурс с этой датой итогов уже есть." in answer.text
    assert 'value="Среда"' in answer.text


def test_a_school_entered_twice_is_refused_in_its_own_words(specialist_client):
    entry = ContestEntryFactory()
    form = {
        "contest": entry.contest.pk,
        "school": entry.school.pk,
        "entered_on": "01.04.2022",
        "basis": "протокол",
    }
    answer = specialist_client.post("/schools/contest-entries/add/", form)
    assert "Эта школа в этом конкурсе уже записана." in answer.text


def test_the_school_one_came_from_is_chosen_already(specialist_client):
    school = SchoolFactory()
    for name in ("transition_programme", "contest_entry", "innovation_participation"):
        answer = specialist_client.get(address("add", name), {"school": school.pk})
        assert f'<option value="{school.pk}" selected>' in answer.text


def test_a_membership_is_ended_by_a_day(specialist_client):
    member = MembershipFactory()
    form = {
        "person": member.person.pk,
        "body": "association",
        "started_on": "01.02.2021",
        "basis": "протокол",
    }
    specialist_client.post(address("edit", "membership", member.pk), form | {"ended_on": "31.12.2022"})
    assert f"{Membership.objects.get().ended_on}" == "2022-12-31"


@pytest.mark.parametrize(("name", "day"), [("transition_programme", "approved_on"), ("contest_entry", "entered_on")])
def test_what_has_happened_did_not_happen_tomorrow(specialist_client, kind, name, typed, day):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = specialist_client.post(address("add", name), typed | {day: f"{tomorrow:%d.%m.%Y}"})
    assert answer.context["form"].errors == {day: ["Этот день ещё не наступил."]}


def test_the_question_before_removal_promises_no_history_that_nobody_can_read(specialist_client, name, record):
    told = specialist_client.get(address("remove", name, record.pk)).text
    assert "Удаляйте только то, что внесено по ошибке." in told
    assert "истории" not in told
