"""What an uploaded file is, judged by its content: a name promises nothing.

A file must begin with the signature of its own kind, so nothing can be two kinds at once.
"""

import io
import os
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image

MEGABYTE = 1024 * 1024
#: The one limit on the size of an uploaded file.
LARGEST = 20 * MEGABYTE
#: What an office document may unpack to; its parts are never unpacked here but for the list of them.
UNPACKED = 200 * MEGABYTE
PARTS = 5_000
CONTENTS = MEGABYTE
#: A page A4 scanned at 600 dpi holds 35 million points.
POINTS = 50_000_000
NAME = 255

#: Markers of a JPEG: its end; those after which no length stands (a stuffed byte, restarts).
END_OF_IMAGE = 0xD9
WITHOUT_LENGTH = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})

ACCEPTED = "Принимаются PDF, Word (.docx), Excel (.xlsx), JPG и PNG."


@dataclass(frozen=True)
class MediaType:
    """`opens` in the browser, where others are saved."""

    name: str
    extensions: tuple[str, ...]
    label: str
    opens: bool = False

    def named(self, name: str) -> str:
        """The name with an ending of this kind: a PDF brought as «приказ.exe» leaves as «приказ.exe.pdf»."""
        return name if name.lower().endswith(self.extensions) else f"{name}{self.extensions[0]}"


OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = MediaType("application/pdf", (".pdf",), "PDF", opens=True)
DOCX = MediaType(f"{OFFICE}wordprocessingml.document", (".docx",), "Word")
XLSX = MediaType(f"{OFFICE}spreadsheetml.sheet", (".xlsx",), "Excel")
JPEG = MediaType("image/jpeg", (".jpg", ".jpeg"), "JPG", opens=True)
PNG = MediaType("image/png", (".png",), "PNG", opens=True)
MEDIA_TYPES = {kind.name: kind for kind in (PDF, DOCX, XLSX, JPEG, PNG)}
ENDINGS = tuple(ending for kind in MEDIA_TYPES.values() for ending in kind.extensions)


class Unfit(Exception):
    """The file cannot be taken; the text says why in Russian."""


def media_type(file: IO[bytes]) -> MediaType:
    """The kind of the file, or `Unfit`; the file is left at its beginning."""
    try:
        return _judged(file)
    finally:
        file.seek(0)


def clean_name(name: str) -> str:
    """A name fit to be shown and offered back: no folders, no invisible or turning letters, never empty."""
    last = name.replace("\\", "/").rpartition("/")[2]
    said = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    said = " ".join(said.split()).strip(". ") or "документ"
    stem, ending = os.path.splitext(said)
    return said if len(said) <= NAME else f"{stem[: NAME - len(ending)]}{ending}"[:NAME]


def _judged(file: IO[bytes]) -> MediaType:
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise Unfit("Файл пустой.")
    if size > LARGEST:
        raise Unfit(f"Файл больше {LARGEST // MEGABYTE} МБ. Уменьшите его или приложите ссылку.")
    file.seek(0)
    head = file.read(2048)
    if head.startswith(b"%PDF-"):
        return _pdf(file, size)
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(file, JPEG)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(file, PNG)
    raise Unfit(_refusal(head, file))


# What is taken


def _pdf(file: IO[bytes], size: int) -> MediaType:
    _refuse_archive_inside(file)
    file.seek(max(0, size - 2048))
    tail = file.read()
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise Unfit("Файл PDF обрывается: его конец потерян. Сохраните или отсканируйте документ заново.")
    return PDF


def _picture(file: IO[bytes], kind: MediaType) -> MediaType:
    _refuse_archive_inside(file)
    try:
        _look_at(file, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unfit(_TOO_MANY_POINTS) from bomb
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as fault:
        raise Unfit(f"Картинка {kind.label} повреждена или обрывается. Сохраните её заново.") from fault
    return kind


_TOO_MANY_POINTS = f"В картинке больше {POINTS // 1_000_000} миллионов точек. Уменьшите её."


def _look_at(file: IO[bytes], kind: MediaType) -> None:
    """A JPEG is read through at an eighth of its size, a PNG by the sums of its chunks: neither fills the memory."""
    file.seek(0)
    picture = Image.open(file, formats=[kind.label.replace("JPG", "JPEG")])
    width, height = picture.size
    if width * height > POINTS:
        raise Unfit(_TOO_MANY_POINTS)
    if kind is PNG:
        picture.verify()
        return
    picture.draft("L", (max(1, width // 8), max(1, height // 8)))
    picture.load()
    file.seek(0)
    if not _reaches_its_end(file.read()):
        raise EOFError("The scan of a JPEG ends before its end marker.")


def _reaches_its_end(jpeg: bytes) -> bool:
    """Pillow cannot be asked: WeasyPrint tells it, for the whole process, to make do with half a picture."""
    at = 2
    while 0 <= (at := jpeg.find(b"\xff", at)) < len(jpeg) - 1:
        marker = jpeg[at + 1]
        if marker == END_OF_IMAGE:
            return True
        if marker == 0xFF:
            at += 1
        else:
            at += 2 + (0 if marker in WITHOUT_LENGTH else int.from_bytes(jpeg[at + 2 : at + 4], "big"))
    return False


def _office(file: IO[bytes]) -> MediaType:
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_odd_archive(archive)
            return _office_kind(set(_content_types(archive)))
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        EOFError,
        ValueError,
        KeyError,
        RuntimeError,
    ) as fault:
        raise Unfit("Документ Word или Excel повреждён. Откройте его и сохраните заново.") from fault


def _refuse_odd_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    lower = {name.lower() for name in names}
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Unfit(f"Документ разворачивается больше чем в {UNPACKED // MEGABYTE} МБ: похоже на архивную бомбу.")
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit(_LOCKED)
    if "[content_types].xml" not in lower:
        raise Unfit(f"Это архив, а не документ Word или Excel. {ACCEPTED}")
    if len(lower) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise Unfit("Документ собран не в Word и не в Excel: его части названы неправильно.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Unfit("Документ собран не в Word и не в Excel: его части сжаты необычным способом.")
    if any(name.endswith("vbaproject.bin") or "/activex/" in name for name in lower):
        raise Unfit(_MACROS)


_LOCKED = "Документ закрыт паролем: его никто не сможет прочитать. Снимите пароль и приложите снова."
_MACROS = "В документе есть макросы. Сохраните его без них: .docx или .xlsx."


def _content_types(archive: zipfile.ZipFile) -> Iterator[str]:
    """What the document says of its parts."""
    with archive.open("[Content_Types].xml") as stream:
        written = stream.read(CONTENTS + 1)
    if len(written) > CONTENTS:
        raise Unfit("Документ собран не в Word и не в Excel: перечень его частей слишком велик.")
    try:
        root = fromstring(written)
    except (ParseError, DefusedXmlException, LookupError) as fault:
        raise Unfit("Документ собран не в Word и не в Excel: перечень его частей не читается.") from fault
    yield from (part.get("ContentType", "") for part in root)


def _office_kind(said: set[str]) -> MediaType:
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in said):
        raise Unfit(_MACROS)
    kinds = [kind for kind in (DOCX, XLSX) if f"{kind.name}.main+xml" in said]
    if len(kinds) != 1:
        raise Unfit(f"Это не документ Word и не книга Excel. {ACCEPTED}")
    return kinds[0]


def _refuse_archive_inside(file: IO[bytes]) -> None:
    if zipfile.is_zipfile(file):
        raise Unfit("К файлу приклеен архив. Сохраните документ заново, без вложений.")


# What is not


def _refusal(head: bytes, file: IO[bytes]) -> str:
    """Names what the file is, where that can be told."""
    said = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip().lower()
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(file)
    if head.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        return f"Это программа, а не документ. {ACCEPTED}"
    if b"<svg" in said:
        return "Рисунки SVG не принимаются: в них бывает программа. Сохраните рисунок как PNG."
    if said.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<script")) or b"<html" in said:
        return "Это веб-страница (HTML), а не документ. Напечатайте её в PDF."
    if head.startswith((b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return f"Это архив. Приложите сами документы. {ACCEPTED}"
    if head.startswith(b"{\\rtf"):
        return "Документы RTF не принимаются. Сохраните документ как .docx или PDF."
    if b"%pdf-" in head.lower():
        return "Файл PDF начинается не со своего заголовка. Сохраните документ заново."
    return f"Содержимое файла не узнано. {ACCEPTED}"


def _old_office(file: IO[bytes]) -> str:
    """One container holds both the old formats and new documents under a password."""
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read(LARGEST):
        return _LOCKED
    return "Это документ старого формата (.doc, .xls). Сохраните его как .docx или .xlsx."
