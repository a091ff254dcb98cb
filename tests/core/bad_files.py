"""Files made by hand, honest and hostile, for whoever tests uploading."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def archive(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, written in parts.items():
            opened.writestr(name, written)
    return made.getvalue()


def office(kind, **more):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="{MAIN[kind]}"/></Types>'
    )
    return archive(**{"[Content_Types].xml": types, "main.xml": "<a/>"} | more)


def picture(kind, size=(40, 30), **look):
    made = io.BytesIO()
    Image.effect_noise(size, 90).save(made, kind, **look)
    return made.getvalue()


def png_of(width, height):
    """A PNG that promises more points than it holds."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def bomb():
    """A few hundred kilobytes that would unpack to 210 MB."""
    return office("docx", **{f"word/media/{n}.bin": bytes(30 * 1024 * 1024) for n in range(7)})


def locked_parts():
    """An archive whose parts are marked as encrypted."""
    made = bytearray(office("docx"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def entities():
    lol = '<!DOCTYPE Types [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Types>&b;</Types>'
    return archive(**{"[Content_Types].xml": lol, "word/document.xml": "<a/>"})


HONEST = {
    "приказ.pdf": (PDF, "application/pdf"),
    "программа.docx": (office("docx"), MAIN["docx"].removesuffix(".main+xml")),
    "список.xlsx": (office("xlsx"), MAIN["xlsx"].removesuffix(".main+xml")),
    "скан.jpg": (picture("JPEG"), "image/jpeg"),
    "скан.png": (picture("PNG"), "image/png"),
}

#: name → bytes, a word of the refusal
HOSTILE = {
    "пустой.pdf": (b"", "пустой"),
    "программа.pdf": (b"MZ\x90\x00" + b"\0" * 200, "программа"),
    "сценарий.docx": (b"#!/bin/sh\nrm -rf /\n", "программа"),
    "страница.pdf": (b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", "веб-страница"),
    "страница.jpg": (b"<html><body onload=alert(1)>", "веб-страница"),
    "рисунок.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
    "рисунок.png": (b'<svg onload="alert(1)"/>', "SVG"),
    "макросы.docx": (office("docm"), "макросы"),
    "макросы.xlsx": (office("xlsx", **{"xl/vbaProject.bin": b"\0"}), "макросы"),
    "управление.docx": (office("docx", **{"word/activeX/activeX1.bin": b"\0"}), "макросы"),
    "под паролем.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "паролем"),
    "под паролем.xlsx": (locked_parts(), "паролем"),
    "старый.docx": (OLE + "WordDocument".encode("utf-16-le"), "старого формата"),
    "старый.xls": (OLE + "Workbook".encode("utf-16-le"), "старого формата"),
    "бомба.docx": (bomb(), "бомбу"),
    "много частей.xlsx": (office("xlsx", **{f"xl/{n}.xml": b"" for n in range(5001)}), "бомбу"),
    "архив.docx": (archive(**{"приказ.pdf": PDF}), "архив, а не документ"),
    "матрёшка.xlsx": (archive(**{"внутри.zip": archive(a="b")}), "архив, а не документ"),
    "пустой архив.docx": (archive(), "Это архив"),
    "разный.docx": (archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "не документ Word"),
    "наверх.docx": (office("docx", **{"../../etc/passwd": "x"}), "названы неправильно"),
    "сущности.docx": (entities(), "перечень его частей"),
    "сломанный.docx": (office("docx")[:-30], "повреждён"),
    "обрыв.jpg": (picture("JPEG", (400, 300))[:-2000], "обрывается"),
    "обрыв.png": (picture("PNG")[:-20], "обрывается"),
    "не то.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "обрывается"),
    "огромный.png": (png_of(60_000, 60_000), "миллионов точек"),
    "большой.png": (png_of(9_000, 9_000), "миллионов точек"),
    "обрыв.pdf": (PDF[:-12], "обрывается"),
    "без заголовка.pdf": (b"<x>" + PDF, "не со своего заголовка"),
    "с довеском.pdf": (PDF + archive(**{"a.exe": "MZ"}), "приклеен архив"),
    "с довеском.jpg": (picture("JPEG") + office("docx"), "приклеен архив"),
    "заметка.pdf": ("просто текст".encode(), "не узнано"),
    "архив.rar": (b"Rar!\x1a\x07\x00", "Это архив"),
    "текст.rtf": (b"{\\rtf1 }", "RTF"),
    "рисунок.gif": (b"GIF89a\x01\x00", "не узнано"),
}
