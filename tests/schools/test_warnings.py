"""What about a head demands attention: contract, attestation, training."""

from datetime import date

import pytest
from django.urls import reverse

from schools import attention
from schools.models import Attestation, Person
from tests.factories import AppointmentFactory, AttestationFactory, PersonFactory, TrainingFactory

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 30)


@pytest.fixture
def head(municipality):
    """Heads a school since 2020, attested and trained: nothing about this one demands attention."""
    person = PersonFactory(municipality=municipality, last_name="Спокойная")
    AppointmentFactory(person=person, started_on=date(2020, 9, 1))
    AttestationFactory(person=person, held_on=date(2023, 4, 20), valid_until=date(2028, 4, 19))
    TrainingFactory(person=person, completed_on=date(2023, 5, 20))
    return person


def said(person, day=DAY):
    heads = Person.objects.heading(day).with_warnings(day)
    return [it.words for it in attention.warnings(heads.get(pk=person.pk), day)]


def test_about_who_is_attested_and_trained_nothing_is_said(head):
    assert said(head) == []


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        (date(2025, 3, 31), []),
        (date(2025, 3, 30), ["договор: по 30.03.2025"]),
        (date(2024, 12, 30), ["договор: по 30.12.2024"]),
        (date(2024, 12, 29), ["договор: по 29.12.2024 – срок истёк"]),
        (None, []),
    ],
)
def test_a_contract_is_spoken_of_ninety_days_before_its_end_and_after(head, ends_on, words):
    head.appointments.update(contract_ends_on=ends_on)
    assert said(head) == words


def test_of_two_contracts_the_first_to_end_is_spoken_of(head):
    head.appointments.update(contract_ends_on=date(2028, 1, 1))
    AppointmentFactory(person=head, started_on=date(2023, 9, 1), contract_ends_on=date(2025, 1, 31))
    assert said(head) == ["договор: по 31.01.2025"]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2025, 3, 31), []),
        (date(2025, 3, 30), ["аттестация: по 30.03.2025"]),
        (date(2024, 12, 29), ["аттестация: по 29.12.2024 – срок истёк"]),
        (None, []),
    ],
)
def test_an_attestation_is_spoken_of_ninety_days_before_its_end_and_after(head, until, words):
    head.attestations.update(valid_until=until)
    assert said(head) == words


def test_the_latest_attestation_by_the_day_counts(head):
    AttestationFactory(person=head, held_on=date(2019, 1, 1), valid_until=date(2024, 1, 1))
    AttestationFactory(person=head, held_on=date(2025, 1, 10), valid_until=date(2025, 1, 11))
    assert said(head) == []


def test_who_does_not_fit_demands_attention(head):
    AttestationFactory(person=head, held_on=date(2024, 4, 20), result=Attestation.Result.DOES_NOT_FIT)
    assert said(head) == ["аттестация: не соответствует должности"]


@pytest.mark.parametrize(("started_on", "is_due"), [(date(2023, 12, 30), True), (date(2023, 12, 31), False)])
def test_who_was_never_attested_is_spoken_of_after_a_year_in_the_post(head, started_on, is_due):
    head.attestations.all().delete()
    head.appointments.update(started_on=started_on)
    assert said(head) == (["аттестация: в реестре нет"] if is_due else [])


@pytest.mark.parametrize(
    ("completed_on", "words"),
    [
        (date(2021, 12, 30), []),
        (date(2021, 12, 29), ["обучение: последнее 29.12.2021"]),
        (date(2025, 1, 1), ["обучение: в реестре нет"]),
    ],
)
def test_a_training_holds_for_three_years(head, completed_on, words):
    head.trainings.update(completed_on=completed_on)
    assert said(head) == words


@pytest.fixture
def listed(specialist_client, head, municipality):
    """The heads of the list, by the choice of what demands attention."""
    expiring = AppointmentFactory(municipality=municipality, contract_ends_on=date(2025, 1, 31)).person
    expiring.last_name = "Договорная"
    expiring.save()
    AttestationFactory(person=expiring, held_on=date(2023, 4, 20), valid_until=date(2028, 4, 19))
    TrainingFactory(person=expiring, completed_on=date(2020, 1, 1))

    def ask(choice):
        query = {"attention": choice, "as_of": "2024-12-30"}
        table = specialist_client.get(reverse("schools:heads"), query).context["table"]
        return [row.record.last_name for row in table.rows]

    return ask


def test_heads_are_chosen_by_what_demands_attention(listed):
    assert listed("") == ["Договорная", "Спокойная"]
    assert listed("any") == listed("contract") == listed("training") == ["Договорная"]
    assert listed("attestation") == []


def test_an_unknown_choice_is_refused_without_failing(specialist_client, head):
    answer = specialist_client.get(reverse("schools:heads"), {"attention": "everything"})
    assert answer.status_code == 200


def test_a_mark_in_words_stands_in_the_list_and_in_its_file(specialist_client, head):
    head.trainings.update(completed_on=date(2020, 1, 1))
    text = specialist_client.get(reverse("schools:heads"), {"as_of": "2024-12-30"}).text
    assert '<small class="state-overdue">обучение: последнее 01.01.2020</small>' in text


def test_the_observer_reads_the_list_without_what_demands_attention(observer_client, head):
    head.trainings.update(completed_on=date(2020, 1, 1))
    plain = observer_client.get(reverse("schools:heads"), {"as_of": "2024-12-30", "attention": "contract"})
    assert "Спокойная" in plain.text
    assert "обучение:" not in plain.text
    assert "Требует внимания" not in plain.text


def test_the_desk_counts_them_and_leads_to_the_list(specialist_client, head):
    head.trainings.update(completed_on=date(2020, 1, 1))
    text = specialist_client.get(reverse("home"), {"as_of": "2024-12-30"}).text
    assert 'href="/schools/heads/?attention=training">Обучение: у 1\xa0руководителя</a>' in text
    assert "attention=attestation" not in text


def test_the_card_says_it_of_a_head_alone(specialist_client, head):
    head.trainings.update(completed_on=date(2020, 1, 1))
    card = specialist_client.get(head.get_absolute_url(), {"as_of": "2024-12-30"}).text
    assert "обучение: последнее 01.01.2020" in card
    before = specialist_client.get(head.get_absolute_url(), {"as_of": "2020-08-31"}).text
    assert "Требует внимания" not in before
