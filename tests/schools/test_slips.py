"""Slips of the pen that a card or a register refuses, each with a sentence of its own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schools import erasure
from schools.models import Consent, Membership

from ..factories import (
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    ConsentFactory,
    EducationFactory,
    ImportFactory,
    MembershipFactory,
    PersonFactory,
    ProfessionalContestEntryFactory,
    SchoolFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db
COUNCIL = Membership.Body.COUNCIL


def refused(factory, **fields):
    person = fields.pop("person", None) or PersonFactory()
    with pytest.raises(ValidationError) as refusal:
        factory.build(person=person, **fields).full_clean()
    return "; ".join(refusal.value.messages)


def appointment(person, **fields):
    return AppointmentFactory._meta.model(person=person, school=SchoolFactory(), **fields)


def test_a_contract_does_not_end_before_the_appointment_begins():
    with pytest.raises(ValidationError, match="Договор заканчивается раньше"):
        appointment(PersonFactory(), started_on=date(2024, 10, 1), contract_ends_on=date(2020, 1, 1)).full_clean()


def test_nobody_is_appointed_as_a_child():
    with pytest.raises(ValidationError, match="нет и 18 лет"):
        appointment(PersonFactory(born_on=date(2024, 1, 1)), started_on=date(2024, 10, 1)).full_clean()


def test_an_order_is_not_dated_years_ahead(specialist_client, municipality):
    answer = specialist_client.post(
        reverse("schools:add_appointment"),
        {
            "person": PersonFactory(municipality=municipality).pk,
            "school": SchoolFactory(municipality=municipality).pk,
            "post": "director", "started_on": "01.09.2023", "order_number": "5", "order_date": "01.01.2099",
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert "так далеко вперёд приказ не вносят" in answer.text


@pytest.mark.parametrize(
    "factory", [TrainingFactory, AttestationFactory, AwardFactory, EducationFactory, ProfessionalContestEntryFactory]
)
def test_the_same_record_is_not_entered_twice(factory):
    person = factory().person
    assert refused(factory, person=person) == "Такая запись в карточке уже есть."


def test_a_record_entered_once_may_be_saved_again():
    TrainingFactory().full_clean()


def test_nobody_graduates_as_a_child():
    born = PersonFactory(born_on=date(1986, 12, 20))
    assert refused(EducationFactory, person=born, graduated_in=1975) == "Человек родился в 1986 году."


def test_a_council_has_a_name_and_the_association_has_none():
    assert refused(MembershipFactory, body=COUNCIL) == "Укажите, какой совет."
    assert "Для Ассоциации совет не указывают" in refused(MembershipFactory, council="Совет по наставничеству")


def test_one_membership_is_not_written_down_twice_at_a_time():
    former = MembershipFactory(ended_on=date(2022, 6, 30))
    again = {"person": former.person, "started_on": date(2022, 6, 30)}
    assert refused(MembershipFactory, **again) == "Это членство в эти дни уже записано: с 01.02.2021."
    MembershipFactory.build(person=former.person, started_on=date(2022, 7, 1)).full_clean()
    MembershipFactory.build(**again, body=COUNCIL, council="Совет по наставничеству").full_clean()


def test_of_one_kind_one_consent_is_in_force():
    former = ConsentFactory(withdrawn_on=date(2022, 1, 1))
    assert "уже действует" in refused(ConsentFactory, person=former.person, given_on=date(2021, 12, 31))
    ConsentFactory.build(person=former.person, given_on=date(2022, 1, 1)).full_clean()
    ConsentFactory.build(person=former.person, kind=Consent.Kind.PHOTO).full_clean()


def test_an_open_membership_stands_in_the_way_of_erasing(specialist):
    membership = MembershipFactory()
    [hindrance] = erasure.hindrances(membership.person, date(2024, 1, 1), specialist)
    assert hindrance.text.startswith("Состоит: Ассоциация лидеров")


@pytest.mark.parametrize(
    ("state", "counts", "waits"),
    [
        ("checked", {"same": 9}, False),
        ("checked", {"same": 9, "change": 1}, True),
        ("checked", {"refused": 1}, True),
        ("refused", {}, True),
        ("taken", {"create": 3}, False),
    ],
)
def test_a_file_that_changes_nothing_waits_for_no_decision(state, counts, waits):
    assert ImportFactory.build(state=state, outcome={"counts": counts}).waits is waits
