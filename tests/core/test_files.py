import io
import random

import pytest
from PIL import ImageFile

from leadership.core import files
from leadership.core.files import Unfit, clean_name, media_type

from .bad_files import HONEST, HOSTILE, PDF, office, picture


@pytest.fixture(autouse=True, params=[False, True], ids=["strict", "after WeasyPrint"])
def pillow(request, monkeypatch):
    """WeasyPrint, once imported, makes Pillow put up with truncated pictures."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


def judged(written):
    return media_type(io.BytesIO(written))


@pytest.mark.parametrize("name", HONEST)
def test_what_is_accepted_is_known_by_its_content(name):
    written, kind = HONEST[name]
    assert judged(written).name == kind


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_is_refused_with_its_own_cause(name):
    written, cause = HOSTILE[name]
    with pytest.raises(Unfit, match=cause):
        judged(written)


def test_a_refusal_names_the_limit(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", files.MEGABYTE)
    with pytest.raises(Unfit, match="больше 1 МБ"):
        judged(PDF + b" " * files.MEGABYTE + b"startxref 1 %%EOF")


def test_a_file_of_exactly_the_limit_is_taken(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", len(PDF))
    assert judged(PDF) is files.PDF


def test_the_file_is_left_at_its_beginning():
    file = io.BytesIO(PDF)
    media_type(file)
    assert file.tell() == 0
    file = io.BytesIO(b"MZ")
    with pytest.raises(Unfit):
        media_type(file)
    assert file.tell() == 0


@pytest.mark.parametrize("progressive", [False, True])
def test_a_long_scan_is_read_through(progressive):
    whole = picture("JPEG", (3000, 2000), progressive=progressive)
    assert judged(whole) is files.JPEG
    with pytest.raises(Unfit, match="обрывается"):
        judged(whole[: len(whole) // 2])


@pytest.mark.parametrize("name", HONEST)
def test_whatever_is_spoilt_is_taken_or_refused_but_never_breaks(name):
    chance = random.Random(name)
    written, _ = HONEST[name]
    for _ in range(200):
        spoilt = bytearray(written)
        for _ in range(chance.randint(1, 8)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        cut = bytes(spoilt[: chance.randint(1, len(spoilt))] if chance.random() < 0.3 else spoilt)
        try:
            judged(cut)
        except Unfit as refusal:
            assert str(refusal)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Приказ № 12.pdf", "Приказ № 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Документы\\Приказ.docx", "Приказ.docx"),
        ("приказ\u202efdp.exe", "приказfdp.exe"),
        ("при\x00каз\r\n.pdf", "приказ.pdf"),
        ("  много   пробелов .pdf", "много пробелов .pdf"),
        ("...", "документ"),
        ("", "документ"),
        ("/", "документ"),
        ("и\u0306.pdf", "й.pdf"),
    ],
)
def test_a_name_is_only_a_text(name, said):
    assert clean_name(name) == said


def test_a_long_name_keeps_its_ending():
    said = clean_name("ш" * 300 + ".docx")
    assert len(said) == 255
    assert said.endswith("ш.docx")
    assert len(clean_name("a." + "b" * 300)) == 255


def test_a_name_gets_the_ending_of_what_the_file_is():
    assert files.PDF.named("приказ.exe") == "приказ.exe.pdf"
    assert files.PDF.named("ПРИКАЗ.PDF") == "ПРИКАЗ.PDF"
    assert files.JPEG.named("скан.jpeg") == "скан.jpeg"


def test_strict_and_odd_but_honest_documents_are_taken():
    assert judged(office("docx", **{"word/embeddings/table.xlsx": office("xlsx")})) is files.DOCX
