"""The strip of time: stages and dates of a plan as SVG, the same on the page and on paper.

Colours are literal, because paper knows no style sheet; every state differs by shape too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

LABEL, WIDTH, LINE, HEAD = 74, 1000, 20, 26

#: State → attributes of its bar: filled, hollow, dashed.
LOOKS = {
    "stage": 'fill="#c9d6e6" stroke="#1d4e89"',
    "done": 'fill="#26734d" stroke="#26734d"',
    "not_held": 'fill="#ffffff" stroke="#566273" stroke-dasharray="2 2"',
    "overdue": 'fill="#ffffff" stroke="#b3261e" stroke-width="2.5"',
    "under_way": 'fill="#7fa3cf" stroke="#1d4e89"',
    "ahead": 'fill="#ffffff" stroke="#1d4e89"',
}
LEGEND = (
    ("done", "выполнено"), ("under_way", "идёт"), ("overdue", "просрочено"), ("ahead", "впереди"),
    ("not_held", "не проведено"),
)  # fmt: skip


@dataclass(frozen=True)
class Band:
    """One line of the strip: a label and its (first day, last day, state)."""

    label: str
    bars: tuple[tuple[date, date, str], ...]


def strip(bands: Sequence[Band], *, first: date, last: date, today: date) -> str:
    """An SVG as wide as its place, `first` to `last` from left to right, a line at `today` if it falls inside."""
    first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    height = HEAD + LINE * len(bands) + 34
    parts = [
        f'<svg role="img" aria-labelledby="strip-title" viewBox="0 0 {WIDTH} {height}" width="100%" '
        'xmlns="http://www.w3.org/2000/svg" font-family="PT Sans" font-size="12">',
        f'<title id="strip-title">{escape(_spoken(bands, today))}</title>',
        *_years(first, last, HEAD + LINE * len(bands)),
    ]
    for number, band in enumerate(bands):
        parts += _band(band, HEAD + LINE * number, first, last)
    parts += _today(today, first, last, HEAD + LINE * len(bands))
    return "".join([*parts, *_legend(height - 12), "</svg>"])


def place(day: date, first: date, last: date) -> float:
    """Where a day stands, in units of the drawing; days outside stand at the edge."""
    inside = min(max(day, first), last)
    return round(LABEL + (WIDTH - LABEL - 2) * (inside - first).days / ((last - first).days + 1), 1)


def _years(first: date, last: date, bottom: int) -> list[str]:
    parts = []
    for year in range(first.year, last.year + 1):
        x = place(date(year, 1, 1), first, last)
        parts.append(f'<line x1="{x}" x2="{x}" y1="4" y2="{bottom}" stroke="#d9dfe6"/>')
        parts.append(f'<text x="{x + 5}" y="16" fill="#566273">{year}</text>')
    return parts


def _band(band: Band, top: int, first: date, last: date) -> list[str]:
    parts = [f'<text x="0" y="{top + 14}" fill="#1b2430">{escape(band.label)}</text>']
    for starts, ends, state in band.bars:
        x = place(starts, first, last)
        width = max(5, round(place(ends, first, last) - x, 1))
        parts.append(f'<rect x="{x}" y="{top + 4}" width="{width}" height="12" {LOOKS[state]}/>')
    return parts


def _today(today: date, first: date, last: date, bottom: int) -> list[str]:
    if not first <= today <= last:
        return []
    x = place(today, first, last)
    return [
        f'<line x1="{x}" x2="{x}" y1="4" y2="{bottom}" stroke="#1b2430" stroke-width="1.5" stroke-dasharray="5 3"/>'
    ]


def _legend(y: int) -> list[str]:
    parts, x = [], LABEL
    for state, words in LEGEND:
        parts.append(f'<rect x="{x}" y="{y - 10}" width="22" height="12" {LOOKS[state]}/>')
        parts.append(f'<text x="{x + 28}" y="{y}" fill="#1b2430">{words}</text>')
        x += 130
    return parts


def _spoken(bands: Sequence[Band], today: date) -> str:
    late = [band.label for band in bands if any(state == "overdue" for *_, state in band.bars)]
    said = f"Этапы и сроки мероприятий, на {today:%d.%m.%Y}. "
    return said + (f"Просрочено: {', '.join(late)}." if late else "Просроченных нет.")
