"""«Значения»: participants × codes; all of them are taken, or none."""

from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from monitoring.actions import answers, responses
from monitoring.answers_sheet import open_book
from monitoring.models import Answer, Campaign, CampaignState, Item, Response, ResponseState

from ...factories import ItemFactory, thaw

pytestmark = pytest.mark.django_db

HEADER = ("Участник", "Z", "P", "D")
FULL = ("Крестинская СШ", "98,5", 312, "да")


def book(*rows, header=HEADER):
    file = BytesIO()
    made = Workbook()
    made.active.title = "Значения"
    for row in (header, *rows):
        made.active.append(row)
    made.save(file)
    file.seek(0)
    return file


def bring(campaign, *rows, by=None, header=HEADER, **options):
    opened = open_book(book(*rows, header=header), campaign.methodology)
    return answers.bring(campaign, opened, by=by, role="subject", **options)


def reasons(campaign, *rows, header=HEADER):
    with pytest.raises(answers.Faulty) as faulty:
        bring(campaign, *rows, header=header)
    return [(one.row, one.column, one.value, one.reason) for one in faulty.value.outcome.faults]


class TestTaking:
    def test_values_stand_in_the_forms_and_a_complete_one_is_handed_in(self, opened, form, items, specialist):
        outcome = bring(opened, FULL, ("Красовская СШ", 70, None, None), by=specialist)
        assert (outcome.new, outcome.same, outcome.handed_in, outcome.incomplete) == (3, 1, 1, 1)
        form.refresh_from_db()
        assert form.state == ResponseState.HANDED_IN
        assert form.answers.get(item=items["Z"]).origin == Answer.Origin.WORKBOOK
        assert form.steps.get().answers["Z"]["said"] == "98,5\u00a0%"
        other = Response.objects.exclude(pk=form.pk).get()
        assert other.state == ResponseState.DRAFT
        assert other.answers.get().number == 70

    def test_the_same_book_again_changes_nothing(self, opened, form, specialist):
        bring(opened, FULL, by=specialist)
        before = Answer.history.count()
        outcome = bring(opened, FULL, by=specialist)
        assert (outcome.writes, outcome.same) == (0, 3)
        assert Answer.history.count() == before
        assert form.steps.count() == 1

    def test_an_empty_cell_leaves_what_is_there(self, opened, form, director, items):
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=director)
        bring(opened, ("Крестинская СШ", None, 312, "нет"))
        assert form.answers.get(item=items["Z"]).number == 70

    def test_no_data_is_an_answer(self, opened, form, items):
        bring(opened, ("Крестинская СШ", "нет данных", 312, "не применяется"))
        assert form.answers.get(item=items["Z"]).state == "no_data"
        assert form.answers.get(item=items["D"]).state == "not_applicable"

    def test_a_dry_run_keeps_nothing(self, opened, form):
        outcome = bring(opened, FULL, is_dry=True)
        assert (outcome.writes, outcome.handed_in) == (2, 1)
        assert [(one.item, one.was, one.becomes) for one in outcome.changes] == [
            ("Z", "–", "98,5\u00a0%"), ("D", "–", "да"),
        ]  # fmt: skip
        assert not form.answers.exclude(origin=Answer.Origin.KNOWN).exists()

    def test_a_school_is_known_by_its_full_name_and_a_column_by_the_title_of_its_item(self, opened, form, items):
        bring(opened, ("МБОУ «КРЕСТИНСКАЯ СШ»", 98), header=("Участник", "Выполнение задания"))
        assert form.answers.get(item=items["Z"]).number == 98

    def test_decimal_point_and_comma_and_spaces(self, opened, form, items):
        bring(opened, ("Крестинская СШ", "98.5 %", "1 312", None))
        assert form.answers.get(item=items["Z"]).number == Decimal("98.5")
        assert form.answers.get(item=items["P"]).number == 1312

    def test_a_form_handed_over_to_another_head_takes_values_too(self, opened, form, items, specialist, stranger):
        responses.assign(form.participant, role="subject", respondent=stranger, by=specialist)
        bring(opened, FULL)
        assert form.answers.get(item=items["Z"]).number == Decimal("98.5")


class TestFaults:
    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (("Крестинская СШ", 101, 312, "да"), (2, "Z", "101", "101\u00a0% – слишком много")),
            (("Крестинская СШ", "сто", 312, "да"), (2, "Z", "сто", "«сто» – не число")),
            (("Крестинская СШ", 98, "12,5", "да"), (2, "P", "12,5", "Количество – целое число")),
            (("Крестинская СШ", 98, 312, "частично"), (2, "D", "частично", "«частично» – ответьте «да» или «нет»")),
            (("Луговская СШ", 98, 312, "да"), (2, "Участник", "Луговская СШ", "Такого участника нет")),
            (("Крестинская СШ", "не применяется", 312, "да"), (2, "Z", "не применяется", "«Не применяется» здесь")),
        ],
    )  # fmt: skip
    def test_each_says_row_column_value_and_reason(self, opened, row, fault):
        (found,) = reasons(opened, row)
        assert found[:3] == fault[:3]
        assert found[3].startswith(fault[3])

    def test_one_fault_and_nothing_is_loaded(self, opened):
        reasons(opened, FULL, ("Красовская СШ", 101, None, None))
        assert not Answer.objects.exclude(origin=Answer.Origin.KNOWN).exists()
        assert not Response.objects.exclude(state=ResponseState.DRAFT).exists()

    def test_all_faults_are_named_at_once(self, opened):
        found = reasons(opened, ("Крестинская СШ", "x", "y", "z"), ("Нет такой", 1, 1, "да"))
        assert {(row, column) for row, column, *_ in found} == {(2, "Z"), (2, "P"), (2, "D"), (3, "Участник")}

    def test_a_participant_twice(self, opened):
        assert reasons(opened, FULL, FULL)[0][3] == "Этот участник уже есть в строке 2."

    def test_an_unknown_code(self, opened):
        (fault,) = reasons(opened, ("Крестинская СШ", 98, 5), header=("Участник", "Z", "Q7"))
        assert fault == (1, "Q7", "", "Такого кода в методике нет.")

    def test_a_calculated_item_is_not_brought(self, opened, items):
        thaw(opened.methodology)
        ItemFactory(section=items["Z"].section, code="F", calculation=Item.Calculation.FORMULA, formula="Z + 1")
        (fault,) = reasons(opened, ("Крестинская СШ", 98, 5), header=("Участник", "Z", "F"))
        assert "считается по формуле" in fault[3]

    def test_a_book_of_another_version(self, opened):
        header = ("Участник", "Методика", "Z")
        (fault,) = reasons(opened, ("Крестинская СШ", "ME, версия 2", 98), header=header)
        assert fault[1:] == ("Методика", "ME, версия 2", "Книга другой методики или версии: нужна ME, версия 1.")

    def test_a_number_of_somebody_else(self, opened, form):
        header = ("Номер", "Участник", "Z")
        (fault,) = reasons(opened, (form.participant_id, "Красовская СШ", 98), header=header)
        assert "у другого участника" in fault[3]

    def test_a_handed_in_form_is_not_overwritten(self, opened, specialist):
        bring(opened, FULL, by=specialist)
        (fault,) = reasons(opened, ("Крестинская СШ", 97, 312, "да"))
        assert fault[3] == answers.HANDED_IN


class TestPages:
    def load(self, client, opened, file):
        return client.post(
            f"/monitoring/campaigns/{opened.pk}/answers/",
            {"file": SimpleUploadedFile("Значения.xlsx", file.read(), "application/vnd.ms-excel")},
        )

    def test_is_shown_first_and_taken_when_confirmed(self, specialist_client, opened, form, items):
        answer = self.load(specialist_client, opened, book(FULL))
        assert "Загрузить 2\u00a0значения" in answer.content.decode()
        assert not form.answers.filter(item=items["Z"]).exists()
        address = f"/monitoring/campaigns/{opened.pk}/answers/"
        page = specialist_client.post(address, {"brought": answer.context["brought"]}, follow=True).content.decode()
        assert "Загружено значений: 2. Форм сдано целиком: 1." in page
        assert form.answers.get(item=items["Z"]).number == Decimal("98.5")

    def test_what_has_changed_meanwhile_is_shown_again(self, specialist_client, director, opened, form, items):
        answer = self.load(specialist_client, opened, book(FULL))
        responses.save(form, typed={items["Z"].pk: {"": "70"}}, by=director)
        address = f"/monitoring/campaigns/{opened.pk}/answers/"
        page = specialist_client.post(address, {"brought": answer.context["brought"]}, follow=True).content.decode()
        assert "формы изменились" in page
        assert form.answers.get(item=items["Z"]).number == 70

    def test_a_forged_confirmation_is_refused(self, specialist_client, opened):
        address = f"/monitoring/campaigns/{opened.pk}/answers/"
        page = specialist_client.post(address, {"brought": "forged"}, follow=True).content.decode()
        assert "Проверка устарела" in page

    def test_faults_stand_in_a_table(self, specialist_client, opened):
        page = self.load(specialist_client, opened, book(("Крестинская СШ", 101, 312, "да"))).content.decode()
        assert "Ничего не загружено" in page
        assert "слишком много" in page

    def test_what_is_no_workbook_is_told(self, specialist_client, opened):
        answer = self.load(specialist_client, opened, BytesIO(b"%PDF-1.4"))
        assert answer.status_code == 422
        assert "Это файл PDF" in answer.content.decode()

    def test_the_template_loaded_back_untouched_changes_nothing(self, specialist_client, opened, director, form, items):
        typed = {items["Z"].pk: {"": "98,5"}, items["D"].pk: {"state": "not_applicable"}, items["T"].pk: {"": "=1+1"}}
        responses.save(form, typed=typed, by=director)
        file = specialist_client.get(f"/monitoring/campaigns/{opened.pk}/answers/template/").content
        sheet = load_workbook(BytesIO(file))["Значения"]
        assert [cell.value for cell in sheet[1]][:4] == ["Номер", "Участник *", "Должность", "Методика"]
        page = self.load(specialist_client, opened, BytesIO(file)).content.decode()
        assert "Изменений нет:" in page

    def test_before_opening_there_is_nothing_to_bring(self, specialist_client, campaign):
        page = specialist_client.get(f"/monitoring/campaigns/{campaign.pk}/answers/", follow=True).content.decode()
        assert "в состоянии «подготовка»" in page


class TestCommand:
    def run(self, tmp_path, file, *arguments):
        path = tmp_path / "Значения.xlsx"
        path.write_bytes(file.getvalue())
        said = StringIO()
        call_command("answers", "import", *(path if one == "FILE" else one for one in arguments), stdout=said)
        return said.getvalue()

    @pytest.mark.parametrize("is_first", [True, False])
    def test_takes_campaign_and_file(self, tmp_path, opened, form, items, is_first):
        named = [str(opened.pk), "FILE"] if is_first else ["FILE", "--campaign", str(opened.pk)]
        said = self.run(tmp_path, book(FULL), *named)
        assert "новых значений – 2" in said
        assert form.answers.get(item=items["Z"]).number == Decimal("98.5")
        assert "Изменений нет" in self.run(tmp_path, book(FULL), *named)

    def test_a_dry_run_keeps_nothing(self, tmp_path, opened, form):
        said = self.run(tmp_path, book(FULL), str(opened.pk), "FILE", "--dry-run")
        assert said.startswith("Будет загружено")
        assert form.answers.count() == 1

    def test_names_every_fault_and_ends_with_one(self, tmp_path, opened):
        with pytest.raises(CommandError) as refused:
            self.run(tmp_path, book(("Крестинская СШ", 101, 312, "да")), str(opened.pk), "FILE")
        assert refused.value.returncode == 1
        assert "лист «Значения», строка 2, столбец «Z» – «101»: 101\u00a0%" in str(refused.value)

    def test_a_campaign_that_is_not_there_and_one_not_open(self, tmp_path, campaign):
        with pytest.raises(CommandError, match="Нет кампании № 99999"):
            self.run(tmp_path, book(FULL), "99999", "FILE")
        with pytest.raises(CommandError, match="в состоянии «подготовка»"):
            self.run(tmp_path, book(FULL), str(campaign.pk), "FILE")

    def test_a_published_campaign_takes_nothing(self, tmp_path, opened):
        Campaign.objects.update(state=CampaignState.PUBLISHED)
        with pytest.raises(CommandError, match="в состоянии «опубликована»"):
            self.run(tmp_path, book(FULL), str(opened.pk), "FILE")


def test_questions_do_not_grow_with_the_schools(opened, municipality, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        bring(opened, FULL, ("Красовская СШ", 70, 10, "нет"))
