"""An answer sent by a device: saved at once, never twice, never over a later one; refused with a sentence."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.actions import responses
from monitoring.actions.keeping import OUTRUN
from monitoring.models import Answer, Campaign, CampaignState, ResponseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(form, director_client, director, items):
    """What the script would send: an answer to one item, given so many seconds ago."""

    def sent(code, text, *, ago=0, number=None, after=(), client=director_client, user=director, **more):
        item = items[code]
        posted = {"request": number or uuid4(), "user": user.pk, "ago": ago * 1000, "asked": item.pk, "after": after}
        posted |= {f"i{item.pk}": text} | {f"i{item.pk}-{part}": value for part, value in more.items()}
        return client.post(f"{form.get_absolute_url()}save/", posted)

    return sent


class TestSaving:
    def test_an_answer_is_acknowledged_with_the_time_of_the_server_and_its_number(self, send, form, items):
        number = uuid4()
        told = send("Z", "98,5", number=number, ago=3).json()
        answer = form.answers.get(item=items["Z"])
        form.refresh_from_db()
        assert (answer.number, answer.request) == (Decimal("98.5"), number)
        assert answer.saved_at - answer.device_at > timedelta(seconds=2)
        assert told["request"] == str(number)
        assert told["saved"].count(":") == 2
        assert told["fields"][str(items["Z"].pk)]["given"] is True
        assert form.begun_at and form.saved_at

    def test_the_same_number_again_is_acknowledged_and_nothing_is_doubled(self, send, form, items):
        number = uuid4()
        for _ in range(3):
            assert send("Z", "98,5", number=number).status_code == 200
        assert form.answers.get(item=items["Z"]).history.count() == 1

    def test_a_resend_does_not_undo_what_was_answered_since(self, send, form, items):
        number = uuid4()
        send("Z", "70", number=number)
        send("Z", "80")
        send("Z", "70", number=number)
        assert form.answers.get(item=items["Z"]).number == 80

    def test_a_figure_that_cannot_be_read_is_told_and_what_stood_stays(self, send, form, items):
        send("Z", "70")
        told = send("Z", "сто").json()
        assert "не число" in told["fields"][str(items["Z"].pk)]["error"]
        assert form.answers.get(item=items["Z"]).number == 70

    def test_only_what_was_sent_is_touched(self, send, form, items):
        send("D", "да")
        send("Z", "70", note="по отчёту")
        assert form.answers.get(item=items["D"]).number == 1
        assert form.answers.get(item=items["Z"]).note == "по отчёту"

    def test_what_the_registers_know_stays_known_when_it_is_confirmed(self, send, form, items):
        send("P", "312")
        assert form.answers.get(item=items["P"]).origin == Answer.Origin.KNOWN

    def test_an_item_of_another_form_is_not_there(self, send, form, director_client, director):
        posted = {"request": uuid4(), "user": director.pk, "asked": 999999, "i999999": "1"}
        assert director_client.post(f"{form.get_absolute_url()}save/", posted).json()["fields"] == {}

    @pytest.mark.parametrize("wrong", [{"request": "1"}, {"ago": "вчера"}, {"request": ""}])
    def test_what_is_no_request_is_refused(self, director_client, director, form, items, wrong):
        posted = {"request": uuid4(), "user": director.pk, "ago": 0, "asked": items["Z"].pk} | wrong
        answer = director_client.post(f"{form.get_absolute_url()}save/", posted)
        assert answer.status_code == 400
        assert answer.json()["refused"]

    def test_a_saved_answer_asks_few_questions(self, send, form, items, known_kinds):
        send("Z", "70")
        with CaptureQueriesContext(connection) as queries:
            assert send("Z", "71").status_code == 200
        assert len(queries) <= 22, [one["sql"][:90] for one in queries]


class TestTwoDevices:
    def test_the_answer_given_later_stands_though_it_came_first(self, send, form, items):
        """The phone answered an hour ago without a line; the computer half an hour later."""
        send("Z", "80", ago=1800)
        told = send("Z", "70", ago=3600).json()
        answer = form.answers.get(item=items["Z"])
        assert answer.number == 80
        assert [(one.number, one.history_change_reason) for one in answer.history.order_by("history_id")] == [
            (80, None), (70, OUTRUN),
        ]  # fmt: skip
        assert told["fields"][str(items["Z"].pk)] == {
            "was": told["fields"][str(items["Z"].pk)]["was"], "given": True, "error": "",
            "told": "На другом устройстве на этот вопрос ответили позже: стоит «80\u00a0%». "
            "Обновите страницу, чтобы изменить.",
        }  # fmt: skip

    def test_of_one_page_the_next_answer_stands_however_long_the_former_was_on_its_way(self, send, form, items):
        """Two changes within a tenth of a second; the first request took a second to arrive, the next none."""
        first = uuid4()
        send("Z", "70", number=first)
        send("Z", "80", ago=1, after=first)
        assert form.answers.get(item=items["Z"]).number == 80

    def test_and_a_resend_of_the_outrun_one_is_not_doubled(self, send, form, items):
        number = uuid4()
        send("Z", "80", ago=1800)
        for _ in range(2):
            send("Z", "70", ago=3600, number=number)
        assert form.answers.get(item=items["Z"]).history.count() == 2

    def test_what_was_typed_later_on_a_page_without_scripts_stands(self, send, form, items, director):
        responses.save(form, typed={items["Z"].pk: {"": "90"}}, by=director)
        send("Z", "70", ago=600)
        assert form.answers.get(item=items["Z"]).number == 90

    def test_a_clock_of_the_future_is_now(self, send, form, items):
        send("Z", "80")
        send("Z", "70", ago=-5000)
        answer = form.answers.get(item=items["Z"])
        assert (answer.number, answer.device_at <= answer.saved_at) == (70, True)


class TestRefusing:
    def test_after_the_intake_is_closed_with_a_sentence_and_what_was_saved_stays(self, send, form, items):
        send("Z", "70")
        Campaign.objects.update(state=CampaignState.CHECKING)
        answer = send("Z", "80")
        assert answer.status_code == 409
        assert "Приём форм закончен: этот ответ не принят." in answer.json()["refused"]
        assert form.answers.get(item=items["Z"]).number == 70

    def test_after_handing_in_it_is_told_when_that_was(self, send, form, items, director):
        typed = {items["Z"].pk: {"": "98"}, items["P"].pk: {"": "312"}, items["D"].pk: {"": "нет"}}
        responses.save(form, typed=typed, by=director)
        responses.hand_in(form, by=director)
        assert "Форма сдана " in send("Z", "80").json()["refused"]
        assert form.answers.get(item=items["Z"]).number == 98

    def test_what_another_person_has_left_in_the_browser_is_not_taken(self, send, form, items, specialist_client):
        """The director's answers wait on the device; by now the specialist is signed in there."""
        answer = send("Z", "80", client=specialist_client)
        assert (answer.status_code, answer.json()["stranger"]) == (409, True)
        assert not form.answers.filter(item=items["Z"]).exists()

    def test_a_session_that_is_over_leads_to_signing_in(self, send, form):
        assert send("Z", "80", client=Client())["Location"].startswith("/login/")

    def test_a_foreign_form_is_not_there(self, send, form, stranger_client, stranger):
        assert send("Z", "80", client=stranger_client, user=stranger).status_code == 404

    def test_the_coordinator_reads_and_does_not_fill(self, send, form, coordinator_client, coordinator):
        assert send("Z", "80", client=coordinator_client, user=coordinator).status_code == 409

    def test_reading_tells_who_is_signed_in_and_a_token_that_holds(self, director, form, items):
        client = Client(enforce_csrf_checks=True)
        client.force_login(director, backend="django.contrib.auth.backends.ModelBackend")
        address = f"{form.get_absolute_url()}save/"
        told = client.get(address).json()
        assert told["user"] == director.pk
        posted = {"request": uuid4(), "user": director.pk, "ago": 0, "asked": items["Z"].pk, f"i{items['Z'].pk}": "5"}
        assert client.post(address, posted, headers={"X-CSRFToken": "old" * 21}).status_code == 403
        assert client.post(address, posted, headers={"X-CSRFToken": told["token"]}).status_code == 200


class TestPaper:
    def test_what_a_specialist_sends_is_from_paper(self, send, form, items, specialist_client, specialist):
        send("Z", "98", client=specialist_client, user=specialist)
        form.refresh_from_db()
        assert form.is_from_paper
        assert form.answers.get(item=items["Z"]).origin == Answer.Origin.PAPER


def test_a_returned_form_is_mended_by_the_script_too(send, form, items, director, methodist):
    typed = {items["Z"].pk: {"": "98"}, items["P"].pk: {"": "312"}, items["D"].pk: {"": "нет"}}
    responses.save(form, typed=typed, by=director)
    responses.hand_in(form, by=director)
    responses.give_back(form, by=methodist, reason="Сверьте", marked={items["D"].pk: ""})
    Campaign.objects.update(state=CampaignState.CHECKING)
    assert send("D", "нет", note="не утверждали").status_code == 200
    form.refresh_from_db()
    assert form.state == ResponseState.RETURNED
