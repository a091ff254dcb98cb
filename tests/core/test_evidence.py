"""Evidence from a telephone: to one's own open records alone, judged by content, without place and device."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from leadership.core.documents import forms
from leadership.core.documents.shelf import address
from leadership.core.models import Document
from tests import factories as make

pytestmark = pytest.mark.django_db

PLACE, ORIENTATION, DEVICE = 0x8825, 0x0112, 0x0110


def photograph(kind="JPEG", size=(40, 20), turned=6):
    """A picture wide and low with red at its left, held by a telephone on its side."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[DEVICE] = turned, "Telephone 12"
    exif.get_ifd(PLACE)[1] = "N"
    written = io.BytesIO()
    picture.save(written, kind, exif=exif)
    return SimpleUploadedFile(f"IMG_0001.{kind.lower()}", written.getvalue())


@pytest.fixture
def activity(director):
    return make.ActivityFactory(programme__person=director.person)


def bring(client, record, file=None, field="photo", **typed):
    data = {"kind": "certificate", **typed} | ({field: file} if file else {})
    return client.post(address(record), data)


def kept(document):
    document.stored.file.open()
    return Image.open(io.BytesIO(document.stored.file.read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_stands_upright_and_says_neither_where_nor_with_what(director_client, activity, kind):
    assert bring(director_client, activity, photograph(kind)).status_code == 302
    document = Document.objects.of(activity).get()
    picture = kept(document)
    assert picture.size == (20, 40)
    assert picture.convert("RGB").getpixel((10, 4))[1] < 80 < picture.convert("RGB").getpixel((10, 36))[1]
    assert not picture.getexif()
    assert "exif" not in picture.info
    assert b"Telephone" not in document.stored.file.storage.open(document.stored.file.name).read()
    assert document.title == "Удостоверение, диплом"


def test_a_large_photograph_is_brought_down(director_client, activity):
    assert bring(director_client, activity, photograph(size=(5000, 2500), turned=1)).status_code == 302
    assert max(kept(Document.objects.of(activity).get()).size) <= 3600


def test_the_page_offers_the_camera(director_client, activity):
    told = director_client.get(address(activity)).text
    assert 'accept="image/*"' in told
    assert 'capture="environment"' in told
    assert "Удалить" not in told


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("scan.jpg", b"MZ" + b"0" * 100), "Это программа"),
        (SimpleUploadedFile("book.jpg", b""), "Файл пустой"),
        (SimpleUploadedFile("page.pdf", b"<html><body>"), "веб-страница"),
        (None, "Снимите документ камерой или выберите файл"),
    ],
)
def test_what_is_no_evidence_is_refused_with_a_sentence(director_client, activity, file, said):
    answer = bring(director_client, activity, file)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Document.objects.exists()


def test_ten_megabytes_are_the_most(director_client, activity, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_PICTURE", 100)
    answer = bring(director_client, activity, photograph())
    assert answer.status_code == 422
    assert "Снимите ещё раз с меньшим качеством" in answer.text


def test_two_files_at_once_are_asked_for_one_by_one(director_client, activity):
    answer = director_client.post(address(activity), {"kind": "other", "photo": photograph(), "file": photograph()})
    assert "Приложите их по одному" in answer.text


def test_the_specialist_sees_who_has_brought_it(director_client, specialist_client, director, activity):
    bring(director_client, activity, photograph())
    assert f"приложено: {director}" in specialist_client.get(address(activity)).text


class TestRights:
    def may(self, client, record):
        return bring(client, record, photograph()).status_code

    def test_own_open_records(self, director_client, director, activity):
        enrolment = make.EnrolmentFactory(person=director.person)
        recommendation = make.RecommendationFactory(person=director.person, sent_on=date(2023, 1, 1))
        assert [self.may(director_client, it) for it in (activity, enrolment, recommendation)] == [302] * 3

    def test_what_is_done_takes_nothing_more(self, director_client, director):
        done = make.ActivityFactory(programme__person=director.person, done_on=date(2022, 6, 1), proof="отчёт № 1")
        completed = make.EnrolmentFactory(
            person=director.person, completed_on=date(2021, 5, 31), certificate="удостоверение № 7"
        )
        assert [self.may(director_client, it) for it in (done, completed)] == [403] * 2

    def test_other_own_records_take_nothing(self, director_client, director):
        finding = make.FindingFactory(person=director.person)
        project = make.ManagementProjectFactory(person=director.person)
        assert [self.may(director_client, it) for it in (finding, project, director.person)] == [403] * 3

    def test_anothers_records_do_not_exist(self, director_client, stranger):
        activity = make.ActivityFactory(programme__person=stranger.person)
        assert self.may(director_client, activity) == 404

    def test_a_recommendation_not_sent_does_not_exist(self, director_client, director):
        assert self.may(director_client, make.RecommendationFactory(person=director.person)) == 404

    def test_what_was_brought_is_neither_changed_nor_removed(self, director_client, activity):
        bring(director_client, activity, photograph())
        document = Document.objects.get()
        for page in ("edit_document", "remove_document"):
            assert director_client.post(reverse(page, args=[document.pk])).status_code == 403
