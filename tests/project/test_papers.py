"""The four papers: what stands in them, alike in every face."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from leadership.core.papers import registry, runtime
from leadership.core.papers.faces import FACES
from tests import factories as make

KINDS = ("passport", "plan", "indicators", "directors")
DAY = date(2023, 12, 1)

pytestmark = pytest.mark.django_db
needs_pdf = pytest.mark.skipif(not runtime.available(), reason="нет библиотек для PDF (Pango)")


def built(passport, kind, day=DAY):
    return registry.find(kind).build(registry.PaperContext(passport.municipality, day))


def pages(pdf: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    return [page.replace("\u00a0", " ").replace("\r\n", "\n") for page in found]


def plain(text: str) -> str:
    """Without line breaks and the hyphens of automatic division: for looking words up."""
    return "".join(text.replace("\u2010", "").replace("\u00ad", "").replace("\ufffe", "").replace("-", "").split())


def test_every_paper_of_the_project_is_registered():
    assert set(KINDS) <= {kind.name for kind in registry.all_papers()}


@needs_pdf
def test_the_printed_passport_keeps_every_word_of_the_plan(passport):
    printed = plain(" ".join(pages(FACES["pdf"].render(built(passport, "passport")))))
    for measure in passport.measures.with_rows():
        assert plain(measure.title) in printed, measure
        for row in measure.rows.all():
            assert plain(row.term) in printed, row
            assert plain(row.executors_as_printed or row.executors) in printed, row
    for indicator in passport.indicators.all():
        assert plain(indicator.title) in printed
        assert plain(indicator.promise) in printed


@needs_pdf
def test_the_passport_is_headed_by_its_approval(passport):
    first = pages(FACES["pdf"].render(built(passport, "passport")))[0]
    assert first.index("УТВЕРЖДАЮ") < first.index("Е.Н. Совенко") < first.index("ПАСПОРТ")


def test_the_passport_prints_slips_as_in_the_source_and_the_plan_their_correction(passport):
    def executors(kind):
        return [
            cell.value
            for table in built(passport, kind).tables()
            for line in table.body()
            for _, cell in line.cells
            if isinstance(cell.value, str)
        ]

    assert any("руководители УО" in it for it in executors("passport"))
    assert not any("руководители УО" in it for it in executors("plan"))


def test_an_amended_value_prints_as_amended(passport, specialist_client):
    row = passport.measures.get(number=13).rows.get()
    data = {"term": row.term, "rule": row.rule, "result": row.result, "executors": "МКУ", "reason": "приказ № 3"}
    specialist_client.post(reverse("project:edit_row", args=[row.pk]), data)
    report = json.dumps(json.loads(FACES["json"].render(built(passport, "passport"))), ensure_ascii=False)
    assert "МКУ" in report
    assert "руководители УО»" not in report


def test_the_plan_marks_what_was_held_and_what_was_not(passport):
    occurrences = passport.measures.get(number=13).rows.get().occurrences
    occurrences.filter(starts_on=date(2022, 11, 1)).update(
        outcome="held", closed_on=date(2022, 11, 25), proof="справка № 4"
    )
    occurrences.filter(starts_on=date(2023, 11, 1)).update(
        outcome="not_held", closed_on=date(2023, 11, 30), proof="карантин"
    )
    said = FACES["json"].render(built(passport, "plan")).decode().replace("\u00a0", " ")
    assert "выполнено 25.11.2022, справка № 4" in said
    assert "не проведено, карантин" in said


def test_indicators_without_a_denominator_print_no_data(passport):
    body = FACES["html"].render(built(passport, "indicators")).decode().replace("\u00a0", " ")
    assert "нет данных" in body


def test_the_list_of_heads_is_of_its_day(passport):
    school = passport.municipality.schools.first()
    former = make.AppointmentFactory(school=school, started_on=date(2019, 1, 1), ended_on=date(2022, 3, 1))
    present = make.AppointmentFactory(school=school, started_on=date(2022, 3, 2))
    then, now = (FACES["json"].render(built(passport, "directors", day)).decode() for day in (date(2021, 1, 1), DAY))
    assert str(former.person) in then
    assert str(present.person) not in then
    assert str(present.person) in now


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_the_same_in_every_face(passport, kind):
    make.AppointmentFactory(municipality=passport.municipality)
    report = built(passport, kind)
    sheet = openpyxl.load_workbook(io.BytesIO(FACES["xlsx"].render(report))).active
    in_excel = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert in_excel == [float(figure) if int(figure) != figure else int(figure) for figure in report.figures()]
    if runtime.available():
        printed = plain(" ".join(pages(FACES["pdf"].render(report))))
        for figure in report.figures():
            assert plain(f"{figure.normalize():f}" if hasattr(figure, "normalize") else str(figure)).replace(
                ".", ","
            ) in printed.replace("−", "-")


class TestFromTheBrowser:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_paper_shows_on_the_screen(self, coordinator_client, passport, kind):
        answer = coordinator_client.get(reverse("project:paper", args=[kind]))
        assert answer.status_code == 200
        assert 'class="paper' in answer.content.decode()

    @pytest.mark.parametrize("kind", KINDS)
    def test_excel_opens_and_has_a_russian_name(self, coordinator_client, passport, kind):
        answer = coordinator_client.get(reverse("project:paper_file", args=[kind, "xlsx"]))
        openpyxl.load_workbook(io.BytesIO(answer.content))
        assert "filename*=utf-8''%D0%" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "no-store"

    @needs_pdf
    def test_pdf_is_shown_in_the_browser(self, coordinator_client, passport):
        answer = coordinator_client.get(reverse("project:paper_file", args=["plan", "pdf"]))
        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Disposition"].startswith("inline")

    def test_without_pango_the_page_offers_printing_and_names_the_packages(
        self, coordinator_client, passport, monkeypatch
    ):
        monkeypatch.setattr(runtime, "available", lambda: False)
        page = coordinator_client.get(reverse("project:paper", args=["plan"])).content.decode()
        assert "libpango-1.0-0" in page
        assert "Скачать PDF" not in page
        back = coordinator_client.get(reverse("project:paper_file", args=["plan", "pdf"]))
        assert back["Location"] == reverse("project:paper", args=["plan"])

    def test_an_unknown_kind_or_format_is_not_found(self, coordinator_client, passport):
        assert coordinator_client.get("/project/papers/horoscope/").status_code == 404
        assert coordinator_client.get("/project/papers/plan/exe/").status_code == 404

    def test_a_list_of_names_is_not_printed_by_a_director(self, director_client, passport):
        assert director_client.get(reverse("project:paper", args=["directors"])).status_code == 403
