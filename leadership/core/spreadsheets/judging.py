"""Judges the bytes before anything opens them: a specialist is told what was brought instead of a workbook."""

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from leadership.core import russian

from . import scanning
from .faults import DAMAGED, DANGEROUS, MEGABYTE, Limits, Unreadable, damage_is_named

SAVE_AS = "Откройте его в Excel и сохраните как «Книга Excel (.xlsx)»."
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_WORKBOOK = "В файле нет самой книги Excel: его часть потеряна. Сохраните книгу в Excel заново и загрузите ещё раз."
MOST_PARTS = 5_000
ENCRYPTED = 0x1  # the first flag of an entry of a zip

STREAMS = (
    ("EncryptedPackage", "Файл защищён паролем. Снимите пароль: Файл → Сведения → Защита книги."),
    ("Workbook", f"Это книга старого Excel (.xls). {SAVE_AS}"),
    ("Book", f"Это книга старого Excel (.xls). {SAVE_AS}"),
    ("WordDocument", "Это документ Word (.doc), а нужна книга Excel (.xlsx)."),
)
BEGINNINGS = (
    (b"%PDF", "Это файл PDF, а нужна книга Excel (.xlsx)."),
    (b"\x89PNG", "Это картинка, а нужна книга Excel (.xlsx)."),
    (b"\xff\xd8\xff", "Это картинка, а нужна книга Excel (.xlsx)."),
    (b"Rar!", "Это архив RAR. Распакуйте его и загрузите книгу Excel (.xlsx) из него."),
    (b"7z\xbc\xaf", "Это архив 7z. Распакуйте его и загрузите книгу Excel (.xlsx) из него."),
)
FOLDERS = (
    ("word/", "Это документ Word, а нужна книга Excel (.xlsx)."),
    ("ppt/", "Это презентация, а нужна книга Excel (.xlsx)."),
)


def opened(file: BinaryIO, limits: Limits) -> ZipFile:
    """The archive of a workbook that is worth reading; nothing of it is unpacked yet."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise Unreadable("Файл пустой: в нём нет ни одного байта. Проверьте, тот ли файл выбран.")
    if size > limits.packed:
        raise Unreadable(f"Файл больше {limits.packed // MEGABYTE} МБ. Разделите таблицу на несколько файлов.")
    beginning = file.read(4096)
    if beginning.startswith(OLE):
        file.seek(0)
        raise Unreadable(_of_ole(file.read()))
    if not beginning.startswith(ZIP):
        raise Unreadable(_of_anything(beginning))
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Unreadable(DAMAGED) from fault
    _judge_parts(archive, limits)
    return archive


def count_rows(archive: ZipFile, limits: Limits) -> None:
    """Refuses a sheet of a million rows before anything walks over them, blank ones with a look of their own too."""
    most = 2 * limits.rows
    for part in archive.namelist():
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        with damage_is_named(), archive.open(part) as source:
            if scanning.row_count(source) > most:
                raise Unreadable(
                    f"На листе больше {russian.number(most)} строк, считая пустые с оформлением. "
                    "Скопируйте таблицу на чистый лист новой книги и загрузите её."
                )


def _of_ole(content: bytes) -> str:
    """Both an encrypted .xlsx and an old .xls lie in this container: the names of its streams tell them apart."""
    for stream, said in STREAMS:
        if stream.encode("utf-16-le") in content:
            return said
    return f"Это не книга Excel (.xlsx). {SAVE_AS}"


def _of_anything(beginning: bytes) -> str:
    for bytes_, said in BEGINNINGS:
        if beginning.startswith(bytes_):
            return said
    lowered = beginning.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if lowered.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return f"Это веб-страница, хотя и открывается в Excel. {SAVE_AS}"
    if not set(beginning) & set(range(9)):
        return f"Это текст или CSV. {SAVE_AS}"
    return "Это не книга Excel. Нужен файл .xlsx."


def _judge_parts(archive: ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Unreadable("Архив защищён паролем. Загрузите саму книгу Excel (.xlsx) без пароля.")
    if sum(part.file_size for part in parts) > limits.unpacked or len(parts) > MOST_PARTS:
        raise Unreadable(
            f"В распакованном виде файл больше {limits.unpacked // MEGABYTE} МБ. "
            "Скопируйте таблицу на чистый лист новой книги, уберите лишнее или разделите её на части."
        )
    if "mimetype" in names and b"opendocument" in _beginning(archive, "mimetype"):
        raise Unreadable(f"Это таблица OpenDocument (.ods). {SAVE_AS}")
    if any("vbaProject" in name for name in names) or b"macroEnabled" in _beginning(archive, "[Content_Types].xml"):
        raise Unreadable("В книге есть макросы. Сохраните её без них: «Книга Excel (.xlsx)».")
    if any(name.endswith("xl/workbook.bin") for name in names):
        raise Unreadable(f"Это двоичная книга (.xlsb). {SAVE_AS}")
    if any(b"<!DOCTYPE" in _beginning(archive, name) for name in names if name.endswith((".xml", ".rels"))):
        raise Unreadable(DANGEROUS)
    if any(b"purl.oclc.org/ooxml" in _beginning(archive, name) for name in names if name.startswith("xl/")):
        raise Unreadable("Это книга вида «Strict Open XML». Сохраните её как обычную «Книга Excel (.xlsx)».")
    for folder, said in FOLDERS:
        if any(name.startswith(folder) for name in names):
            raise Unreadable(said)
    if "[Content_Types].xml" not in names:
        raise Unreadable(_of_archive(names))
    if not any(name.endswith("workbook.xml") for name in names):
        raise Unreadable(NO_WORKBOOK)


def _beginning(archive: ZipFile, name: str) -> bytes:
    """At most 4 kB: whatever the directory says of the size, no more is unpacked."""
    try:
        with archive.open(name) as part:
            return part.read(4_096)
    except (KeyError, BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, ZlibError):
        return b""


def _of_archive(names: set[str]) -> str:
    for name in sorted(names):
        if name.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".zip")):
            inner = name.rpartition("/")[2][:60]
            return f"Это архив, в нём лежит «{inner}». Распакуйте его и загрузите сам файл Excel (.xlsx)."
    return "Это архив, а не книга Excel (.xlsx)."
