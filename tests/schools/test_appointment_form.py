from datetime import date

import pytest
from django.urls import reverse

from schools.models import Appointment, School
from tests.factories import AppointmentFactory, PersonFactory, SchoolFactory

ADD = "/schools/appointments/add/"


@pytest.fixture
def head(specialist):
    return AppointmentFactory(
        municipality=specialist.municipality, started_on=date(2020, 9, 1),
        person=PersonFactory(last_name="Бывшая", first_name="Анна", patronymic="Петровна"),
        school=SchoolFactory(short_name="Крестинская СШ"),
    )  # fmt: skip


@pytest.fixture
def candidate(specialist):
    return PersonFactory(
        municipality=specialist.municipality, last_name="Новая", first_name="Вера", patronymic="Ильинична"
    )


def typed(person, school, /, **changed):
    form = {"person": person.pk, "school": school.pk, "post": "director", "started_on": "01.09.2023"}
    return form | changed


def edit(appointment):
    return reverse("schools:edit_appointment", args=[appointment.pk])


def test_somebody_is_appointed(specialist_client, candidate):
    school = SchoolFactory()
    answer = specialist_client.post(ADD, typed(candidate, school, order_number="17-к"), follow=True)
    assert answer.redirect_chain == [(candidate.get_absolute_url(), 302)]
    assert "Добавлено." in answer.text
    assert "приказ № 17-к" in answer.text
    assert Appointment.objects.get().school == school


def test_the_school_one_came_from_is_chosen_already(specialist_client, candidate):
    school = SchoolFactory()
    answer = specialist_client.get(ADD, {"school": school.pk, "person": candidate.pk})
    for chosen in (school, candidate):
        assert f'<option value="{chosen.pk}" selected>{chosen}</option>' in answer.text


@pytest.mark.parametrize("nonsense", ["abc", "0", "-1", "1' OR '1'='1", "9" * 30])
def test_nonsense_in_the_address_chooses_nothing(specialist_client, nonsense):
    answer = specialist_client.get(ADD, {"school": nonsense, "started_on": nonsense})
    assert answer.status_code == 200
    assert "Не сохранено" not in answer.text


def test_a_second_head_is_refused_with_both_names_and_the_form_keeps_its_choices(specialist_client, head, candidate):
    answer = specialist_client.post(ADD, typed(candidate, head.school, order_number="17-к"))
    assert answer.status_code == 422
    assert "уже руководит Бывшая Анна Петровна (с 01.09.2020)" in answer.text
    assert "Новая Вера Ильинична может начать" in answer.text
    assert f'<option value="{candidate.pk}" selected>' in answer.text
    assert 'value="17-к"' in answer.text


def test_the_refusal_is_said_once(specialist_client, head, candidate):
    answer = specialist_client.post(ADD, typed(candidate, head.school))
    assert answer.text.count("уже руководит") == 1


def test_somebody_who_was_quicker_is_named_too(specialist_client, head, candidate, monkeypatch):
    """The rival appears between the check of the form and the saving under the lock."""
    school, locked = SchoolFactory(), School.objects.select_for_update

    def rival_first():
        if not Appointment.objects.filter(school=school).exists():
            AppointmentFactory(school=school, person=head.person, started_on=date(2022, 9, 1))
        return locked()

    monkeypatch.setattr(School.objects, "select_for_update", rival_first)
    answer = specialist_client.post(ADD, typed(candidate, school))
    assert answer.status_code == 422
    assert "уже руководит Бывшая Анна Петровна" in answer.text
    assert 'value="01.09.2023"' in answer.text


def test_one_is_released_by_an_end_and_the_next_follows(specialist_client, head, candidate):
    until = typed(head.person, head.school, started_on="01.09.2020", ended_on="31.08.2023")
    assert specialist_client.post(edit(head), until).status_code == 302
    head.refresh_from_db()
    assert head.ended_on == date(2023, 8, 31)
    assert specialist_client.post(ADD, typed(candidate, head.school)).status_code == 302


def test_the_form_of_an_appointment_says_how_to_end_it(specialist_client, head):
    answer = specialist_client.get(edit(head))
    assert "Чтобы освободить от должности, укажите дату окончания." in answer.text
    assert 'value="01.09.2020"' in answer.text


def test_an_end_cannot_be_opened_again_over_a_successor(specialist_client, head, candidate):
    Appointment.objects.update(ended_on=date(2023, 8, 31))
    AppointmentFactory(person=candidate, school=head.school, started_on=date(2023, 9, 1))
    again = typed(head.person, head.school, started_on="01.09.2020", ended_on="")
    answer = specialist_client.post(edit(head), again)
    assert "уже руководит Новая Вера Ильинична (с 01.09.2023)" in answer.text
    head.refresh_from_db()
    assert head.ended_on == date(2023, 8, 31)


def test_the_end_before_the_start_is_refused_at_the_field(specialist_client, candidate):
    answer = specialist_client.post(ADD, typed(candidate, SchoolFactory(), ended_on="31.08.2023"))
    assert answer.context["form"].errors == {"ended_on": ["Окончание раньше начала."]}


@pytest.mark.parametrize("missing", ["person", "school", "post", "started_on"])
def test_what_must_be_there_is_asked_for(specialist_client, candidate, missing):
    answer = specialist_client.post(ADD, typed(candidate, SchoolFactory(), **{missing: ""}))
    assert answer.context["form"].errors.keys() == {missing}


def test_an_appointment_made_by_mistake_is_removed(specialist_client, head):
    answer = specialist_client.post(reverse("schools:remove_appointment", args=[head.pk]))
    assert answer.url == reverse("schools:heads")
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer", "expert", "administrator"])
def test_only_the_specialist_appoints(request, head, candidate, role):
    client = request.getfixturevalue(f"{role}_client")
    form = typed(candidate, SchoolFactory())
    before = set(Appointment.objects.all())
    assert client.post(ADD, form).status_code == 403
    assert client.post(edit(head), form).status_code == 403
    assert client.post(reverse("schools:remove_appointment", args=[head.pk])).status_code == 403
    assert set(Appointment.objects.all()) == before
