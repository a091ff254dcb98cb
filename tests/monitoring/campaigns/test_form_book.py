"""The workbook of one form: what it holds, what each cell does, whose it is; everything is taken, or nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from leadership.core.spreadsheets.reading import Unreadable
from monitoring import provenance
from monitoring.actions import form_books, responses
from monitoring.filling import asked_items, fields_of
from monitoring.form_book import ANSWER, COLUMNS, NOTE, to_fill_in
from monitoring.form_book_reading import read
from monitoring.models import Answer, CampaignState, Item, Response, ResponseState

from ...factories import ItemFactory, ScaleStepFactory, SectionFactory

pytestmark = pytest.mark.django_db

AT = {title: place for place, title in enumerate(COLUMNS, 1)}


def given(form):
    return load_workbook(BytesIO(to_fill_in(form, fields_of(form))))


def lines(book):
    return {row[0].value: row[0].row for row in book["Форма"].iter_rows() if row[0].value}


def typed(form, **cells):
    """The workbook of the form with answers typed in: by code, or code__note."""
    book = given(form)
    at = lines(book)
    for name, value in cells.items():
        code, _, column = name.partition("__")
        book["Форма"].cell(at[code], AT[NOTE if column else ANSWER]).value = value
    return book


def saved(book):
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def bring(form, book, *, by, is_dry=False):
    entries, strange = read(saved(book), form, asked_items(form.participant.campaign.methodology))
    return form_books.bring(form, entries, strange, by=by, is_dry=is_dry)


def brought(form):
    """Answers beside those the registers gave when the campaign was opened."""
    return form.answers.exclude(origin=Answer.Origin.KNOWN).exists()


def told(judged):
    return [
        (one.item, one.column, one.outcome, one.was, one.becomes) for one in judged.verdicts if one.outcome != "same"
    ]


class TestGivenAway:
    def test_known_values_stand_beside_the_field(self, form):
        book = given(form)
        sheet, line = book["Форма"], lines(book)["P"]
        assert sheet.cell(line, AT["По данным системы"]).value == "312\u00a0чел."
        assert sheet.cell(line, AT[ANSWER]).value == "312"

    def test_everything_but_answers_and_notes_is_locked(self, form):
        sheet = given(form)["Форма"]
        assert sheet.protection.sheet
        opened = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert {column for _, column in opened} == {AT[ANSWER], AT[NOTE]}
        assert (1, AT[ANSWER]) not in opened

    def test_answers_to_choose_are_offered_as_a_list(self, form):
        book = given(form)
        choosing = book["Форма"].data_validations.dataValidation
        cell = book["Форма"].cell(lines(book)["D"], AT[ANSWER]).coordinate
        (one,) = [it for it in choosing if cell in it.sqref]
        sheet, cells = one.formula1.split("!")
        words = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]
        assert words == ["да", "нет", "нет данных", "не применяется"]
        assert book["Списки"].sheet_state == "hidden"

    def test_it_tells_how_to_fill_it_in_in_russian(self, form):
        assert "нет данных" in given(form)["Как заполнять"]["A5"].value

    def test_a_text_that_looks_like_a_formula_stays_a_text(self, form, items, director):
        responses.save(form, typed={items["T"].pk: {"": "=1+1"}}, by=director)
        book = given(form)
        cell = book["Форма"].cell(lines(book)["T"], AT[ANSWER])
        assert (cell.data_type, cell.value) == ("s", "=1+1")


class TestTaking:
    def test_an_untouched_workbook_changes_nothing(self, form, items, director):
        responses.save(
            form, typed={items["Z"].pk: {"": "98,5", "note": "по отчёту"}, items["D"].pk: {"": "да"}}, by=director
        )
        before = Answer.history.count()
        judged = bring(form, given(form), by=director)
        assert (judged.writes, judged.refused, judged.same) == (0, 0, 4)
        assert Answer.history.count() == before

    def test_each_cell_says_what_becomes_of_it(self, form, items, director):
        responses.save(form, typed={items["Z"].pk: {"": "70"}, items["T"].pk: {"": "Хор"}}, by=director)
        judged = bring(form, typed(form, Z="98,5", D="да", D__note="Протокол 3"), by=director, is_dry=True)
        assert told(judged) == [
            ("Z", ANSWER, "changed", "70\u00a0%", "98,5\u00a0%"),
            ("D", ANSWER, "new", "", "да"),
            ("D", NOTE, "new", "", "Протокол 3"),
        ]
        assert judged.same == 2
        assert form.answers.get(item=items["Z"]).number == 70

    def test_what_was_shown_is_kept_and_says_where_it_comes_from(self, form, items, director):
        bring(form, typed(form, Z="98,5", D="нет данных"), by=director)
        answer = form.answers.get(item=items["Z"])
        assert (answer.number.normalize(), answer.origin) == (98.5, Answer.Origin.WORKBOOK)
        assert form.answers.get(item=items["D"]).state == "no_data"
        form.refresh_from_db()
        assert form.state == ResponseState.DRAFT
        assert form.saved_at is not None
        one = provenance.of(form)[0]
        assert (one.by, one.way, one.answers) == (str(director), "загружено из книги Excel", 2)

    def test_one_refused_cell_stops_them_all(self, form, items, director):
        judged = bring(form, typed(form, Z="сто", P="312"), by=director)
        (one,) = [it for it in judged.verdicts if it.outcome == "refused"]
        assert (one.column, one.item, one.becomes) == (ANSWER, "Z", "сто")
        assert "не число" in one.reason
        assert one.line == lines(given(form))["Z"]
        assert not brought(form)

    def test_an_emptied_cell_leaves_what_is_there(self, form, items, director):
        responses.save(form, typed={items["Z"].pk: {"": "70", "note": "по отчёту"}}, by=director)
        bring(form, typed(form, Z=None, Z__note=None), by=director)
        answer = form.answers.get(item=items["Z"])
        assert (answer.number, answer.note) == (70, "по отчёту")

    def test_a_cell_nobody_touched_does_not_bring_an_old_answer_back(self, form, items, director):
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=director)
        old = typed(form, T="Хор")
        responses.save(form, typed={items["Z"].pk: {"": "80"}}, by=director)
        judged = bring(form, old, by=director)
        assert [one[0] for one in told(judged)] == ["T"]
        assert form.answers.get(item=items["Z"]).number == 80

    def test_what_agrees_with_the_registers_is_theirs(self, form, items, director):
        bring(form, typed(form, P="312"), by=director)
        assert form.answers.get(item=items["P"]).origin == Answer.Origin.KNOWN

    def test_a_note_alone_leaves_the_answer_whose_it_was(self, form, items, director):
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=director)
        bring(form, typed(form, Z__note="по отчёту"), by=director)
        answer = form.answers.get(item=items["Z"])
        assert (answer.note, answer.origin, answer.number) == ("по отчёту", Answer.Origin.ENTERED, 70)

    def test_a_line_of_no_question_is_refused(self, form, director):
        book = given(form)
        book["Форма"].append(["XX", "Моё", None, None, "5"])
        judged = bring(form, book, by=director)
        (one,) = [it for it in judged.verdicts if it.outcome == "refused"]
        assert "Кода «XX» в форме нет" in one.reason

    def test_a_form_handed_in_is_not_written_to(self, form, director):
        book = typed(form, Z="70")
        form.state = ResponseState.HANDED_IN
        form.save()
        with pytest.raises(form_books.ValidationError, match="уже сдали"):
            bring(form, book, by=director)

    def test_another_director_may_not_bring_it(self, form, stranger):
        with pytest.raises(form_books.ValidationError):
            bring(form, typed(form, Z="70"), by=stranger)


class TestLevels:
    @pytest.fixture
    def counted(self, campaign, methodology, methodist):
        item = ItemFactory(
            section=SectionFactory(methodology=methodology, code="S3"), code="L", answer=Item.Answer.LEVELS,
            rule=Item.Rule.NONE,
        )  # fmt: skip
        for position, code in enumerate(("mun", "reg")):
            ScaleStepFactory(item=item, code=code, label=f"уровень {code}", position=position)
        return item

    def level(self, form, code, value, own=None):
        book = given(form)
        at = lines(book)
        book["Форма"].cell(at[f"L / {code}"], AT[ANSWER]).value = value
        if own:
            book["Форма"].cell(at["L"], AT[ANSWER]).value = own
        return book

    def test_each_level_has_a_line_and_an_empty_one_is_none(self, counted, form, director):
        bring(form, self.level(form, "reg", "2"), by=director)
        assert form.answers.get(item=counted).counts == {"mun": 0, "reg": 2}
        assert bring(form, given(form), by=director).writes == 0

    def test_a_fault_names_the_line_of_its_level(self, counted, form, director):
        book = self.level(form, "reg", "два")
        (one,) = [it for it in bring(form, book, by=director).verdicts if it.outcome == "refused"]
        assert (one.line, one.becomes) == (lines(book)["L / reg"], "два")

    def test_counts_and_no_data_at_once_are_refused(self, counted, form, director):
        judged = bring(form, self.level(form, "reg", "2", own="нет данных"), by=director)
        assert judged.refused == 1

    def test_no_data_is_said_once_for_all_levels(self, counted, form, director):
        bring(form, typed(form, L="нет данных"), by=director)
        assert form.answers.get(item=counted).state == "no_data"


class TestWhose:
    def refusal(self, form, book):
        with pytest.raises(Unreadable) as refusal:
            read(saved(book), form, asked_items(form.participant.campaign.methodology))
        return str(refusal.value)

    def test_a_workbook_of_another_school_is_refused(self, form, opened):
        other = Response.objects.filter(participant__campaign=opened).exclude(pk=form.pk).first()
        said = self.refusal(form, given(other))
        assert f"Книга другой формы: «{other.participant.label}»" in said
        assert "Крестинская СШ" in said

    def test_a_workbook_of_another_version_is_refused(self, form):
        book = given(form)
        book["О книге"]["B3"].value = "ME, версия 7"
        assert "другой версии методики: ME, версия 7" in self.refusal(form, book)

    def test_a_spoilt_number_is_refused(self, form):
        book = given(form)
        book["О книге"]["B2"].value = "17-17"
        assert "испорчен номер формы" in self.refusal(form, book)

    def test_any_other_workbook_is_refused(self, form):
        book = given(form)
        del book["О книге"]
        assert "Это не книга формы" in self.refusal(form, book)

    def test_a_sheet_without_its_columns_is_refused(self, form):
        book = given(form)
        book["Форма"].cell(1, AT[ANSWER]).value = "Что-то"
        assert "нет столбца «Ответ»" in self.refusal(form, book)


class TestPages:
    def post(self, client, form, content, name="книга.xlsx"):
        return client.post(f"/monitoring/forms/{form.pk}/workbook/bring/", {"file": SimpleUploadedFile(name, content)})

    def test_it_is_downloaded_brought_shown_and_confirmed(self, director_client, form, items):
        content = director_client.get(f"/monitoring/forms/{form.pk}/workbook/").content
        book = load_workbook(BytesIO(content))
        book["Форма"].cell(lines(book)["Z"], AT[ANSWER]).value = "98,5"
        answer = self.post(director_client, form, saved(book).getvalue())
        page = answer.content.decode()
        assert "Загрузить 1\u00a0значение" in page
        assert not brought(form)
        done = director_client.post(
            f"/monitoring/forms/{form.pk}/workbook/bring/", {"brought": answer.context["brought"]}
        )
        assert done["Location"] == form.get_absolute_url()
        assert form.answers.get(item=items["Z"]).origin == Answer.Origin.WORKBOOK

    def test_a_form_that_changed_meanwhile_is_checked_again(self, director_client, form, items, director):
        answer = self.post(director_client, form, saved(typed(form, Z="98,5")).getvalue())
        responses.save(form, typed={items["Z"].pk: {"": "50"}}, by=director)
        done = director_client.post(
            f"/monitoring/forms/{form.pk}/workbook/bring/", {"brought": answer.context["brought"]}, follow=True
        )
        assert "форма изменилась" in done.content.decode()
        assert form.answers.get(item=items["Z"]).number == 50

    def test_what_another_was_shown_cannot_be_confirmed(self, director_client, specialist_client, form):
        answer = self.post(director_client, form, saved(typed(form, Z="98,5")).getvalue())
        specialist_client.post(f"/monitoring/forms/{form.pk}/workbook/bring/", {"brought": answer.context["brought"]})
        assert not brought(form)

    def test_refused_cells_stand_on_the_page_with_their_reason(self, director_client, form):
        page = self.post(director_client, form, saved(typed(form, Z="сто")).getvalue()).content.decode()
        assert "Ничего не загружено" in page
        assert "не принято: «сто» – не число" in page

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.4", b"<html>", b"\xd0\xcf\x11\xe0" * 200])
    def test_no_workbook_is_told_to_be_none(self, director_client, form, content):
        answer = self.post(director_client, form, content)
        assert answer.status_code == 422

    def test_a_director_brings_his_own_only(self, director_client, form, opened):
        other = Response.objects.filter(participant__campaign=opened).exclude(pk=form.pk).first()
        assert director_client.get(f"/monitoring/forms/{other.pk}/workbook/").status_code == 404
        assert director_client.get(f"/monitoring/forms/{other.pk}/workbook/bring/").status_code == 404

    def test_a_closed_form_leads_back_with_a_word(self, director_client, form, opened):
        opened.state = CampaignState.CHECKING
        opened.save()
        answer = director_client.get(f"/monitoring/forms/{form.pk}/workbook/bring/", follow=True)
        assert "приём закончен" in answer.content.decode()

    def test_the_participants_page_leads_to_papers_and_workbook(self, director_client, form):
        page = director_client.get(form.participant.get_absolute_url()).content.decode()
        for address in ("blank/", "workbook/", "workbook/bring/"):
            assert f"/monitoring/forms/{form.pk}/{address}" in page
        assert f"/project/papers/form/?form={form.pk}" in page

    def test_a_fixed_number_of_questions(self, director_client, form, methodology):
        address = f"/monitoring/forms/{form.pk}/workbook/"
        director_client.get(address)
        with CaptureQueriesContext(connection) as few:
            director_client.get(address)
        assert len(few) <= 22
