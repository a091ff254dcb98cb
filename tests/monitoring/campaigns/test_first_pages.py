"""Where people learn that they are asked, and the department how it goes."""

import pytest

from monitoring.actions import responses
from monitoring.models import Campaign, CampaignState, Response, ResponseState

pytestmark = pytest.mark.django_db


def home(client, day):
    return client.get("/", {"as_of": day}).content.decode()


def test_a_director_is_told_what_to_fill_in_until_when(director_client, form):
    page = home(director_client, "05.12.2023")
    assert f'href="{form.get_absolute_url()}">Мониторинг эффективности за 2023 год' in page
    assert "не начата" in page
    assert "сдать до 20.12.2023" in page
    assert "срок был 20.12.2023" in home(director_client, "21.12.2023")


def test_before_the_order_nothing_is_told(director_client, form):
    assert form.get_absolute_url() not in home(director_client, "19.11.2023")


def test_a_handed_in_form_waits_no_more_and_a_returned_one_does(director_client, form):
    Response.objects.filter(pk=form.pk).update(state=ResponseState.HANDED_IN)
    assert form.get_absolute_url() not in home(director_client, "05.12.2023")
    Response.objects.filter(pk=form.pk).update(state=ResponseState.RETURNED)
    Campaign.objects.update(state=CampaignState.CHECKING)
    assert "возвращена" in home(director_client, "25.12.2023")


def test_a_draft_nobody_may_fill_in_any_more_does_not_wait(director_client, form):
    Campaign.objects.update(state=CampaignState.CHECKING)
    assert form.get_absolute_url() not in home(director_client, "25.12.2023")


def test_of_another_s_form_nothing_is_told(stranger_client, form):
    assert form.get_absolute_url() not in home(stranger_client, "05.12.2023")


def test_the_department_sees_how_many_have_handed_in_and_who_is_late(coordinator_client, form, items, director):
    typed = {items["Z"].pk: {"": "98"}, items["P"].pk: {"": "312"}, items["D"].pk: {"": "нет"}}
    responses.save(form, typed=typed, by=director)
    responses.hand_in(form, by=director)
    page = home(coordinator_client, "05.12.2023")
    assert "сдано 1 из 2, принято 0" in page
    assert "не сдали: 1" in page
    assert "просрочено" not in page.partition("Кампании")[2].partition("</section>")[0]
    assert "просрочено, срок был 20.12.2023" in home(coordinator_client, "21.12.2023")
