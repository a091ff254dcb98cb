from datetime import date

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError

from leadership.core.models import DemonstrationRow, Notice, SearchEntry, SearchWord
from leadership.project import demonstration
from leadership.project.demonstration import ACCOUNTS, PASSWORD, Unfit, fill, invented, remove
from leadership.project.demonstration.ledger import in_ledger, models_in_ledger
from leadership.project.indicators import readings
from leadership.project.models import Occurrence, Project, State
from mentoring.models import Activity
from monitoring.models import Ballot, BallotAnswer, Competence, SurveyRecord
from schools.models import Appointment, Municipality, Person, Post, Role, School, User

from .demonstrated import demo

pytestmark = pytest.mark.django_db

END_OF_2021, END_OF_2022 = date(2021, 12, 31), date(2022, 12, 31)
FIRST_OF_DECEMBER, END_OF_2023 = date(2023, 12, 1), date(2023, 12, 31)
END_OF_PROJECT = date(2024, 12, 30)
DAYS = (END_OF_2021, END_OF_2022, FIRST_OF_DECEMBER, END_OF_2023, END_OF_PROJECT)

# Counted by hand from the story, name by name: numerator, denominator (a count has none).
FIGURES = {
    # Completed «Эффективный руководитель» or «Хочу стать лидером»:
    #   2021 Рябинина, Калинина, Гладышев, Мартынова, Никифоров, Жданов, Орехова = 7
    #   2022 and Ветрова, Лаптев, Прохоров, Савельева, Тимофеев, Федоренко = 13
    #   2023 Жданов completes a second course and is counted once = 13
    #   2024 and Устинова, Ежова = 15
    # implemented the project defended there: Рябинина (12.2021), Калинина, Никифоров, Гладышев (2022),
    #   Ветрова (05.2023), Жданов (15.12.2023), Лаптев (05.2024);
    #   Прохоров implemented one defended on another course, which does not count
    1: [(1, 7), (4, 13), (5, 13), (6, 13), (7, 15)],
    # Оконешниковская, Крестинская (2021); Золотонивская, Красовская (2022); Маяковская, Чистовская (by
    # 09.2023), Сергеевская (08.12.2023); Куломзинская (2024); Любимовская has a draft
    2: [(2, 9), (4, 9), (6, 9), (7, 9), (8, 9)],
    # Оконешниковская, Крестинская, Золотонивская; and Красовская, Сергеевская, Маяковская;
    # and Куломзинская, Чистовская; and Любимовская
    3: [(3, 9), (6, 9), (8, 9), (8, 9), (9, 9)],
    # 2021 Рябинина, Прохоров, Дорохова (Ежова and Савельева do not head a school)
    # 2022 Рябинина, Жданов, Калинина, Прохоров
    # 2023 Рябинина, Орехова, Калинина, Лаптев, Ветрова, Жданов, from the first of December
    # 2024 Калинина, Орехова, Гладышев, Мартынова, Прохоров
    4: [(3, 9), (4, 9), (6, 9), (6, 9), (5, 9)],
    # Калинина (06.2023); Савельева of the reserve (2022) stands beside
    5: [(0, None), (0, None), (1, None), (1, None), (1, None)],
    # 2021 Рябинина, Дорохова, Никифоров
    # 2022 Рябинина, Никифоров, Калинина, Гладышев, Ветрова
    # 2023 Рябинина, Калинина, Ветрова, Лаптев, Жданов, Прохоров (Никифоров heads no more)
    # 2024 Рябинина, Калинина, Лаптев, Жданов, Прохоров, Мартынова, Орехова
    6: [(3, None), (5, None), (6, None), (6, None), (7, None)],
    # Heads in РИП-ИнКО: 2021 Рябинина, Калинина, Ветрова = 3; 2022 and Жданов, Лаптев, Гладышев = 6;
    #   2024 without Гладышев = 5
    # took part: 2022 Калинина, Рябинина; 2023 and Жданов, Лаптев (Прохоров's school is not in РИП-ИнКО)
    7: [(0, 3), (2, 6), (4, 6), (4, 6), (4, 5)],
    # Heads who took part: 2022 Калинина, Рябинина; 2023 and Жданов, Лаптев, Прохоров; 2024 and Орехова
    # with an approved ИППР: 2022 Калинина; 2023 and Рябинина, Жданов, Лаптев; Прохоров from 15.12.2023;
    #   Орехова has a draft
    8: [(0, 0), (1, 2), (4, 5), (5, 5), (5, 6)],
}


@pytest.fixture
def filled(passport):
    return fill()


def story():
    """Every invented record in words: without numbers of rows, without salted passwords."""
    return {model._meta.label: sorted(told(model)) for model in models_in_ledger() if "istorical" not in model.__name__}


#: Fields that hold numbers of rows.
NUMBERED = {Notice: {"key", "address", "lines"}, SurveyRecord: {"counts"}}


def told(model):
    aside = {"id", "password", "object_id", *NUMBERED.get(model, ())}
    fields = [field for field in model._meta.fields if field.name not in aside]
    for record in model._base_manager.filter(in_ledger(model)).select_related():
        yield str([str(getattr(record, field.name)) for field in fields])


# The figures of the story


def test_indicators_come_to_what_was_counted_by_hand(filled):
    found = readings(list(filled.project.indicators.all()), DAYS)
    assert {
        indicator.number: [(found[indicator.pk, day].numerator, found[indicator.pk, day].denominator) for day in DAYS]
        for indicator in filled.project.indicators.all()
    } == FIGURES


def test_nine_schools_have_nine_heads_on_any_day(filled):
    changes = (date(2022, 3, 13), date(2022, 3, 14), date(2022, 9, 1), date(2023, 8, 14), date(2023, 8, 15))
    for day in (*DAYS, *changes):
        assert Person.objects.heading(day).count() == 9


def test_an_acting_head_leads_for_a_while(filled):
    acting = Appointment.objects.get(post=Post.ACTING_DIRECTOR)
    assert (str(acting.person), acting.started_on, acting.ended_on) == (
        "Ежова Марина Алексеевна",
        date(2022, 3, 14),
        date(2022, 8, 31),
    )


def test_plan_is_held_not_held_late_and_open(filled):
    states = [occurrence.state_on(END_OF_PROJECT) for occurrence in Occurrence.objects.all()]
    assert {state: states.count(state) for state in states} == {
        State.DONE: 37,
        State.NOT_HELD: 4,
        State.OVERDUE: 3,  # the Association of 2023, the interviews and the August meeting of 2024
        State.UNDER_WAY: 4,  # due on the last day of 2024
    }
    concept = Occurrence.objects.get(row__measure__number=5)
    assert concept.closed_on > concept.ends_on


# What is made


def test_forms_would_take_every_record(passport):
    fill(schools=40)
    for model in models_in_ledger():
        if "istorical" not in model.__name__:
            for record in model._base_manager.filter(in_ledger(model)):
                record.full_clean()


def test_nobody_is_named_after_the_people_of_the_passport(passport):
    fill(schools=100)
    assert not Person.objects.filter(last_name__in=["Совенко", "Кривошея"]).exists()
    assert not User.objects.filter(last_name__in=["Совенко", "Кривошея"]).exists()


def test_findings_are_answered_after_they_are_made(filled):
    for activity in Activity.objects.select_related("finding"):
        assert activity.finding.found_on < activity.due_on
        assert activity.done_on is None or activity.finding.found_on < activity.done_on


def test_accounts(filled):
    accounts = {user.username: user for user in User.objects.select_related("person", "municipality")}
    assert set(accounts) == {account.login for account in ACCOUNTS}
    assert {user.role for user in accounts.values()} == set(Role)
    assert all(user.check_password(PASSWORD) for user in accounts.values())
    assert [name for name, user in accounts.items() if user.municipality is None] == ["admin"]
    assert [name for name, user in accounts.items() if user.is_staff and user.is_superuser] == ["admin"]
    assert str(School.objects.with_head(END_OF_PROJECT).get(head_id=accounts["director"].person_id)) == "Крестинская СШ"
    assert accounts["director2"].person != accounts["director"].person


def test_login_of_somebody_real_is_left_to_its_owner(passport):
    real = User.objects.create_superuser("admin", password="real")
    assert "Логин admin занят настоящей учётной записью и оставлен ей.\n" in demo()
    assert User.objects.get(username="admin") == real
    assert not DemonstrationRow.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=real.pk
    ).exists()


def test_competence_kept_already_is_used(passport):
    kept = Competence.objects.create(title="Управление изменениями", function=Competence.Function.DEVELOPMENT)
    fill()
    assert kept.findings.exists()
    remove()
    assert Competence.objects.get() == kept


@pytest.mark.parametrize("schools", [9, 40])
def test_everything_made_stands_in_the_ledger(passport, schools, monkeypatch):
    monkeypatch.setattr(invented, "BATCH", 20)
    before = {model: model._base_manager.count() for model in apps.get_models()}
    made = fill(schools=schools).made
    assert School.objects.count() == schools
    assert School.objects.with_head(END_OF_PROJECT).filter(head_id=None).count() == 0
    assert DemonstrationRow.objects.count() == made.total()
    built = {DemonstrationRow, SearchEntry, SearchWord}  # the ledger itself, and what is built from the records
    aside = built | {Ballot, BallotAnswer}  # what has no number goes with the slice it was cast in
    grown = {model: model._base_manager.count() - before[model] for model in before if model not in aside}
    assert {model: count for model, count in grown.items() if count} == made


def test_same_seed_tells_the_same(passport):
    fill(schools=40, seed=7)
    first = story()
    remove()
    fill(schools=40, seed=7)
    assert story() == first
    remove()
    fill(schools=40, seed=8)
    assert story() != first


def test_story_of_the_nine_needs_no_luck(passport):
    fill(seed=7)
    first = story()
    remove()
    fill(seed=8)
    assert story() == first


def test_large_numbers_are_told_on_the_way(passport, monkeypatch):
    monkeypatch.setattr(invented, "BATCH", 10)
    monkeypatch.setattr(invented, "TELLS_EVERY", 20)
    said = []
    fill(schools=45, say=said.append)
    assert said == ["школы: 20 из 45", "школы: 40 из 45"]


# Where it cannot be made


def test_passport_is_loaded_where_there_is_none_and_stays(db):
    demo()
    assert School.objects.count() == 9
    remove()
    assert Project.objects.get().measures.count() == 20


def test_fill_refuses_to_make_anything_twice(filled):
    with pytest.raises(Unfit, match="уже есть"):
        fill()


def test_occurrence_closed_by_somebody_is_left_alone(passport):
    real = Occurrence.objects.get(row__measure__number=5)
    real.outcome, real.closed_on, real.proof = "held", date(2021, 6, 1), "приказ № 1 от 01.06.2021"
    real.save()
    fill()
    assert Occurrence.objects.get(pk=real.pk).proof == real.proof
    remove()
    assert Occurrence.objects.get(pk=real.pk).proof == real.proof


def test_plan_without_terms_has_nothing_to_close(passport):
    Occurrence.objects.all().delete()
    assert Occurrence.history.model not in fill().made


def test_another_districts_passport_is_not_enough(passport):
    Municipality.objects.update(name="Другой район")
    with pytest.raises(CommandError, match="паспорт не загружен"):
        demo()


def test_schools_of_the_story_must_be_there(passport):
    School.objects.filter(short_name="Чистовская СШ").update(short_name="Чистовская школа")
    with pytest.raises(Unfit, match="Чистовская"):
        fill()


def test_real_heads_are_not_pushed_aside(passport):
    person = Person.objects.create(municipality=passport.municipality, last_name="Настоящая", first_name="Анна")
    Appointment.objects.create(person=person, school=School.objects.first(), started_on=date(2020, 9, 1))
    with pytest.raises(Unfit, match="Настоящая Анна"):
        fill()
    assert not demonstration.is_there()
