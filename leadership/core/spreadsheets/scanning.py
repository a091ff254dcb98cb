"""A first look at the XML of a sheet, without building anything of it: cheap even where the sheet is a bomb."""

import re
from collections.abc import Iterator
from typing import IO

PIECE = 256 * 1024
LONGEST_TAG = 200
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def row_count(source: IO[bytes]) -> int:
    """How many rows the sheet describes, blank ones included."""
    count, before = 0, b""
    while piece := source.read(PIECE):
        piece = before + piece
        count += piece.count(b"<row") + piece.count(b":row ")
        before = piece[-3:]
    return count


def uncounted(source: IO[bytes]) -> Iterator[str]:
    """Addresses of the formulas whose value the workbook does not keep: a program wrote them, Excel never counted."""
    for cell in _split(source, re.compile(rb"<(?:\w+:)?c (?=[^>]*\br=)")):
        if _FORMULA.search(cell) and not _VALUE.search(cell):
            address = _ADDRESS.search(cell)
            if address:
                yield address[1].decode()


def merged_down(source: IO[bytes]) -> Iterator[tuple[str, int, int]]:
    """Cells merged over several rows: the letters of the first column, the first row, the last one."""
    before = b""
    while piece := source.read(PIECE):
        piece = before + piece
        end = 0
        for found in _MERGED.finditer(piece):
            end = found.end()
            first, last = int(found[2]), int(found[3])
            if first < last:
                yield found[1].decode(), first, last
        before = piece[max(end, len(piece) - LONGEST_TAG) :]


def _split(source: IO[bytes], opening: re.Pattern[bytes]) -> Iterator[bytes]:
    """What follows each opening up to the next one."""
    rest, is_inside = b"", False
    while piece := source.read(PIECE):
        *whole, rest = opening.split(rest + piece)
        # Before the first opening of all stands the head of the part, which is nothing of ours.
        yield from whole if is_inside else whole[1:]
        is_inside = is_inside or bool(whole)
    if is_inside:
        yield rest
