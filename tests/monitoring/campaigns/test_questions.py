"""A form page by page without a script: progress, back and on, the check, «Сдано»."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.actions import responses
from monitoring.models import Campaign, CampaignState, Response, ResponseState

from ...core.bad_files import PDF
from ...factories import SchoolYearFactory

pytestmark = pytest.mark.django_db


def page_of(form, number):
    return f"{form.get_absolute_url()}questions/{number}/"


@pytest.fixture
def complete(form, items, director):
    """Everything answered, nothing handed in."""
    typed = {items["Z"].pk: {"": "98"}, items["P"].pk: {"": "312"}, items["D"].pk: {"": "нет"}}
    responses.save(form, typed=typed, by=director)
    return form


class TestPages:
    def test_short_figures_stand_together_and_the_others_alone(self, director_client, form):
        told = [director_client.get(page_of(form, number)).content.decode() for number in (1, 2, 3)]
        assert ["Вопросы 1–2 из 4" in told[0], "Вопрос 3 из 4" in told[1], "Вопрос 4 из 4" in told[2]] == [True] * 3
        assert director_client.get(page_of(form, 4)).status_code == 404
        assert director_client.get(page_of(form, 0)).status_code == 404

    def test_says_it_is_not_handed_in_until_when_and_what_is_answered(self, director_client, form):
        page = director_client.get(page_of(form, 1)).content.decode()
        assert "Ещё не сдано" in page
        assert "сдать до 20.12.2023" in page or "срок был 20.12.2023" in page
        assert "отвечено <span data-sum>1</span> из 4" in page
        assert "На сервере ответов ещё нет" in page

    def test_what_the_registers_know_is_shown_as_known(self, director_client, form):
        page = director_client.get(page_of(form, 1)).content.decode()
        assert "По данным системы: <strong>312\u00a0чел.</strong>" in page

    def test_what_they_learnt_since_is_confirmed_by_going_on(self, stranger_client, opened, stranger, items):
        other = Response.objects.get(participant__person=stranger.person)
        SchoolYearFactory(school=other.participant.school, year=2023, pupils=77)
        page = stranger_client.get(page_of(other, 1)).content.decode()
        assert f'data-item="{items["P"].pk}" data-confirm' in page

    def test_nobody_else_s_page_is_there(self, stranger_client, form):
        for page in ("questions/1/", "check/", "handed-in/", "save/", "whole/"):
            assert stranger_client.get(f"{form.get_absolute_url()}{page}").status_code == 404


class TestGoing:
    def test_saving_leads_on_and_back(self, director_client, form, items):
        posted = {"asked": items["Z"].pk, f"i{items['Z'].pk}": "98,5", "act": "next"}
        assert director_client.post(page_of(form, 1), posted)["Location"] == page_of(form, 2)
        assert form.answers.get(item=items["Z"]).number == 98.5
        posted = {"asked": items["D"].pk, f"i{items['D'].pk}": "нет", "act": "back"}
        assert director_client.post(page_of(form, 2), posted)["Location"] == page_of(form, 1)
        assert form.answers.get(item=items["D"]).number == 0

    def test_the_last_one_leads_to_the_check(self, director_client, form):
        answer = director_client.post(page_of(form, 3), {"act": "next"})
        assert answer["Location"] == f"{form.get_absolute_url()}check/"

    def test_what_was_begun_at_the_check_leads_back_to_it(self, director_client, form):
        answer = director_client.post(page_of(form, 1), {"act": "next", "from": "check"})
        assert answer["Location"] == f"{form.get_absolute_url()}check/"

    def test_a_page_saves_its_own_questions_alone(self, director_client, form, items):
        director_client.post(page_of(form, 1), {"asked": items["D"].pk, f"i{items['D'].pk}": "да"})
        assert not form.answers.filter(item=items["D"]).exists()

    def test_what_cannot_be_read_stays_on_its_page_as_typed(self, director_client, form, items):
        answer = director_client.post(page_of(form, 1), {"asked": items["Z"].pk, f"i{items['Z'].pk}": "сто"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="сто"' in page
        assert "не число" in page
        assert "<title>Ошибка: " in page

    def test_a_document_is_attached_on_its_page(self, director_client, form, items):
        file = SimpleUploadedFile("Программа.pdf", PDF, "application/pdf")
        item = items["D"].pk
        director_client.post(page_of(form, 2), {"asked": item, f"i{item}": "да", f"i{item}-file": file})
        assert "Программа" in director_client.get(page_of(form, 2)).content.decode()

    def test_coming_again_one_is_at_the_first_question_without_an_answer(self, director_client, form, items, director):
        assert director_client.get(form.get_absolute_url())["Location"] == page_of(form, 1)
        responses.save(form, typed={items["Z"].pk: {"": "98"}}, by=director)
        assert director_client.get(form.get_absolute_url())["Location"] == page_of(form, 2)

    def test_and_where_all_is_answered_at_the_check(self, director_client, complete):
        assert director_client.get(complete.get_absolute_url())["Location"] == f"{complete.get_absolute_url()}check/"

    def test_of_a_returned_form_at_what_is_marked(self, director_client, complete, items, director, methodist):
        responses.hand_in(complete, by=director)
        responses.give_back(complete, by=methodist, reason="Сверьте с отчётом", marked={items["D"].pk: "нет приказа"})
        assert director_client.get(complete.get_absolute_url())["Location"] == page_of(complete, 2)
        page = director_client.get(page_of(complete, 2)).content.decode()
        assert "Исправьте: нет приказа" in page
        assert "Форму вернули" in page
        posted = {"asked": items["D"].pk, f"i{items['D'].pk}": "нет", f"i{items['D'].pk}-note": "готовим"}
        answer = director_client.post(page_of(complete, 2), posted)
        assert answer["Location"] == f"{complete.get_absolute_url()}check/"


class TestChecking:
    def test_shows_every_answer_with_a_way_back_and_what_is_missing(self, director_client, form, items):
        page = director_client.get(f"{form.get_absolute_url()}check/").content.decode()
        assert "Не хватает: 2" in page
        assert f'href="{page_of(form, 1)}?from=check#i{items["Z"].pk}"' in page
        assert "312\u00a0чел." in page
        assert "Ещё не сдано" in page

    def test_by_halves_it_is_not_handed_in(self, director_client, form):
        answer = director_client.post(f"{form.get_absolute_url()}check/")
        assert answer.status_code == 422
        assert "Форма не сдана, ответы сохранены." in answer.content.decode()

    def test_handed_in_says_when_and_what_comes_next(self, director_client, complete):
        with time_machine.travel(datetime(2023, 11, 14, 15, 40, tzinfo=UTC), tick=False):
            director_client.force_login(complete.participant.person.account)
            answer = director_client.post(f"{complete.get_absolute_url()}check/", follow=True)
        page = answer.content.decode()
        assert answer.redirect_chain[-1][0] == f"{complete.get_absolute_url()}handed-in/"
        assert "Сдано 14.11.2023 в 21:40" in page
        assert "Что дальше" in page

    def test_pressed_twice_it_is_handed_in_once(self, director_client, complete):
        for _ in range(2):
            answer = director_client.post(f"{complete.get_absolute_url()}check/")
            assert answer["Location"] == f"{complete.get_absolute_url()}handed-in/"
        assert complete.steps.count() == 1

    def test_after_the_intake_is_closed_nothing_is_handed_in(self, director_client, complete):
        Campaign.objects.update(state=CampaignState.CHECKING)
        director_client.post(f"{complete.get_absolute_url()}check/")
        complete.refresh_from_db()
        assert complete.state == ResponseState.DRAFT

    def test_what_is_not_handed_in_has_no_page_that_says_so(self, director_client, form):
        assert director_client.get(f"{form.get_absolute_url()}handed-in/")["Location"] == form.get_absolute_url()

    def test_a_closed_form_is_read(self, director_client, complete, director):
        responses.hand_in(complete, by=director)
        assert director_client.get(page_of(complete, 1))["Location"] == complete.get_absolute_url()
        page = director_client.get(complete.get_absolute_url()).content.decode()
        assert "data-left" in page


def test_the_pages_are_compressed(director_client, form):
    answer = director_client.get(page_of(form, 1), headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "no-store" in answer["Cache-Control"]
