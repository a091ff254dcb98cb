from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ADD = "/schools/people/add/"
TYPED = {"last_name": "Совенко", "first_name": "Елена", "patronymic": "Николаевна"}
CHECKED = {"same_person_checked": "on"}


@pytest.fixture
def namesake(specialist):
    return PersonFactory(municipality=specialist.municipality, **TYPED)


def test_a_person_is_added_to_the_users_district(specialist_client, specialist):
    answer = specialist_client.post(ADD, TYPED | {"born_on": "05.06.1970"})
    person = Person.objects.get()
    assert answer.url == person.get_absolute_url()
    assert (person.municipality, person.born_on) == (specialist.municipality, date(1970, 6, 5))


def test_of_a_new_name_nothing_more_is_asked(specialist_client):
    assert "same_person_checked" not in specialist_client.get(ADD).context["form"].fields
    assert "same_person_checked" not in specialist_client.post(ADD, {"last_name": "Ли"}).context["form"].fields


@pytest.mark.parametrize("changed", [{}, {"last_name": " Совенко "}, {"first_name": "ЕЛЕНА"}, {"last_name": "совенко"}])
def test_a_namesake_is_asked_about_once(specialist_client, namesake, changed):
    answer = specialist_client.post(ADD, TYPED | changed | {"phone": "2-11-11"})
    assert answer.status_code == 422
    assert "В реестре уже есть Совенко Елена Николаевна." in answer.text
    assert 'name="same_person_checked"' in answer.text
    assert 'value="2-11-11"' in answer.text


def test_a_namesake_is_accepted_on_the_second_press(specialist_client, namesake):
    assert specialist_client.post(ADD, TYPED | CHECKED).status_code == 302
    assert Person.objects.filter(**TYPED).count() == 2


def test_a_namesake_in_another_district_is_nobodys_business(specialist_client, foreigner):
    PersonFactory(municipality=foreigner.municipality, **TYPED)
    assert specialist_client.post(ADD, TYPED).status_code == 302


def test_another_patronymic_is_another_person(specialist_client, namesake):
    assert specialist_client.post(ADD, TYPED | {"patronymic": "Петровна"}).status_code == 302


def test_who_is_edited_is_no_namesake_of_himself(specialist_client, namesake):
    address = reverse("schools:edit_person", args=[namesake.pk])
    assert specialist_client.post(address, TYPED | {"phone": "2-11-11"}).status_code == 302
    namesake.refresh_from_db()
    assert namesake.phone == "2-11-11"


def test_who_is_renamed_into_a_namesake_is_asked_about(specialist_client, namesake):
    other = PersonFactory(municipality=namesake.municipality)
    address = reverse("schools:edit_person", args=[other.pk])
    renamed = TYPED | {"renamed_on": "01.06.2022"}
    assert specialist_client.post(address, renamed).status_code == 422
    assert specialist_client.post(address, renamed | CHECKED).status_code == 302


def test_the_question_is_no_way_round_the_other_rules(specialist_client, namesake):
    answer = specialist_client.post(ADD, TYPED | CHECKED | {"email": "не почта"})
    assert answer.context["form"].errors.keys() == {"email"}
    assert 'value="не почта"' in answer.text


def test_a_person_without_records_can_be_removed(specialist_client, namesake):
    specialist_client.post(reverse("schools:remove_person", args=[namesake.pk]))
    assert not Person.objects.exists()


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer", "expert", "administrator"])
def test_only_the_specialist_keeps_people(request, role):
    person = PersonFactory()
    client = request.getfixturevalue(f"{role}_client")
    for route in ("edit_person", "remove_person"):
        assert client.post(reverse(f"schools:{route}", args=[person.pk]), TYPED).status_code == 403
    assert client.post(ADD, TYPED).status_code == 403
    assert not Person.objects.filter(**TYPED).exists()


def test_a_known_namesake_is_not_asked_about_again_when_only_a_phone_changes(specialist_client, namesake):
    other = PersonFactory(municipality=namesake.municipality, **TYPED)
    address = reverse("schools:edit_person", args=[other.pk])
    assert specialist_client.post(address, TYPED | {"phone": "2-11-11"}).status_code == 302


def test_nobody_is_born_tomorrow(specialist_client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = specialist_client.post(ADD, TYPED | {"born_on": f"{tomorrow:%d.%m.%Y}"})
    assert answer.context["form"].errors == {"born_on": ["Этот день ещё не наступил."]}
