"""Pages of results: who sees them, what they say, how much they ask."""

from datetime import UTC, datetime
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from leadership.core.models import JournalEntry
from leadership.core.papers.model import Table
from leadership.core.papers.registry import PaperContext
from monitoring.actions.calculating import begin, calculate, place_by_hand
from monitoring.models import Calculation, CampaignState, Item, Methodology, Participant, Response, ResponseRole
from monitoring.models.result import SILENCE
from monitoring.papers.matrix import matrix_paper
from tests.factories import CampaignFactory, ParticipantFactory, SectionFactory

from .made import AT, campaign_of, fill_in, methodology_of

pytestmark = pytest.mark.django_db

THREE = {"Первая": (10, 10, 10), "Вторая": (5, 5, 5), "Третья": (1, None, None)}


def counted(rows=None, methodology=None, **fields):
    return calculate(campaign_of(rows or THREE, methodology, **fields), by=None, at=AT)


def page(client, route, *args, **query):
    return client.get(reverse(f"monitoring:{route}", args=args), query)


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def of_year(year, rows, methodology, **fields):
    """The same schools in another year."""
    campaign = campaign_of(rows, methodology, year=year, **fields)
    return calculate(campaign, by=None, at=datetime(year, 12, 21, tzinfo=UTC))


def test_a_standing_names_places_levels_and_coverage(specialist_client):
    calculation = counted()
    told = text(page(specialist_client, "standing", calculation.campaign_id))
    assert "Первая" in told
    assert '<span class="level level-best">высокий</span>' in told
    assert "1 из 3" in told
    assert "Участвуют в местах</dt><dd>2" in told


def test_among_the_standings_are_campaigns_that_give_points_alone(specialist_client):
    """A round of interviews whose guide asks for words has nothing to calculate."""
    counted(title="Со счётом")
    words = methodology_of(codes="z", kind=Methodology.Kind.INTERVIEW, places="none")
    words.items.update(rule=Item.Rule.NONE)
    campaign_of({"Первая": None}, words, title="Беседы")
    listed = text(page(specialist_client, "standings"))
    assert "Со счётом" in listed
    assert "Беседы" not in listed


def test_rows_left_out_by_a_filter_keep_counting(specialist_client):
    """The second of three stays the second when it is the only row shown."""
    calculation = counted()
    answer = page(specialist_client, "standing", calculation.campaign_id, q="втор")
    (row,) = answer.context["table"].rows
    assert (row.record.participant.label, row.record.place_shown) == ("Вторая", 2)
    low = calculation.campaign.methodology.levels.get(title="низкий")
    answer = page(specialist_client, "standing", calculation.campaign_id, level=low.pk, ranked="yes")
    assert [row.record.place_shown for row in answer.context["table"].rows] == [2]
    assert page(specialist_client, "standing", calculation.campaign_id, level="none").context["how_many"] == 0


def test_the_file_holds_what_the_list_shows(specialist_client):
    calculation = counted()
    picked = calculation.results.get(participant__label="Вторая").pk
    answer = page(specialist_client, "standing", calculation.campaign_id, export="xlsx", of="picked", pk=picked)
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "Место")
    told = dict(zip(head, rows[-1], strict=True))
    assert (told["Место"], told["Участник"], told["Итог"], told["Уровень"]) == (2, "Вторая", 15, "низкий")


def test_a_matrix_shows_value_and_points_mean_and_median(specialist_client):
    """Item a: 10, 5 and 1 – mean 5,3333, told 5,33, median 5; item b: 10 and 5 – 7,5 both."""
    calculation = counted()
    answer = page(specialist_client, "matrix", calculation.campaign_id)
    told = text(answer)
    assert "5,33<" in told
    assert "7,5" in told
    figures = {it.item.code: (it.points.mean, it.points.median, it.without) for it, _ in answer.context["figures"]}
    assert figures == {"a": (D("5.3333"), D(5), 0), "b": (D("7.5"), D("7.5"), 1), "c": (D("7.5"), D("7.5"), 1)}


def test_a_matrix_goes_into_a_file_and_on_paper(specialist_client):
    calculation = counted()
    answer = page(specialist_client, "matrix", calculation.campaign_id, export="xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "Участник")
    first = dict(zip(head, next(row for row in rows if row[0] == "Первая"), strict=True))
    assert (first["a: значение"], first["a: балл"]) == ("10", 10)
    assert page(specialist_client, "matrix", calculation.campaign_id, print=1).status_code == 200


def test_pages_ask_the_same_number_of_questions_of_any_campaign(specialist_client, known_kinds):
    asked = {}
    for size in (2, 12):
        campaign = campaign_of({f"Школа {size}-{n}": (n % 10, 5, 5) for n in range(size)})
        calculate(campaign, by=None, at=AT)
        for route in ("standing", "matrix", "dynamics", "calculations"):
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert page(specialist_client, route, campaign.pk).status_code == 200
            asked.setdefault(route, []).append(len(found))
    assert all(few == many for few, many in asked.values()), asked
    assert max(many for _, many in asked.values()) <= 30, asked


def test_why_so_many_points(specialist_client):
    """15 of 30 is 50 %: to «высокий» 30 points of per cent are missing."""
    calculation = counted()
    result = calculation.results.get(participant__label="Вторая")
    told = text(page(specialist_client, "result", result.pk))
    assert "15 из 30" in told
    assert "2 из 2" in told
    assert "До уровня «высокий» не хватает 30 процентных пунктов." in told
    assert "» – ещё до 5 баллов" in told


def test_no_data_is_said_and_takes_no_place(specialist_client):
    result = counted().results.get(participant__label="Третья")
    told = text(page(specialist_client, "result", result.pk))
    assert "нет: данных меньше 70 %" in told
    assert "нет данных" in told


def test_a_named_result_that_is_looked_at_is_noted(specialist_client):
    result = counted().results.get(participant__label="Вторая")
    page(specialist_client, "result", result.pk)
    assert JournalEntry.objects.about(result.participant.person).count() == 1


def test_a_director_sees_his_own_result_once_published(director, director_client, stranger):
    methodology = methodology_of()
    campaign = campaign_of({}, methodology)
    for user in (director, stranger):
        school = user.person.appointments.get().school
        participant = ParticipantFactory(campaign=campaign, school=school, person=user.person)
        fill_in(participant, methodology.items.all(), (5, 5, 5))
    calculation = calculate(campaign, by=None, at=AT)
    own = calculation.results.get(participant__person=director.person)
    other = calculation.results.exclude(pk=own.pk).get()
    assert page(director_client, "result", own.pk).status_code == 404
    assert page(director_client, "results").context["how_many"] == 0
    campaign.refresh_from_db()
    campaign.state = CampaignState.PUBLISHED
    campaign.save()
    assert page(director_client, "result", own.pk).status_code == 200
    assert page(director_client, "result", other.pk).status_code == 404
    assert page(director_client, "results").context["how_many"] == 1
    assert page(director_client, "standing", campaign.pk).status_code == 403
    assert not JournalEntry.objects.about(director.person).exists()


def test_years_are_compared_where_the_version_is_one(specialist_client):
    methodology = methodology_of()
    of_year(2022, {"Первая": (5, 5, 5), "Вторая": (6, 6, 6)}, methodology)
    later = of_year(2023, {"Первая": (10, 10, 10), "Вторая": (5, 5, 5)}, methodology)
    answer = page(specialist_client, "dynamics", later.campaign_id)
    told = {it.participant.label: tuple(share for _, share in shares) for it, shares in answer.context["rows"]}
    assert told == {"Первая": (D(50), D(100)), "Вторая": (D(60), D(50))}
    assert "Методика не менялась" in text(answer)
    standing = page(specialist_client, "standing", later.campaign_id)
    first = standing.context["table"].rows[0]
    assert first.get_cell_value("total_before") == D(15)
    assert first.get_cell("place_before") == 2


def test_versions_are_compared_over_common_items_and_say_so(specialist_client):
    """In 2023 «c» gives up to 20; over «a» and «b»: 5 + 5 of 20 is 50 %, 10 + 10 of 20 is 100 %."""
    old = methodology_of(code="M")
    new = methodology_of(code="M", version=2)
    new.items.filter(code="c").update(most_points=D(20))
    of_year(2022, {"Первая": (5, 5, 9)}, old)
    later = of_year(2023, {"Первая": (10, 10, 20)}, new)
    answer = page(specialist_client, "dynamics", later.campaign_id)
    assert [shares for _, shares in answer.context["rows"]] == [[(2022, D(50)), (2023, D(100))]]
    assert "сравниваются только общие показатели (a, b)" in text(answer)
    result = later.results.get()
    assert "сравниваются только общие показатели" in text(page(specialist_client, "result", result.pk))


def test_a_new_calculation_shows_what_it_has_changed(specialist_client):
    campaign = campaign_of(THREE)
    calculate(campaign, by=None, at=AT)
    Response.objects.get(participant__label="Вторая").answers.update(number=D(10))
    second = calculate(campaign, by=None, at=AT)
    answer = page(specialist_client, "calculation", second.pk)
    (changed,) = answer.context["changed"]
    assert (changed.label, changed.total_before, changed.total) == ("Вторая", D(15), D(30))
    assert (changed.place_before, changed.place) == (2, 1)


def test_the_department_calculates_and_approves(specialist_client, specialist):
    campaign = campaign_of(THREE)
    added = specialist_client.post(reverse("monitoring:add_calculation", args=[campaign.pk]), {"reason": ""})
    calculation = campaign.calculations.get()
    assert added["Location"] == reverse("monitoring:calculations", args=[campaign.pk])
    assert (calculation.by, calculation.is_current) == (specialist, True)
    address = reverse("monitoring:approve_calculation", args=[calculation.pk])
    assert specialist_client.post(address, {"approval": ""}).status_code == 422
    assert specialist_client.post(address, {"approval": "приказ № 12"}).status_code == 302
    again = specialist_client.post(reverse("monitoring:add_calculation", args=[campaign.pk]), {"reason": ""})
    assert again.status_code == 422
    assert campaign.calculations.count() == 1


def test_a_running_calculation_shows_its_progress(specialist_client):
    campaign = campaign_of(THREE)
    running = begin(campaign, by=None, at=AT)
    Calculation.objects.filter(pk=running.pk).update(participants_done=2, moved_at=timezone.now())
    told = text(page(specialist_client, "calculations", campaign.pk))
    assert "идёт: 2 из 3 участников" in told
    assert 'http-equiv="refresh"' in told
    assert "Начать заново" not in told
    assert "<dd>идёт</dd>" in text(page(specialist_client, "calculation", running.pk))


def test_a_calculation_that_fell_silent_may_be_begun_anew(specialist_client):
    campaign = campaign_of(THREE)
    broken = begin(campaign, by=None, at=AT)
    Calculation.objects.filter(pk=broken.pk).update(participants_done=2, moved_at=timezone.now() - SILENCE)
    told = text(page(specialist_client, "calculations", campaign.pk))
    assert "остановился: 2 из 3 участников" in told
    assert "Начать заново" in told
    assert 'http-equiv="refresh"' not in told
    assert "остановился, не продвигается с" in text(page(specialist_client, "calculation", broken.pk))
    specialist_client.post(reverse("monitoring:add_calculation", args=[campaign.pk]), {"reason": ""})
    assert campaign.calculations.current().get().number == 2
    told = text(page(specialist_client, "calculations", campaign.pk))
    assert "Расчёт был прерван" in told
    assert "Начать заново" not in told


def test_a_place_by_hand_is_marked(specialist_client, specialist):
    result = counted().results.get(participant__label="Вторая")
    address = reverse("monitoring:edit_result", args=[result.pk])
    assert specialist_client.post(address, {"manual_place": "1", "manual_reason": ""}).status_code == 422
    specialist_client.post(address, {"manual_place": "1", "manual_reason": "итог конкурса"})
    assert "<small>вручную</small>" in text(page(specialist_client, "standing", result.calculation.campaign_id))
    assert "назначено вручную: итог конкурса" in text(page(specialist_client, "result", result.pk))


@pytest.mark.parametrize("written", ["0", "-1", "3", "99999999999999", "первое", "1,5"])
def test_a_place_is_one_of_those_there_are(specialist_client, written):
    result = counted().results.get(participant__label="Вторая")
    address = reverse("monitoring:edit_result", args=[result.pk])
    assert specialist_client.post(address, {"manual_place": written, "manual_reason": "да"}).status_code == 422


def test_a_district_does_not_calculate_a_campaign_of_the_region(specialist_client):
    campaign = campaign_of(THREE)
    type(campaign).objects.filter(pk=campaign.pk).update(municipality=None)
    assert page(specialist_client, "add_calculation", campaign.pk).status_code == 403


def test_in_a_campaign_of_the_region_a_district_sees_its_own_places_among_all(specialist_client, foreigner):
    campaign = campaign_of(THREE)
    type(campaign).objects.filter(pk=campaign.pk).update(municipality=None)
    campaign.refresh_from_db()
    Participant.objects.filter(label="Первая").update(municipality=foreigner.municipality)
    calculate(campaign, by=None, at=AT)
    rows = page(specialist_client, "standing", campaign.pk).context["table"].rows
    assert [(row.record.participant.label, row.record.place_shown) for row in rows] == [
        ("Вторая", 2),
        ("Третья", None),
    ]


def test_a_campaign_without_a_calculation_says_so(specialist_client):
    campaign = campaign_of(THREE)
    for route in ("standing", "matrix", "dynamics", "calculations"):
        assert "рассчитывали" in (told := text(page(specialist_client, route, campaign.pk))) or "не рассчитана" in told


def test_the_day_one_looks_from_chooses_the_calculation(specialist_client):
    calculation = counted()
    specialist_client.post(reverse("standpoint"), {"as_of": "01.12.2023"})
    assert "не рассчитана" in text(page(specialist_client, "standing", calculation.campaign_id))
    assert page(specialist_client, "results").context["how_many"] == 0


def test_campaigns_and_results_are_listed(specialist_client):
    calculation = counted()
    CampaignFactory(methodology=calculation.campaign.methodology, title="Ещё не открыта")
    told = text(page(specialist_client, "standings"))
    assert "не рассчитана" in told
    assert "рассчитан" in told
    assert page(specialist_client, "results", year=2023).context["how_many"] == 3
    assert page(specialist_client, "results", year=2022).context["how_many"] == 0


@pytest.mark.parametrize("kind", ["standing", "matrix", "dynamics"])
@pytest.mark.parametrize("face", ["html", "xlsx"])
def test_papers_of_a_campaign(specialist_client, passport, kind, face):
    calculation = counted()
    query = {"campaign": calculation.campaign_id}
    if face == "html":
        answer = specialist_client.get(reverse("project:paper", args=[kind]), query)
        assert "Вторая" in text(answer)
    else:
        answer = specialist_client.get(reverse("project:paper_file", args=[kind, face]), query)
    assert answer.status_code == 200
    assert specialist_client.get(reverse("project:paper", args=[kind]), {"campaign": "0"}).status_code == 404


def test_a_matrix_on_paper_sets_few_items_abreast_section_by_section(specialist_client, specialist, passport):
    """Seven items of the first section stand five and two, the eighth in a table of its own section."""
    methodology = methodology_of("abcdefgh")
    other = SectionFactory(methodology=methodology, title="Второй раздел", position=30_000)
    methodology.items.filter(code="h").update(section=other)
    calculation = counted({"Первая": (1,) * 8}, methodology)
    report = matrix_paper(
        PaperContext(specialist.municipality, AT.date(), specialist, {"campaign": str(calculation.campaign_id)})
    )
    tables = [block for block in report.blocks if isinstance(block, Table)]
    codes = [list(dict.fromkeys(it.group for it in table.columns if it.group)) for table in tables]
    assert codes == [["a", "b", "c", "d", "e"], ["f", "g"], ["h"], []]


def test_the_paper_of_reasons_says_what_the_page_says(specialist_client, passport):
    methodology = methodology_of(total=Methodology.Total.SECTIONS, rounded=Methodology.Rounded.TOTAL)
    other = SectionFactory(methodology=methodology, title="Второй раздел")
    methodology.items.filter(code="c").update(section=other)
    result = counted({"Первая": (7, 8, 5)}, methodology).results.get()
    told = text(specialist_client.get(reverse("project:paper", args=["reasons"]), {"result": result.pk}))
    assert "Второй раздел" in told
    assert "6,25" in told  # (7,5 + 5) : 2


def test_marks_of_self_and_others_are_told_apart(specialist_client):
    methodology = methodology_of("a", kind=Methodology.Kind.COMPETENCE, places=Methodology.Places.NONE)
    campaign = campaign_of({"Первая": (9,)}, methodology, asks=["subject", "external"])
    fill_in(campaign.participants.get(), methodology.items.all(), (5,), role=ResponseRole.EXTERNAL)
    calculation = calculate(campaign, by=None, at=AT)
    told = text(page(specialist_client, "standing", campaign.pk))
    assert "Чей ответ" in told
    assert "Интервал места" not in told
    assert page(specialist_client, "standing", campaign.pk, role="bogus").status_code == 200
    assert page(specialist_client, "matrix", campaign.pk, role="external").context["how_many"] == 1
    own = calculation.results.get(role="subject")
    assert "Внешняя оценка</dt><dd>5" in text(page(specialist_client, "result", own.pk))


def test_a_place_by_hand_is_printed_with_its_reason(specialist_client, specialist, passport):
    result = counted().results.get(participant__label="Вторая")
    place_by_hand(result, place=1, reason="итог конкурса", by=specialist, at=AT)
    told = text(
        specialist_client.get(reverse("project:paper", args=["standing"]), {"campaign": result.calculation.campaign_id})
    )
    assert "место назначено вручную. Причина: итог конкурса" in told
