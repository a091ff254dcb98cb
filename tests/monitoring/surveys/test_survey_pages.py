"""A survey as the department keeps it, and as a director reads it."""

import re
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.core.papers import registry, runtime
from leadership.core.papers.faces import FACES
from leadership.core.papers.registry import NoRecord, PaperContext
from monitoring.actions import surveys as actions
from monitoring.models import BallotAnswer, Campaign, Invitation, Methodology
from monitoring.surveys.disclosure import Hidden
from monitoring.surveys.figures import former, results
from monitoring.surveys.sheets import address_of
from tests import factories as make

from .conftest import OPENED, opened, questionnaire, say, vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("within_term")]

#: Крестинская 7, Красовская 6, Любимовская 2: the last is hidden, and Красовская with it.
GOALS = {"Крестинская СШ": "5544421", "Красовская СШ": "555440", "Любимовская СШ": "11"}


@pytest.fixture
def closed(survey):
    for label, goals in GOALS.items():
        vote(survey, label, *goals)
    actions.close_survey(survey=survey, on=OPENED)
    return survey


def sent(methodology, schools, /, **changed):
    given = {
        "methodology": methodology.pk, "title": "Опрос учителей", "starts_on": "02.10.2023",
        "ends_on": "20.10.2023", "least_slice": "5", f"school{schools[0].pk}": "12", f"school{schools[1].pk}": "",
    }  # fmt: skip
    return given | changed


# Opening


def test_the_specialist_opens_a_survey(specialist_client, methodology, schools):
    answer = specialist_client.post("/monitoring/surveys/open/", sent(methodology, schools))
    survey = Campaign.objects.get()
    assert answer["Location"] == f"/monitoring/surveys/{survey.pk}/"
    assert survey.is_anonymous
    assert survey.year == 2023
    (slice_,) = survey.participants.all()
    assert (slice_.label, slice_.invited, slice_.school) == ("Крестинская СШ", 12, schools[0])
    assert slice_.person == schools[0].appointments.get().person
    assert Methodology.objects.get().frozen_on == OPENED
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ends_on": "01.10.2023"}, "Последний день раньше первого."),
        ({"starts_on": "31.02.2023"}, "31.02.2023"),
        ({"least_slice": "2"}, "больше либо равно 3"),
        ({"least_slice": "пять"}, "Введите целое число"),
        ({"title": ""}, "Обязательное поле"),
        ({"methodology": ""}, "Обязательное поле"),
    ],
)
def test_a_slip_is_named_and_nothing_is_opened(specialist_client, methodology, schools, changed, said):
    answer = specialist_client.post("/monitoring/surveys/open/", sent(methodology, schools, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_survey_of_nobody_is_not_opened(specialist_client, methodology, schools):
    nobody = sent(methodology, schools, **{f"school{schools[0].pk}": ""})
    answer = specialist_client.post("/monitoring/surveys/open/", nobody)
    assert "хотя бы для одной школы" in answer.content.decode()


def test_what_cannot_be_asked_on_one_sheet_is_not_opened(specialist_client, methodology, schools):
    make.ItemFactory(section=methodology.sections.get(), code="LEVELS", answer="levels")
    answer = specialist_client.post("/monitoring/surveys/open/", sent(methodology, schools))
    assert "Вопрос LEVELS" in answer.content.decode()
    empty = questionnaire(methodology.municipality, code="none")
    empty.items.all().delete()
    answer = specialist_client.post("/monitoring/surveys/open/", sent(empty, schools))
    assert "нет ни одного вопроса" in answer.content.decode()


def test_teachers_known_to_the_registers_are_offered(specialist_client, methodology, schools):
    make.SchoolYearFactory(school=schools[0], year=2023, teachers=14, staff=20)
    page = specialist_client.get("/monitoring/surveys/open/?as_of=2023-10-01").content.decode()
    assert re.search(rf'name="school{schools[0].pk}"[^>]*value="14"|value="14"[^>]*name="school{schools[0].pk}"', page)


# Codes, the term, the end


def test_sheets_of_codes_are_the_answer_to_their_making(specialist_client, survey, schools):
    slice_ = survey.participants.get(label="Любимовская СШ")
    address = f"/monitoring/surveys/{survey.pk}/codes/"
    page = specialist_client.post(address, {f"slice{slice_.pk}": "3"})
    text = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    printed = re.findall(r'class="code">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<', text)
    assert len(set(printed)) == 3
    assert text.partition("<main")[2].count("<svg") == 3
    assert Invitation.objects.count() == 3
    assert printed[0] not in specialist_client.get(address).content.decode()


def test_the_sheets_are_a_file_for_the_printer(specialist_client, survey):
    if not runtime.available():
        pytest.skip("нет библиотек PDF")
    slice_ = survey.participants.get(label="Любимовская СШ")
    file = specialist_client.post(f"/monitoring/surveys/{survey.pk}/codes/", {f"slice{slice_.pk}": "15", "pdf": "1"})
    assert file["Content-Type"] == "application/pdf"
    assert file["Cache-Control"] == "no-store"
    pages = pypdfium2.PdfDocument(file.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert len(pages) == 2
    assert len(set(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text))) == 15


def test_the_picture_holds_the_public_address(settings):
    settings.BASE_URL = "https://leadership.example.ru"
    assert address_of("0123456789ABCDEF") == "https://leadership.example.ru/answer/0123456789ABCDEF/"


def test_codes_for_nobody_are_refused(specialist_client, survey):
    answer = specialist_client.post(f"/monitoring/surveys/{survey.pk}/codes/", {"pdf": "1"})
    assert answer.status_code == 422
    assert "сколько кодов напечатать" in answer.content.decode()


def test_the_term_is_prolonged_and_nothing_else_changes(specialist_client, survey):
    address = f"/monitoring/surveys/{survey.pk}/edit/"
    specialist_client.post(address, {"title": "Осенний опрос", "ends_on": "30.10.2023", "least_slice": "3"})
    survey.refresh_from_db()
    assert (survey.title, survey.deadline(), survey.least_slice) == ("Осенний опрос", date(2023, 10, 30), 5)
    refused = specialist_client.post(address, {"title": "Осенний опрос", "ends_on": "01.10.2023"})
    assert "срок не может быть раньше" in refused.content.decode()


def test_a_survey_is_closed_once_and_for_all(specialist_client, survey):
    vote(survey, "Крестинская СШ", *"555")
    address = f"/monitoring/surveys/{survey.pk}/close/"
    assert "Ответов меньше 5" in specialist_client.get(address).content.decode()
    assert specialist_client.post(address)["Location"] == f"/monitoring/surveys/{survey.pk}/results/"
    assert specialist_client.post(address)["Location"] == f"/monitoring/surveys/{survey.pk}/"
    for closed in ("codes", "edit"):
        assert specialist_client.get(f"/monitoring/surveys/{survey.pk}/{closed}/").status_code == 302
    page = specialist_client.get(f"/monitoring/surveys/{survey.pk}/results/").content.decode()
    assert "Результатов нет: ответов меньше 5" in page
    assert "полностью согласен" not in page


def test_a_survey_nobody_has_answered_can_be_removed(specialist_client, survey):
    vote(survey, "Крестинская СШ", "5")
    assert specialist_client.post(f"/monitoring/surveys/{survey.pk}/remove/").status_code == 409
    other = opened(survey.municipality, survey.methodology, {survey.participants.first().school: 3})
    specialist_client.post(f"/monitoring/surveys/{other.pk}/remove/")
    assert list(Campaign.objects.all()) == [survey]


# Results


def test_an_open_survey_has_no_results_for_anybody(specialist_client, survey):
    vote(survey, "Крестинская СШ", *"55555")
    for page in ("results", "texts"):
        assert specialist_client.get(f"/monitoring/surveys/{survey.pk}/{page}/").status_code == 404
    with pytest.raises(ValueError, match="closed survey"):
        results(survey, OPENED)
    with pytest.raises(NoRecord):
        built(survey)


def test_results_hide_the_small_school_and_the_one_it_could_be_subtracted_by(closed):
    found = results(closed, OPENED)
    why = {one.label: found.publication.hidden.get(one.pk) for one in found.slices}
    assert why == {"Крестинская СШ": None, "Красовская СШ": Hidden.SUBTRACTION, "Любимовская СШ": Hidden.FEW}
    goals = found.questions[0]
    # 5: 2 + 3, 4: 3 + 2, 3: 0, 2: 1, 1: 1 + 2, at a loss: 1; 15 answers, 14 with points
    assert [share.number for share in goals.total.shares] == [5, 5, 0, 1, 3, 1]
    assert [share.percent for share in goals.total.shares] == [33, 33, 0, 7, 20, 7]
    assert goals.total.mean == Decimal("3.57")  # (25 + 20 + 2 + 3) / 14 = 50 / 14
    assert goals.total.median == 4
    assert goals.total.positive == 67  # 10 of 15
    assert len(goals.slices) == 1
    assert goals.others.base == 8  # 6 + 2, told as one


def test_a_question_few_have_answered_hides_what_the_survey_shows(closed):
    BallotAnswer.objects.filter(item__code="ROLE", ballot__participant__label="Крестинская СШ").delete()
    goals, role = results(closed, OPENED).questions
    assert goals.slices
    assert role.slices == {}
    assert role.total.base == 8
    assert role.others is None  # it would only repeat the total


def test_the_department_sees_what_may_be_shown_and_why_the_rest_may_not(specialist_client, closed):
    page = specialist_client.get(f"/monitoring/surveys/{closed.pk}/results/").content.decode()
    assert "не показаны: ответов слишком мало" in page
    assert "нельзя было получить вычитанием" in page
    assert "Прочие школы" in page
    assert "15 из 15 (100 %)" in page


def test_a_director_sees_the_district_and_his_own_school(director_client, closed):
    page = director_client.get(f"/monitoring/surveys/{closed.pk}/results/").content.decode()
    assert "Ваша школа" in page
    assert "Крестинская СШ" in page
    assert "Красовская СШ" not in page
    assert "Прочие школы" not in page


def test_a_director_whose_school_is_hidden_sees_the_district_alone(stranger_client, closed):
    page = stranger_client.get(f"/monitoring/surveys/{closed.pk}/results/").content.decode()
    assert "Ваша школа" not in page
    assert "Крестинская СШ" not in page
    assert "Доля положительных ответов" in page
    card = stranger_client.get(f"/monitoring/surveys/{closed.pk}/").content.decode()
    assert "Крестинская СШ" not in card


def test_a_director_of_another_survey_sees_nothing(stranger_client, municipality, methodology, schools):
    survey = opened(municipality, methodology, {schools[0]: 5})
    assert stranger_client.get(f"/monitoring/surveys/{survey.pk}/").status_code == 404
    assert "Опрос учителей" not in stranger_client.get("/monitoring/surveys/").content.decode()


# Open answers


@pytest.fixture
def written(survey):
    for label in GOALS:
        vote(survey, label, "4", "4", wish=f"Пожелание из {label}: пусть Анна Ивановна не кричит")
    actions.close_survey(survey=survey, on=OPENED)
    return survey


def test_an_open_answer_is_shown_only_once_it_is_read(specialist_client, director_client, written):
    results_page, texts = (f"/monitoring/surveys/{written.pk}/{page}/" for page in ("results", "texts"))
    assert "не кричит" not in specialist_client.get(results_page).content.decode()
    assert "Прочесть 6" in specialist_client.get(results_page).content.decode()
    shown, hidden, *_ = BallotAnswer.objects.of(written).open_ones()
    reading = {"answer": shown.pk, "reading": "shown", "shown_text": "Пусть никто не кричит"}
    specialist_client.post(texts, reading)
    specialist_client.post(texts, {"answer": hidden.pk, "reading": "hidden", "shown_text": hidden.text})
    page = specialist_client.get(results_page).content.decode()
    assert "Пусть никто не кричит" in page
    assert "Анна Ивановна" not in page
    assert "Пусть никто не кричит" not in director_client.get(results_page).content.decode()
    shown.refresh_from_db()
    assert "Анна Ивановна" in shown.text
    assert "никто не кричит" in str(built(written))
    assert "Анна Ивановна" not in str(built(written))


def test_the_reader_does_not_learn_the_school_and_the_sheet(specialist_client, written):
    page = specialist_client.get(f"/monitoring/surveys/{written.pk}/texts/")
    answers = page.context["answers"]
    assert [one.key for one in answers] == sorted(one.key for one in answers)
    assert "скорее согласен" not in page.content.decode()


@pytest.mark.parametrize("sent", [{}, {"answer": "1"}, {"answer": "0b3c5a5e-0000-4000-8000-000000000000"}])
def test_an_answer_that_is_not_there_is_not_read(specialist_client, written, sent):
    assert specialist_client.post(f"/monitoring/surveys/{written.pk}/texts/", sent).status_code == 404


def test_open_answers_of_too_few_are_shown_to_nobody(specialist_client, survey):
    vote(survey, "Крестинская СШ", "4", "4", wish="Пожелание")
    actions.close_survey(survey=survey, on=OPENED)
    assert specialist_client.get(f"/monitoring/surveys/{survey.pk}/texts/").status_code == 404


# Beside the survey before


def test_a_survey_is_compared_with_the_one_before_over_common_questions(
    closed, municipality, schools, specialist_client
):
    next_version = questionnaire(municipality, version=2)
    item = next_version.items.get(code="ROLE")
    item.title = "Меня спрашивают при решениях"
    item.save()
    later = opened(
        municipality, next_version, {schools[0]: 9}, title="Опрос 2024",
        starts_on=date(2024, 10, 1), ends_on=date(2024, 10, 20),
    )  # fmt: skip
    made = actions.issue_codes(survey=later, numbers={later.participants.get(): 6}, on=later.as_of)
    for code in made[later.participants.get()]:
        say(later, code, goals="5", on=date(2024, 10, 2))
    actions.close_survey(survey=later, on=later.as_of)
    assert former(later, later.as_of) == closed
    assert former(closed, OPENED) is None
    page = specialist_client.get(f"/monitoring/surveys/{later.pk}/results/").content.decode()
    assert "По сравнению с опросом «Опрос учителей»" in page
    assert "не сравниваются: «Меня спрашивают при решениях»" in page
    assert "3,57" in page


# The paper


def built(survey):
    return registry.find("survey").build(
        PaperContext(survey.municipality, date(2023, 12, 1), filters={"campaign": str(survey.pk)})
    )


def test_the_paper_says_what_the_page_shows(closed):
    report = built(closed)
    assert [table.title for table in report.tables()] == [
        "Участие в опросе", "Ответы по району", "Ответы по району", "Школы, которые показаны отдельно",
    ]  # fmt: skip
    _, goals, _, schools = report.tables()
    # how many and what share chose each of the six answers, then mean, median, positive
    assert goals.rows == [
        ("Цели школы мне ясны", 15, 5, 33, 5, 33, 0, 0, 1, 7, 3, 20, 1, 7, Decimal("3.57"), Decimal(4), 67)
    ]
    assert [row[:2] for row in schools.rows] == [("Крестинская СШ", 7), ("Прочие школы", 8)]


def test_every_face_of_the_paper_can_be_made(closed):
    for face in ("html", "xlsx", "json"):
        assert FACES[face].render(built(closed))


@pytest.mark.parametrize("number", ["", "0", "abc"])
def test_a_paper_of_no_survey_is_not_made(municipality, number):
    with pytest.raises(NoRecord):
        registry.find("survey").build(PaperContext(municipality, OPENED, filters={"campaign": number}))


def test_a_foreign_specialist_gets_no_paper(closed, foreigner, foreigner_client):
    with pytest.raises(NoRecord):
        registry.find("survey").build(
            PaperContext(foreigner.municipality, OPENED, foreigner, {"campaign": str(closed.pk)})
        )


# How much is asked of the database


@pytest.mark.parametrize("page", ["", "codes/"])
def test_the_pages_of_a_survey_ask_a_fixed_number_of_questions(specialist_client, survey, page, known_kinds):
    with CaptureQueriesContext(connection) as queries:
        assert specialist_client.get(f"/monitoring/surveys/{survey.pk}/{page}").status_code == 200
    assert len(queries) <= 12


def test_results_ask_the_same_number_of_questions_whatever_the_ballots(specialist_client, survey, known_kinds):
    vote(survey, "Крестинская СШ", *"55555")
    Campaign.objects.filter(pk=survey.pk).update(state="closed")
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            specialist_client.get(f"/monitoring/surveys/{survey.pk}/results/")
        asked.append(len(queries))
        Campaign.objects.filter(pk=survey.pk).update(state="filling")
        vote(survey, "Красовская СШ", *"4444433")
        Campaign.objects.filter(pk=survey.pk).update(state="closed")
    assert asked[0] == asked[1] <= 20


def test_the_list_asks_a_fixed_number_of_questions(specialist_client, municipality, methodology, schools, known_kinds):
    asked = []
    for how_many in (2, 9):
        for _ in range(how_many):
            opened(municipality, methodology, dict.fromkeys(schools, 5))
        with CaptureQueriesContext(connection) as queries:
            assert specialist_client.get("/monitoring/surveys/?as_of=2023-12-01").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
