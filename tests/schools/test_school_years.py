"""A school by school year: the rule of groups, the list with its totals, the pages of one record."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from schools.models import SchoolKind, SchoolYear
from schools.school_year import begins_on, ends_on, said_year, school_year_of, suggested_group
from tests.factories import MunicipalityFactory, SchoolFactory, SchoolYearFactory

LIST = "/schools/years/"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 9, 1), 2023),
        (date(2024, 8, 31), 2023),
        (date(2023, 8, 31), 2022),
        (date(2024, 1, 1), 2023),
        (date(2023, 12, 31), 2023),
    ],
)
def test_a_school_year_begins_on_the_first_of_september(day, year):
    assert school_year_of(day) == year
    assert begins_on(year) <= day <= ends_on(year)


@pytest.mark.parametrize(("year", "said"), [(2023, "2023/24"), (1999, "1999/00"), (2009, "2009/10")])
def test_a_school_year_is_said_by_both_its_years(year, said):
    assert said_year(year) == said


@pytest.mark.parametrize(
    ("pupils", "kind", "group"),
    [
        (99, "secondary", "small"),
        (100, "secondary", "base"),
        (79, "basic", "small"),
        (80, "basic", "base"),
        (34, "primary", "small"),
        (35, "primary", "base"),
        (0, "secondary", "small"),
        (None, "secondary", None),
        (10, "kindergarten", None),
        (10, "", None),
    ],
)
def test_the_rule_offers_a_group(pupils, kind, group):
    assert suggested_group(pupils, kind) == group


def test_the_rule_s_words_are_those_of_the_record():
    named = {suggested_group(pupils, kind) for pupils in (0, 1000) for kind in ("primary", "basic", "secondary")}
    assert named == set(SchoolYear.Group.values)
    assert {"primary", "basic", "secondary"} <= set(SchoolKind.values)


@pytest.mark.parametrize(("group", "said"), [("base", "малокомплектная"), ("small", "")])
def test_the_rule_speaks_only_where_the_entered_group_differs(group, said):
    assert SchoolYear(pupils=40, kind="secondary", group=group).ruled_group == said


def test_staff_includes_teachers(db):
    with pytest.raises(ValidationError, match="Работников всего меньше, чем педагогов"):
        SchoolYearFactory.build(school=SchoolFactory(), teachers=20, staff=19).full_clean()


# The list


@pytest.fixture
def shown(specialist_client, municipality):
    def ask(**query):
        answer = specialist_client.get(LIST, {"as_of": "2023-12-01"} | query)
        assert answer.status_code == 200
        return [(str(row.record.school), row.record.year) for row in answer.context["table"].rows], answer

    return ask


@pytest.fixture
def two(municipality):
    """Two schools; one has figures of two years."""
    first = SchoolFactory(short_name="Первая СШ", municipality=municipality)
    second = SchoolFactory(short_name="Вторая СШ", municipality=municipality)
    SchoolYearFactory(school=first, year=2022, pupils=130)
    SchoolYearFactory(school=first, year=2023, pupils=120, teachers=12, staff=30)
    SchoolYearFactory(school=second, year=2023, pupils=None, teachers=8, staff=15, group="small", kind="basic")
    return first, second


def test_the_list_opens_on_the_school_year_that_holds_the_day(shown, two):
    assert shown()[0] == [("Вторая СШ", 2023), ("Первая СШ", 2023)]
    assert shown(as_of="2023-08-31")[0] == [("Первая СШ", 2022)]


def test_another_year_and_all_years_can_be_chosen(shown, two):
    assert shown(year="2022")[0] == [("Первая СШ", 2022)]
    assert len(shown(year="")[0]) == 3


def test_a_year_that_has_not_begun_is_not_shown(shown, two):
    assert shown(as_of="2022-12-01", year="")[0] == [("Первая СШ", 2022)]


@pytest.mark.parametrize("query", [{"kind": "basic"}, {"group": "small"}, {"q": "втор"}])
def test_the_list_is_filtered(shown, two, query):
    assert shown(**query)[0] == [("Вторая СШ", 2023)]


@pytest.mark.parametrize("year", ["1812", "abc", "20231"])
def test_a_year_nobody_offered_shows_nothing_and_breaks_nothing(shown, two, year):
    assert shown(year=year)[0] == []


def test_the_totals_name_the_missing_and_never_count_them_as_zero(shown, two):
    assert "обучающихся – 120 (нет данных: 1), педагогов – 20, работников всего – 45." in shown()[1].text
    assert "обучающихся – нет данных" in shown(kind="basic")[1].text
    assert "Всего" not in shown(year="")[1].context["lead"]


def test_a_missing_figure_is_said_to_be_missing(shown, two):
    assert "нет данных</span>" in shown()[1].text


def test_the_file_holds_numbers_under_the_titles_of_the_screen(specialist_client, two):
    answer = specialist_client.get(LIST, {"as_of": "2023-12-01", "export": "xlsx"})
    rows = [row for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True) if any(row)]
    titles = ["Школа", "Учебный год", "Обучающихся", "Педагогов", "Работников", "Вид", "Группа сравнения"]
    assert titles in [list(row[:7]) for row in rows]
    assert ["Первая СШ", "2023/24", 120, 12, 30, "средняя школа", "базовая"] in [list(row[:7]) for row in rows]


def test_the_filter_by_default_is_told_in_the_file(specialist_client, two):
    answer = specialist_client.get(LIST, {"as_of": "2023-12-01", "export": "xlsx"})
    said = " ".join(
        str(cell) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True) for cell in row
    )
    assert "Учебный год – 2023/24" in said


@pytest.mark.parametrize(("role", "offered"), [("specialist", True), ("methodist", False), ("observer", False)])
def test_who_keeps_the_registers_is_led_to_the_table(request, two, role, offered):
    told = request.getfixturevalue(f"{role}_client").get(LIST, {"as_of": "2023-12-01"}).text
    assert (f'"{reverse("schools:edit_school_years", args=[2023])}"' in told) is offered
    assert "Первая СШ" in told


def test_another_district_s_figures_are_not_there(foreigner_client, two):
    record = two[0].years.first()
    assert "Первая СШ" not in foreigner_client.get(LIST, {"as_of": "2023-12-01"}).text
    assert foreigner_client.get(reverse("schools:edit_school_year", args=[record.pk])).status_code == 404
    assert foreigner_client.get(reverse("schools:add_school_year", args=[two[0].pk])).status_code == 404


# One record


def test_a_year_is_added_on_the_card(specialist_client, municipality):
    school = SchoolFactory(municipality=municipality)
    address = reverse("schools:add_school_year", args=[school.pk])
    typed = {"year": 2023, "pupils": 118, "teachers": 14, "staff": 30, "kind": "secondary", "group": "base"}
    assert specialist_client.post(address, typed).url == school.get_absolute_url()
    record = school.years.get()
    assert (record.year, record.pupils, record.history.get().history_user.username) == (2023, 118, "specialist")


def test_a_second_record_of_the_same_year_is_refused(specialist_client, two):
    address = reverse("schools:add_school_year", args=[two[0].pk])
    answer = specialist_client.post(address, {"year": 2023, "kind": "secondary", "group": "base"})
    assert answer.status_code == 422
    assert "уже внесены" in answer.text


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"year": "1999"}, "2000"),
        ({"year": "2101"}, "2100"),
        ({"pupils": "-1"}, "0"),
        ({"pupils": "много"}, "целое число"),
        ({"teachers": "20", "staff": "19"}, "Работников всего меньше, чем педагогов."),
        ({"kind": "ship"}, "Выберите корректный вариант"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(specialist_client, municipality, typed, refusal):
    address = reverse("schools:add_school_year", args=[SchoolFactory(municipality=municipality).pk])
    answer = specialist_client.post(address, {"year": 2023, "kind": "secondary", "group": "base"} | typed)
    assert answer.status_code == 422
    assert refusal in answer.text
    assert not SchoolYear.objects.exists()


def test_the_rule_stands_beside_the_group_in_the_form(specialist_client, municipality):
    record = SchoolYearFactory(school=SchoolFactory(municipality=municipality), pupils=40)
    assert (
        "по правилу: малокомплектная"
        in specialist_client.get(reverse("schools:edit_school_year", args=[record.pk])).text
    )


def test_a_year_entered_by_mistake_is_removed(specialist_client, two):
    record = two[0].years.get(year=2022)
    answer = specialist_client.post(reverse("schools:remove_school_year", args=[record.pk]))
    assert answer.url == two[0].get_absolute_url()
    assert not SchoolYear.objects.filter(pk=record.pk).exists()


def test_a_foreign_school_s_year_is_no_way_round(foreigner_client, municipality):
    school = SchoolFactory(municipality=MunicipalityFactory())
    address = reverse("schools:add_school_year", args=[school.pk])
    assert foreigner_client.post(address, {"year": 2023, "kind": "secondary", "group": "base"}).status_code == 404
    assert not SchoolYear.objects.exists()
