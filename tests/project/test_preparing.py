"""Long papers: asked for in a request, made by the worker, given to whoever asked."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from leadership.core import lists
from leadership.project import preparing
from leadership.project.models import PreparedPaper
from tests.factories import CampaignFactory, ParticipantFactory, PreparedPaperFactory, ResponseFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker_at_hand(settings, tmp_path, monkeypatch):
    """Tasks run at once; two rows are already a long paper."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(preparing.ROWS_IN_A_REQUEST, "xlsx", 2)


def ask(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return client.get(reverse("project:paper_file", args=["plan", "xlsx"]), follow=True)


def test_a_long_paper_is_made_in_the_background(coordinator_client, passport, django_capture_on_commit_callbacks):
    ask(coordinator_client, django_capture_on_commit_callbacks)
    paper = PreparedPaper.objects.get()
    page = coordinator_client.get(paper.get_absolute_url()).content.decode()
    assert "Отчёт готов" in page
    file = coordinator_client.get(reverse("project:prepared_file", args=[paper.pk]))
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert "%D0%9F%D0%BB%D0%B0%D0%BD" in file["Content-Disposition"]


def test_what_was_chosen_for_a_paper_reaches_the_worker(
    coordinator_client, municipality, django_capture_on_commit_callbacks
):
    participant = ResponseFactory(participant__campaign=CampaignFactory(municipality=municipality)).participant
    for _ in range(2):
        ResponseFactory(participant=ParticipantFactory(campaign=participant.campaign))
    address = reverse("project:paper_file", args=["not_handed_in", "xlsx"])
    with django_capture_on_commit_callbacks(execute=True):
        coordinator_client.get(address, {"campaign": participant.campaign_id})
    paper = PreparedPaper.objects.get()
    assert (paper.fault, paper.name) == ("", f"Не сдали – {participant.campaign}.xlsx")


def test_asking_again_does_not_make_it_twice(coordinator_client, coordinator, passport, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for _ in range(2):
        coordinator_client.get(reverse("project:paper_file", args=["plan", "xlsx"]))
    assert PreparedPaper.objects.count() == 1


def test_until_it_is_made_the_page_renews_itself(coordinator_client, coordinator, passport):
    paper = PreparedPaperFactory(asked_by=coordinator)
    assert 'http-equiv="refresh"' in coordinator_client.get(paper.get_absolute_url()).content.decode()
    assert coordinator_client.get(reverse("project:prepared_file", args=[paper.pk])).status_code == 404


def test_another_s_paper_does_not_exist(specialist_client, coordinator, passport):
    paper = PreparedPaperFactory(asked_by=coordinator)
    assert specialist_client.get(paper.get_absolute_url()).status_code == 404


def test_a_paper_that_fails_says_so(coordinator_client, coordinator, passport):
    paper = PreparedPaperFactory(asked_by=coordinator, kind="horoscope")
    preparing.make.enqueue(paper.pk)
    page = coordinator_client.get(paper.get_absolute_url()).content.decode()
    assert "не удалось сделать" in page
    assert "refresh" not in page


def test_old_files_go(coordinator, passport, django_capture_on_commit_callbacks):
    old = PreparedPaperFactory(asked_by=coordinator)
    PreparedPaper.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=8))
    preparing.forget_old()
    assert not PreparedPaper.objects.exists()


def test_an_ordinary_paper_comes_at_once(coordinator_client, passport, monkeypatch):
    monkeypatch.setitem(preparing.ROWS_IN_A_REQUEST, "xlsx", 10_000)
    answer = coordinator_client.get(reverse("project:paper_file", args=["plan", "xlsx"]))
    assert answer.content.startswith(b"PK")


@pytest.fixture
def long_list(monkeypatch, municipality):
    monkeypatch.setattr(lists, "ROWS_IN_A_REQUEST", 2)
    for number in range(4):
        SchoolFactory(short_name=f"СШ {number}", municipality=municipality)


def listed(client, **query):
    answer = client.get(reverse("schools:schools"), query | {"export": "xlsx"})
    assert answer.status_code == 302
    return answer


def test_a_long_list_is_made_in_the_background(
    specialist_client, passport, long_list, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = specialist_client.get(reverse("schools:schools"), {"export": "xlsx"}, follow=True)
    assert "Отчёт готов" in page.content.decode()
    file = specialist_client.get(reverse("project:prepared_file", args=[PreparedPaper.objects.get().pk]))
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).active
    assert {"СШ 0", "СШ 1", "СШ 2", "СШ 3"} <= {row[0] for row in sheet.iter_rows(values_only=True)}
    assert "%D0%A8%D0%BA%D0%BE%D0%BB%D1%8B.xlsx" in file["Content-Disposition"]


def test_the_worker_sees_what_the_person_sees(
    specialist, specialist_client, foreigner, passport, long_list, django_capture_on_commit_callbacks
):
    SchoolFactory(short_name="Чужая СШ", municipality=foreigner.municipality)
    with django_capture_on_commit_callbacks(execute=True):
        listed(specialist_client)
    sheet = load_workbook(PreparedPaper.objects.get().file).active
    assert "Чужая СШ" not in {row[0] for row in sheet.iter_rows(values_only=True)}


def test_the_filters_and_the_day_of_the_person_hold_for_the_worker(
    specialist_client, municipality, passport, long_list, django_capture_on_commit_callbacks
):
    SchoolFactory(short_name="СШ 00", opened_on=date(2023, 9, 1), municipality=municipality)
    with django_capture_on_commit_callbacks(execute=True):
        listed(specialist_client, q="СШ", as_of="2022-12-31")
    said = [row[0] for row in load_workbook(PreparedPaper.objects.get().file).active.iter_rows(values_only=True)]
    assert "на 31.12.2022" in said
    assert "отбор: Поиск – СШ" in said
    assert "СШ 00" not in said


def test_a_long_list_asked_for_twice_is_made_once(specialist_client, passport, long_list, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    listed(specialist_client)
    listed(specialist_client)
    assert PreparedPaper.objects.count() == 1
