"""Figures of many schools in one table: all rows are saved, or none; nothing typed is lost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schools import grid
from schools.models import School, SchoolYear
from tests.factories import MunicipalityFactory, SchoolFactory, SchoolYearFactory

ADDRESS = "/schools/years/2023/edit/"
FULL = {"pupils": "118", "teachers": "14", "staff": "30", "kind": "secondary", "group": "base"}


@pytest.fixture
def school(municipality):
    return SchoolFactory(municipality=municipality, short_name="Первая СШ")


@pytest.fixture
def other(municipality):
    return SchoolFactory(municipality=municipality, short_name="Вторая СШ")


def opened(client, address=ADDRESS):
    """What the page would send if nothing were typed."""
    sent = {"row": []}
    for row in client.get(address).context["rows"]:
        sent["row"].append(row.school.pk)
        for name in (*grid.FIELDS, "seen"):
            value = row.form.initial[name]
            sent[f"{row.school.pk}-{name}"] = "" if value is None else str(value)
    return sent


def typed(school, **values):
    return {f"{school.pk}-{name}": value for name, value in values.items()}


@pytest.fixture
def send(specialist_client, school):
    """Open the table, type over it, press the button."""

    def press(*cells, **buttons):
        sent = opened(specialist_client)
        for one in cells:
            sent |= one
        return specialist_client.post(ADDRESS, sent | buttons)

    return press


def figures(school, year=2023):
    return school.years.filter(year=year).values_list(*grid.FIELDS).first()


def test_a_typed_row_becomes_a_record_with_history(send, school, other):
    assert send(typed(school, **FULL)).url == ADDRESS
    assert figures(school) == (118, 14, 30, "secondary", "base")
    version = school.years.get().history.get()
    assert (version.history_type, version.history_user.username) == ("+", "specialist")
    assert figures(other) is None


def test_an_empty_table_changes_nothing_and_says_so(specialist_client, send, other):
    send()
    assert not SchoolYear.objects.exists()
    assert "Изменений нет." in specialist_client.get(ADDRESS).text


def test_a_row_that_did_not_change_makes_no_history(send, school, other):
    record = SchoolYearFactory(school=school, pupils=100)
    send(typed(other, **FULL))
    assert record.history.count() == 1
    assert figures(other)[0] == 118


def test_a_changed_cell_changes_its_field_alone(send, school):
    record = SchoolYearFactory(school=school, pupils=100, teachers=9, staff=20, group="small")
    send(typed(school, pupils="101"))
    assert figures(school) == (101, 9, 20, "secondary", "small")
    assert record.history.first().history_user.username == "specialist"
    assert [change.field for change in record.history.first().diff_against(record.history.last()).changes] == ["pupils"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1\u202f200", 1200),
        ("120,00", 120),
        (" 118 ", 118),
        ("0", 0),
        ("", None),
    ],
)
def test_numbers_are_read_as_spreadsheets_write_them(send, school, written, read):
    send(typed(school, **FULL | {"teachers": "3", "staff": "", "pupils": written}))
    assert figures(school)[0] == read


def test_a_kind_and_a_group_without_figures_make_no_record(send, school):
    send(typed(school, **FULL | {"pupils": "", "teachers": "", "staff": ""}))
    assert not SchoolYear.objects.exists()


@pytest.mark.parametrize("written", ["много", "120,5", "1.5", "-3", "100000", "9" * 30, "1,200,000", "١٢x"])
def test_what_is_no_whole_number_is_refused_at_its_cell_and_kept_there(send, school, other, written):
    answer = send(typed(school, **FULL | {"pupils": written}), typed(other, **FULL))
    assert answer.status_code == 422
    assert f'value="{written}"' in answer.text
    assert f'id="id_{school.pk}-pupils_error"' in answer.text
    assert not SchoolYear.objects.exists()


def test_one_wrong_row_keeps_the_others_from_being_saved_but_not_from_the_screen(send, school, other):
    answer = send(typed(school, **FULL | {"staff": "13"}), typed(other, **FULL | {"pupils": "77"}))
    assert answer.status_code == 422
    assert "Работников всего меньше, чем педагогов." in answer.text
    assert 'value="77"' in answer.text
    assert not SchoolYear.objects.exists()


@pytest.mark.parametrize("name", ["kind", "group"])
def test_a_row_with_figures_needs_its_kind_and_group(send, school, name):
    answer = send(typed(school, **FULL | {name: ""}))
    assert answer.status_code == 422
    assert "Выберите из списка." in answer.text


@pytest.mark.parametrize("name", ["kind", "group"])
def test_a_choice_nobody_offered_is_refused(send, school, name):
    assert send(typed(school, **FULL | {name: "ship"})).status_code == 422
    assert not SchoolYear.objects.exists()


def test_a_record_is_not_emptied_by_clearing_its_row(send, school):
    SchoolYearFactory(school=school, pupils=100)
    answer = send(typed(school, **dict.fromkeys(FULL, "")))
    assert answer.status_code == 422
    assert figures(school)[0] == 100


# Somebody else


def test_a_row_saved_by_somebody_else_is_shown_with_both_values(specialist_client, school, other):
    sent = opened(specialist_client)
    SchoolYearFactory(school=school, pupils=95, teachers=9)
    answer = specialist_client.post(ADDRESS, sent | typed(school, **FULL) | typed(other, **FULL))
    assert answer.status_code == 422
    assert "теперь в ней обучающихся – 95, педагогов – 9, работников всего – нет данных" in answer.text
    assert 'value="118"' in answer.text
    assert figures(school)[0] == 95
    assert figures(other) is None


def test_the_second_press_writes_one_s_own_values(specialist_client, school):
    sent = opened(specialist_client)
    SchoolYearFactory(school=school, pupils=95)
    refused = specialist_client.post(ADDRESS, sent | typed(school, **FULL))
    seen = refused.context["rows"][0].form["seen"].value()
    specialist_client.post(ADDRESS, sent | typed(school, **FULL, seen=seen))
    assert figures(school)[0] == 118


def test_a_row_one_did_not_touch_keeps_what_others_saved(specialist_client, school, other):
    record = SchoolYearFactory(school=school, pupils=90)
    sent = opened(specialist_client)
    record.pupils = 95
    record.save()
    assert specialist_client.post(ADDRESS, sent | typed(other, **FULL)).status_code == 302
    assert figures(school)[0] == 95
    assert figures(other)[0] == 118


def test_the_same_value_saved_twice_is_no_quarrel(specialist_client, school):
    sent = opened(specialist_client)
    SchoolYearFactory(school=school, pupils=118, teachers=14, staff=30)
    assert specialist_client.post(ADDRESS, sent | typed(school, **FULL)).status_code == 302
    assert SchoolYear.objects.get().history.count() == 1


def test_a_record_removed_meanwhile_is_said_to_be(specialist_client, school):
    record = SchoolYearFactory(school=school, pupils=90)
    sent = opened(specialist_client)
    record.delete()
    answer = specialist_client.post(ADDRESS, sent | typed(school, pupils="91"))
    assert "её удалили" in answer.text
    assert not SchoolYear.objects.exists()


# Last year


def test_last_year_stands_beside_each_number(specialist_client, school):
    SchoolYearFactory(school=school, year=2022, pupils=131)
    assert "<small>131</small>" in specialist_client.get(ADDRESS).text


def test_kind_and_group_are_taken_from_last_year_on_request_and_not_yet_saved(send, school):
    SchoolYearFactory(school=school, year=2022, kind="basic", group="small")
    answer = send(typed(school, pupils="70"), take="1")
    assert answer.status_code == 200
    form = answer.context["rows"][0].form
    assert [form[name].value() for name in ("pupils", "kind", "group")] == ["70", "basic", "small"]
    assert "Выберите" not in answer.text
    assert figures(school) is None


def test_what_is_typed_already_is_not_overwritten_by_last_year(send, school):
    SchoolYearFactory(school=school, year=2022, kind="basic", group="small")
    form = send(typed(school, group="base"), take="1").context["rows"][0].form
    assert [form[name].value() for name in ("kind", "group")] == ["basic", "base"]


def test_without_last_year_the_kind_is_that_of_the_card(send, school):
    form = send(take="1").context["rows"][0].form
    assert [form[name].value() for name in ("kind", "group")] == ["secondary", ""]


def test_a_school_with_a_record_is_left_as_it_is(send, school):
    SchoolYearFactory(school=school, year=2022, kind="basic", group="small")
    SchoolYearFactory(school=school, year=2023)
    form = send(take="1").context["rows"][0].form
    assert form["kind"].value() == "secondary"


def test_the_rule_is_said_beside_a_group_that_differs(specialist_client, school):
    SchoolYearFactory(school=school, pupils=40)
    assert "по правилу: малокомплектная" in specialist_client.get(ADDRESS).text


# Which schools, which years


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "there"),
    [
        (None, None, True),
        (date(2024, 8, 31), None, True),
        (date(2024, 9, 1), None, False),
        (None, date(2023, 9, 1), True),
        (None, date(2023, 8, 31), False),
    ],
)
def test_a_school_has_a_row_if_it_existed_for_a_day_of_the_year(municipality, opened_on, closed_on, there):
    school = SchoolFactory(municipality=municipality, opened_on=opened_on, closed_on=closed_on)
    assert (school in School.objects.in_school_year(2023)) is there


@pytest.mark.parametrize("year", [0, 1999, 2101, 10**12])
def test_a_year_out_of_reason_is_not_there(specialist_client, municipality, year):
    assert specialist_client.get(f"/schools/years/{year}/edit/").status_code == 404


def test_another_district_s_school_takes_nothing_from_the_table(specialist_client, school):
    foreign = SchoolFactory(municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
    sent = {"row": [foreign.pk]} | typed(foreign, **FULL, seen="||||")
    specialist_client.post(ADDRESS, sent)
    assert not SchoolYear.objects.exists()


@pytest.mark.parametrize("rows", [["abc"], ["-1"], ["9" * 30], list(range(51))])
def test_a_forged_table_is_a_bad_request(specialist_client, municipality, rows):
    assert specialist_client.post(ADDRESS, {"row": rows}).status_code == 400


def test_fifty_schools_a_page_and_on_to_the_next(specialist_client, municipality):
    SchoolFactory.create_batch(51, municipality=municipality)
    page = specialist_client.get(ADDRESS)
    assert len(page.context["rows"]) == 50
    assert "Сохранить и дальше" in page.text
    sent = opened(specialist_client)
    assert specialist_client.post(ADDRESS, sent | {"next": "1"}).url == f"{ADDRESS}?page=2"
    last = f"{ADDRESS}?page=2"
    assert "Сохранить и дальше" not in specialist_client.get(last).text
    sent = opened(specialist_client, last)
    assert len(sent["row"]) == 1
    assert specialist_client.post(last, sent).url == last


def test_a_district_without_schools_says_so(specialist_client, municipality):
    assert "школ в реестре нет" in specialist_client.get(ADDRESS).text


def test_without_a_script_enter_saves(specialist_client, school):
    """The first button of the form is what Enter presses."""
    told = specialist_client.get(ADDRESS).text
    form = told[told.index("data-grid-said") :]
    assert form.index("Сохранить</button>") == form.index("</button>") - len("Сохранить")


def asked(client, method, **query):
    with CaptureQueriesContext(connection) as questions:
        getattr(client, method)(ADDRESS, **query)
    return len(questions)


def test_the_table_asks_the_same_of_one_school_and_of_twenty(specialist_client, municipality):
    SchoolFactory(municipality=municipality)
    few = asked(specialist_client, "get")
    few_saved = asked(specialist_client, "post", data=_filled(specialist_client))
    SchoolYear.objects.all().delete()
    specialist_client.get(ADDRESS)  # reads «Сохранено»
    SchoolFactory.create_batch(19, municipality=municipality)
    assert asked(specialist_client, "get") == few <= 12
    assert asked(specialist_client, "post", data=_filled(specialist_client)) == few_saved


def _filled(client):
    sent = opened(client)
    for pk in sent["row"]:
        sent |= {f"{pk}-{name}": value for name, value in FULL.items()}
    return sent


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer"])
def test_only_who_keeps_the_registers_types_here(request, school, role):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"row": [school.pk]} | typed(school, **FULL, seen="||||")).status_code == 403
    assert not SchoolYear.objects.exists()


def test_the_way_out_leads_to_the_list_of_the_year(specialist_client, school):
    assert f'{reverse("schools:school_years")}?year=2023"' in specialist_client.get(ADDRESS).text
