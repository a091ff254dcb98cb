"""The pages of the reserve: the list of a day, the card, the forms; who meets whom."""

from datetime import date

import pytest
from django.urls import reverse

from schools.models import ReserveEntry, ReserveReview, ReserveState, ReserveStep
from tests.factories import (
    DocumentFactory,
    MunicipalityFactory,
    PersonFactory,
    ReserveEntryFactory,
    ReserveReviewFactory,
    ReserveStepFactory,
    SchoolFactory,
)

from .test_query_counts import asked

DAY = "2024-12-30"
ORDER = "приказ № 15 от 01.02.2022"

pytestmark = pytest.mark.django_db


def stay(surname, *steps, **fields):
    entry = ReserveEntryFactory(person=PersonFactory(last_name=surname), **fields)
    for state, day in steps:
        ground = ReserveStep.Ground.REQUEST if state == ReserveState.EXCLUDED else ""
        ReserveStepFactory(entry=entry, state=state, taken_on=day, ground=ground)
    return entry


@pytest.fixture
def story(municipality):
    soon, past = date(2025, 1, 31), date(2024, 6, 30)
    stay("Кандидатова", ("candidate", date(2024, 11, 1)))
    stay("Включенцева", ("included", date(2022, 2, 1)), term_ends_on=soon, next_review_on=past)
    stay("Готовцева", ("included", date(2021, 7, 1)), ("ready", date(2023, 2, 1)), term_ends_on=past)
    stay("Назначева", ("included", date(2022, 2, 1)), ("appointed", date(2023, 8, 15)), term_ends_on=past)
    stay("Ушедшева", ("included", date(2022, 2, 1)), ("excluded", date(2024, 3, 1)), next_review_on=past)


@pytest.fixture
def listed(specialist_client):
    def ask(day=DAY, **query):
        answer = specialist_client.get(reverse("schools:reserve"), {"as_of": day} | query)
        return [row.record.person.last_name for row in answer.context["table"].paginated_rows]

    return ask


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Включенцева", "Готовцева", "Кандидатова"]),
        ({"state": "appointed"}, ["Назначева"]),
        ({"state": "excluded"}, ["Ушедшева"]),
        ({"state": "all"}, ["Включенцева", "Готовцева", "Кандидатова", "Назначева", "Ушедшева"]),
        ({"warning": "term_ending"}, ["Включенцева"]),
        ({"warning": "term_over"}, ["Готовцева"]),
        ({"warning": "review_overdue"}, ["Включенцева"]),
        ({"warning": "review_overdue", "state": "all"}, ["Включенцева"]),
        ({"q": "готов"}, ["Готовцева"]),
        ({"state": "нет такого"}, []),
        ({"day": "2023-08-14"}, ["Включенцева", "Готовцева", "Назначева", "Ушедшева"]),
        ({"day": "2021-06-30"}, []),
    ],
)
def test_the_list_shows_who_is_there_on_the_day_and_who_left_when_asked(story, listed, query, names):
    assert listed(**query) == names


def test_the_list_is_searched_by_the_school_aimed_at(listed, municipality):
    ReserveStepFactory(entry__target_school=SchoolFactory(short_name="Крестинская СШ", municipality=municipality))
    ReserveStepFactory()
    assert len(listed(school="крестин")) == 1


def test_warnings_stand_in_words_and_the_left_have_none(story, specialist_client):
    table = specialist_client.get(reverse("schools:reserve"), {"as_of": DAY, "state": "all"}).context["table"]
    said = {
        row[0].split()[0]: [cell or "" for cell in row[6:]]
        for row in list(table.as_values(exclude_columns=("actions",)))[1:]
    }
    assert said == {
        "Кандидатова": ["", ""],
        "Включенцева": ["31.01.2025, ещё 32\xa0дня", "30.06.2024, просрочен"],
        "Готовцева": ["30.06.2024, истёк", ""],
        "Назначева": ["", ""],
        "Ушедшева": ["", ""],
    }


def test_an_age_nobody_knows_is_left_empty(specialist_client, municipality):
    ReserveStepFactory(entry__person__born_on=date(1990, 12, 31))
    ReserveStepFactory(entry__person__born_on=None)
    table = specialist_client.get(reverse("schools:reserve"), {"as_of": DAY}).context["table"]
    assert sorted(str(row[1] or "") for row in list(table.as_values())[1:]) == ["", "33"]


# Who sees whom


def test_a_director_sees_his_own_entry_alone(director, director_client):
    own = ReserveStepFactory(entry__person=director.person).entry
    other = ReserveStepFactory().entry
    page = director_client.get(reverse("schools:reserve")).text
    assert own.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert reverse("schools:vacancies") not in page
    assert director_client.get(own.get_absolute_url()).status_code == 200
    assert director_client.get(other.get_absolute_url()).status_code == 404


def test_the_observer_does_not_learn_of_the_reserve_from_a_head_s_card(director, observer_client, specialist_client):
    entry = ReserveStepFactory(entry__person=director.person).entry
    card = director.person.get_absolute_url()
    assert entry.get_absolute_url() in specialist_client.get(card).text
    assert "Резерв управленческих кадров" not in observer_client.get(card).text
    assert observer_client.get(entry.get_absolute_url()).status_code == 403


def test_another_district_s_people_and_schools_are_not_offered(specialist_client, municipality):
    elsewhere = MunicipalityFactory(name="Калачинский муниципальный район")
    person, school = PersonFactory(municipality=elsewhere), SchoolFactory(municipality=elsewhere)
    answer = specialist_client.post(
        reverse("schools:add_reserve_entry"),
        {"person": person.pk, "target_school": school.pk, "target_post": "director", "state": "included",
         "taken_on": "01.02.2022", "basis": ORDER},
    )  # fmt: skip
    assert set(answer.context["form"].errors) == {"person", "target_school"}


# Forms


@pytest.fixture
def entry(municipality):
    return stay("Савельева", ("included", date(2022, 2, 1)), term_ends_on=date(2025, 1, 31))


@pytest.fixture
def send(specialist_client):
    def post(route, *args, **data):
        return specialist_client.post(reverse(f"schools:{route}", args=args), data)

    return post


def test_an_entry_is_made_with_its_first_step(send, municipality):
    person = PersonFactory()
    answer = send(
        "add_reserve_entry",
        person=person.pk, target_post="director", state="included", taken_on="01.02.2022", basis=ORDER,
        recommended_by="директор школы",
    )  # fmt: skip
    made = ReserveEntry.objects.with_state(date(2022, 2, 1)).get()
    assert answer.url == made.get_absolute_url()
    assert (made.state, made.term_ends_on, made.recommended_by) == ("included", date(2025, 1, 31), "директор школы")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"state": "ready"}, "state"),
        ({"state": ""}, "state"),
        ({"taken_on": "01.02.2099"}, "taken_on"),
        ({"taken_on": "32.01.2022"}, "taken_on"),
        ({"basis": ""}, "basis"),
        ({"basis": "п" * 201}, "basis"),
        ({"target_post": "teacher"}, "target_post"),
        ({"person": ""}, "person"),
        ({"term_ends_on": "31.01.2022"}, "term_ends_on"),
        ({"state": "candidate", "term_ends_on": "31.01.2025"}, "term_ends_on"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field_and_nothing_is_saved(send, municipality, data, field):
    typed = {"person": PersonFactory().pk, "target_post": "director", "state": "included", "taken_on": "01.02.2022"}
    answer = send("add_reserve_entry", **(typed | {"basis": ORDER} | data))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not ReserveEntry.objects.exists()


def test_a_second_entry_of_a_person_is_refused_in_words(send, entry):
    answer = send(
        "add_reserve_entry",
        person=entry.person_id, target_post="director", state="included", taken_on="01.02.2023", basis=ORDER,
    )  # fmt: skip
    assert "уже состоит в резерве с 01.02.2022 (включён)" in answer.text


def test_the_form_offers_only_what_may_follow(specialist_client, entry):
    form = specialist_client.get(reverse("schools:add_reserve_step", args=[entry.pk])).context["form"]
    assert [value for value, _ in form.fields["state"].choices] == [
        "", "in_training", "ready", "appointed", "excluded",
    ]  # fmt: skip
    assert set(form.fields) == {"state", "taken_on", "basis", "ground"}


def test_a_candidate_is_included_with_a_term(send, municipality):
    entry = stay("Тимофеев", ("candidate", date(2021, 11, 15)))
    send(
        "add_reserve_step", entry.pk,
        state="included", taken_on="01.02.2022", basis=ORDER, term_ends_on="31.01.2026",
    )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.term_ends_on, entry.next_review_on) == (date(2026, 1, 31), date(2023, 2, 1))


def test_exclusion_without_a_ground_is_refused_at_the_ground(send, entry):
    answer = send("add_reserve_step", entry.pk, state="excluded", taken_on="01.03.2024", basis=ORDER)
    assert list(answer.context["form"].errors) == ["ground"]
    assert answer.text.count("Укажите причину исключения.") == 2  # above the form and at the field


def test_a_closed_entry_offers_no_further_step(specialist_client, send, entry):
    send("add_reserve_step", entry.pk, state="appointed", taken_on="01.03.2024", basis=ORDER)
    card = specialist_client.get(entry.get_absolute_url(), {"as_of": DAY}).text
    assert "назначен с 01.03.2024" in card
    assert "Перевести в состояние" not in card
    assert "Записать пересмотр" not in card
    answer = specialist_client.get(reverse("schools:add_reserve_step", args=[entry.pk]), follow=True)
    assert "Запись закрыта: назначен с 01.03.2024." in answer.text


def test_only_the_last_step_is_mended_or_removed(specialist_client, send, entry):
    first = entry.steps.get()
    send("add_reserve_step", entry.pk, state="in_training", taken_on="01.09.2022", basis=ORDER)
    last = entry.last_step()
    for route in ("edit_reserve_step", "remove_reserve_step"):
        answer = specialist_client.post(reverse(f"schools:{route}", args=[first.pk]), follow=True)
        assert "только последний шаг" in answer.text
    send("edit_reserve_step", last.pk, state="ready", taken_on="01.10.2022", basis=ORDER)
    assert str(entry.last_step()) == "готов к назначению с 01.10.2022"
    assert "Удалить" in specialist_client.get(reverse("schools:remove_reserve_step", args=[last.pk])).text
    send("remove_reserve_step", last.pk)
    assert entry.steps.get() == first


def test_the_only_step_stays_until_the_entry_goes(specialist_client, send, entry):
    answer = specialist_client.post(reverse("schools:remove_reserve_step", args=[entry.last_step().pk]), follow=True)
    assert "единственный шаг" in answer.text
    send("remove_reserve_entry", entry.pk)
    assert not ReserveStep.objects.exists()


def test_a_review_is_recorded_mended_and_removed(send, entry):
    answer = send(
        "add_reserve_review", entry.pk,
        held_on="01.02.2023", conclusion="Готовится", basis="протокол № 1", term_ends_on="31.01.2027",
    )  # fmt: skip
    review = ReserveReview.objects.get()
    assert answer.url == entry.get_absolute_url()
    assert (review.next_review_on, review.term_ends_on) == (date(2024, 2, 1), date(2027, 1, 31))
    changed = {"held_on": "02.02.2023", "conclusion": "Готова", "basis": "протокол № 1", "term_ends_on": "30.01.2025"}
    assert send("edit_reserve_review", review.pk, **changed).status_code == 422
    assert send("edit_reserve_review", review.pk, **(changed | {"term_ends_on": ""})).status_code == 302
    send("remove_reserve_review", review.pk)
    assert not ReserveReview.objects.exists()


@pytest.mark.parametrize("day", ["01.01.2022", "01.02.2099"])
def test_a_review_is_held_while_in_the_reserve_and_has_been_held(send, entry, day):
    answer = send("add_reserve_review", entry.pk, held_on=day, conclusion="Готовится", basis="протокол № 1")
    assert set(answer.context["form"].errors) == {"held_on"}


def test_where_a_director_is_appointed_is_said_beside_the_state(specialist_client, municipality):
    school = SchoolFactory(municipality=municipality)
    ready = stay("Готовцева", ("included", date(2022, 2, 1)), ("ready", date(2023, 2, 1)), target_school=school)
    deputy = stay("Замова", ("included", date(2022, 2, 1)), ("ready", date(2023, 2, 1)), target_post="deputy")
    address = reverse("project:handover", args=[school.pk])
    assert address in specialist_client.get(reverse("schools:add_reserve_step", args=[ready.pk])).text
    told = specialist_client.get(reverse("schools:add_reserve_step", args=[deputy.pk])).text
    assert "Сменить руководителя" not in told


def test_the_card_shows_the_orders_and_what_was_changed(specialist_client, entry):
    step = entry.steps.first()
    DocumentFactory(owner=step, title="Приказ о включении в резерв")
    told = specialist_client.get(entry.get_absolute_url()).text
    assert "Приказ о включении в резерв" in told
    assert f"шаг резерва: {step}" in told


def test_the_card_is_of_its_day(specialist_client, entry):
    ReserveReviewFactory(entry=entry, held_on=date(2024, 2, 1), term_ends_on=date(2027, 1, 31))
    before = specialist_client.get(entry.get_absolute_url(), {"as_of": "2022-01-31"}).text
    assert "На 31.01.2022: записи ещё нет" in before
    assert "Срок пребывания" not in before
    assert "по 31.01.2025" in specialist_client.get(entry.get_absolute_url(), {"as_of": "2024-01-31"}).text
    assert "по 31.01.2027" in specialist_client.get(entry.get_absolute_url(), {"as_of": "2024-02-01"}).text


def test_a_long_story_costs_what_a_short_one_does(specialist_client, municipality):
    short, long = (stay(name, ("included", date(2020, 2, 1))) for name in ("Первая", "Вторая"))
    for number in range(1, 20):
        ReserveReviewFactory(entry=long, held_on=date(2020, 2, number + 1))
        ReserveStepFactory(entry=long, state="ready", taken_on=date(2021, 2, number))
    assert len(asked(specialist_client, long.get_absolute_url())) == len(
        asked(specialist_client, short.get_absolute_url())
    )
