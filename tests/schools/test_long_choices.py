"""A region has more people and schools than a list to pick from can hold: they are chosen by a typed name."""

from datetime import date

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.choosing import LONG_CHOICE, OFFERED, NamedField, Typed
from mentoring.models import Course
from schools.forms import AppointmentForm, ReserveEntryForm
from schools.models import Appointment, Contest, Person, School
from tests.factories import (
    AppointmentFactory,
    ContestEntryFactory,
    ContestFactory,
    CourseFactory,
    EnrolmentFactory,
    FindingFactory,
    PersonFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
ADD = "/schools/appointments/add/"


def crowd(municipality, how_many=LONG_CHOICE + 1):
    Person.objects.bulk_create(
        Person(municipality=municipality, last_name=f"Толпина{number:03}", first_name="Анна")
        for number in range(how_many)
    )


def network(municipality, how_many=LONG_CHOICE + 1):
    School.objects.bulk_create(
        School(municipality=municipality, name=f"МБОУ «СОШ № {number}»", short_name=f"СОШ № {number}", locality="Омск")
        for number in range(1, how_many + 1)
    )


@pytest.fixture
def school(municipality):
    return SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")


@pytest.fixture
def many(municipality):
    crowd(municipality)


def born(municipality, year, name="Тёзкина Анна Петровна", **changed):
    last, first, patronymic = name.split()
    return PersonFactory(
        municipality=municipality, last_name=last, first_name=first, patronymic=patronymic, born_on=date(year, 5, 1),
        **changed,
    )  # fmt: skip


def appoint(client, school, person, **more):
    return client.post(
        ADD, {"person": person, "school": school.pk, "post": "teacher", "started_on": "01.09.2023"} | more
    )


def appointed(answer, person):
    assert answer.status_code == 302, answer.context["form"].errors
    assert Appointment.objects.get().person == person


def refused(answer, field="person"):
    assert answer.status_code == 422
    assert not Appointment.objects.exists()
    (message,) = answer.context["form"].errors[field]
    return message


# When


@pytest.mark.parametrize(("how_many", "is_typed"), [(LONG_CHOICE, False), (LONG_CHOICE + 1, True)])
def test_a_list_to_pick_from_is_never_longer_than_two_hundred(specialist, how_many, is_typed):
    crowd(specialist.municipality, how_many)
    form = AppointmentForm(user=specialist)
    assert isinstance(form.fields["person"], NamedField) == is_typed
    assert isinstance(form.fields["person"].widget, forms.Select) != is_typed
    assert isinstance(form.fields["school"].widget, forms.Select)


def test_people_of_other_districts_do_not_make_the_list_long(specialist, foreigner):
    crowd(foreigner.municipality)
    assert isinstance(AppointmentForm(user=specialist).fields["person"].widget, forms.Select)


def test_the_empty_field_says_what_to_type(specialist_client, specialist, many):
    network(specialist.municipality)
    page = specialist_client.get(ADD).text
    assert 'placeholder="начните с фамилии"' in page
    assert 'placeholder="название школы"' in page


def test_the_empty_field_says_what_its_emptiness_means(specialist):
    network(specialist.municipality)
    form = ReserveEntryForm(user=specialist)
    assert 'placeholder="название школы; пусто – любая школа"' in str(form["target_school"])


def test_a_page_with_three_hundred_people_is_light(specialist_client, municipality):
    crowd(municipality, 300)
    network(municipality, 300)
    assert len(specialist_client.get(ADD).content) < 60_000


def test_the_questions_do_not_grow_with_the_people(specialist_client, municipality, school):
    def asked(**typed):
        with CaptureQueriesContext(connection) as questions:
            answer = appoint(specialist_client, school, "Тёзкина", started_on="", **typed)
        assert answer.status_code == 422
        return len(questions)

    crowd(municipality)
    born(municipality, 1970)
    born(municipality, 1971)
    few = asked()
    crowd(municipality, 1000)
    for year in range(18):
        born(municipality, 1972 + year)
    assert asked() == few


# What is typed


@pytest.mark.parametrize(
    "typed", ["Тёзкина", "тезкина", "  АННА   тёз ", "тез анна пет", "Петровна, Тезкина", "Тёзкина Анна Петровна"]
)
def test_the_only_one_called_so_is_taken(specialist_client, municipality, school, many, typed):
    person = born(municipality, 1970)
    appointed(appoint(specialist_client, school, typed), person)


@pytest.mark.parametrize("typed", ["езкина", "Тёзкина Ольга", "%", "_", ".*", "(", "\\", "–", "\0", "<b>", "т" * 5000])
def test_nobody_called_so_is_told_and_what_was_typed_stays(specialist_client, municipality, school, many, typed):
    born(municipality, 1970)
    answer = appoint(specialist_client, school, typed)
    message = refused(answer)
    assert message.startswith(f"Не найдено: {typed.strip()[:300]}")
    assert answer.context["form"]["person"].value().text == typed.strip()[:300]


def test_what_was_typed_is_never_markup(specialist_client, school, many):
    page = appoint(specialist_client, school, '"><b>Анна').text
    assert "<b>Анна" not in page
    assert 'value="&quot;&gt;&lt;b&gt;Анна"' in page


def test_an_empty_name_is_asked_for(specialist_client, school, many):
    assert refused(appoint(specialist_client, school, "   ")) == "Обязательное поле."


def test_namesakes_are_told_apart_and_one_is_picked(specialist_client, municipality, school, many):
    first, second = born(municipality, 1970), born(municipality, 1980)
    AppointmentFactory(person=first, school=SchoolFactory(short_name="Ложниковская СШ"), municipality=municipality)
    former = Appointment.objects.get()
    answer = appoint(specialist_client, school, "Тезкина")
    assert answer.context["form"].errors == {"person": ["Таких несколько, выберите."]}
    assert "Тёзкина Анна Петровна, 1970 г. р., Ложниковская СШ</label>" in answer.text
    assert "Тёзкина Анна Петровна, 1980 г. р.</label>" in answer.text
    assert 'value="Тезкина"' in answer.text
    assert appoint(specialist_client, school, "Тезкина", **{"person-picked": second.pk}).status_code == 302
    assert Appointment.objects.exclude(pk=former.pk).get().person == second


def test_who_was_picked_stays_picked_while_another_field_is_mended(specialist_client, municipality, school, many):
    born(municipality, 1970)
    second = born(municipality, 1980)
    page = appoint(specialist_client, school, "Тезкина", started_on="", **{"person-picked": second.pk}).text
    assert "Выбрано: Тёзкина Анна Петровна, 1980 г. р." in page
    assert f'name="person-shown" value="{second.pk}"' in page
    name = "Тёзкина Анна Петровна"
    appointed(appoint(specialist_client, school, name, **{"person-shown": second.pk}), second)


def test_a_name_typed_anew_outweighs_what_was_picked_before(specialist_client, municipality, school, many):
    namesake, other = born(municipality, 1970), born(municipality, 1975, "Другая Вера Ильинична")
    parts = {"person-picked": namesake.pk, "person-shown": namesake.pk}
    appointed(appoint(specialist_client, school, "Другая", **parts), other)


def test_the_whole_name_of_one_is_enough_though_others_begin_so(specialist_client, municipality, many):
    SchoolFactory(municipality=municipality, short_name="Крестинская СШ имени Героя", name="Другая")
    SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")
    network(municipality)
    person = born(municipality, 1970)
    answer = specialist_client.post(
        ADD, {"person": "Тёзкина", "school": "крестинская сш", "post": "teacher", "started_on": "01.09.2023"}
    )
    appointed(answer, person)
    assert Appointment.objects.get().school.short_name == "Крестинская СШ"


def test_a_number_of_a_school_is_the_whole_number(municipality):
    network(municipality)
    assert [str(school) for school in School.objects.named("сош 12")] == ["СОШ № 12"]
    assert [str(school) for school in School.objects.named("12, Омск")] == ["СОШ № 12"]


def test_schools_of_one_name_are_told_apart_by_the_locality(specialist_client, municipality, school, many):
    network(municipality)
    for locality in ("Сосновка", "Берёзовка"):
        SchoolFactory(municipality=municipality, short_name="Лесная СШ", name=f"СШ {locality}", locality=locality)
    born(municipality, 1970)
    form = {"person": "Тёзкина", "school": "лесная", "post": "teacher", "started_on": "01.09.2023"}
    answer = specialist_client.post(ADD, form)
    assert refused(answer, "school") == "Таких несколько, выберите."
    assert "Лесная СШ, Сосновка</label>" in answer.text
    assert specialist_client.post(ADD, form | {"school": "лесная березовка"}).status_code == 302


def test_no_more_than_twenty_namesakes_are_offered(specialist_client, municipality, school, many):
    for year in range(OFFERED + 5):
        born(municipality, 1960 + year)
    answer = appoint(specialist_client, school, "Тёзкина")
    assert refused(answer) == "Таких больше 20: выберите или напишите точнее."
    assert answer.text.count('type="radio"') == OFFERED


# Whose


def test_people_of_another_district_are_found_neither_by_name_nor_by_number(specialist_client, foreigner, school, many):
    stranger = born(foreigner.municipality, 1970)
    for parts in ({}, {"person-picked": stranger.pk}, {"person-shown": stranger.pk}):
        answer = appoint(specialist_client, school, "Тёзкина Анна Петровна", **parts)
        assert refused(answer) == "Не найдено: Тёзкина Анна Петровна."
        assert "1970" not in answer.text
    assert refused(appoint(specialist_client, school, stranger.pk)) == f"Не найдено: {stranger.pk}."


def test_the_number_of_a_stranger_beside_ones_own_name_takes_ones_own(
    specialist_client, municipality, foreigner, school, many
):
    own, stranger = born(municipality, 1970), born(foreigner.municipality, 1970)
    parts = {"person-picked": stranger.pk, "person-shown": stranger.pk}
    appointed(appoint(specialist_client, school, "Тёзкина Анна Петровна", **parts), own)


@pytest.mark.parametrize("nonsense", ["abc", "-1", "9" * 30, "1' OR '1'='1", "٣", "0"])
def test_nonsense_instead_of_a_number_picks_nobody(specialist_client, municipality, school, many, nonsense):
    born(municipality, 1970)
    born(municipality, 1980)
    for part in ("person-picked", "person-shown"):
        assert (
            refused(appoint(specialist_client, school, "Тёзкина", **{part: nonsense})) == "Таких несколько, выберите."
        )


# From an address, and when editing


def test_who_is_in_the_address_is_chosen_already(specialist_client, municipality, many):
    person = born(municipality, 1970)
    page = specialist_client.get(ADD, {"person": person.pk}).text
    assert 'value="Тёзкина Анна Петровна"' in page
    assert f'name="person-shown" value="{person.pk}"' in page


@pytest.mark.parametrize("nonsense", ["abc", "0", "-1", "9" * 30])
def test_nonsense_in_the_address_chooses_nobody(specialist_client, many, nonsense):
    answer = specialist_client.get(ADD, {"person": nonsense})
    assert answer.status_code == 200
    assert "person-shown" not in answer.text


def test_a_stranger_in_the_address_is_not_shown(specialist_client, foreigner, many):
    stranger = born(foreigner.municipality, 1970)
    assert "Тёзкина" not in specialist_client.get(ADD, {"person": stranger.pk}).text


def test_an_untouched_person_stays_though_there_are_namesakes(specialist_client, municipality, school, many):
    born(municipality, 1960)
    person = born(municipality, 1970)
    held = AppointmentFactory(person=person, school=school, post="teacher", started_on=date(2020, 9, 1))
    address = reverse("schools:edit_appointment", args=[held.pk])
    page = specialist_client.get(address)
    assert "Выбрано: Тёзкина Анна Петровна, 1970 г. р." in page.text
    form = {
        "person": "Тёзкина Анна Петровна", "person-shown": person.pk, "school": school.pk, "post": "teacher",
        "started_on": "01.09.2020", "order_number": "17-к", "opened": page.context["opened"],
    }  # fmt: skip
    assert specialist_client.post(address, form).status_code == 302
    held.refresh_from_db()
    assert (held.person, held.order_number) == (person, "17-к")
    assert (
        not AppointmentForm(form, instance=held, user=page.wsgi_request.user)
        .fields["person"]
        .has_changed(person.pk, page.context["form"].fields["person"].widget.value_from_datadict(form, {}, "person"))
    )


def test_who_was_changed_by_another_meanwhile_is_taken_over(specialist_client, municipality, school, many):
    """The second editor has not touched the person: the other's choice stands in the form, namesakes or not."""
    former, new = born(municipality, 1970), born(municipality, 1980)
    held = AppointmentFactory(person=former, school=school, post="teacher", started_on=date(2020, 9, 1))
    address = reverse("schools:edit_appointment", args=[held.pk])
    opened = specialist_client.get(address).context["opened"]
    held.person = new
    held.save()
    form = {
        "person": "Тёзкина Анна Петровна", "person-shown": former.pk, "school": school.pk, "post": "teacher",
        "started_on": "01.09.2020", "order_number": "17-к", "opened": opened,
    }  # fmt: skip
    answer = specialist_client.post(address, form)
    assert answer.status_code == 409
    assert f'name="person-shown" value="{new.pk}"' in answer.text
    assert 'value="17-к"' in answer.text


def test_a_person_who_may_not_be_changed_is_shown_and_stays(specialist_client, municipality, many):
    finding = FindingFactory(person=born(municipality, 1970), found_on=date(2022, 11, 15))
    address = reverse("monitoring:edit_finding", args=[finding.pk])
    page = specialist_client.get(address)
    assert 'value="Тёзкина Анна Петровна"' in page.text
    form = {
        "person": "Толпина001", "competence": finding.competence_id, "found_on": "15.11.2022", "basis": finding.basis,
        "explanation": "новое", "opened": page.context["opened"],
    }  # fmt: skip
    assert specialist_client.post(address, form).status_code == 302
    person = finding.person
    finding.refresh_from_db()
    assert (finding.person, finding.explanation) == (person, "новое")


def test_a_form_that_narrows_its_choice_finds_nobody_else(municipality, foreigner):
    crowd(municipality)
    born(foreigner.municipality, 1970)
    here = born(municipality, 1980)
    field = NamedField(Person.objects.all())
    field.queryset = field.queryset.filter(municipality=municipality)
    assert field.clean(Typed("Тёзкина")) == here


def test_what_was_typed_is_told_when_the_record_is_gone(specialist_client, school, many, municipality):
    held = AppointmentFactory(person=born(municipality, 1970), school=school)
    address = reverse("schools:edit_appointment", args=[held.pk])
    opened = specialist_client.get(address).context["opened"]
    held.delete()
    answer = specialist_client.post(address, {"person": "Тёзкина Анна", "opened": opened})
    assert answer.status_code == 410
    assert "Тёзкина Анна" in answer.text


# Filters


@pytest.fixture
def contests(municipality):
    Contest.objects.bulk_create(
        Contest(municipality=municipality, title=f"Конкурс {number}", held_on=date(2022, 5, 20))
        for number in range(1000, 1000 + LONG_CHOICE)
    )
    found = ContestFactory(municipality=municipality, title="Школа года")
    ContestEntryFactory(contest=found, school__short_name="Крестинская СШ")
    ContestEntryFactory(school__short_name="Красовская СШ")
    return found


def listed(client, **asked):
    answer = client.get(reverse("schools:contest_entries"), asked)
    assert answer.status_code == 200
    return answer, [row.record.school.short_name for row in answer.context["table"].rows]


def test_a_long_filter_is_a_typed_name(specialist_client, contests):
    answer, rows = listed(specialist_client, contest="школа 2022")
    assert rows == ["Крестинская СШ"]
    assert "<option" not in answer.text.partition('name="contest"')[2].partition("</form>")[0]
    assert 'value="Школа года, 2022"' in answer.text


def test_a_number_in_the_address_of_a_long_filter_still_works(specialist_client, contests):
    ContestFactory(municipality=contests.municipality, title=f"Конкурс {contests.pk}")
    assert listed(specialist_client, contest=contests.pk)[1] == ["Крестинская СШ"]


def test_an_ambiguous_filter_asks_which_and_finds_nothing_until_told(specialist_client, contests, municipality):
    other = ContestFactory(municipality=municipality, title="Школа мечты")
    answer, rows = listed(specialist_client, contest="школа")
    assert rows == []
    assert "Таких несколько, выберите." in answer.text
    assert listed(specialist_client, contest="школа", **{"contest-picked": contests.pk})[1] == ["Крестинская СШ"]
    assert listed(specialist_client, contest="школа", **{"contest-picked": other.pk})[1] == []


def test_a_long_filter_left_empty_hides_nothing(specialist_client, contests):
    assert len(listed(specialist_client, contest="")[1]) == 2
    assert len(listed(specialist_client)[1]) == 2


def test_a_course_is_known_by_its_title_and_year(municipality):
    CourseFactory(title="Эффективный руководитель", started_on=date(2021, 3, 1), municipality=municipality)
    second = CourseFactory(
        title="Эффективный руководитель", started_on=date(2022, 3, 1), ended_on=date(2022, 5, 1),
        municipality=municipality,
    )  # fmt: skip
    assert list(Course.objects.named("эффективный 2022")) == [second]


def test_a_long_filter_costs_the_same_whatever_it_chooses_from(specialist_client, municipality):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            assert specialist_client.get(reverse("mentoring:enrolments"), {"course": "курс"}).status_code == 200
        return len(questions)

    def courses(first, last):
        Course.objects.bulk_create(
            Course(
                municipality=municipality, programme=Course.Programme.EFFECTIVE_HEAD, title=f"Курс {number}",
                started_on=date(2021, 3, 1), ended_on=date(2021, 5, 1),
            )
            for number in range(first, last)
        )  # fmt: skip

    EnrolmentFactory()
    courses(0, LONG_CHOICE + 1)
    few = asked()
    courses(1000, 2000)
    assert asked() == few
