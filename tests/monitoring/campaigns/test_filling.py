"""Filling in a form: nothing typed is lost, nothing is asked twice, nothing is handed in by halves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadership.core.models import Document
from monitoring.actions import responses
from monitoring.filling import fields_of
from monitoring.models import Answer, AnswerState, CampaignState, Response, ResponseState

from ...core.bad_files import PDF
from ...factories import (
    AnswerFactory,
    CampaignFactory,
    DocumentFactory,
    ParticipantFactory,
    ResponseFactory,
    SchoolYearFactory,
)

pytestmark = pytest.mark.django_db


def whole(form):
    """The page with all questions at once."""
    return f"{form.get_absolute_url()}whole/"


def typed(items, values, **extra):
    """What a browser would post: every item is on the page."""
    posted = {"asked": [item.pk for item in items.values()]} | extra
    for name, value in values.items():
        code, _, part = name.partition("-")
        posted[f"i{items[code].pk}" + (f"-{part}" if part else "")] = value
    return posted


def paper():
    return SimpleUploadedFile("Программа.pdf", PDF, "application/pdf")


COMPLETE = {"Z": "98,5", "P": "312", "D": "да"}


class TestDraft:
    def test_is_saved_half_filled(self, director_client, form, items):
        answer = director_client.post(whole(form), typed(items, {"Z": "98,5", "P": "312"}), follow=True)
        assert "Черновик сохранён." in answer.content.decode()
        kept = form.answers.get(item=items["Z"])
        assert (kept.number, kept.origin) == (Decimal("98.5"), Answer.Origin.ENTERED)
        form.refresh_from_db()
        assert form.state == ResponseState.DRAFT
        assert form.begun_at and form.saved_at

    def test_what_is_wrong_stays_in_its_field_with_the_reason_and_the_rest_is_saved(self, director_client, form, items):
        answer = director_client.post(whole(form), typed(items, {"Z": "сто", "P": "312", "T": "школой"}))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="сто"' in page
        assert "«сто» – не число" in page
        assert f'href="#i{items["Z"].pk}"' in page
        assert form.answers.get(item=items["T"]).text == "школой"
        assert not form.answers.filter(item=items["Z"]).exists()

    def test_a_hundred_and_one_per_cent_is_refused(self, director_client, form, items):
        page = director_client.post(whole(form), typed(items, {"Z": "101"})).content.decode()
        assert "здесь не больше 100" in page

    def test_a_value_beside_no_data_is_refused(self, director_client, form, items):
        posted = typed(items, {"Z": "98", "Z-state": "no_data"})
        assert "оставьте одно" in director_client.post(whole(form), posted).content.decode()

    def test_no_data_and_inapplicable_are_kept_as_such(self, director_client, form, items):
        posted = typed(items, {"Z-state": "no_data", "D": "not_applicable", "P": "312"})
        director_client.post(whole(form), posted)
        states = dict(form.answers.values_list("item__code", "state"))
        assert states["Z"] == AnswerState.NO_DATA
        assert states["D"] == AnswerState.NOT_APPLICABLE

    def test_an_untouched_field_of_an_old_page_overwrites_nobody(self, director_client, director, form, items):
        """The page was opened on the computer while Z stood empty; meanwhile the phone answered it."""
        was = next(one for one in fields_of(form) if one.item.code == "Z").stamp
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=director)
        director_client.post(whole(form), typed(items, {"Z": "", "Z-was": was, "P": "312"}))
        assert form.answers.get(item=items["Z"]).number == 70

    def test_a_field_emptied_on_purpose_is_empty(self, director_client, director, form, items):
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=director)
        was = next(one for one in fields_of(form) if one.item.code == "Z").stamp
        director_client.post(whole(form), typed(items, {"Z": "", "Z-was": was, "P": "312"}))
        answer = form.answers.get(item=items["Z"])
        assert not answer.is_given
        assert answer.history.count() == 2

    def test_a_document_waits_for_its_answer(self, director_client, form, items):
        posted = typed(items, {"D-file": paper()})
        director_client.post(whole(form), posted)
        field = next(one for one in fields_of(form) if one.item.code == "D")
        assert [str(one) for one in field.documents] == ["Программа"]
        assert not field.is_given

    def test_a_document_attached_by_mistake_is_taken_off_and_no_other(self, director_client, form, items):
        director_client.post(whole(form), typed(items, {"D": "да", "D-file": paper()}))
        foreign = DocumentFactory()
        (own,) = next(one for one in fields_of(form) if one.item.code == "D").documents
        director_client.post(whole(form), typed(items, {"D": "да"}, drop=[own.pk, foreign.pk]))
        assert list(Document.objects.all()) == [foreign]

    def test_what_is_no_document_is_refused_in_words(self, director_client, form, items):
        wrong = SimpleUploadedFile("a.pdf", b"MZ\x90\x00", "application/pdf")
        answer = director_client.post(whole(form), typed(items, {"D": "да", "D-file": wrong}))
        assert answer.status_code == 422
        assert form.answers.get(item=items["D"]).number == 1


class TestKnown:
    def test_what_the_registers_know_is_answered_when_the_form_opens(self, form, items):
        known = form.answers.get()
        assert (known.item, known.number, known.origin) == (items["P"], 312, Answer.Origin.KNOWN)
        assert known.history.count() == 1

    def test_what_they_do_not_know_is_asked(self, opened, stranger):
        other = Response.objects.get(participant__person=stranger.person)
        assert not other.answers.exists()

    def test_stands_in_the_field(self, director_client, form):
        page = director_client.get(whole(form)).content.decode()
        assert "По данным системы: <strong>312\u00a0чел.</strong>" in page
        assert 'value="312"' in page
        assert "заполнено из данных системы: 1" in page

    def test_what_they_have_learnt_since_the_opening_stands_in_the_field_and_is_taken(
        self, stranger_client, opened, stranger, items
    ):
        other = Response.objects.get(participant__person=stranger.person)
        SchoolYearFactory(school=other.participant.school, year=2023, pupils=77)
        assert 'value="77"' in stranger_client.get(whole(other)).content.decode()
        stranger_client.post(whole(other), typed(items, {"P": "77"}))
        assert other.answers.get().origin == Answer.Origin.KNOWN

    def test_a_correction_wants_an_explanation(self, director_client, form, items):
        values = COMPLETE | {"P": "320", "D-file": paper()}
        answer = director_client.post(whole(form), typed(items, values, act="hand_in"))
        assert "По данным системы – 312\u00a0чел.; объясните" in answer.content.decode()
        values = {"P": "320", "P-note": "трое прибыли", "Z": "98,5", "D": "да"}
        director_client.post(whole(form), typed(items, values, act="hand_in"))
        form.refresh_from_db()
        assert form.state == ResponseState.HANDED_IN

    def test_the_known_value_typed_again_stays_known(self, director_client, form, items):
        director_client.post(whole(form), typed(items, COMPLETE))
        assert form.answers.get(item=items["P"]).origin == Answer.Origin.KNOWN


class TestFormer:
    @pytest.fixture
    def last_year(self, form, items, methodology):
        """98 % a year ago, by the same methodology."""
        earlier = CampaignFactory(
            municipality=form.participant.municipality, methodology=methodology, year=2022, as_of=date(2022, 12, 1),
            state=CampaignState.CLOSED,
        )  # fmt: skip
        participant = ParticipantFactory(
            campaign=earlier, school=form.participant.school, person=form.participant.person
        )
        old = ResponseFactory(participant=participant, state=ResponseState.ACCEPTED)
        return AnswerFactory(response=old, item=items["Z"], number=Decimal(60))

    def test_stands_beside_the_field(self, director_client, form, last_year):
        page = director_client.get(whole(form))
        assert "В 2022 году: 60\u00a0%" in page.content.decode()

    def test_a_jump_wants_an_explanation(self, director_client, form, items, last_year):
        """60 → 98.5 is 64 %, more than 30 %."""
        values = COMPLETE | {"D-file": paper()}
        page = director_client.post(whole(form), typed(items, values, act="hand_in")).content.decode()
        assert "В 2022 году было 60\u00a0%: изменение больше 30\u00a0%" in page
        posted = typed(items, COMPLETE | {"Z-note": "выдали второе здание"}, act="hand_in")
        director_client.post(whole(form), posted)
        form.refresh_from_db()
        assert form.state == ResponseState.HANDED_IN

    def test_a_draft_of_last_year_is_no_value(self, director_client, form, last_year):
        Response.objects.filter(pk=last_year.response_id).update(state=ResponseState.DRAFT)
        page = director_client.get(whole(form))
        assert "В 2022 году" not in page.content.decode()


class TestHandingIn:
    def test_every_fault_is_named_with_a_link_to_its_field(self, director_client, form, items):
        answer = director_client.post(whole(form), typed(items, {"P": "312", "D": "да"}, act="hand_in"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Форма не сдана, черновик сохранён." in page
        assert f'<a href="#i{items["Z"].pk}">Выполнение задания</a>: Нет ответа.' in page
        assert f'<a href="#i{items["D"].pk}">Есть программа развития</a>: Приложите подтверждающий документ.' in page
        assert form.answers.get(item=items["D"]).number == 1

    def test_no_needs_no_document(self, director_client, form, items):
        director_client.post(whole(form), typed(items, COMPLETE | {"D": "нет"}, act="hand_in"))
        form.refresh_from_db()
        assert form.state == ResponseState.HANDED_IN

    def test_is_unmistakable_and_kept(self, director_client, form, items):
        posted = typed(items, COMPLETE | {"D-file": paper()}, act="hand_in")
        page = director_client.post(whole(form), posted, follow=True).content.decode()
        assert "Сдано " in page
        step = form.steps.get()
        assert step.answers["Z"]["said"] == "98,5\u00a0%"
        assert step.answers["D"]["documents"] == ["Программа"]
        page = director_client.get(f"/monitoring/forms/steps/{step.pk}/").content.decode()
        assert "98,5\u00a0%" in page

    def test_a_handed_in_form_is_not_changed(self, director_client, director, form, items):
        posted = typed(items, COMPLETE | {"D": "нет"}, act="hand_in")
        director_client.post(whole(form), posted)
        page = director_client.post(whole(form), typed(items, {"Z": "1"}), follow=True).content.decode()
        assert "изменить её нельзя" in page
        assert form.answers.get(item=items["Z"]).number == Decimal("98.5")

    def test_nobody_hands_in_for_another(self, stranger_client, form, items):
        assert stranger_client.get(form.get_absolute_url()).status_code == 404
        assert stranger_client.post(whole(form), typed(items, COMPLETE)).status_code == 404


class TestPaper:
    def test_a_specialist_fills_in_from_paper_and_it_is_told(self, specialist_client, form, items):
        page = specialist_client.get(form.get_absolute_url(), follow=True).content.decode()
        assert "Вы заполняете эту форму за участника" in page
        specialist_client.post(whole(form), typed(items, {"Z": "98"}))
        form.refresh_from_db()
        assert form.is_from_paper
        assert form.answers.get(item=items["Z"]).origin == Answer.Origin.PAPER

    def test_the_coordinator_reads_and_does_not_fill(self, coordinator_client, form, items):
        assert coordinator_client.get(form.get_absolute_url()).status_code == 200
        coordinator_client.post(whole(form), typed(items, {"Z": "98"}))
        assert not form.answers.filter(item=items["Z"]).exists()
