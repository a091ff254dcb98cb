"""What lists ask for as sets says the same of everybody as what is told of one person, school, entry at a time."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse

from leadership.core.latest import latest
from schools import attention
from schools.models import (
    Appointment,
    Attestation,
    Person,
    Post,
    ReserveEntry,
    ReserveState,
    School,
    VacancySign,
    vacancy,
)
from schools.models.demands import DEMANDS
from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    FormerNameFactory,
    PersonFactory,
    ReserveEntryFactory,
    ReserveReviewFactory,
    ReserveStepFactory,
    SchoolFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 30)


@pytest.fixture
def shown(specialist_client):
    """The numbers of the rows of a list, as it is filtered."""

    def asked(route, **query):
        page = specialist_client.get(reverse(f"schools:{route}"), query | {"as_of": DAY})
        return {row.pk for row in page.context["table"].data}

    return asked


@pytest.fixture(params=range(3))
def lot(request):
    return Random(request.param)


def some_day(lot, spread=900):
    """Days about the one looked from, the very edges of the rules among them."""
    edges = (DAY, attention.ends_soon(DAY), attention.trained_long_ago(DAY), attention.new_in_post(DAY))
    near = lot.choice(edges) + timedelta(days=lot.choice((-1, 0, 1)))
    return lot.choice((near, DAY + timedelta(days=lot.randint(-spread, spread))))


@pytest.fixture
def district(municipality, lot):
    """Forty people with as many posts, attestations, trainings, names and stays in the reserve as fall to each."""
    schools = [SchoolFactory(municipality=municipality, short_name=f"СШ {n}") for n in range(40)]
    for number, school in enumerate(schools):
        born_on = date(1955 + number, 1, 1)
        person = PersonFactory(municipality=municipality, last_name=f"Фамилия{number}", born_on=born_on)
        posts = lot.choice(((), (Post.DIRECTOR,), (Post.ACTING_DIRECTOR,), (Post.DIRECTOR, Post.TEACHER)))
        for post in posts:
            begun = DAY - timedelta(days=lot.randint(0, 900))
            ended = lot.choice((None, begun + timedelta(days=lot.randint(0, 900))))
            contract = lot.choice((None, max(begun, some_day(lot))))
            AppointmentFactory(
                person=person, school=school, post=post, started_on=begun, ended_on=ended, contract_ends_on=contract
            )
        for _ in range(lot.choice((0, 1, 2))):
            held = some_day(lot)
            until = lot.choice((None, max(held, some_day(lot))))
            AttestationFactory(
                person=person, held_on=held, valid_until=until, result=lot.choice(Attestation.Result.values)
            )
        for _ in range(lot.choice((0, 1, 2))):
            TrainingFactory(person=person, completed_on=some_day(lot))
        if lot.random() < 0.3:
            FormerNameFactory(person=person, last_name=f"Прежняя{number}", changed_on=some_day(lot))
        if lot.random() < 0.6:
            reserve(lot, person, school)
    return municipality


def reserve(lot, person, school):
    entry = ReserveEntryFactory(
        person=person, target_school=school, term_ends_on=some_day(lot), next_review_on=some_day(lot)
    )
    days = sorted(some_day(lot) for _ in range(lot.choice((1, 2, 3))))
    states = lot.sample((ReserveState.INCLUDED, ReserveState.IN_TRAINING, ReserveState.READY), len(days))
    for day, state in zip(days, states, strict=True):
        ReserveStepFactory(entry=entry, state=state, taken_on=day)
    for _ in range(lot.choice((0, 1, 2))):
        ReserveReviewFactory(
            entry=entry, held_on=some_day(lot),
            term_ends_on=lot.choice((None, some_day(lot))), next_review_on=lot.choice((None, some_day(lot))),
        )  # fmt: skip


def test_who_demands_attention(district):
    told = Person.objects.heading(DAY).with_warnings(DAY)
    for name, asked in DEMANDS.items():
        one_by_one = {it.pk for it in told if getattr(it, f"is_{name}_due")}
        assert {it.pk for it in Person.objects.heading(DAY).filter(asked(DAY))} == one_by_one, name
    assert told


def test_which_schools_show_signs_of_a_vacancy(district):
    words = {
        VacancySign.NO_HEAD: "нет руководителя", VacancySign.ACTING: "исполняющий",
        VacancySign.CONTRACT: "договор", VacancySign.AGE: "возраст",
    }  # fmt: skip
    schools = School.objects.with_head(DAY).with_head_terms(DAY)
    said = {
        it.pk: vacancy.in_words(
            DAY, has_head=it.head_id is not None, post=it.head_post, contract_ends_on=it.head_contract_ends_on,
            born_on=it.head_born_on,
        )
        for it in schools
    }  # fmt: skip
    for sign, word in words.items():
        one_by_one = {pk for pk, signs in said.items() if any(it.startswith(word) for it in signs)}
        assert {it.pk for it in School.objects.vacancy_near(DAY, sign)} == one_by_one, sign
    assert {it.pk for it in School.objects.vacancy_near(DAY)} == {pk for pk, signs in said.items() if signs}


def test_who_stands_where_in_the_reserve_and_until_when(district):
    told = list(ReserveEntry.objects.with_state(DAY).with_terms(DAY))
    for state in ReserveState.values:
        one_by_one = {it.pk for it in told if it.state == state}
        assert {it.pk for it in ReserveEntry.objects.standing(DAY, state)} == one_by_one, state
    inside = [it for it in told if it.is_in_reserve]
    soon = DAY + timedelta(days=90)
    one_by_one = {
        "term_ending": {it.pk for it in inside if DAY <= it.term_on <= soon},
        "term_over": {it.pk for it in inside if it.term_on < DAY},
        "review_overdue": {it.pk for it in inside if it.review_on < DAY},
        "calling": {it.pk for it in inside if it.term_on <= soon or it.review_on < DAY},
    }
    for question, expected in one_by_one.items():
        assert {it.pk for it in getattr(ReserveEntry.objects, question)(DAY)} == expected, question
    assert inside


def test_what_is_typed_over_a_list_is_found_in_what_the_rows_show(shown, district):
    heads = Person.objects.heading(DAY).with_name(DAY).with_school(DAY)
    reserved = ReserveEntry.objects.known_by(DAY).with_post(DAY).select_related("person")
    for word in ("прежняя", "фамилия1", "1", "СШ", "нет такой"):
        held = word.casefold()
        expected = {
            it.pk for it in heads
            if any(held in text.casefold() for text in (it.name_then, it.last_name, it.school_name))
        }  # fmt: skip
        assert shown("heads", q=word) == expected, word
        expected = {
            it.pk for it in reserved if any(held in text.casefold() for text in (str(it.person), it.held_school or ""))
        }
        assert shown("reserve", q=word, state="all") == expected, word
        schools = School.objects.with_head(DAY)
        expected = {
            it.pk for it in schools
            if any(held in text.casefold() for text in (it.short_name, it.name, it.head_name or ""))
        }  # fmt: skip
        assert shown("vacancies", q=word, sign="all") == expected, word


def test_which_people_and_schools_have_whom(shown, district):
    people, schools = Person.objects.with_school(DAY), School.objects.with_head(DAY)
    assert shown("people", heading="yes") == {it.pk for it in people if it.school_id}
    assert shown("people", heading="no") == {it.pk for it in people if not it.school_id}
    assert shown("schools", head="yes") == {it.pk for it in schools if it.head_id}
    assert shown("schools", head="no") == {it.pk for it in schools if not it.head_id}
    for post in (Post.DIRECTOR, Post.ACTING_DIRECTOR):
        assert shown("heads", post=post) == {it.pk for it in people if it.post == post}


def test_the_latest_of_a_day_is_the_one_entered_last(municipality):
    person = PersonFactory(municipality=municipality)
    earlier, first, second = (AttestationFactory(person=person, held_on=day) for day in (date(2020, 1, 1), DAY, DAY))
    other = AttestationFactory(held_on=date(2019, 1, 1))
    assert set(latest(Attestation.objects.all(), of="person", by="held_on")) == {second, other}
    before = Attestation.objects.filter(held_on__lt=DAY)
    assert set(latest(before, of="person", by="held_on")) == {earlier, other}
    assert first not in latest(Attestation.objects.all(), of="person", by="held_on")


def test_heads_stand_in_the_order_of_the_names_they_bore(municipality):
    """A name changed since puts its bearer where the former one stands."""
    for name in ("Аннина", "Борисова", "Власова"):
        AppointmentFactory(person=PersonFactory(municipality=municipality, last_name=name), started_on=date(2020, 1, 1))
    assert [it.last_name for it in Person.objects.heading(DAY).with_name(DAY).by_name(DAY)] == [
        "Аннина", "Борисова", "Власова",
    ]  # fmt: skip
    changed = Person.objects.get(last_name="Аннина")
    FormerNameFactory(person=changed, last_name="Яшина", changed_on=DAY + timedelta(days=1))
    named = Person.objects.heading(DAY).with_name(DAY).by_name(DAY)
    assert [it.last_name for it in named] == ["Борисова", "Власова", "Аннина"]
    assert Appointment.objects.headships(DAY).count() == 3
