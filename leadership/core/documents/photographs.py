"""A photograph without what a telephone writes into it: where, when and with what it was taken."""

import io

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

from ..files import JPEG, MediaType, Unfit

#: The longer side is brought down to about so much: a sheet of A4 is legible at 300 dots an inch.
LONGEST_SIDE = 3600
QUALITY = 85


def without_traces(file: File, kind: MediaType) -> File:
    """The same picture upright, made anew without EXIF, GPS, comments; raises `Unfit` where it does not open.

    Of a file that `files.media_type` has judged already.
    """
    file.seek(0)
    try:
        with Image.open(file) as opened:
            if kind is JPEG:
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = upright.convert("RGB") if kind is JPEG else upright.copy()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as fault:
        raise Unfit("Снимок не открывается. Снимите ещё раз.") from fault
    kept = {"transparency": plain.info["transparency"]} if "transparency" in plain.info else {}
    plain.info = kept
    written = io.BytesIO()
    plain.save(written, "JPEG" if kind is JPEG else "PNG", **({"quality": QUALITY} if kind is JPEG else {}))
    return ContentFile(written.getvalue(), name=file.name)
