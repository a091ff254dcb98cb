"""Rows of a list picked: exported, printed, set to one value; all of them, or none."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schools.models import School
from tests.factories import (
    AppointmentFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    MunicipalityFactory,
    SchoolFactory,
    SchoolYearFactory,
)

LIST, SET = "/schools/", "/schools/set/"


@pytest.fixture
def three(municipality):
    return [SchoolFactory(short_name=f"СШ {n}", name=f"МБОУ «СШ {n}»", municipality=municipality) for n in (1, 2, 3)]


def of(records, **query):
    return {"of": "picked", "pk": [record.pk for record in records]} | query


def address(records, route=SET, **query):
    pks = "&".join(f"pk={record.pk}" for record in records)
    return f"{route}?{pks}" + "".join(f"&{name}={value}" for name, value in query.items())


def names_in(answer):
    cells = {cell for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True) for cell in row}
    return {cell for cell in cells if str(cell).startswith("СШ")}


# Picking


def test_every_row_has_a_checkbox_that_names_it(specialist_client, three):
    told = specialist_client.get(LIST).text
    for school in three:
        assert f'value="{school.pk}" form="picked" aria-label="Выбрать: {school}"' in told


def test_without_a_script_there_is_no_box_that_does_nothing(specialist_client, three):
    assert '<label hidden><input type="checkbox" data-pick-all>' in specialist_client.get(LIST).text


def test_an_empty_list_has_nothing_to_pick(specialist_client, municipality):
    told = specialist_client.get(LIST).text
    assert "С выбранными" not in told
    assert "Напечатать" not in told


def test_the_file_of_the_picked_holds_them_alone(specialist_client, three):
    answer = specialist_client.get(LIST, of(three[:2], export="xlsx"))
    assert names_in(answer) == {"СШ 1", "СШ 2"}
    said = [row[0] for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]
    assert "отбор: отмечено – 2\u00a0строки" in said


def test_the_filters_of_the_list_hold_for_the_picked_too(specialist_client, three):
    assert names_in(specialist_client.get(LIST, of(three, export="xlsx", q="СШ 3"))) == {"СШ 3"}


def test_the_bar_carries_the_filters_and_the_order(specialist_client, three):
    told = specialist_client.get(LIST, {"q": "СШ", "sort": "-short_name", "page": "1"}).text
    bar = told[told.index('id="picked"') :]
    assert '<input type="hidden" name="q" value="СШ">' in bar
    assert '<input type="hidden" name="sort" value="-short_name">' in bar
    assert 'name="page"' not in bar


@pytest.mark.parametrize("deed", ["export", "print"])
def test_with_nothing_picked_one_is_asked_to_pick(specialist_client, three, deed):
    answer = specialist_client.get(LIST, {"of": "picked", "q": "СШ", deed: "xlsx"}, follow=True)
    assert "Отметьте строки" in answer.text
    assert answer.request["QUERY_STRING"] == "q=%D0%A1%D0%A8"


@pytest.mark.parametrize("pk", ["abc", "-1", "1; DROP TABLE", "9" * 40, "١"])
def test_a_forged_number_is_a_bad_request(specialist_client, three, pk):
    assert specialist_client.get(LIST, {"pk": pk}).status_code == 400
    assert specialist_client.get(SET, {"pk": pk}).status_code == 400


def test_more_than_a_thousand_is_a_bad_request(specialist_client, three):
    assert specialist_client.get(LIST, {"pk": range(1001)}).status_code == 400
    assert specialist_client.get(LIST, {"pk": range(1000)}).status_code == 200


def test_another_district_s_row_cannot_be_picked(specialist_client, three):
    foreign = SchoolFactory(short_name="СШ 9", municipality=MunicipalityFactory(name="Калачинский муниципальный район"))
    assert names_in(specialist_client.get(LIST, of([three[0], foreign], export="xlsx"))) == {"СШ 1"}
    specialist_client.post(address([foreign]), {"field": "locality", "locality": "Тут", "seen": f"{foreign.pk}:>Тут"})
    foreign.refresh_from_db()
    assert foreign.locality == ""


# Printing


def test_the_printed_list_says_its_day_and_filters_and_repeats_its_head(specialist_client, three):
    told = specialist_client.get(LIST, of(three[:2], print="1", kind="secondary", as_of="2023-12-01")).text
    assert "на 01.12.2023<br>Отбор: Вид – средняя школа; отмечено – 2\u00a0строки" in told
    assert "<thead>" in told
    assert "css/paper.css" in told
    assert "СШ 1" in told
    assert "СШ 3" not in told


def test_the_whole_list_is_printed_as_it_is_filtered(specialist_client, three):
    told = specialist_client.get(LIST, {"print": "1", "q": "СШ 2"}).text
    assert "СШ 2" in told
    assert "СШ 1" not in told


def test_all_pages_are_printed(specialist_client, municipality):
    SchoolFactory.create_batch(60, municipality=municipality)
    assert specialist_client.get(LIST, {"print": "1", "page": "2"}).text.count('<tr class="paper-plain') == 60


def test_too_long_a_list_is_not_printed(specialist_client, municipality):
    School.objects.bulk_create(
        School(municipality=municipality, name=f"МБОУ «{n}»", short_name=str(n)) for n in range(1001)
    )
    answer = specialist_client.get(LIST, {"print": "1"}, follow=True)
    assert "На печать выходит не больше 1000\u00a0строк" in answer.text


def test_what_people_wrote_is_printed_as_text(specialist_client, municipality):
    SchoolFactory(short_name="<b>СШ</b>", municipality=municipality)
    assert "<b>СШ" not in specialist_client.get(LIST, {"print": "1"}).text


# Setting


def shown(client, records, name, value, route=SET):
    """Choose the value; the page says what becomes of each."""
    return client.post(address(records, route), {"field": name, name: value})


def confirmed(client, records, name, value, route=SET, **typed):
    seen = shown(client, records, name, value, route).context["seen"]
    return client.post(address(records, route), {"field": name, name: value, "seen": seen} | typed)


def test_the_fields_that_may_be_set_are_offered_for_the_picked(specialist_client, three):
    told = specialist_client.get(address(three[:2])).text
    assert "Отмечено: 2\u00a0записи" in told
    assert 'name="kind"' in told
    assert 'name="locality"' in told
    assert 'name="name"' not in told


def test_first_it_is_shown_and_nothing_is_saved(specialist_client, three):
    told = shown(specialist_client, three[:2], "locality", "с. Чистово").text
    assert told.count("с. Чистово</td>") == 2
    assert "Сохранить 2\u00a0записи" in told
    assert not School.objects.filter(locality="с. Чистово").exists()


def test_then_all_are_saved_with_the_reason_in_their_history(specialist_client, three):
    answer = confirmed(specialist_client, three[:2], "locality", "с. Чистово", reason="уточнено по уставу")
    assert answer.url == LIST
    assert list(School.objects.filter(locality="с. Чистово")) == three[:2]
    version = three[0].history.first()
    assert (version.history_user.username, version.history_change_reason) == ("specialist", "уточнено по уставу")
    assert three[2].history.count() == 1


def test_without_a_reason_the_history_says_that_many_were_set(specialist_client, three):
    confirmed(specialist_client, three, "kind", "basic")
    assert three[0].history.first().history_change_reason == "задано сразу, записей: 3"


def test_a_record_that_is_so_already_gets_no_history(specialist_client, three):
    School.objects.filter(pk=three[0].pk).update(locality="с. Чистово")
    assert "уже так" in shown(specialist_client, three, "locality", "с. Чистово").text
    confirmed(specialist_client, three, "locality", "с. Чистово")
    assert [school.history.count() for school in three] == [1, 2, 2]


def test_where_all_are_so_already_there_is_nothing_to_save(specialist_client, three):
    assert "Сохранить" not in shown(specialist_client, three, "kind", "secondary").text


def test_one_that_refuses_keeps_all_from_being_saved_and_is_named(specialist_client, municipality):
    good = MembershipFactory(started_on=date(2021, 2, 1))
    late = MembershipFactory(started_on=date(2023, 2, 1))
    answer = shown(specialist_client, [good, late], "ended_on", "31.12.2022", f"{LIST}memberships/set/")
    assert answer.status_code == 422
    assert "Ничего не сохранено" in answer.text
    assert "Окончание раньше начала." in answer.text
    forged = {"field": "ended_on", "ended_on": "31.12.2022", "seen": answer.context["seen"]}
    assert specialist_client.post(address([good, late], f"{LIST}memberships/set/"), forged).status_code == 422
    good.refresh_from_db()
    assert good.ended_on is None


def test_what_changed_while_one_looked_is_shown_again(specialist_client, three):
    seen = shown(specialist_client, three, "locality", "с. Чистово").context["seen"]
    School.objects.filter(pk=three[0].pk).update(locality="д. Новая")
    answer = specialist_client.post(address(three), {"field": "locality", "locality": "с. Чистово", "seen": seen})
    assert "Пока вы смотрели, записи изменились." in answer.text
    assert "д. Новая" in answer.text
    assert School.objects.filter(locality="с. Чистово").count() == 0


@pytest.mark.parametrize(("name", "value"), [("kind", "ship"), ("kind", ""), ("locality", "я" * 101)])
def test_a_value_the_field_does_not_take_is_refused_at_the_field(specialist_client, three, name, value):
    assert shown(specialist_client, three, name, value).status_code == 422


@pytest.mark.parametrize("name", ["name", "municipality", "pk", "history", ""])
def test_a_field_nobody_offered_is_not_set(specialist_client, three, name):
    answer = specialist_client.post(address(three), {"field": name, name: "1", "seen": "x"})
    assert answer.status_code == 200
    assert not School.objects.filter(name="1").exists()


def test_with_nothing_picked_one_is_sent_back_to_the_list(specialist_client, three):
    answer = specialist_client.get(SET, {"of": "picked", "q": "СШ"})
    assert answer.url == f"{LIST}?q=%D0%A1%D0%A8"


def test_afterwards_one_is_back_in_the_list_as_it_was_filtered(specialist_client, three):
    sent = address(three, q="1", as_of="2023-12-01")
    picked = specialist_client.post(sent, {"field": "kind", "kind": "basic"}).context
    assert picked["back"] == f"{LIST}?q=1&as_of=2023-12-01"


@pytest.mark.parametrize("role", ["methodist", "coordinator", "director", "observer"])
def test_who_may_not_change_a_list_picks_only_to_read(request, three, role):
    client = request.getfixturevalue(f"{role}_client")
    assert "Задать…" not in client.get(LIST).text
    assert client.get(address(three)).status_code == 403
    assert client.post(address(three), {"field": "kind", "kind": "basic"}).status_code == 403


def test_the_end_of_a_contract_is_set_in_the_appointment_of_the_day(specialist_client, municipality):
    former = AppointmentFactory(municipality=municipality, ended_on=date(2022, 8, 31))
    now = AppointmentFactory(
        municipality=municipality, school=former.school, person=former.person, started_on=date(2022, 9, 1)
    )
    sent = address([now.person], f"{LIST}heads/set/", as_of="2023-12-01")
    typed = {"field": "contract_ends_on", "contract_ends_on": "31.08.2027"}
    seen = specialist_client.post(sent, typed).context["seen"]
    specialist_client.post(sent, typed | {"seen": seen})
    now.refresh_from_db()
    former.refresh_from_db()
    assert (now.contract_ends_on, former.contract_ends_on) == (date(2027, 8, 31), None)


@pytest.mark.parametrize(
    ("route", "factory", "name", "value"),
    [
        ("memberships", MembershipFactory, "basis", "протокол № 7"),
        ("innovation_participations", InnovationParticipationFactory, "ended_on", "31.12.2023"),
        ("innovation_participations", InnovationParticipationFactory, "basis", "распоряжение № 9"),
        ("school_years", SchoolYearFactory, "group", "small"),
        ("school_years", SchoolYearFactory, "kind", "basic"),
    ],
)
def test_every_list_that_declares_it_sets_its_fields(specialist_client, municipality, route, factory, name, value):
    record = factory()
    route = reverse(f"schools:set_{route}")
    answer = confirmed(specialist_client, [record], name, value, route)
    assert answer.status_code == 302
    record.refresh_from_db()
    field = record._meta.get_field(name)
    assert field.value_to_string(record) in (value, "2023-12-31")


def test_a_list_offers_to_set_only_where_it_declares_fields(specialist_client, three):
    AppointmentFactory(school=three[0])
    assert "Задать…" in specialist_client.get(LIST).text
    assert "Задать…" not in specialist_client.get(f"{LIST}people/").text
