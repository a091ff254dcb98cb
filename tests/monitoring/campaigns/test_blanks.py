"""Forms for the pen, filled-in forms on paper, and the way back from the number on a sheet."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.core.papers import registry, runtime
from monitoring import form_numbers, provenance
from monitoring.actions import responses
from monitoring.models import Answer, Item, Methodology, Response

from ...factories import (
    AnswerFactory,
    ItemFactory,
    MethodologyFactory,
    ParticipantFactory,
    ResponseFactory,
    ScaleStepFactory,
    SectionFactory,
)

KNOWN = ("взято из данных системы",)

pytestmark = pytest.mark.django_db


def seen(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


class TestNumbers:
    @pytest.mark.parametrize("number", [1, 7, 96, 97, 4711, 10**9])
    def test_a_number_is_read_as_it_was_printed(self, number):
        printed = form_numbers.number_of(Response(pk=number))
        assert form_numbers.read(printed) == number
        assert form_numbers.read(f"№ {printed.replace('-', ' ')}") == number

    def test_one_wrong_digit_or_two_swapped_find_nobodys_form(self):
        printed = form_numbers.number_of(Response(pk=4711)).replace("-", "")
        for place in range(len(printed)):
            for digit in "0123456789":
                slipped = printed[:place] + digit + printed[place + 1 :]
                assert form_numbers.read(slipped) == (4711 if slipped == printed else None)
        for place in range(len(printed) - 1):
            swapped = printed[:place] + printed[place + 1] + printed[place] + printed[place + 2 :]
            assert form_numbers.read(swapped) == (4711 if swapped == printed else None)

    @pytest.mark.parametrize("typed", ["", "-", "12", "сорок", "9" * 60, "１２３４-56"])
    def test_anything_else_is_no_number(self, typed):
        assert form_numbers.read(typed) is None

    def test_the_number_leads_to_the_form(self, specialist_client, form):
        answer = specialist_client.get("/monitoring/forms/find/", {"number": form_numbers.number_of(form)})
        assert answer["Location"] == form.get_absolute_url()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Впишите номер"),
            ("1234-99", "Контрольные цифры не сходятся"),
            ("999999-20", "Формы с таким номером нет"),
        ],
    )
    def test_a_number_that_leads_nowhere_says_why(self, specialist_client, form, typed, said):
        answer = specialist_client.get("/monitoring/forms/find/", {"number": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_a_form_of_another_district_is_not_found(self, foreigner_client, form):
        answer = foreigner_client.get("/monitoring/forms/find/", {"number": form_numbers.number_of(form)})
        assert "Формы с таким номером нет" in answer.content.decode()


class TestBlank:
    def test_it_holds_the_questions_what_is_known_and_no_answer(self, specialist_client, form, items, director):
        responses.save(form, typed={items["Z"].pk: {"": "98,5"}}, by=director)
        page = seen(specialist_client.get(f"/monitoring/forms/{form.pk}/blank/"))
        assert "Крестинская СШ" in page
        assert f"Форма № <b>{form_numbers.number_of(form)}</b>" in page
        assert "По данным системы: <b>312 чел.</b>" in page
        assert "98,5" not in page
        assert "сам участник" not in page

    def test_described_levels_stand_as_text_with_a_box_each(self, specialist_client, municipality):
        item = ItemFactory(
            section=SectionFactory(methodology=MethodologyFactory(municipality=municipality)), answer=Item.Answer.CHOICE
        )
        ScaleStepFactory(item=item, code="a", label="знаю", description="Есть план", position=1)
        ScaleStepFactory(item=item, code="b", label="применяю", description="План выполняется", position=2)
        page = seen(specialist_client.get(f"/monitoring/methodologies/{item.methodology_id}/blank/"))
        assert page.count('class="blank-tick"') == 3  # two answers and «нет данных»
        assert "План выполняется" in page
        assert "О ком (школа" in page

    def test_a_questionnaire_is_not_signed(self, specialist_client, municipality):
        survey = MethodologyFactory(municipality=municipality, kind=Methodology.Kind.SURVEY)
        page = seen(specialist_client.get(f"/monitoring/methodologies/{survey.pk}/blank/"))
        assert "Имя писать не нужно" in page
        assert "подпись" not in page

    def test_a_director_prints_his_own_only(self, director_client, form, opened):
        assert director_client.get(f"/monitoring/forms/{form.pk}/blank/").status_code == 200
        other = Response.objects.filter(participant__campaign=opened).exclude(pk=form.pk).first()
        assert director_client.get(f"/monitoring/forms/{other.pk}/blank/").status_code == 404
        assert director_client.get(f"/monitoring/campaigns/{opened.pk}/blanks/").status_code == 403

    @pytest.mark.skipif(not runtime.available(), reason="needs the libraries of PDF")
    def test_all_of_a_campaign_stand_in_one_file(self, specialist_client, opened):
        answer = specialist_client.get(f"/monitoring/campaigns/{opened.pk}/blanks/?face=pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_many_forms_are_given_in_portions(self, specialist_client, opened, municipality):
        for number in range(20):
            ResponseFactory(
                participant=ParticipantFactory(campaign=opened, municipality=municipality, label=f"Школа {number:02}")
            )
        first = seen(specialist_client.get(f"/monitoring/campaigns/{opened.pk}/blanks/"))
        last = seen(specialist_client.get(f"/monitoring/campaigns/{opened.pk}/blanks/?part=2"))
        total = Response.objects.filter(participant__campaign=opened).count()
        assert first.count('class="blank-find"') == 20
        assert last.count('class="blank-find"') == total - 20
        assert f"21–{total}" in first

    @pytest.mark.parametrize("part", ["0", "-1", "x", "99999", "9" * 30])
    def test_a_portion_that_is_not_there_is_no_fault(self, specialist_client, opened, part):
        assert specialist_client.get(f"/monitoring/campaigns/{opened.pk}/blanks/?part={part}").status_code == 200

    def test_more_forms_ask_no_more_questions(self, specialist_client, opened, municipality):
        address = f"/monitoring/campaigns/{opened.pk}/blanks/"
        specialist_client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as few:
            specialist_client.get(address)
        for number in range(10):
            ResponseFactory(
                participant=ParticipantFactory(campaign=opened, municipality=municipality, label=f"Школа {number}")
            )
        with CaptureQueriesContext(connection) as many:
            specialist_client.get(address)
        assert len(many) == len(few)


class TestFilled:
    def paper(self, client, form):
        return seen(client.get("/project/papers/form/", {"form": form.pk}))

    def test_values_stand_in_words_with_where_they_come_from(self, passport, director_client, form, items, director):
        responses.save(
            form, typed={items["Z"].pk: {"": "98,5"}, items["D"].pk: {"state": "not_applicable"}}, by=director
        )
        page = self.paper(director_client, form)
        assert "98,5 %" in page
        assert "не применяется" in page
        assert "нет ответа" in page
        assert "Состояние: черновик" in page
        assert f"введено в систему ({director}" in page

    def test_what_was_entered_from_paper_says_so(self, passport, specialist_client, form, items, specialist):
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=specialist)
        page = self.paper(specialist_client, form)
        assert "внесено специалистом с бумаги" in page
        assert f"({specialist}" in page

    def test_it_is_not_there_for_another_director(self, passport, stranger_client, form):
        assert stranger_client.get("/project/papers/form/", {"form": form.pk}).status_code == 404

    @pytest.mark.parametrize("number", ["0", "x", "9" * 30])
    def test_no_form_is_no_paper(self, municipality, number):
        context = registry.PaperContext(municipality, date(2023, 12, 1), None, {"form": number})
        with pytest.raises(registry.NoRecord):
            registry.find("form").build(context)


class TestProvenance:
    def test_marking_an_answer_does_not_make_it_the_specialists(self, form, items, director, specialist):
        responses.save(form, typed={items["T"].pk: {"": "Хор"}}, by=director)
        answer = form.answers.get(item=items["T"])
        answer.is_marked, answer.remark = True, "Подробнее"
        responses.write([answer], specialist)
        one = next(it for it in provenance.of(form) if it.way not in KNOWN)
        assert (one.by, one.answers, one.way) == (str(director), 1, "введено в систему")

    def test_answers_without_history_are_counted_without_a_name(self, form, items):
        at = datetime(2023, 12, 1, tzinfo=UTC)
        made = AnswerFactory.build(response=form, item=items["Z"], number=5, origin=Answer.Origin.WORKBOOK, saved_at=at)
        Answer.objects.bulk_create([made])
        one = next(it for it in provenance.of(form) if it.way not in KNOWN)
        assert (one.by, one.at, one.way) == ("", at, "загружено из книги Excel")
