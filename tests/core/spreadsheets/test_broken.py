"""Every broken workbook is refused with a message of its own, quickly and in little memory."""

import re
import struct
import tracemalloc
import zipfile
from io import BytesIO
from time import process_time

import pytest

from leadership.core.spreadsheets.reading import LIMITS, Limits, Unreadable, open_sheet

from .made import HEADER, KNOWN, ROW, TITLES, changed, line, parts, sheet, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


def ole(stream):
    return BytesIO(OLE + stream.encode("utf-16-le") + b"\0" * 100)


def whole():
    return parts(workbook(TITLES, ROW))


def cut():
    return BytesIO(workbook(TITLES, ROW).getvalue()[:-300])


def spoiled():
    """A whole archive whose sheet was damaged on the way: its checksum does not fit."""
    content = bytearray(workbook(TITLES, ROW).getvalue())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    for at in range(place + 60, place + 90):
        content[at] ^= 0x55
    return BytesIO(content)


def lying(declared=100):
    """A directory that says of every part that it is small."""
    rows = "".join(line(number, *ROW) for number in range(2, 30_000))
    content = bytearray(sheet(HEADER + rows).getvalue())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for found in re.finditer(re.escape(signature), bytes(content)):
            name = content[found.start() : found.start() + 120]
            if b"sheet1.xml" in name:
                struct.pack_into("<I", content, found.start() + offset, declared)
    return BytesIO(content)


def declared(size):
    """A bomb whose directory tells the truth: hundreds of megabytes of one letter."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in whole().items():
            archive.writestr(name, content)
        with archive.open("xl/media/image1.png", "w", force_zip64=True) as part:
            for _ in range(size):
                part.write(b"0" * 1024 * 1024)
    file.seek(0)
    return file


def secret():
    content = bytearray(workbook(TITLES, ROW).getvalue())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(re.escape(signature), bytes(content)):
            content[found.start() + offset] |= 1
    return BytesIO(content)


def entities():
    bomb = '<!DOCTYPE lolz [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return sheet(HEADER + line(2, "&b;"), before=bomb)


def outside():
    return sheet(HEADER + line(2, "&x;"), before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def entities_among_texts():
    return changed(workbook(TITLES, ROW), workbook='<!DOCTYPE x [<!ENTITY x "x">]><workbook><sheets/></workbook>')


def wide():
    return workbook(TITLES, [*ROW, *range(100)])


BROKEN = {
    "пустой": (lambda: BytesIO(b""), "ни одного байта"),
    "тяжёлый": (lambda: BytesIO(b"PK" + b"\0" * (LIMITS.packed + 1)), "больше 20 МБ. Разделите"),
    "с паролем": (lambda: ole("EncryptedPackage"), "защищён паролем. Снимите пароль"),
    "старый Excel": (lambda: ole("Workbook"), "старого Excel"),
    "старый Word": (lambda: ole("WordDocument"), "документ Word (.doc)"),
    "иной OLE": (lambda: BytesIO(OLE), "Это не книга Excel (.xlsx). Откройте"),
    "PDF": (lambda: BytesIO(b"%PDF-1.7 ..."), "PDF"),
    "картинка": (lambda: BytesIO(b"\x89PNG\r\n\x1a\n\0\0"), "картинка"),
    "страница": (lambda: BytesIO(b"\r\n<html><table>"), "веб-страница"),
    "CSV": (lambda: BytesIO("Фамилия;Имя\r\nКалинина;Анна".encode("cp1251")), "текст или CSV"),
    "байты": (lambda: BytesIO(bytes(range(256))), "Это не книга Excel. Нужен"),
    "ods": (lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
    "docx": (lambda: zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "документ Word, а"),
    "pptx": (lambda: zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "презентация"),
    "макросы": (lambda: zipped(whole() | {"xl/vbaProject.bin": b"\0"}), "макросы"),
    "xlsb": (lambda: zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "двоичная книга"),
    "архив с книгой": (lambda: zipped({"папка/Список.xlsx": b"PK"}), "в нём лежит «Список.xlsx»"),
    "архив": (lambda: zipped({"a.exe": b"MZ"}), "Это архив, а не книга"),
    "закрытый архив": (secret, "Архив защищён паролем"),
    "без книги": (lambda: changed(workbook(TITLES, ROW), workbook=None), "нет самой книги"),
    "бомба": (lambda: declared(210), "больше 200 МБ. Скопируйте"),
    "обрезанный": (cut, "Файл повреждён"),
    "подстановки": (entities, "устроен опасно"),
    "чистая книга": (lambda: workbook(), "ни одной заполненной ячейки"),
    "без заголовков": (lambda: workbook(ROW, ROW), "Нужны такие: «Фамилия», «Имя», «Дата рождения»."),
    "дважды": (lambda: workbook((*TITLES, "имя *"), ROW), "«Имя» встречается несколько раз: B, D"),
    "широкий": (wide, "больше 60 столбцов с данными: заполнена ячейка BI2"),
    "формула": (lambda: workbook(TITLES, ("=1+1", "Анна")), "Формулы без посчитанного значения: A2."),
    "ошибка": (lambda: sheet(HEADER + line(2, A="<v>#REF!</v>")), "Ошибки в ячейках: A2 (#REF!)"),
    "длинный": (lambda: sheet(HEADER + line(2, "я" * 50_000)), "В ячейке A2 слишком длинный текст"),
}


def refusal(file, **limits):
    with pytest.raises(Unreadable) as refused:
        list(open_sheet(file, known=KNOWN, limits=Limits(**limits)).lines())
    return str(refused.value)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_workbook_is_refused_by_its_own_name(broken):
    make, said = BROKEN[broken]
    assert said in refusal(make())


def test_no_two_faults_sound_alike():
    said = [refusal(make()) for make, _ in BROKEN.values()]
    assert len(set(said)) == len(said) >= 12
    assert all(re.fullmatch(r"[А-ЯЁ].*\.", sentence) for sentence in said)


@pytest.mark.parametrize("make", [outside, entities_among_texts])
def test_any_document_type_is_refused_in_any_part(make):
    assert "устроен опасно" in refusal(make())


@pytest.mark.parametrize(
    "make",
    [
        spoiled,
        lying,
        lambda: changed(workbook(TITLES, ROW), sheet="<worksheet><sheetData><row"),
        lambda: changed(workbook(TITLES, ROW), sheet=b"\xff\xfe\0\0"),
        lambda: changed(workbook(TITLES, ROW), workbook="<workbook/"),
        lambda: changed(workbook(TITLES, ROW), sheet="<worksheet/"),
        lambda: sheet('<row r="x"><c r="A1"/></row>'),
        lambda: sheet('<row r="1"><c r="ЯЯ1"><v>1</v></c></row>'),
        lambda: sheet('<row r="1"><c r="A1"><v>раз</v></c></row>'),
        lambda: sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>'),
        lambda: BytesIO(b"PK\x03\x04" + b"\0" * 100),
    ],
)
def test_whatever_is_damaged_is_called_damaged(make):
    assert "Файл повреждён" in refusal(make())


def test_expected_columns_are_named_at_most_five():
    with pytest.raises(Unreadable, match="«А», «Б», «В», «Г», «Д» и другие"):
        open_sheet(workbook(("нет",)), known=list("абвгдеж"))


def million_rows():
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(2, 1_000_001))
    return sheet(HEADER + rows)


def million_blank_rows():
    return sheet(HEADER + "".join(f'<row r="{number}"/>' for number in range(2, 1_000_001)))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (million_rows, "больше 100\u00a0000 строк"),
        (million_blank_rows, "больше 100\u00a0000 строк"),
        (lambda: declared(600), "больше 200 МБ"),
        (lying, "повреждён"),
    ],
)
def test_a_bomb_is_refused_at_once_and_in_little_memory(make, said):
    file = make()
    started = process_time()
    assert said in refusal(file)
    assert process_time() - started < 2
    file.seek(0)
    tracemalloc.start()
    refusal(file)
    assert tracemalloc.get_traced_memory()[1] < 60 * 1024 * 1024
    tracemalloc.stop()


@pytest.mark.slow
def test_long_rows_are_read_in_little_memory():
    rows = (line(number, *(f"Значение {number}-{column}" for column in range(8))) for number in range(2, 5_002))
    file = sheet(line(1, *TITLES) + "".join(rows))
    tracemalloc.start()
    assert sum(1 for _ in open_sheet(file, known=KNOWN).lines()) == 5_000
    assert tracemalloc.get_traced_memory()[1] < 60 * 1024 * 1024
    tracemalloc.stop()
