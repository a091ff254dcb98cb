"""Charts of the project as SVG strings: literal colours, legible in grey, each said in words too."""

from collections.abc import Sequence
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from leadership.core import russian

from .models import Measure, Project
from .reading import Reading
from .strip import Band, strip

BAR, FACT, GOAL, INK = "#e6ebf1", "#1d4e89", "#b3261e", "#1b2430"


def said(reading: Reading) -> str:
    """«66,7 %», «3», «нет данных»."""
    if reading.value is None:
        return "нет данных"
    return russian.number(reading.value) if reading.denominator is None else russian.percent(reading.value)


def aim(reading: Reading) -> str:
    return russian.percent(reading.target) if reading.denominator is not None else russian.number(reading.target)


def bullet(uid: str, title: str, reading: Reading) -> SafeString:
    """One indicator: bar – fact, upright line – target."""
    if reading.value is None:
        return mark_safe("")
    top = 100 if reading.denominator is not None else max(reading.numerator, reading.target)
    width = 160

    def at(value):
        return round(width * float(min(value, top)) / top, 1)

    words = escape(f"{title}: факт {said(reading)}, цель не менее {aim(reading)}")
    return mark_safe(
        f'<svg role="img" aria-labelledby="{uid}" viewBox="0 0 164 18" width="164" height="18" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{uid}">{words}</title>'
        f'<rect x="0" y="3" width="{width}" height="12" fill="{BAR}"/>'
        f'<rect x="0" y="5" width="{at(reading.value)}" height="8" fill="{FACT}"/>'
        f'<line x1="{at(reading.target)}" x2="{at(reading.target)}" y1="0" y2="18" stroke="{GOAL}" stroke-width="2.5"/>'
        "</svg>"
    )


def trend(uid: str, title: str, history: Sequence[tuple[date, Reading]]) -> SafeString:
    """An indicator over the years: a column a day, its value above, the target as a dashed line."""
    shares = [reading for _, reading in history if reading.denominator is not None]
    top = 100 if shares else max(1, *(max(r.numerator, r.target) for _, r in history))
    step, height = 96, 150
    width = step * len(history) + 60
    level = round(20 + height - height * history[-1][1].target / top, 1)
    words = "; ".join(f"{day:%d.%m.%Y} – {said(reading)}" for day, reading in history)
    parts = [
        f'<svg role="img" aria-labelledby="{uid}" viewBox="0 0 {width} {height + 46}" width="100%" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="PT Sans" font-size="13">'
        f'<title id="{uid}">{escape(f"{title}: {words}")}</title>'
        f'<line x1="0" x2="{width}" y1="{height + 20}" y2="{height + 20}" stroke="{INK}"/>'
    ]
    parts.append(
        f'<line x1="0" x2="{width}" y1="{level}" y2="{level}" stroke="{GOAL}" stroke-width="2" stroke-dasharray="6 4"/>'
        f'<text x="{width}" y="{level - 5}" text-anchor="end" fill="{GOAL}">цель {aim(history[-1][1])}</text>'
    )
    for number, (day, reading) in enumerate(history):
        x = step * number + 20
        high = round(height * float(min(reading.value or 0, top)) / top, 1)
        value = escape(said(reading))
        room = 8 * len(value)  # the value stands on white, whatever line runs behind it
        parts.append(
            f'<rect x="{x}" y="{height + 20 - high}" width="48" height="{high}" fill="{FACT}"/>'
            f'<rect x="{x + 24 - room / 2}" y="{height + 2 - high}" width="{room}" height="16" fill="#ffffff"/>'
            f'<text x="{x + 24}" y="{height + 14 - high}" text-anchor="middle">{value}</text>'
            f'<text x="{x + 24}" y="{height + 38}" text-anchor="middle">{day:%d.%m.%Y}</text>'
        )
    parts.append("</svg>")
    return mark_safe("".join(parts))


def plan_strip(project: Project, measures: Sequence[Measure], day: date) -> SafeString:
    """Stages and dates of a plan on one strip of time, as they stand on the day."""
    stages = [
        Band(f"{stage.number} этап", ((stage.starts_on, stage.ends_on, "stage"),)) for stage in project.stages.all()
    ]
    bands = [
        Band(
            f"№ {measure.number}",
            tuple((it.starts_on, it.ends_on, it.state_on(day).value) for it in measure.occurrences()),
        )
        for measure in measures
    ]
    return mark_safe(strip([*stages, *bands], first=project.starts_on, last=project.ends_on, today=day))
