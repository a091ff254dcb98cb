"""Why a workbook is not taken, and how much of one is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from struct import error as StructError
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError

from openpyxl.utils.exceptions import InvalidFileException

MEGABYTE = 1024 * 1024
DAMAGED = "Файл повреждён. Откройте его в Excel, сохраните заново как «Книга Excel (.xlsx)» и загрузите ещё раз."
DANGEROUS = (
    "Файл устроен опасно: в нём объявлены подстановки XML. Создайте новую книгу Excel и перенесите в неё данные."
)


class Unreadable(Exception):
    """The workbook cannot be taken; the text says why and what to do, in Russian."""


@dataclass(frozen=True)
class Limits:
    rows: int = 50_000
    columns: int = 60
    packed: int = 20 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    text: int = 40_000  # characters of one cell; Excel itself holds 32 767


LIMITS = Limits()

_BROKEN = (
    BadZipFile, ZlibError, ParseError, InvalidFileException, StructError, EOFError, KeyError, ValueError, IndexError,
    TypeError, AttributeError, OverflowError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip


@contextmanager
def damage_is_named() -> Iterator[None]:
    """Whatever breaks on bytes that are not as the format wants them is one fault: the file is damaged."""
    try:
        yield
    except _BROKEN as fault:
        raise Unreadable(DAMAGED) from fault
