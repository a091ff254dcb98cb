"""сдано → возвращено → сдано → принято; who has not handed in; objections."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from leadership.core.models import JournalEntry
from leadership.core.papers import registry
from monitoring.actions import campaigns, responses
from monitoring.models import (
    Campaign,
    CampaignState,
    Methodology,
    Objection,
    Reminder,
    Response,
    ResponseRole,
    ResponseState,
)
from monitoring.tables.campaigns import phones

from ...factories import CampaignFactory, ObjectionFactory, PersonFactory, ResponseFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(form, items, director):
    typed = {items["Z"].pk: {"": "98"}, items["P"].pk: {"": "312"}, items["D"].pk: {"": "нет"}}
    responses.save(form, typed=typed, by=director)
    return responses.hand_in(form, by=director)


class TestAcceptingMany:
    def address(self, form, *others):
        picked = "&".join(f"pk={one.pk}" for one in (form, *others))
        return f"/monitoring/campaigns/{form.participant.campaign_id}/forms/accept/?{picked}"

    def test_picked_forms_are_accepted_at_once_after_a_question(self, methodist_client, handed_in):
        assert "Принять отмеченные формы?" in methodist_client.get(self.address(handed_in)).text
        page = methodist_client.post(self.address(handed_in), follow=True).text
        assert "Принято форм: 1." in page
        handed_in.refresh_from_db()
        assert handed_in.state == ResponseState.ACCEPTED
        assert handed_in.steps.filter(state=ResponseState.ACCEPTED).exists()

    def test_one_that_is_not_handed_in_is_named_and_nothing_is_accepted(self, methodist_client, handed_in, opened):
        draft = Response.objects.filter(participant__campaign=opened).exclude(pk=handed_in.pk).get()
        answer = methodist_client.post(self.address(handed_in, draft))
        assert answer.status_code == 422
        assert f"{draft}: Принять можно только сданную форму." in answer.text
        handed_in.refresh_from_db()
        assert handed_in.state == ResponseState.HANDED_IN

    def test_the_list_offers_it_only_while_forms_are_checked(self, methodist_client, coordinator_client, handed_in):
        forms = f"/monitoring/campaigns/{handed_in.participant.campaign_id}/forms/"
        assert "Принять…" in methodist_client.get(forms).text
        assert "Принять…" not in coordinator_client.get(forms).text
        Campaign.objects.update(state=CampaignState.PUBLISHED)
        assert "Принять…" not in methodist_client.get(forms).text

    def test_forms_of_another_campaign_are_not_among_them(self, methodist_client, handed_in):
        other = ResponseFactory(state=ResponseState.HANDED_IN)
        methodist_client.post(self.address(handed_in, other))
        other.refresh_from_db()
        assert other.state == ResponseState.HANDED_IN

    def test_an_interview_is_not_accepted_past_its_page(self, methodist_client, methodist, municipality):
        campaign = CampaignFactory(
            municipality=municipality, state=CampaignState.FILLING, methodology__municipality=municipality,
            methodology__kind=Methodology.Kind.INTERVIEW, methodology__places="none",
        )  # fmt: skip
        form = ResponseFactory(
            participant__campaign=campaign, role=ResponseRole.INTERVIEWER, state=ResponseState.HANDED_IN
        )
        methodist_client.post(self.address(form))
        form.refresh_from_db()
        assert form.state == ResponseState.HANDED_IN


class TestReturning:
    def test_names_what_to_mend_and_why(self, methodist_client, director_client, handed_in, items):
        posted = {"reason": "Сверьте с отчётом", f"i{items['Z'].pk}-remark": "в отчёте 96 %"}
        methodist_client.post(f"/monitoring/forms/{handed_in.pk}/return/", posted)
        handed_in.refresh_from_db()
        assert handed_in.state == ResponseState.RETURNED
        assert handed_in.steps.last().marked == ["Z"]
        page = director_client.get(handed_in.get_absolute_url(), follow=True).content.decode()
        assert "Сверьте с отчётом" in page
        assert "Исправьте: в отчёте 96 %" in page

    def test_wants_a_reason_and_loses_nothing_typed(self, methodist_client, handed_in, items):
        posted = {"reason": " ", f"i{items['Z'].pk}-remark": "в отчёте 96 %"}
        answer = methodist_client.post(f"/monitoring/forms/{handed_in.pk}/return/", posted)
        assert answer.status_code == 422
        assert "в отчёте 96 %" in answer.content.decode()
        handed_in.refresh_from_db()
        assert handed_in.state == ResponseState.HANDED_IN

    def test_a_returned_form_is_mended_even_when_filling_is_over(self, handed_in, methodist, director, items):
        Campaign.objects.update(state=CampaignState.CHECKING)
        responses.give_back(handed_in, by=methodist, reason="Сверьте", marked={items["Z"].pk: ""})
        responses.save(handed_in, typed={items["Z"].pk: {"": "96"}}, by=director)
        again = responses.hand_in(handed_in, by=director)
        assert again.state == ResponseState.HANDED_IN
        assert not again.answers.filter(is_marked=True).exists()

    def test_a_draft_is_not_filled_in_when_filling_is_over(self, form, director, items):
        Campaign.objects.update(state=CampaignState.CHECKING)
        with pytest.raises(ValidationError, match="изменить её нельзя"):
            responses.save(form, typed={items["Z"].pk: {"": "96"}}, by=director)

    def test_every_hand_in_is_kept_as_it_stood(self, handed_in, methodist, director, items):
        responses.give_back(handed_in, by=methodist, reason="Сверьте", marked={})
        responses.save(handed_in, typed={items["Z"].pk: {"": "96"}}, by=director)
        responses.hand_in(handed_in, by=director)
        told = [step.answers["Z"]["said"] for step in handed_in.steps.all()]
        assert told == ["98\u00a0%", "98\u00a0%", "96\u00a0%"]

    def test_an_accepted_form_is_returned_too(self, handed_in, methodist):
        responses.accept(handed_in, by=methodist)
        responses.give_back(handed_in, by=methodist, reason="Ошибка", marked={})
        handed_in.refresh_from_db()
        assert (handed_in.state, handed_in.accepted_by) == (ResponseState.RETURNED, None)


class TestAccepting:
    def test_says_who_and_when(self, methodist_client, methodist, handed_in):
        methodist_client.post(f"/monitoring/forms/{handed_in.pk}/accept/")
        handed_in.refresh_from_db()
        assert (handed_in.state, handed_in.accepted_by) == (ResponseState.ACCEPTED, methodist)

    def test_a_draft_is_not_accepted(self, methodist_client, form):
        page = methodist_client.post(f"/monitoring/forms/{form.pk}/accept/", follow=True).content.decode()
        assert "Принять можно только сданную форму" in page

    def test_a_look_at_a_named_form_is_noted(self, methodist_client, director_client, handed_in):
        director_client.get(handed_in.get_absolute_url())
        assert not JournalEntry.objects.about(handed_in).exists()
        methodist_client.get(handed_in.get_absolute_url())
        assert JournalEntry.objects.about(handed_in).count() == 1


class TestMissing:
    def test_who_has_not_handed_in_stands_with_a_phone(self, specialist_client, opened, handed_in, stranger):
        stranger.person.phone = "(38166) 2-00-17"
        stranger.person.save()
        page = specialist_client.get(f"/monitoring/campaigns/{opened.pk}/forms/?state=missing").content.decode()
        assert "Красовская СШ" in page
        assert "(38166) 2-00-17" in page
        assert "Крестинская СШ" not in page

    def test_a_reminder_is_written_down(self, specialist_client, specialist, opened, handed_in):
        address = f"/monitoring/campaigns/{opened.pk}/remind/"
        page = specialist_client.get(address).content.decode()
        assert "Сдать нужно по 20.12.2023 включительно." in page
        late = Response.objects.not_handed_in().get()
        specialist_client.post(address, {"pk": [late.pk, handed_in.pk], "way": "phone", "text": "Сдайте форму."})
        reminder = Reminder.objects.get()
        assert (reminder.response, reminder.by, reminder.text) == (late, specialist, "Сдайте форму.")

    def test_nobody_ticked_nobody_reminded(self, specialist_client, opened):
        address = f"/monitoring/campaigns/{opened.pk}/remind/"
        answer = specialist_client.post(address, {"way": "phone", "text": "Сдайте."})
        assert answer.status_code == 422
        assert not Reminder.objects.exists()

    def test_the_list_for_phoning_names_them(self, opened, handed_in, municipality, specialist):
        context = registry.PaperContext(municipality, date(2023, 12, 18), specialist, {"campaign": str(opened.pk)})
        report = registry.find("not_handed_in").build(context)
        assert [row[1] for row in next(report.tables()).rows] == ["Красовская СШ"]
        assert report.blocks[0].text == "Не сдано форм: 1 из 2. Срок заполнения – по 20.12.2023."

    def test_for_a_view_from_outside_the_head_is_neither_rung_nor_reminded(
        self, specialist_client, opened, handed_in, municipality, specialist, stranger
    ):
        """Nobody is named: the department writes it itself, and is told so."""
        Response.objects.filter(participant__person=stranger.person).update(role=ResponseRole.EXTERNAL)
        page = specialist_client.get(f"/monitoring/campaigns/{opened.pk}/forms/?state=missing").content.decode()
        assert "управление образования" in page
        reminding = specialist_client.get(f"/monitoring/campaigns/{opened.pk}/remind/").content.decode()
        assert "напоминать некому" in reminding.lower()
        context = registry.PaperContext(municipality, date(2023, 12, 18), specialist, {"campaign": str(opened.pk)})
        assert not next(registry.find("not_handed_in").build(context).tables()).rows

    def test_whoever_answers_for_another_is_rung_himself(self, opened, stranger):
        late = Response.objects.get(participant__person=stranger.person)
        late.participant.person.phone = "(38166) 2-00-17"
        late.respondent = UserFactory(person=PersonFactory(phone="(38166) 2-00-99"))
        assert phones(late) == "(38166) 2-00-99"

    def test_of_a_foreign_campaign_there_is_no_list(self, opened, foreigner):
        context = registry.PaperContext(foreigner.municipality, date(2023, 12, 18), foreigner, {"campaign": "1"})
        with pytest.raises(registry.NoRecord):
            registry.find("not_handed_in").build(context)


class TestObjections:
    @pytest.fixture
    def published(self, opened):
        Campaign.objects.update(state=CampaignState.PUBLISHED)

    def test_a_director_objects_and_the_department_answers(
        self, director_client, coordinator_client, form, items, published
    ):
        participant = form.participant
        posted = {"item": items["Z"].pk, "text": "Задание выполнено на 99 %."}
        director_client.post(f"/monitoring/participants/{participant.pk}/objections/add/", posted)
        objection = Objection.objects.get()
        assert objection.outcome == Objection.Outcome.PENDING
        answer = coordinator_client.post(f"/monitoring/objections/{objection.pk}/answer/", {"outcome": "upheld"})
        assert answer.status_code == 422
        posted = {"outcome": "upheld", "answer": "Отчёт уточнён, пересчитаем."}
        coordinator_client.post(f"/monitoring/objections/{objection.pk}/answer/", posted)
        assert "пересчитаем" in director_client.get(participant.get_absolute_url()).content.decode()

    def test_while_forms_are_filled_in_there_is_nothing_to_object_to(self, director_client, form):
        address = f"/monitoring/participants/{form.participant.pk}/objections/add/"
        assert director_client.get(address).status_code == 403

    def test_an_answer_is_given_once(self, coordinator_client, form):
        objection = ObjectionFactory(participant=form.participant, outcome="declined", answer="Нет оснований.")
        posted = {"outcome": "upheld", "answer": "Передумали."}
        answer = coordinator_client.post(f"/monitoring/objections/{objection.pk}/answer/", posted)
        assert "уже ответили" in answer.content.decode()


class TestOthers:
    def test_the_view_from_outside_is_the_department_s_own(self, campaign, methodist, items):
        campaign.asks = ["subject", "external"]
        campaign.save()
        campaigns.move(campaign, act="open", by=methodist, on=date(2023, 12, 1))
        outside = Response.objects.filter(role="external").first()
        responses.save(outside, typed={items["Z"].pk: {"": "80"}}, by=methodist)
        outside.refresh_from_db()
        assert not outside.is_from_paper
        assert outside.answers.get().origin == "entered"

    def test_a_head_who_comes_in_the_middle_takes_the_form_over(
        self, specialist_client, form, items, director, client, municipality
    ):
        responses.save(form, typed={items["Z"].pk: {"": "98"}}, by=director)
        person = PersonFactory(municipality=municipality, last_name="Новосёлова")
        new = UserFactory(role="director", municipality=municipality, person=person)
        posted = {"role": "subject", "respondent": new.pk}
        specialist_client.post(f"/monitoring/participants/{form.participant_id}/assign/", posted)
        campaign = form.participant.campaign
        listed = f"/monitoring/campaigns/{campaign.pk}/forms/"
        assert form.get_absolute_url() in specialist_client.get(listed, {"q": "новосёл"}).text
        card = specialist_client.get(person.get_absolute_url(), {"as_of": "05.12.2023"}).text
        assert form.get_absolute_url() in card
        client.force_login(new, backend="django.contrib.auth.backends.ModelBackend")
        assert form.get_absolute_url() in client.get("/", {"as_of": "05.12.2023"}).content.decode()
        assert campaign.get_absolute_url() in client.get("/monitoring/campaigns/", {"as_of": "05.12.2023"}).text
        assert "передана вам" in client.get(campaign.get_absolute_url()).text
        page = client.get(form.get_absolute_url(), follow=True).content.decode()
        assert 'value="98"' in page
        assert "Проверить ответы и сдать" in page
        with pytest.raises(ValidationError, match="изменить её нельзя"):
            responses.save(form, typed={items["Z"].pk: {"": "1"}}, by=director)

    def test_a_handed_in_form_is_not_handed_over(self, specialist_client, handed_in, municipality):
        new = UserFactory(role="director", municipality=municipality)
        posted = {"role": "subject", "respondent": new.pk}
        address = f"/monitoring/participants/{handed_in.participant_id}/assign/"
        assert "передавать нечего" in specialist_client.post(address, posted).content.decode()

    def test_an_expert_is_not_named_to_answer(self, campaign, methodist, specialist_client, expert):
        campaign.asks = ["subject", "colleague"]
        campaign.save()
        opened = campaigns.move(campaign, act="open", by=methodist, on=date(2023, 12, 1))
        participant = opened.participants.first()
        posted = {"role": "colleague", "respondent": expert.pk}
        answer = specialist_client.post(f"/monitoring/participants/{participant.pk}/assign/", posted)
        assert answer.status_code == 422

    def test_a_colleague_named_by_the_department_fills_in_and_sees_no_self_assessment(
        self, campaign, methodist, specialist_client, client, municipality
    ):
        campaign.asks = ["subject", "colleague"]
        campaign.save()
        opened = campaigns.move(campaign, act="open", by=methodist, on=date(2023, 12, 1))
        participant = opened.participants.first()
        colleague = UserFactory(role="director", municipality=municipality)
        posted = {"role": "colleague", "respondent": colleague.pk}
        specialist_client.post(f"/monitoring/participants/{participant.pk}/assign/", posted)
        own = Response.objects.get(respondent=colleague)
        client.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(own.get_absolute_url(), follow=True).status_code == 200
        other = participant.responses.get(role="subject")
        assert client.get(other.get_absolute_url()).status_code == 404
