"""A radar as an SVG string: several views of one thing on many axes. Knows no Django.

Views differ by line and marker, not by colour alone, so that the chart is read in grey. Names of the axes stand in
two columns beside the circle, each led to its axis, so that twenty of them do not run into one another; on a narrow
screen their numbers stand at the axes and the names in the table below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import cos, pi, sin
from textwrap import wrap

RING, INK, SOFT = "#c3cad3", "#1b2430", "#566273"
RADIUS, COLUMN, FONT, LETTERS = 170, 205, 13, 29
RINGS = (25, 50, 75, 100)
#: Colour, dashes, marker of the first view, the second and so on.
STYLES = (
    ("#1d4e89", "", "circle"), ("#b3261e", "7 4", "square"), ("#1b2430", "2 3", "triangle"),
    ("#216a46", "10 3 2 3", "square"), ("#805600", "4 2", "circle"),
)  # fmt: skip


@dataclass(frozen=True)
class Series:
    """One view: its name and per cent of the scale by axis; `None` breaks the line."""

    title: str
    values: tuple[Decimal | None, ...]


def radar(uid: str, title: str, axes: Sequence[str], series: Sequence[Series], *, named: bool = True) -> str:
    """Three axes or more; fewer make no figure and give an empty string."""
    if len(axes) < 3:
        return ""
    below = RADIUS + 34 + 24 * len(series)
    width = 2 * (RADIUS + 30 + (COLUMN if named else 0))
    height = RADIUS + 40 + below
    middle, top = width / 2, RADIUS + 30
    parts = [
        f'<svg role="img" aria-labelledby="{uid}" viewBox="0 0 {width} {height}" width="100%" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="PT Sans" font-size="{FONT if named else 15}">'
        f'<title id="{uid}">{escape(_said(title, axes, series))}</title>',
        f'<g transform="translate({middle} {top})">',
        *_web(len(axes)),
        *(_named(axes) if named else _numbered(len(axes))),
    ]
    for one, style in zip(series, STYLES, strict=False):
        parts += _drawn(one, style)
    parts.append("</g>")
    for place, (one, style) in enumerate(zip(series, STYLES, strict=False)):
        parts += _legend(one.title, style, middle - 90, top + RADIUS + 44 + 24 * place)
    return "".join([*parts, "</svg>"])


def _said(title: str, axes: Sequence[str], series: Sequence[Series]) -> str:
    def told(value: Decimal | None) -> str:
        return "нет данных" if value is None else f"{round(value)} %"

    views = (
        f"{one.title}: " + "; ".join(f"{axis} – {told(value)}" for axis, value in zip(axes, one.values, strict=True))
        for one in series
    )
    return f"{title}. {'. '.join(views)}"


def _at(place: int, of: int, distance: float) -> tuple[float, float]:
    """From the top, clockwise."""
    turn = 2 * pi * place / of
    return round(distance * sin(turn), 1), round(-distance * cos(turn), 1)


def _web(count: int) -> Iterator[str]:
    for ring in RINGS:
        points = " ".join(f"{x},{y}" for x, y in (_at(it, count, RADIUS * ring / 100) for it in range(count)))
        yield f'<polygon points="{points}" fill="none" stroke="{RING}"/>'
    for place in range(count):
        x, y = _at(place, count, RADIUS)
        yield f'<line x1="0" y1="0" x2="{x}" y2="{y}" stroke="{RING}"/>'
    for ring in (50, 100):
        yield f'<text x="4" y="{-RADIUS * ring // 100 + 13}" fill="{SOFT}" font-size="11">{ring} %</text>'


def _numbered(count: int) -> Iterator[str]:
    for place in range(count):
        x, y = _at(place, count, RADIUS + 15)
        yield f'<text x="{x}" y="{y + 5}" text-anchor="middle" fill="{INK}">{place + 1}</text>'


def _named(axes: Sequence[str]) -> Iterator[str]:
    """The right half from the top down, the left half likewise: the last axis stands highest there."""
    count = len(axes)
    right = [place for place in range(count) if 2 * place <= count]
    left = [place for place in reversed(range(count)) if 2 * place > count]
    for places, side in ((right, 1), (left, -1)):
        room = 2 * (RADIUS + 24) / len(places)
        for row, place in enumerate(places):
            y = -RADIUS - 24 + room * (row + 0.5)
            edge = side * (RADIUS + 26)
            x0, y0 = _at(place, count, RADIUS)
            yield f'<polyline points="{x0},{y0} {edge - side * 6},{y:.1f}" fill="none" stroke="{RING}"/>'
            yield _label(f"{place + 1}. {axes[place]}", edge, y, "start" if side > 0 else "end")


def _label(words: str, x: float, y: float, anchor: str) -> str:
    lines = wrap(words, LETTERS)[:3]
    first = y + 4 - (len(lines) - 1) * (FONT + 1) / 2
    return "".join(
        f'<text x="{x}" y="{first + row * (FONT + 1):.1f}" text-anchor="{anchor}" fill="{INK}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )


def _drawn(one: Series, style: tuple[str, str, str]) -> Iterator[str]:
    colour, dashes, marker = style
    count = len(one.values)
    points = [
        None if value is None else _at(place, count, RADIUS * float(max(Decimal(0), min(value, Decimal(100)))) / 100)
        for place, value in enumerate(one.values)
    ]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    for place, here in enumerate(points):
        ahead = points[(place + 1) % count]
        if here and ahead:
            yield (
                f'<line x1="{here[0]}" y1="{here[1]}" x2="{ahead[0]}" y2="{ahead[1]}" '
                f'stroke="{colour}" stroke-width="2.5"{dash}/>'
            )
    yield from (_marker(marker, colour, *here) for here in points if here)


def _marker(kind: str, colour: str, x: float, y: float) -> str:
    if kind == "circle":
        return f'<circle cx="{x}" cy="{y}" r="4.5" fill="{colour}"/>'
    look = f'fill="#ffffff" stroke="{colour}" stroke-width="2"'
    if kind == "square":
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {look}/>'
    return f'<polygon points="{x},{y - 5:.1f} {x + 5:.1f},{y + 4:.1f} {x - 5:.1f},{y + 4:.1f}" {look}/>'


def _legend(title: str, style: tuple[str, str, str], x: float, y: float) -> Iterator[str]:
    colour, dashes, marker = style
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<line x1="{x}" y1="{y}" x2="{x + 44}" y2="{y}" stroke="{colour}" stroke-width="2.5"{dash}/>'
    yield _marker(marker, colour, x + 22, y)
    yield f'<text x="{x + 54}" y="{y + 5}" fill="{INK}">{escape(title)}</text>'
