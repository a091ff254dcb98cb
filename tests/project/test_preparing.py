"""Long papers: asked for in a request, made by the worker, given to whoever asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.project import preparing
from leadership.project.models import PreparedPaper
from tests.factories import PreparedPaperFactory

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
