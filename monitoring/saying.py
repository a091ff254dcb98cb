"""Answers in words: as people read them, and as one would type them."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal

from leadership.core import russian

from . import scoring
from .models import Answer, AnswerState, Item
from .scheme import given_of

#: What is said instead of a value.
STATES = (AnswerState.NO_DATA, AnswerState.NOT_APPLICABLE)


def said(answer: Answer) -> str:
    """The answer in words: «92 %», «да», «нет данных»; a dash where the field is empty."""
    if not answer.is_given:
        return "–"
    labels = {step.code: step.label or step.code for step in answer.item.steps.all() if step.code}
    return scoring.said(given_of(answer), answer.item.unit, labels)


def said_known(item: Item, value: Decimal) -> str:
    given = scoring.given(bool(value)) if item.answer == Item.Answer.YES_NO else scoring.given(value)
    return scoring.said(given, item.unit)


def written(answer: Answer | None) -> str:
    """The answer as one would type it."""
    if answer is None or answer.state != AnswerState.VALUE:
        return ""
    match answer.item.answer:
        case Item.Answer.YES_NO:
            return "" if answer.number is None else "да" if answer.number else "нет"
        case Item.Answer.CHOICE:
            return answer.choice
        case Item.Answer.TEXT:
            return answer.text
        case Item.Answer.LEVELS:
            return ""
    return "" if answer.number is None else russian.number(answer.number).replace(russian.MINUS, "-")


def stamp(typed: Mapping[str, str]) -> str:
    """A field in short, as it would be typed; a state chosen among the answers is the same as one ticked beside."""
    parts = {name: value.replace("\r\n", "\n").strip() for name, value in typed.items() if name != "was"}
    if parts.get("") in STATES:
        parts["state"] = parts.pop("")
    return hashlib.sha256(repr(sorted(part for part in parts.items() if part[1])).encode()).hexdigest()[:12]
