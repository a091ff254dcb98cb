"""Charts of results as SVG strings: literal colours, legible in grey, each said in words too."""

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from leadership.core import russian

BAR, FACT, GOAL, INK = "#e6ebf1", "#1d4e89", "#b3261e", "#1b2430"
LABEL, WIDTH, LINE = 185, 520, 30
#: Letters of a label that stand on one line beside its bar; it has two of them at most.
LETTERS = 27


def bars(uid: str, title: str, rows: Sequence[tuple[str, Decimal | int | None, str]], top: Decimal | int) -> SafeString:
    """A bar a row: its label, its length out of `top`, what stands at its end; without a figure there is no bar."""
    room = WIDTH - LABEL - 85
    height = LINE * len(rows) + 4
    words = "; ".join(f"{label} – {said}" for label, _, said in rows)
    parts = [_opened(uid, f"{title}: {words}", WIDTH, height)]
    for number, (label, value, said) in enumerate(rows):
        y = LINE * number
        long = 0 if value is None or not top else max(0, round(room * float(min(value, top)) / float(top), 1))
        parts.append(
            f'{_label(label, y)}<rect x="{LABEL}" y="{y + 4}" width="{room}" height="17" fill="{BAR}"/>'
            f'<rect x="{LABEL}" y="{y + 4}" width="{long}" height="17" fill="{FACT}"/>'
            f'<text x="{LABEL + room + 8}" y="{y + 17}" fill="{INK}">{escape(said)}</text>'
        )
    return mark_safe("".join([*parts, "</svg>"]))


def line(uid: str, title: str, points: Sequence[tuple[str, Decimal | None, str]], top: Decimal | int) -> SafeString:
    """A figure over the years, from zero to `top`; a year without data breaks the line."""
    step, height = max(110, WIDTH // max(len(points), 1)), 150
    width = step * max(len(points), 1)
    words = "; ".join(f"{label} – {said}" for label, _, said in points)
    parts = [
        _opened(uid, f"{title}: {words}", width, height + 60),
        f'<line x1="0" x2="{width}" y1="{height + 24}" y2="{height + 24}" stroke="{INK}"/>',
    ]
    former: tuple[float, float] | None = None
    for number, (label, value, said) in enumerate(points):
        x = step * number + step / 2
        parts.append(f'<text x="{x}" y="{height + 44}" text-anchor="middle" fill="{INK}">{escape(label)}</text>')
        if value is None:
            parts.append(f'<text x="{x}" y="{height + 14}" text-anchor="middle" fill="{INK}">{escape(said)}</text>')
            former = None
            continue
        y = round(height + 24 - height * float(max(min(value, Decimal(top)), Decimal(0))) / float(top or 1), 1)
        if former:
            parts.append(
                f'<line x1="{former[0]}" y1="{former[1]}" x2="{x}" y2="{y}" stroke="{FACT}" stroke-width="2"/>'
            )
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="5" fill="{FACT}"/>'
            f'<text x="{x}" y="{y - 10}" text-anchor="middle" fill="{INK}">{escape(said)}</text>'
        )
        former = (x, y)
    return mark_safe("".join([*parts, "</svg>"]))


def said_percent(value: Decimal | None) -> str:
    return "нет данных" if value is None else russian.percent(value, places=2)


def _opened(uid: str, words: str, width: int, height: int) -> str:
    return (
        f'<svg role="img" aria-labelledby="{uid}" viewBox="0 0 {width} {height}" width="100%" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="PT Sans" font-size="13">'
        f'<title id="{uid}">{escape(words)}</title>'
    )


def _label(label: str, y: int) -> str:
    """On one line, or on two smaller ones."""
    lines = textwrap.wrap(label, LETTERS, max_lines=2, placeholder="…") or [""]
    at, size = ((17,), "") if len(lines) == 1 else ((10, 23), ' font-size="11"')
    return "".join(
        f'<text x="{LABEL - 8}" y="{y + below}" text-anchor="end" fill="{INK}"{size}>{escape(line)}</text>'
        for below, line in zip(at, lines, strict=True)
    )
