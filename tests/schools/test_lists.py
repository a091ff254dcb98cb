"""Lists: what is shown, filtered, sorted, paged."""

import re
from datetime import date

import pytest
from django.urls import reverse

from schools.models import Membership, Post, SchoolKind
from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    ContestEntryFactory,
    ContestFactory,
    EducationFactory,
    InnovationParticipationFactory,
    MembershipFactory,
    PersonFactory,
    ProfessionalContestEntryFactory,
    ReserveStepFactory,
    SchoolFactory,
    SchoolYearFactory,
    TrainingFactory,
    TransitionProgrammeFactory,
)

from .registers import LISTS, fill


@pytest.fixture
def listed(specialist_client):
    """The first cells of the rows a list shows."""

    def ask(route, **query):
        answer = specialist_client.get(reverse(f"schools:{route}"), query)
        assert answer.status_code == 200
        return [re.sub("<[^>]+>", "", str(row.get_cell(0))) for row in answer.context["table"].paginated_rows]

    return ask


@pytest.fixture
def text(specialist_client):
    return lambda route, **query: specialist_client.get(reverse(f"schools:{route}"), query).text


@pytest.mark.parametrize("route", LISTS)
def test_an_empty_list_says_what_to_do(specialist_client, route):
    answer = specialist_client.get(reverse(f"schools:{route}"))
    assert answer.context["table"].empty_text in answer.text
    assert ".xlsx" not in answer.text


@pytest.mark.parametrize("route", LISTS)
def test_an_empty_selection_says_so_and_offers_the_way_back(text, route):
    page = text(route, q="нет-такого")
    assert "По этому отбору записей нет." in page
    assert "Сбросить отбор" in page


@pytest.mark.parametrize("route", LISTS)
def test_only_who_keeps_the_registers_is_offered_to_change_them(
    specialist_client, methodist_client, municipality, route
):
    fill(municipality, range(1))
    address = reverse(f"schools:{route}")
    assert ">Изменить</a>" in specialist_client.get(address).text
    assert ">Изменить</a>" not in methodist_client.get(address).text
    assert methodist_client.get(address).context["create_url"] == ""


@pytest.mark.parametrize("route", LISTS)
def test_a_visitor_is_asked_to_sign_in(client, db, route):
    address = reverse(f"schools:{route}")
    assert client.get(address).url == f"{reverse('login')}?next={address}"


@pytest.mark.parametrize("route", LISTS)
def test_a_role_without_registers_is_refused(expert_client, administrator_client, route):
    assert expert_client.get(reverse(f"schools:{route}")).status_code == 403
    assert administrator_client.get(reverse(f"schools:{route}"), {"export": "xlsx"}).status_code == 403


@pytest.mark.parametrize("route", LISTS)
def test_names_are_shown_as_text_whatever_they_hold(text, municipality, route):
    hostile = "<script>alert(1)</script>"
    school = SchoolFactory(short_name=hostile, municipality=municipality)
    person = PersonFactory(last_name=hostile, municipality=municipality)
    AppointmentFactory(school=school, person=person, municipality=municipality)
    for part in (
        MembershipFactory, EducationFactory, TrainingFactory, AttestationFactory, AwardFactory,
        ProfessionalContestEntryFactory,
    ):  # fmt: skip
        part(person=person)
    TransitionProgrammeFactory(school=school)
    ContestEntryFactory(school=school)
    InnovationParticipationFactory(school=school)
    ReserveStepFactory(entry__person=person, entry__target_school=school)
    SchoolYearFactory(school=school)
    page = text(route, as_of="2024-05-20")
    assert "&lt;script&gt;alert(1)" in page
    assert hostile not in page


# Pages and order


@pytest.mark.parametrize("route", LISTS)
def test_the_pages_of_a_list_show_every_row_once(specialist_client, municipality, route):
    fill(municipality, range(101))
    shown = []
    for page in (1, 2, 3):
        table = specialist_client.get(reverse(f"schools:{route}"), {"page": page}).context["table"]
        shown += [row.record.pk for row in table.paginated_rows]
    assert len(shown) == len(set(shown)) == 101


@pytest.mark.parametrize("route", LISTS)
def test_a_page_that_is_not_there_is_no_failure(specialist_client, municipality, route):
    fill(municipality, range(51))
    for page, rows in (("999", 1), ("0", 1), ("-1", 1), ("abc", 50), ("", 50)):
        answer = specialist_client.get(reverse(f"schools:{route}"), {"page": page})
        assert answer.status_code == 200
        assert len(answer.context["table"].page.object_list) == rows


def test_the_address_does_not_choose_how_long_a_page_is(specialist_client, municipality):
    fill(municipality, range(60))
    answer = specialist_client.get(reverse("schools:schools"), {"per_page": "1000"})
    assert len(answer.context["table"].page.object_list) == 50


def test_which_rows_of_how_many_are_shown_is_said(text, municipality):
    fill(municipality, range(60))
    assert "51–60 из 60" in text("schools", page=2)
    assert "51–60" not in text("schools", page=1)


def test_turning_the_page_keeps_the_filter_and_the_order(text, municipality):
    fill(municipality, range(120))
    assert re.search(
        r'href="\?[^"]*q=%D0%A1%D0%A8[^"]*sort=-short_name[^"]*page=2"',
        text("schools", q="СШ", sort="-short_name"),
    )


@pytest.mark.parametrize("route", LISTS)
def test_every_column_that_sorts_does_so_both_ways(specialist_client, municipality, route):
    fill(municipality, range(3))
    address = reverse(f"schools:{route}")
    columns = specialist_client.get(address).context["table"].columns
    for name in (column.name for column in columns if column.orderable):
        assert specialist_client.get(address, {"sort": name}).status_code == 200
        assert specialist_client.get(address, {"sort": f"-{name}"}).status_code == 200


@pytest.mark.parametrize("sort", ["nonsense", "password", "-", "municipality__name", "phone", "short_name,-kind"])
def test_an_order_that_is_not_offered_is_no_failure(listed, municipality, sort):
    fill(municipality, range(3))
    assert sorted(listed("schools", sort=sort)) == ["СШ 0000", "СШ 0001", "СШ 0002"]


def test_schools_are_sorted_by_name_and_back(listed, municipality):
    fill(municipality, range(3))
    assert listed("schools") == ["СШ 0000", "СШ 0001", "СШ 0002"]
    assert listed("schools", sort="-short_name") == ["СШ 0002", "СШ 0001", "СШ 0000"]


@pytest.mark.parametrize("sort", ["kind", "-kind", "locality", "head_name"])
def test_equal_rows_keep_one_order_over_the_pages(specialist_client, municipality, sort):
    fill(municipality, range(60))
    answers = [specialist_client.get(reverse("schools:schools"), {"sort": sort, "page": page}) for page in (1, 2)]
    shown = [row.record.pk for answer in answers for row in answer.context["table"].paginated_rows]
    assert len(set(shown)) == 60
    # By luck a database may keep the order; the question must not leave it to luck.
    assert answers[0].context["table"].data.data.query.order_by[-1] == "pk"


# Schools


def test_the_list_of_schools_is_that_of_the_day(listed):
    SchoolFactory(short_name="Закрытая", closed_on=date(2021, 5, 31))
    SchoolFactory(short_name="Новая", opened_on=date(2022, 9, 1))
    assert listed("schools", as_of="2021-05-31") == ["Закрытая"]
    assert listed("schools", as_of="2022-09-01") == ["Новая"]


def test_schools_are_found_by_kind_and_head(listed):
    SchoolFactory(short_name="Сад", kind=SchoolKind.KINDERGARTEN)
    AppointmentFactory(school=SchoolFactory(short_name="Школа"))
    assert listed("schools", kind="kindergarten") == ["Сад"]
    assert listed("schools", head="no") == ["Сад"]
    assert listed("schools", head="yes") == ["Школа"]


@pytest.mark.parametrize("q", ["кресТИН", "«крест", "село кр", "крест село"])
def test_schools_are_found_by_letters_of_name_and_place(listed, q):
    SchoolFactory(short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»", locality="село Крестики")
    SchoolFactory(short_name="Другая")
    assert listed("schools", q=q) == ["Крестинская СШ"]


def test_an_acting_head_is_marked(text):
    AppointmentFactory(post=Post.ACTING_DIRECTOR, person=PersonFactory(last_name="Ли", first_name="Ан", patronymic=""))
    assert "Ли Ан</a> (и. о.)" in text("schools")


def test_a_school_without_a_head_says_so(text):
    SchoolFactory()
    assert "не назначен" in text("schools")


def test_a_filter_nobody_offers_is_explained(specialist_client):
    answer = specialist_client.get(reverse("schools:schools"), {"kind": "university"})
    assert answer.status_code == 200
    assert "kind" in answer.context["filter"].form.errors
    assert answer.context["how_many"] == 0


# Heads and people


def test_heads_are_those_of_the_day(listed):
    AppointmentFactory(
        person=PersonFactory(last_name="Бывшая"), started_on=date(2019, 1, 1), ended_on=date(2021, 8, 31)
    )
    AppointmentFactory(person=PersonFactory(last_name="Новая"), started_on=date(2021, 9, 1))
    assert listed("heads", as_of="2021-08-31") == ["Бывшая Анна Петровна"]
    assert listed("heads", as_of="2021-09-01") == ["Новая Анна Петровна"]


def test_heads_are_found_by_name_school_and_post(listed):
    AppointmentFactory(person=PersonFactory(last_name="Ли"), school=SchoolFactory(short_name="Крестинская СШ"))
    AppointmentFactory(person=PersonFactory(last_name="Ким"), post=Post.ACTING_DIRECTOR)
    assert listed("heads", q="крест ЛИ") == ["Ли Анна Петровна"]
    assert listed("heads", post="acting_director") == ["Ким Анна Петровна"]


def test_who_heads_two_schools_stands_in_the_list_once(listed):
    head = AppointmentFactory(person=PersonFactory(last_name="Ли")).person
    AppointmentFactory(person=head)
    assert listed("heads") == ["Ли Анна Петровна"]


@pytest.mark.parametrize(
    ("role", "said"),
    [("specialist", "Все люди реестра"), ("observer", "Руководители школ, нынешние"), ("director", "Ваша карточка.")],
)
def test_nobody_is_promised_more_people_than_he_sees(request, role, said):
    answer = request.getfixturevalue(f"{role}_client").get(reverse("schools:people"))
    assert said in answer.context["lead"]


def test_people_are_found_by_whether_they_head_a_school(listed):
    PersonFactory(last_name="Резерв")
    AppointmentFactory(person=PersonFactory(last_name="Ли"))
    assert listed("people", heading="yes") == ["Ли Анна Петровна"]
    assert listed("people", heading="no") == ["Резерв Анна Петровна"]
    assert listed("people", q="петровна резЕРВ") == ["Резерв Анна Петровна"]


# Records of schools and people


def test_members_are_those_of_the_day_and_found_by_body(listed):
    MembershipFactory(person=PersonFactory(last_name="Бывшая"), ended_on=date(2021, 12, 31))
    MembershipFactory(person=PersonFactory(last_name="Ли"), body=Membership.Body.COUNCIL, council="Совет наставников")
    assert listed("memberships", as_of="2022-01-01") == ["Ли Анна Петровна"]
    assert listed("memberships", as_of="2021-12-31", body="association") == ["Бывшая Анна Петровна"]
    assert listed("memberships", q="настав") == ["Ли Анна Петровна"]


def test_programmes_are_found_by_whether_they_are_approved(listed):
    TransitionProgrammeFactory(school=SchoolFactory(short_name="Первая"))
    TransitionProgrammeFactory(school=SchoolFactory(short_name="Вторая"), approved_on=None)
    assert listed("transition_programmes", approved="yes") == ["Первая"]
    assert listed("transition_programmes", approved="no") == ["Вторая"]


def test_entries_are_found_by_their_contest(listed):
    contest = ContestFactory(title="Лучшая среда")
    ContestEntryFactory(contest=contest, school=SchoolFactory(short_name="Первая"))
    ContestEntryFactory(school=SchoolFactory(short_name="Вторая"))
    assert listed("contest_entries", contest=contest.pk) == ["Первая"]


def test_the_platform_is_that_of_the_day_and_found_by_theme(listed):
    InnovationParticipationFactory(school=SchoolFactory(short_name="Первая"), theme="Наставничество")
    InnovationParticipationFactory(school=SchoolFactory(short_name="Бывшая"), ended_on=date(2021, 12, 31))
    assert listed("innovation_participations", as_of="2022-01-01") == ["Первая"]
    assert listed("innovation_participations", q="НАСТАВ") == ["Первая"]


def test_a_new_contest_is_offered_beside_the_entries_to_who_may_add_it(specialist_client, methodist_client):
    address = reverse("schools:contest_entries")
    assert reverse("schools:add_contest") in specialist_client.get(address).text
    assert reverse("schools:add_contest") not in methodist_client.get(address).text


GARBAGE = ["\x00", "'", '"><b>', "%", "\\", "é" * 2000, "-1", "9" * 40, "[]", "{{7*7}}"]


@pytest.mark.parametrize("route", LISTS)
def test_garbage_in_the_address_is_no_failure(specialist_client, municipality, route):
    fill(municipality, range(2))
    address = reverse(f"schools:{route}")
    for name in ("q", "sort", "page", "per_page", "kind", "body", "contest", "as_of", "export"):
        for value in GARBAGE:
            assert specialist_client.get(address, {name: value}).status_code == 200
