"""Pictures that a telephone reads: an address on a sheet, the key of an authenticator."""

import segno
from django.utils.safestring import SafeString, mark_safe


def picture(text: str) -> SafeString:
    """The QR code of a text as SVG, sized by the style sheet around it."""
    svg = segno.make_qr(text, error="m").svg_inline(scale=1, border=4, omitsize=True, title="QR-код")
    return mark_safe(svg)
