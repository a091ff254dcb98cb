"""What a specialist has typed on the page of a plan: corrected cells and answers, kept with the workbook."""

import re
from collections.abc import Iterator, Mapping

from ..models import Import
from .outcomes import Verdict

#: So many refused rows can be corrected on one page; a form has its limits, and so has patience.
CORRECTED = 40
ANSWERED = 100
LONGEST = 2_000
_ANSWER = re.compile(r"new|skip|same:-?\d{1,18}")


def take_down(brought: Import, typed: Mapping[str, str]) -> bool:
    """Note what differs from what was shown; whether anything does."""
    corrections = {row: dict(cells) for row, cells in brought.corrections.items()}
    answers = dict(brought.answers)
    for row, place, value in _corrected(brought, typed):
        corrections.setdefault(row, {})[place] = value
    for detail in refused(brought):
        if typed.get(f"answer-{detail['row']}") == "skip":
            answers[str(detail["row"])] = "skip"
    for detail in asked(brought):
        answer = typed.get(f"answer-{detail['row']}", "")
        if _ANSWER.fullmatch(answer):
            answers[str(detail["row"])] = answer
    is_new = (corrections, answers) != (brought.corrections, brought.answers)
    brought.corrections, brought.answers = corrections, answers
    return is_new


def refused(brought: Import) -> list[dict]:
    return brought.outcome.get("details", {}).get(Verdict.REFUSED, [])[:CORRECTED]


def asked(brought: Import) -> list[dict]:
    return brought.outcome.get("details", {}).get(Verdict.ASKED, [])[:ANSWERED]


def _corrected(brought: Import, typed: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for detail in refused(brought):
        for place, shown in detail["cells"]:
            value = typed.get(f"cell-{detail['row']}-{place}")
            if value is not None and value.strip() != shown:
                yield str(detail["row"]), str(place), value.strip()[:LONGEST]


def rows_to_correct(brought: Import) -> list[dict]:
    """Refused rows as the page shows them: faulty cells to be typed anew, the others folded away."""
    titles = brought.outcome["columns"]
    shown = []
    for detail in refused(brought):
        faulty = {fault["place"] for fault in detail["faults"]}
        cells = [
            {"name": f"cell-{detail['row']}-{place}", "title": titles[str(place)], "value": value, "place": place}
            for place, value in detail["cells"]
        ]
        mended = [cell for cell in cells if cell["place"] in faulty]
        others = [cell for cell in cells if cell["place"] not in faulty]
        shown.append(detail | {"faulty": mended, "others": others})
    return shown
