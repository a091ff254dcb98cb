"""The form of what hangs on a district or on another record it does not show."""

import pytest
from django.urls import reverse

from leadership.project.models import Occurrence
from schools.forms import ContestForm, MembershipForm
from tests.factories import OccurrenceFactory


def test_the_district_is_given_only_to_what_belongs_to_one(specialist):
    kept = {"user": specialist, "municipality": specialist.municipality}
    assert ContestForm(**kept).instance.municipality == specialist.municipality
    assert not hasattr(MembershipForm(**kept).instance, "municipality")


@pytest.mark.parametrize("verb", ["add", "edit"])
def test_a_second_date_of_a_row_is_refused_in_its_own_words(specialist_client, verb):
    there = OccurrenceFactory(row__rule="", row__measure__project__approved_on=None)
    other = OccurrenceFactory(row=there.row, starts_on="2023-11-01", ends_on="2023-11-30")
    address = (
        reverse("project:add_occurrence", args=[there.row.pk])
        if verb == "add"
        else reverse("project:edit_occurrence", args=[other.pk])
    )
    answer = specialist_client.post(address, {"starts_on": "01.11.2022", "ends_on": "30.11.2022"})
    assert answer.status_code == 422
    assert "Такой срок у этой строки уже есть." in answer.text
    assert Occurrence.objects.filter(starts_on="2022-11-01").count() == 1
