"""Consents: written down on a person's card, withdrawn by a day, seen by the department and by himself."""

from datetime import date

import pytest
from django.urls import reverse

from schools.models import Consent, Person
from tests.factories import ConsentFactory, PersonFactory

TYPED = {"kind": "processing", "given_on": "01.02.2021", "note": "дело 5, л. 2"}
DAY = date(2023, 12, 1)


def test_a_consent_is_written_down_on_the_card(specialist_client):
    person = PersonFactory()
    answer = specialist_client.post(reverse("schools:add_consent", args=[person.pk]), TYPED, follow=True)
    assert answer.redirect_chain == [(person.get_absolute_url(), 302)]
    assert "Согласие на обработку персональных данных" in answer.text
    assert "дано 01.02.2021 · дело 5, л. 2" in answer.text


def test_it_is_withdrawn_by_a_day(specialist_client):
    consent = ConsentFactory()
    address = reverse("schools:edit_consent", args=[consent.pk])
    specialist_client.post(address, TYPED | {"withdrawn_on": "10.01.2023"})
    card = consent.person.get_absolute_url()
    assert "отозвано 10.01.2023" in specialist_client.get(card).text
    assert 'state-overdue">отозвано' in specialist_client.get(card, {"as_of": "2023-01-10"}).text
    assert 'state-overdue">отозвано' not in specialist_client.get(card, {"as_of": "2023-01-09"}).text


def test_it_is_not_withdrawn_before_it_is_given(specialist_client):
    address = reverse("schools:add_consent", args=[PersonFactory().pk])
    answer = specialist_client.post(address, TYPED | {"withdrawn_on": "01.01.2021"})
    assert answer.status_code == 422
    assert "Согласие отозвано раньше, чем дано." in answer.text


def test_a_consent_written_by_mistake_is_removed(specialist_client):
    consent = ConsentFactory()
    answer = specialist_client.post(reverse("schools:remove_consent", args=[consent.pk]))
    assert answer.url == consent.person.get_absolute_url()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("state", "who"), [("given", ["Данов"]), ("withdrawn", ["Отозвалов"]), ("none", ["Нетов", "Фотов"])]
)
def test_people_are_chosen_by_their_consent_on_the_day(municipality, state, who):
    for name in ("Данов", "Отозвалов", "Нетов", "Фотов"):
        PersonFactory(last_name=name)
    given, withdrawn, photo = (Person.objects.get(last_name=name) for name in ("Данов", "Отозвалов", "Фотов"))
    ConsentFactory(person=given, given_on=date(2021, 1, 1), withdrawn_on=date(2022, 1, 1))
    ConsentFactory(person=given, given_on=date(2022, 6, 1))
    ConsentFactory(person=withdrawn, withdrawn_on=DAY)
    ConsentFactory(person=photo, kind=Consent.Kind.PHOTO)
    assert list(Person.objects.by_consent(state, DAY).values_list("last_name", flat=True)) == who


def test_a_consent_given_later_is_none_yet(municipality):
    person = ConsentFactory(given_on=date(2024, 1, 1)).person
    assert list(Person.objects.by_consent("none", DAY)) == [person]


def test_the_list_of_people_is_filtered_by_consent(specialist_client):
    ConsentFactory(person__last_name="Данов")
    PersonFactory(last_name="Нетов")
    told = specialist_client.get(reverse("schools:people"), {"consent": "none", "as_of": "2023-12-01"}).text
    assert "Нетов" in told
    assert "Данов" not in told


@pytest.mark.parametrize("role", ["observer", "director"])
def test_others_do_not_choose_by_consent(request, role, director):
    ConsentFactory(person=director.person)
    answer = request.getfixturevalue(f"{role}_client").get(reverse("schools:people"), {"consent": "none"})
    assert "Согласие" not in answer.text
    assert director.person.last_name in answer.text


def test_a_person_sees_his_own_consents_and_an_observer_nobodys(director_client, observer_client, director):
    ConsentFactory(person=director.person, note="дело 5")
    card = director.person.get_absolute_url()
    assert "дело 5" in director_client.get(card).text
    assert "Персональные данные" not in observer_client.get(card).text


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer"])
def test_only_the_specialist_writes_them_down(request, role, director):
    consent, client = ConsentFactory(person=director.person), request.getfixturevalue(f"{role}_client")
    for route, pk in (("add", director.person.pk), ("edit", consent.pk), ("remove", consent.pk)):
        assert client.post(reverse(f"schools:{route}_consent", args=[pk]), TYPED).status_code == 403
