"""Bars of shares as SVG strings: literal colours, legible in grey, each said in words too."""

from collections.abc import Sequence
from html import escape

BAR, FACT, INK = "#e6ebf1", "#1d4e89", "#1b2430"
#: How many letters of a label stand on one line beside its bar.
LETTERS = 46
LINE, STEP = 15, 12


def bar(percent: int) -> str:
    """One share beside its figure in a table, which says it: the picture is not read aloud."""
    return (
        '<svg aria-hidden="true" viewBox="0 0 104 14" width="104" height="14" xmlns="http://www.w3.org/2000/svg">'
        f'<rect x="0" y="1" width="104" height="12" fill="{BAR}"/>'
        f'<rect x="2" y="3" width="{percent}" height="8" fill="{FACT}"/></svg>'
    )


def bars(uid: str, title: str, shares: Sequence[tuple[str, int | None]]) -> str:
    """Labels with their per cents, one below another; where there is no figure it is said."""
    words = "; ".join(f"{label} – {_said(percent)}" for label, percent in shares)
    parts, top = [], 4
    for label, percent in shares:
        lines = _wrapped(label)
        high = max(len(lines) * LINE, 20)
        for number, line in enumerate(lines):
            parts.append(f'<text x="0" y="{top + 12 + number * LINE}" fill="{INK}">{escape(line)}</text>')
        parts.append(f'<rect x="330" y="{top}" width="250" height="16" fill="{BAR}"/>')
        if percent:
            parts.append(f'<rect x="330" y="{top + 3}" width="{percent * 5 / 2}" height="10" fill="{FACT}"/>')
        parts.append(f'<text x="588" y="{top + 13}" fill="{INK}">{_said(percent)}</text>')
        top += high + STEP
    return (
        f'<svg role="img" aria-labelledby="{escape(uid)}" viewBox="0 0 680 {top}" width="100%" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="PT Sans" font-size="13">'
        f'<title id="{escape(uid)}">{escape(f"{title}: {words}")}</title>{"".join(parts)}</svg>'
    )


def _said(percent: int | None) -> str:
    return "нет данных" if percent is None else f"{percent}\u00a0%"


def _wrapped(label: str) -> list[str]:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
