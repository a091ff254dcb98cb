from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schools import actions
from schools.models import Appointment, Post
from tests.factories import AppointmentFactory, PersonFactory, SchoolFactory

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2023, 3, 1), date(2023, 9, 1)


@pytest.fixture
def school():
    return SchoolFactory(short_name="Крестинская СШ")


@pytest.fixture
def former(school):
    return AppointmentFactory(
        school=school, started_on=date(2020, 9, 1), ended_on=date(2023, 8, 31),
        person=PersonFactory(last_name="Бывшая", first_name="Анна", patronymic="Петровна"),
    )  # fmt: skip


def candidate(school, **changed):
    person = PersonFactory(last_name="Новая", first_name="Вера", patronymic="Ильинична")
    return Appointment(school=school, person=person, **{"started_on": AUTUMN} | changed)


def test_a_school_has_one_head_on_a_day_and_the_refusal_names_both(school, former):
    with pytest.raises(ValidationError) as refusal:
        candidate(school, started_on=SPRING).full_clean()
    assert refusal.value.messages == [
        "Школой в эти дни уже руководит Бывшая Анна Петровна (с 01.09.2020 по 31.08.2023). "
        "Новая Вера Ильинична может начать на следующий день после окончания этого назначения."
    ]


def test_a_shared_day_is_one_too_many(school, former):
    with pytest.raises(ValidationError, match="уже руководит"):
        candidate(school, started_on=former.ended_on).full_clean()


def test_the_next_day_is_free(school, former):
    candidate(school, started_on=AUTUMN).full_clean()


@pytest.mark.parametrize("ended_on", [None, date(2024, 1, 1), date(2020, 9, 1)])
def test_an_earlier_start_must_end_before_the_other_begins(school, former, ended_on):
    with pytest.raises(ValidationError, match="Бывшая"):
        candidate(school, started_on=date(2020, 1, 1), ended_on=ended_on).full_clean()


def test_who_acts_for_the_director_heads_the_school_too(school, former):
    with pytest.raises(ValidationError, match="Бывшая"):
        candidate(school, started_on=SPRING, post=Post.ACTING_DIRECTOR).full_clean()


@pytest.mark.parametrize("post", [Post.DEPUTY, Post.TEACHER, Post.OTHER])
def test_other_posts_are_held_side_by_side(school, former, post):
    candidate(school, started_on=SPRING, post=post).full_clean()


def test_a_head_does_not_stand_in_the_way_of_himself(former):
    former.order_number = "17-к"
    former.full_clean()


def test_one_may_head_two_schools(former):
    Appointment(person=former.person, school=SchoolFactory(), started_on=SPRING).full_clean()


def test_the_end_before_the_start_is_refused_at_its_field(school):
    with pytest.raises(ValidationError) as refusal:
        candidate(school, ended_on=date(2023, 8, 31)).full_clean()
    assert refusal.value.message_dict == {"ended_on": ["Окончание раньше начала."]}


def test_one_day_in_a_post_is_a_period(school):
    candidate(school, ended_on=AUTUMN).full_clean()


def test_the_database_itself_refuses_a_second_head_without_an_end(school):
    AppointmentFactory(school=school)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(school=school, post=Post.ACTING_DIRECTOR)


def test_of_two_checked_side_by_side_the_second_is_refused_when_saved(school):
    first, second = candidate(school), candidate(school)
    for appointment in (first, second):
        appointment.full_clean()
    actions.appoint(first)
    with pytest.raises(ValidationError, match="уже руководит"):
        actions.appoint(second)
    assert Appointment.objects.get() == first


def test_which_heads_count_on_a_day(school, former):
    now = candidate(school)
    now.save()
    AppointmentFactory(school=school, post=Post.DEPUTY)
    heads = Appointment.objects.heads().filter(school=school)
    assert heads.as_of(date(2023, 8, 31)).get() == former
    assert heads.as_of(AUTUMN).get() == now
